"""Merton's rule against an integral of its own, and at its limits."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from caploop.clearing.worth import EisenbergNoeWorth, FurfineWorth, MertonWorth


@pytest.mark.parametrize("recovery", [1.0, 0.4])
@pytest.mark.parametrize(("equity", "owed"), [(2.0, 8.0), (-1.0, 11.0), (4.0, 30.0), (12.0, 3.0)])
def test_it_is_the_expected_share_paid_at_maturity(
    recovery: float, equity: float, owed: float
) -> None:
    outside, spread = 10.0, 0.35

    def paid(shock: float) -> float:
        then = equity + outside * np.exp(spread * shock - spread**2 / 2) - outside
        cost = 1.0 if then >= 0 else recovery
        return float(cost * np.clip((then + owed) / owed, 0, 1) * norm.pdf(shock))

    barrier = (np.log(max(outside - equity, 1e-9) / outside) + spread**2 / 2) / spread
    wanted = sum(
        quad(paid, *ends, limit=200)[0] for ends in ((-9, max(barrier, -9)), (max(barrier, -9), 9))
    )
    of = {"owed_usd": np.array([owed]), "outside_usd": np.array([outside])}
    found = MertonWorth(spread, recovery).share(np.array([equity]), **of)
    assert found[0] == pytest.approx(wanted, abs=1e-7)


def test_with_next_to_no_spread_it_is_the_rule_at_maturity() -> None:
    equity = np.array([-8.0, -2.0, 1.0])
    of = {"owed_usd": np.full(3, 10.0), "outside_usd": np.full(3, 10.0)}
    near = MertonWorth(1e-6, 1.0).share(equity, **of)
    assert near == pytest.approx(EisenbergNoeWorth().share(equity, **of), abs=1e-6)
    assert MertonWorth(1e-6, 0.0).share(equity, **of) == pytest.approx(
        FurfineWorth(0.0).share(equity, **of), abs=1e-6
    )
