"""Classes of shares: they sum to the equity, and without risk they are what the contract says."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.valuation.classes import Exit, Preferred, call, class_values, fair_equity

SURE = Exit(years=1, volatility=0, rate=0)
RISKY = Exit(years=4, volatility=0.9, rate=0.025)
TWO = (
    Preferred(name="old", preference=5, share=0.1),
    Preferred(name="new", preference=10, share=0.1),
)


def values(equity: float, exit: Exit = SURE) -> dict[str, float]:
    return {r.name: r.fair_value for r in class_values(equity, TWO, exit)}


def test_a_call_at_the_money_for_a_year() -> None:
    found = call(100, strike=100, exit=Exit(years=1, volatility=0.2, rate=0.05))
    assert found == pytest.approx(10.4506, abs=1e-4)


@pytest.mark.parametrize("equity", [3.0, 12, 30, 56, 60, 100, 1000])
@pytest.mark.parametrize("exit", [SURE, RISKY])
def test_the_classes_share_the_equity_and_nothing_else(equity: float, exit: Exit) -> None:
    assert sum(values(equity, exit).values()) == pytest.approx(equity)


def test_below_the_preferences_common_has_nothing() -> None:
    assert values(12) == pytest.approx({"old": 4, "new": 8, "common": 0})


def test_between_old_and_new_conversion_the_new_class_keeps_its_preference() -> None:
    # 75 less the 10 of the new class, over 0.9 of the shares.
    found = values(75)
    assert found == pytest.approx({"old": 65 / 9, "new": 10, "common": 65 / 9 * 8})


def test_far_above_all_convert_and_hold_their_shares() -> None:
    assert values(1000) == pytest.approx({"old": 100, "new": 100, "common": 800})


def test_the_right_to_convert_or_be_paid_is_worth_more_than_a_common_share() -> None:
    rows = {r.name: r for r in class_values(100, TWO, RISKY)}
    worth = [rows[n].over_common or 0.0 for n in ("new", "old")]
    assert worth[0] > worth[1] > 1


def test_the_headline_is_above_the_fair_equity_and_more_so_with_more_risk() -> None:
    calm = Exit(years=4, volatility=0.3, rate=0.025)
    found = [fair_equity(100, TWO, e, newest="new") for e in (RISKY, calm)]
    assert found[0] < found[1] < 100
    again = {r.name: r.fair_value for r in class_values(found[0], TWO, RISKY)}
    assert again["new"] == pytest.approx(10)


def test_without_preferences_the_headline_is_the_equity() -> None:
    plain = (Preferred(name="new", preference=0, share=0.1),)
    assert fair_equity(100, plain, RISKY, newest="new") == pytest.approx(100)


def test_what_cannot_be_shared_is_refused() -> None:
    with pytest.raises(UsageError):
        class_values(100, (Preferred(name="all", preference=1, share=1),), SURE)
    with pytest.raises(UsageError):
        class_values(0, TWO, SURE)
