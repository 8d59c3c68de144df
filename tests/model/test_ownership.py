"""Dilution: shares in pieces that sum to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.model.ownership import diluted


def test_microsoft_and_softbank_after_the_round_of_2026() -> None:
    owned = {"microsoft": 0.27, "softbank": 0.11, "rest": 0.62}
    by_120 = diluted(owned, pre_money=730, raised={"new": 120})
    assert by_120["microsoft"] == pytest.approx(0.23188, abs=5e-6)
    by_110 = diluted(owned, pre_money=730, raised={"new": 80, "softbank": 30})
    assert by_110["softbank"] == pytest.approx(0.13131, abs=5e-6)


@given(
    pre=st.floats(1, 1e4),
    raised=st.dictionaries(st.sampled_from("abc"), st.floats(0, 1e3), min_size=1),
)
def test_ownership_sums_to_one(pre: float, raised: dict[str, float]) -> None:
    after = diluted({"a": 0.4, "d": 0.6}, pre_money=pre, raised=raised)
    assert sum(after.values()) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(
    ("owned", "pre", "money"), [({"a": 0.9}, 10, 1), ({"a": 1.0}, 0, 1), ({"a": 1.0}, 10, -1)]
)
def test_what_cannot_be_is_refused(owned: dict[str, float], pre: float, money: float) -> None:
    with pytest.raises(UsageError):
        diluted(owned, pre_money=pre, raised={"b": money})
