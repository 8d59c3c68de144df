"""Dilution: shares in pieces that sum to one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.model.finance.ownership import capped_profits, diluted, regime_on


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


def test_a_capped_holder_gets_its_cap_and_the_foundation_the_rest() -> None:
    half = {"a": 0.5, "b": 0.5}
    paid = capped_profits(
        100, shares=half, invested={"a": 1, "b": 1}, caps={"a": 10, "b": 100}, excess_to="f"
    )
    assert paid == {"a": 10, "b": 50, "f": 40}
    with pytest.raises(UsageError, match="has no cap"):
        capped_profits(100, shares=half, invested={"a": 1, "b": 1}, caps={"a": 10}, excess_to="f")
    with pytest.raises(UsageError, match="not 1"):
        capped_profits(1, shares={"a": 0.4}, invested={"a": 1}, caps={"a": 1}, excess_to="f")


def test_profit_was_capped_until_the_recapitalisation() -> None:
    assert regime_on(date(2019, 3, 11)) == "capped profit"
    assert regime_on(date(2026, 1, 1)) == "shares"
