"""A matrix where only totals are known: maximum entropy under the margins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Floats, money

ROUNDS_MOST = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconstruction:
    """The matrix, or None with a reason; `gap_usd` is its largest difference from a total."""

    flow_usd: Floats | None
    gap_usd: float | None
    rounds: int
    reason: str | None = None


@by_name()
def maximum_entropy(
    paid_usd: ArrayLike, received_usd: ArrayLike, *, tolerance: float = 1e-10
) -> Reconstruction:
    """The flows nearest to the outer product of the totals, nobody paying itself.

    `paid_usd[i]` and `received_usd[i]` are all that party i pays and receives, of one type of
    flow, in dollars; row i and column i of the answer add up to them. Minimises
    sum F ln(F / (paid received)) with zero diagonal, by rows and columns scaled in turn (RAS;
    Anand, Craig and von Peter 2015, Quant. Finance 15:625). Such a network is as complete as the
    totals allow and understates contagion: it is one end of an ensemble, never the truth.

    A party whose payments and receipts together exceed the whole cannot avoid paying itself: no
    matrix, and a reason. Raises UsageError for sums that differ, wrong shapes, negative or NaN.

    >>> maximum_entropy([2, 1, 1], [1, 2, 1]).flow_usd.round(3).tolist()
    [[0.0, 1.397, 0.603], [0.603, 0.0, 0.397], [0.397, 0.603, 0.0]]
    """
    paid = money("paid_usd", paid_usd).ravel()
    received = money("received_usd", received_usd, shape=paid.shape)
    total = float(paid.sum())
    if abs(total - received.sum()) > tolerance * max(total, 1.0):
        raise UsageError(
            f"paid is {total:g}, received {received.sum():g}; add a party for the difference"
        )
    if total == 0:
        return Reconstruction(flow_usd=np.zeros((len(paid), len(paid))), gap_usd=0.0, rounds=0)
    excess = paid + received - total
    if (excess > tolerance * total).any():
        reason = f"party {int(excess.argmax())} pays and receives more than others can meet"
        return Reconstruction(flow_usd=None, gap_usd=None, rounds=0, reason=reason)
    return _fitted(paid, received, _seed(excess, tolerance * total), tolerance=tolerance)


def _seed(excess: Floats, tolerance: float) -> Floats:
    """Ones off the diagonal; where one party meets all others, only in its row and column."""
    seed = 1 - np.eye(len(excess))
    for hub in np.flatnonzero(excess >= -tolerance):
        at_hub = np.arange(len(excess)) == hub
        seed *= at_hub[:, None] | at_hub[None, :]
    return seed


def _fitted(paid: Floats, received: Floats, seed: Floats, *, tolerance: float) -> Reconstruction:
    flow = seed * paid[:, None] * received[None, :]
    gap = np.inf
    for rounds in range(1, ROUNDS_MOST + 1):
        flow = flow * _ratio(paid, flow.sum(axis=1))[:, None]
        flow = flow * _ratio(received, flow.sum(axis=0))[None, :]
        gap = float(np.abs(flow.sum(axis=1) - paid).max())
        if gap <= tolerance * paid.max():
            return Reconstruction(flow_usd=flow, gap_usd=gap, rounds=rounds)
    reason = f"after {ROUNDS_MOST} rounds rows are still {gap:g} apart: loosen the tolerance"
    return Reconstruction(flow_usd=None, gap_usd=gap, rounds=ROUNDS_MOST, reason=reason)


def _ratio(wanted: Floats, has: Floats) -> Floats:
    return np.divide(wanted, has, out=np.zeros_like(wanted), where=has > 0)
