"""Random debts that hypothesis shrinks by one seed, and the map written out a second time."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from caploop.clearing.problem import Floats

Case = tuple[Floats, Floats, Floats]


def made(seed: int, parties: int) -> Case:
    """Debts between parties, debts outside, and cash; some have none of either."""
    chance = np.random.default_rng(seed)
    owed = chance.integers(1, 20, (parties, parties)) * (chance.random((parties, parties)) < 0.5)
    owed = owed.astype(float)
    np.fill_diagonal(owed, 0.0)
    outside = chance.integers(0, 10, parties) * (chance.random(parties) < 0.4)
    cash = chance.integers(0, 15, parties) * (chance.random(parties) < 0.7)
    return owed, outside.astype(float), cash.astype(float)


cases = st.builds(made, st.integers(0, 10_000_000), st.integers(1, 7))


def total(owed: Floats, outside: Floats) -> Floats:
    return np.asarray(owed.sum(axis=1) + outside)


def share(owed: Floats, outside: Floats) -> Floats:
    all_debts = total(owed, outside)[:, None]
    return np.divide(owed, all_debts, out=np.zeros_like(owed), where=all_debts > 0)


def from_below(case: Case, *, steps: int = 20_000) -> Floats:
    """Least Eisenberg-Noe payments by plain iteration from nothing."""
    owed, outside, cash = case
    paid = np.zeros(len(cash))
    for _ in range(steps):
        new = np.minimum(total(owed, outside), cash + paid @ share(owed, outside))
        if np.abs(new - paid).max(initial=0.0) < 1e-14:
            break
        paid = new
    return paid
