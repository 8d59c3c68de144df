"""DebtRank as first published: each party passes its distress on once, then falls silent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.batch import columns
from caploop.clearing.distress.leverage import NegativeEquity, leverage
from caploop.clearing.problem import Floats, Matrix
from caploop.core.labels import by_name


@dataclass(frozen=True, kw_only=True, slots=True)
class SingleHit:
    """Distress in [0, 1] by scenario (where given) and party, and the rounds until silence."""

    distress: Floats
    rounds: int


@by_name("owed_usd")
def single_hit_debtrank(
    owed_usd: Matrix,
    equity_usd: ArrayLike,
    *,
    shock: ArrayLike,
    negative_equity: NegativeEquity = "refuse",
    is_capped: bool = True,
) -> SingleHit:
    """Distress when every party transmits once, in the round after it is first hit.

    Arguments, such as `shock[.., i]`, and errors as of `debtrank`.
    h_i(t) = min(1, h_i(t-1) + sum_j W_ji h_j(t-1)) over the j hit first at t-1,
    W_ji = min(1, owed_ji / equity_i) (Battiston, Puliga, Kaushik, Tasca and Caldarelli 2012, Sci.
    Rep. 2:541). `is_capped=False` leaves out that min, as the R package
    NetworkRiskMeasures does: a small loss at a debtor then costs a creditor with more exposure than
    equity more than its share. What comes back through a loop is left out either way, which is what
    a loop of money is about: for comparison with older figures only.

    >>> single_hit_debtrank([[0, 1], [2, 0]], [4, 4], shock=[0.5, 0]).distress.tolist()
    [0.5625, 0.125]
    """
    ready = leverage(owed_usd, equity_usd, shock=shock, negative_equity=negative_equity)
    impact = ready.matrix.minimum(1.0) if is_capped and ready.matrix.nnz else ready.matrix
    distress = columns(ready.shock).copy()
    heard = np.zeros(distress.shape, dtype=np.bool_)
    rounds = 0
    while (speaks := (distress > 0) & ~heard).any():
        heard |= speaks
        distress = np.minimum(distress + impact @ (distress * speaks), 1.0)
        rounds += 1
    return SingleHit(distress=distress.T.reshape(ready.shock.shape), rounds=rounds)
