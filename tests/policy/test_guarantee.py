"""A guarantee's price against its budget cost; the golden case of the specification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.policy import guarantee_value, moral_hazard, public_stake

CASE = {"assets": 100.0, "face": 80.0, "years": 5.0, "rate": 0.045, "drift": 0.1}


@pytest.mark.parametrize(
    ("volatility", "fair", "budget", "relief"),
    [(0.25, 6.542, 2.879, 170.9), (0.35, 13.239, 8.223, 362.6), (0.45, 20.334, 14.862, 587.8)],
)
def test_the_golden_guarantee(volatility: float, fair: float, budget: float, relief: float) -> None:
    found = guarantee_value(volatility=volatility, **CASE)
    assert 100 * found.fair == pytest.approx(fair, abs=1e-3)
    assert 100 * found.budget == pytest.approx(budget, abs=1e-3)
    assert found.relief_bp == pytest.approx(relief, abs=0.1)


@given(volatility=st.floats(0.15, 1.2))
def test_the_market_asks_more_than_the_budget_books(volatility: float) -> None:
    found = guarantee_value(volatility=volatility, **CASE)
    assert found.fair > found.budget > 0


def test_without_risk_a_covered_debt_costs_nothing_to_guarantee() -> None:
    found = guarantee_value(volatility=1e-3, **CASE)
    assert found.fair == pytest.approx(0, abs=1e-12)
    assert found.fails == pytest.approx(0, abs=1e-12)


def test_more_cover_makes_riskier_borrowers() -> None:
    none = moral_hazard(volatility=0.35, cover=0.0, shift=0.1, **CASE)
    some = moral_hazard(volatility=0.35, cover=0.8, shift=0.1, **CASE)
    assert (none.extra_fair, none.extra_fails) == (0, 0)
    assert some.volatility == pytest.approx(0.43)
    assert some.extra_fair > 0
    assert some.extra_fails > 0


def test_a_stake_shares_the_gain_and_leaves_the_loss() -> None:
    """What owners and the public get together is what the assets are expected to leave above."""
    none, tenth = (
        public_stake(volatility=0.35, cover=0.8, share=share, **CASE) for share in (0.0, 0.099)
    )
    assert none.public_gain == 0
    assert tenth.public_loss == none.public_loss
    whole = tenth.public_gain + tenth.private_gain
    assert whole == pytest.approx(none.private_gain)


def test_a_guarantee_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="face of a guarantee"):
        guarantee_value(volatility=0.3, **{**CASE, "face": 0.0})
    with pytest.raises(UsageError, match="volatility"):
        guarantee_value(volatility=0.0, **CASE)
