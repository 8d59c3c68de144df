"""What closes the published balance, on paper."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.model.power.closing import closing_terms, needed
from tests.real_book import real_central


def test_growth_with_its_reserve_is_what_is_needed() -> None:
    plain = {**real_central(), "dPeak": 166.0, "rsv": 0.15, "flex": 0.0}
    assert needed(plain) == pytest.approx(190.9)


def test_without_storage_176_7_is_needed_and_not_listed() -> None:
    plain = {**real_central(), "flex": 0.0, "st_add": 0.0}
    assert closing_terms(plain)["power_rest"] == pytest.approx(176.7)


def test_the_longer_of_grid_and_transformer_is_the_lead() -> None:
    assert closing_terms(real_central())["power_connection"] == 42
    assert closing_terms({**real_central(), "T_tx": 50.0})["power_connection"] == 50


@pytest.mark.parametrize("changed", [{"k_q": 9.0}, {"k_q": 2.5}, {"spec": 1.0}])
def test_a_queue_that_cannot_be_is_refused(changed: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="make no queue"):
        closing_terms({**real_central(), **changed})
