"""What a broken link does, and how long until half of it is gone."""

from __future__ import annotations

import pytest

from caploop.book.scenario import Scenario
from caploop.core.errors import NotFoundError
from caploop.study.options import RunOptions
from caploop.study.run.answer import simulated_loop
from caploop.study.run.broken_link import half_life
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


def world() -> Scenario:
    return scenario_of(real_book(), scenarios=["S0"])


@pytest.mark.parametrize(
    ("difference", "found"),
    [([-8, -6, -5, -4, -1], 3), ([4, 3, 1, 3, 0], 4), ([1, 2, 4], None), ([5, 0, 0], 1)],
)
def test_half_of_the_first_difference_is_gone_for_good(
    difference: list[float], found: int | None
) -> None:
    assert half_life(difference) == found


def test_without_nvidias_cheque_cash_falls_by_it_at_first() -> None:
    broken = simulated_loop(real_known(), world(), RunOptions(draws=60)).broken
    assert broken is not None
    assert broken.damped == (broken.largest_gain < 1)
    cash = next(r for r in broken.responses if r.series == "cash")
    assert cash.differences["2026"] < -20
    assert tuple(cash.differences) == ("2026", "2028", "2030")


def test_an_unknown_link_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="nvidia-openai-2026-round"):
        simulated_loop(real_known(), world(), RunOptions(draws=20), link="nvidia-openai-2026-rund")
