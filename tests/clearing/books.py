"""Small random books of debts, and slow solvers written apart from the package."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from caploop.clearing.problem import Floats, Ints


@st.composite
def books(draw: st.DrawFn, *, least: int = 2, most: int = 6) -> dict[str, Any]:
    """Debts between parties, assets and debts outside, from a drawn seed."""
    parties = draw(st.integers(least, most))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    owed = np.round(chance.lognormal(0, 1, (parties, parties)), 3)
    owed *= (chance.random((parties, parties)) < 0.5) * (1 - np.eye(parties))
    return {
        "owed": owed,
        "outside": np.round(chance.lognormal(0, 1, parties), 3),
        "beyond": np.round(chance.lognormal(-1, 1, parties), 3),
        "equity": np.round(chance.lognormal(0, 1, parties), 3) + 0.01,
        "shock": np.round(chance.random((3, parties)) * (chance.random((3, parties)) < 0.5), 3),
        "order": chance.permutation(parties),
    }


def relabelled(matrix: Floats, order: Ints) -> Floats:
    """The matrix with its parties in another order."""
    return matrix[np.ix_(order, order)]


def slow_clearing(owed: Floats, outside: Floats, beyond: Floats) -> Floats:
    """Greatest payments p = min(debts, outside + shares of what others pay), by plain rounds."""
    debts = owed.sum(axis=1) + beyond
    share = np.divide(owed, debts[:, None], out=np.zeros_like(owed), where=debts[:, None] > 0)
    paid = debts
    for _ in range(20_000):
        before, paid = paid, np.minimum(debts, outside + share.T @ paid)
        if np.abs(paid - before).max() < 1e-14:
            break
    return paid


def slow_distress(owed: Floats, equity: Floats, shock: Floats) -> Floats:
    """Distress by its own two-step recursion, one scenario, very many rounds."""
    leverage = owed.T / equity[:, None]
    before, now = np.zeros_like(shock), shock
    for _ in range(20_000):
        before, now = now, np.minimum(1, now + leverage @ (now - before))
        if np.abs(now - before).max() < 1e-15:
            break
    return now
