"""Reverse stress: the least shock that makes a party fail, exactly and by search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from caploop.core.errors import UsageError

STEPS = 12
DIRECTIONS = 3
MOST_TOGETHER = 2


class Least(Struct, frozen=True, kw_only=True):
    """Shares of the shocks, by name, and how far they are from nothing, in standard deviations."""

    sizes: Mapping[str, float]
    plausibility: float


def least_loss(
    owed_usd: ArrayLike, cash_usd: ArrayLike, *, party: int, short_usd: float
) -> NDArray[np.float64] | None:
    """The least loss of cash in all, by party, after which one pays `short_usd` less than it owes.

    Payments are those of Eisenberg and Noe. A payment is the least of what is owed and what is
    there; which of the two holds is chosen by whole numbers, the rest is linear. None where no
    loss of cash does it. Raises UsageError for a shortfall that is not above 0.
    """
    owed, cash = np.asarray(owed_usd, dtype=float), np.asarray(cash_usd, dtype=float)
    if short_usd <= 0:
        raise UsageError(f"short_usd is above 0, not {short_usd:g}")
    n, total = len(cash), owed.sum(axis=1)
    passed = np.divide(owed, total[:, None], out=np.zeros_like(owed), where=total[:, None] > 0)
    large = float(total.sum() + cash.sum()) + 1
    one, nothing = np.eye(n), np.zeros((n, n))
    able = np.hstack([one, one - passed.T, -large * one])
    full = np.hstack([nothing, one, large * one])
    most = np.concatenate([cash, total, np.ones(n)])
    most[n + party] = total[party] - short_usd
    if most[n + party] < 0:
        return None
    found = milp(
        np.concatenate([np.ones(n), np.zeros(2 * n)]),
        constraints=[
            LinearConstraint(able, lb=cash - large),
            LinearConstraint(full, lb=total),
        ],
        bounds=Bounds(np.zeros(3 * n), most),
        integrality=np.repeat([0, 0, 1], n),
    )
    return np.asarray(found.x[:n]) if found.success else None


def least_shocks(
    fails: Callable[[Mapping[str, float]], bool], spreads: Mapping[str, float]
) -> tuple[Least, ...]:
    """The Pareto set of shocks, up to two together, on whose edge `fails` turns true.

    `spreads` are standard deviations of each shock's share; plausibility is the Mahalanobis
    distance with independent shocks. `fails` must not turn false as a share grows: the edge along
    a direction is found by halving. Of sets in which one has every share no larger than another,
    the other is left out.
    """
    found: list[Least] = []
    for count in range(1, MOST_TOGETHER + 1):
        for names in combinations(spreads, count):
            for way in _ways(count):
                edge = _edge(
                    fails, names, [w * spreads[n] for w, n in zip(way, names, strict=True)]
                )
                if edge is not None:
                    far = sum((edge[n] / spreads[n]) ** 2 for n in names) ** 0.5
                    found.append(Least(sizes=edge, plausibility=round(far, 4)))
    kept = [a for a in found if not any(_below(b, a) for b in found)]
    return tuple(sorted(kept, key=lambda r: r.plausibility))


def _ways(count: int) -> list[tuple[float, ...]]:
    if count == 1:
        return [(1.0,)]
    angles = np.linspace(0, np.pi / 2, DIRECTIONS + 2)[1:-1]
    return [(float(np.cos(a)), float(np.sin(a))) for a in angles]


def _edge(
    fails: Callable[[Mapping[str, float]], bool], names: Sequence[str], way: Sequence[float]
) -> dict[str, float] | None:
    high = 1 / max(way)
    low = 0.0

    def at(scale: float) -> dict[str, float]:
        return {n: min(scale * w, 1.0) for n, w in zip(names, way, strict=True)}

    if not fails(at(high)):
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if fails(at(middle)) else (middle, high)
    return {n: round(v, 5) for n, v in at(high).items()}


def _below(one: Least, other: Least) -> bool:
    names = {*one.sizes, *other.sizes}
    pairs = [(one.sizes.get(n, 0.0), other.sizes.get(n, 0.0)) for n in names]
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)
