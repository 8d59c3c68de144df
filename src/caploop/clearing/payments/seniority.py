"""Debts of several ranks: none of a rank is paid before all above it are."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.typing import ArrayLike

from caploop.clearing.payments.obligations import obligations
from caploop.clearing.payments.record import Clearing, cleared
from caploop.clearing.problem import Matrix
from caploop.core.labels import by_name

TIGHT = 1e-13


@by_name("owed_usd")
def clear_by_rank(
    owed_usd: Sequence[Matrix],
    cash_usd: ArrayLike,
    *,
    outside_usd: ArrayLike | None = None,
    alpha: ArrayLike = 1.0,
    beta: ArrayLike = 1.0,
) -> Clearing:
    """Greatest and least payments by rank: absolute priority between, proportion within.

    `owed_usd[rank][i, j]` is what i owes j, the most senior first; `outside_usd[rank, party]` what
    is owed to others. Payments and debts have the axes scenario, rank, party. Each rank clears as
    in Eisenberg and Noe 2001 on what the ranks above leave (Elsinger 2009, without equity).

    >>> senior, junior = [[0, 4, 0], [0, 0, 0], [0, 0, 0]], [[0, 0, 4], [0, 0, 0], [0, 0, 0]]
    >>> clear_by_rank([senior, junior], [5, 0, 0]).paid_usd.tolist()
    [[4.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    """
    owed = obligations(owed_usd, outside_usd=outside_usd, cash_kept=alpha, receipts_kept=beta)
    return cleared(owed, cash_usd, tolerance=TIGHT)
