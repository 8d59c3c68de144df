"""Differential DebtRank: distress of creditors before anyone defaults, until it has settled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from caploop.clearing.batch import columns, in_pieces, still_to_come
from caploop.clearing.distress.exact import exact_distress, stepped
from caploop.clearing.distress.leverage import NegativeEquity, leverage
from caploop.clearing.problem import (
    Bools,
    Floats,
    Ints,
    Matrix,
    positive_count,
    positive_number,
)
from caploop.clearing.spectral import spectral_radius
from caploop.core.labels import by_name

ROUNDS_BEFORE_EXACT = 1_000
EXACT_PARTIES_MOST = 2_000
ROUNDING = 1e-14


@dataclass(frozen=True, kw_only=True, slots=True)
class DebtRank:
    """Distress by scenario (where given) and party; one value a scenario for what tells of it.

    `distress` is the share of equity lost, in [0, 1]; `pressure` the same without the cap: losses
    over equity. `gap` bounds how far any distress is below its end, `is_converged` where it is
    within the tolerance. `saturated_share` is the share of parties reached, and not shocked to 1,
    that end at 1. `is_saturated` where only the cap of 1 ended the spread: the spectral radius of
    the leverage matrix is at least 1 and some party saturated. Then distress ranks nobody.
    """

    distress: Floats
    pressure: Floats
    rounds: Ints
    gap: Floats
    is_converged: Bools
    spectral_radius: float
    saturated_share: Floats
    is_saturated: Bools


@by_name("owed_usd")
def debtrank(
    owed_usd: Matrix,
    equity_usd: ArrayLike,
    *,
    shock: ArrayLike,
    negative_equity: NegativeEquity = "refuse",
    tolerance: float = 1e-9,
    rounds_most: int = 1_000_000,
) -> DebtRank:
    """Share of equity each party has lost once creditors have marked down what distress costs.

    `owed_usd[i, j]` is what i owes j, `equity_usd[i]` the equity of i before, `shock[.., i]` the
    share of it that i loses first. h(t+1) = min(1, h(t) + L (h(t) - h(t-1))) with
    L_ij = owed_ji / equity_i (Bardoscia, Battiston, Caccioli and Caldarelli 2015, PLoS ONE
    10:e0130406), which is the least solution of h = min(1, shock + L h). Rounds go on until a
    bound from above shows every value within `tolerance`; up to 2,000 parties, what has not
    settled in 1,000 rounds is solved by sets of saturated parties. Linear: a creditor loses in
    proportion to its debtor's equity, from the first dollar.

    `negative_equity` says what a party with equity at or below 0 is: see `leverage`; by default
    it is refused. Raises UsageError for that, wrong shapes, NaN, negative amounts, a shock
    outside 0 to 1.

    >>> found = debtrank([[0, 1], [2, 0]], [4, 4], shock=[0.5, 0])
    >>> found.distress.round(4).tolist(), bool(found.is_converged)
    ([0.5714, 0.1429], True)
    """
    ready = leverage(owed_usd, equity_usd, shock=shock, negative_equity=negative_equity)
    positive_number("tolerance", tolerance)
    positive_count("rounds_most", rounds_most)
    first = columns(ready.shock)
    parties, scenarios = first.shape
    distress = np.empty((parties, scenarios))
    rounds, gap = np.empty(scenarios, dtype=np.int64), np.empty(scenarios)

    def settle(piece: slice) -> None:
        start = np.ascontiguousarray(first[:, piece])
        found = _settled(ready.matrix, start, tolerance=tolerance, rounds_most=rounds_most)
        distress[:, piece], rounds[piece], gap[piece] = found

    in_pieces(settle, parties=parties, scenarios=scenarios)
    return _record(ready.matrix, ready.shock, (distress, rounds, gap), tolerance=tolerance)


def _record(
    matrix: csr_array,
    shock: Floats,
    found: tuple[Floats, Ints, Floats],
    *,
    tolerance: float,
) -> DebtRank:
    distress, rounds, gap = found
    shape, lead, first = shock.shape, shock.shape[:-1], columns(shock)
    radius = spectral_radius(matrix)
    reached = (distress > 0) & (first < 1)
    full = (reached & (distress >= 1 - tolerance)).sum(axis=0)
    pressure = matrix @ distress
    pressure += first
    return DebtRank(
        distress=distress.T.reshape(shape),
        pressure=pressure.T.reshape(shape),
        rounds=rounds.reshape(lead),
        gap=gap.reshape(lead),
        is_converged=(gap <= tolerance).reshape(lead),
        spectral_radius=radius,
        saturated_share=(full / np.maximum(reached.sum(axis=0), 1)).reshape(lead),
        is_saturated=((full > 0) & (radius >= 1)).reshape(lead),
    )


def _settled(
    matrix: csr_array, shock: Floats, *, tolerance: float, rounds_most: int
) -> tuple[Floats, int, Floats]:
    """Distress by party and scenario of one piece, rounds, and a bound on what is missing."""
    now, before = shock.copy(), np.full(shock.shape[1], np.inf)
    for rounds in range(1, rounds_most + 1):
        new = stepped(matrix, shock, now)
        step = new - now
        now, largest = new, step.max(axis=0, initial=0.0)
        left = still_to_come(largest, before, rounding=ROUNDING)
        before = largest
        if (2 * left <= tolerance).all():
            above = np.minimum(now + 2 * (left / np.where(largest > 0, largest, 1.0)) * step, 1.0)
            if (stepped(matrix, shock, above) <= above + ROUNDING).all():
                return now, rounds, (above - now).max(axis=0, initial=0.0)
        if rounds == ROUNDS_BEFORE_EXACT and len(shock) <= EXACT_PARTIES_MOST:
            now = exact_distress(matrix, shock)
            return now, rounds, np.abs(stepped(matrix, shock, now) - now).max(axis=0, initial=0.0)
    return now, rounds_most, np.where(largest > 0, np.maximum(left, largest), 0.0)
