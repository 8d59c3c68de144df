"""Black and Cox's rule against the crossing probability of Brownian bridges."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from caploop.clearing.worth import BlackCoxWorth, MertonWorth


@pytest.mark.parametrize(("equity", "spread"), [(2.0, 0.3), (0.5, 0.2), (7.0, 0.9)])
def test_default_is_the_chance_of_ever_touching_the_barrier(equity: float, spread: float) -> None:
    outside, recovery = 10.0, 0.25
    room = -np.log((outside - equity) / outside)

    def never(end: float) -> float:
        """Chance that a path ending there stayed above, times the density of the end."""
        kept = 1 - np.exp(-2 * room * (room + end) / spread**2)
        return float(kept * norm.pdf(end, -(spread**2) / 2, spread))

    wanted = 1 - (1 - recovery) * (1 - quad(never, -room, 12 * spread, limit=200)[0])
    of = {"owed_usd": np.array([8.0]), "outside_usd": np.array([outside])}
    found = BlackCoxWorth(spread, recovery).share(np.array([equity]), **of)
    assert found[0] == pytest.approx(wanted, abs=1e-7)


def test_a_barrier_on_the_way_is_worth_no_more_than_one_at_the_end() -> None:
    equity = np.linspace(0.1, 9, 20)
    of = {"owed_usd": np.full(20, 1e9), "outside_usd": np.full(20, 10.0)}
    early = BlackCoxWorth(0.4, 0.0).share(equity, **of)
    assert (early <= MertonWorth(0.4, 0.0).share(equity, **of) + 1e-9).all()


def test_without_equity_it_is_the_recovery_and_with_more_than_can_be_lost_it_is_whole() -> None:
    of = {"owed_usd": np.full(2, 8.0), "outside_usd": np.full(2, 10.0)}
    assert BlackCoxWorth(0.3, 0.4).share(np.array([-1.0, 11.0]), **of).tolist() == [0.4, 1]
