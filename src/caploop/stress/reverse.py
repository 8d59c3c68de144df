"""Reverse stress: the least shock that makes a party fail, exactly, by slopes and by search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from caploop.clearing import amounts, eisenberg_noe, payment_slopes, square_matrix
from caploop.core.errors import UsageError
from caploop.stress.nearest import nearest_ruin

STEPS = 12
DIRECTIONS = 3
MOST_TOGETHER = 2
NUDGE = 1e-7
DIGITS = 5

Sizes = Mapping[str, float]
Limited = tuple[float, NDArray[np.float64] | None]
Margin = Callable[[Sizes], tuple[float, Sizes | None]]


class Least(Struct, frozen=True, kw_only=True):
    """Shares of the shocks, by name, and how far they are from nothing, in standard deviations."""

    sizes: Mapping[str, float]
    plausibility: float


def least_loss(
    owed_usd: ArrayLike, cash_usd: ArrayLike, *, party: int, short_usd: float
) -> NDArray[np.float64] | None:
    """The least loss of cash in all, (party), after which one pays `short_usd` less than it owes.

    `owed_usd[debtor, creditor]` and `cash_usd[party]` are in dollars, as is what comes back.
    Payments are those of Eisenberg and Noe. A payment is the least of what is owed and what is
    there; which of the two holds is chosen by whole numbers, the rest is linear. None where no
    loss of cash does it. Raises UsageError for a shortfall that is not above 0, a party that is
    none, and debts and cash that `eisenberg_noe` refuses.
    """
    owed = square_matrix("owed_usd", owed_usd).toarray()
    cash = amounts("cash_usd", cash_usd, parties=len(owed), batch=False)
    if not 0 <= party < len(owed):
        raise UsageError(f"party is {party}; give 0 to {len(owed) - 1}")
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


def nearest_loss(
    owed_usd: ArrayLike,
    cash_usd: ArrayLike,
    *,
    party: int,
    short_usd: float,
    spread_usd: ArrayLike,
) -> NDArray[np.float64] | None:
    """The most plausible loss of cash, (party), that leaves one short by `short_usd` or more.

    Payments are those of Eisenberg and Noe; `owed_usd[debtor, creditor]` and `cash_usd[party]` as
    in `least_loss`, `spread_usd[party]` is the standard deviation of each party's
    cash, above 0. Payments are concave in cash, so that each step stays ruined. It starts from the
    least loss in all (`least_loss`), from each party's loss of all it has, and from that of all.
    None where no loss of cash does it; raises UsageError as `least_loss` and `eisenberg_noe` do.

    >>> nearest_loss([[0, 10], [0, 0]], [12, 0], party=0, short_usd=1, spread_usd=[1, 1])
    array([3., 0.])
    """
    owed, cash = np.asarray(owed_usd, dtype=float), np.asarray(cash_usd, dtype=float)
    least = least_loss(owed, cash, party=party, short_usd=short_usd)
    if least is None:
        return None
    enough = owed[party].sum() - short_usd
    weights = np.eye(cash.size)[party]
    scale = max(float(owed.sum(axis=1).max()), float(cash.max()))

    def limit(lost: NDArray[np.float64]) -> Limited:
        left = np.clip(cash - lost, 0, None)
        margin = float(eisenberg_noe(owed, left).paid_usd[party] - enough)
        slope = payment_slopes(owed, left, weights=weights).by_cash
        return margin / scale, -slope / scale

    starts = [np.clip(least * (1 + NUDGE), 0, cash), *np.diag(cash), cash]
    return nearest_ruin(limit, starts, spreads=spread_usd, most=cash)


def least_shocks(
    fails: Callable[[Sizes], bool], spreads: Sizes, *, margin: Margin | None = None
) -> tuple[Least, ...]:
    """The Pareto set of shocks, up to two together, on whose edge `fails` turns true.

    `spreads` are standard deviations of each shock's share; plausibility is the Mahalanobis
    distance with independent shocks. `fails` must not turn false as a share grows: the edge along
    a direction is found by halving. Of sets in which one has every share no larger than another,
    the other is left out.

    `margin` tells what is left until ruin and its slope by each shock, None where it has none.
    With it each set is moved along the edge to its nearest point (`nearest_ruin`), and the nearest
    one again with all shocks together. Where there is no slope the search stands.
    """
    found: list[Least] = []
    for count in range(1, MOST_TOGETHER + 1):
        for names in combinations(spreads, count):
            for way in _ways(count):
                edge = _edge(
                    fails, names, [w * spreads[n] for w, n in zip(way, names, strict=True)]
                )
                if edge is not None:
                    found.append(_least(edge, spreads))
    if margin is not None and found:
        found += _moved(fails, found, spreads, margin=margin)
    kept = [a for a in found if not any(_below(b, a) for b in found)]
    return tuple(sorted(kept, key=lambda r: r.plausibility))


def _least(sizes: Sizes, spreads: Sizes) -> Least:
    far = sum((size / spreads[n]) ** 2 for n, size in sizes.items()) ** 0.5
    return Least(sizes=sizes, plausibility=round(far, 4))


def _moved(
    fails: Callable[[Sizes], bool], found: Sequence[Least], spreads: Sizes, *, margin: Margin
) -> list[Least]:
    """The sets found, moved to the nearest point of the edge, where that is another one."""
    nearest = min(found, key=lambda one: one.plausibility)
    moved: dict[tuple[tuple[str, float], ...], Least] = {}
    for one, names in [*((one, tuple(one.sizes)) for one in found), (nearest, tuple(spreads))]:

        def limit(shares: NDArray[np.float64], names: Sequence[str] = names) -> Limited:
            left, slope = margin(dict(zip(names, shares.tolist(), strict=True)))
            row = None if slope is None else np.array([slope.get(n, 0.0) for n in names])
            return left, row

        start = [one.sizes.get(n, 0.0) for n in names]
        spread = [spreads[n] for n in names]
        shares = nearest_ruin(limit, [start], spreads=spread, most=np.ones(len(names)))
        if shares is not None:
            above = np.ceil(shares * 10**DIGITS - NUDGE) / 10**DIGITS
            sizes = {n: float(v) for n, v in zip(names, above, strict=True) if v > 0}
            if sizes != one.sizes and fails(sizes):
                moved[tuple(sorted(sizes.items()))] = _least(sizes, spreads)
    return list(moved.values())


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
    return {n: round(v, DIGITS) for n, v in at(high).items()}


def _below(one: Least, other: Least) -> bool:
    names = {*one.sizes, *other.sizes}
    pairs = [(one.sizes.get(n, 0.0), other.sizes.get(n, 0.0)) for n in names]
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)
