"""Clearing with costs of default (Rogers and Veraart 2013): failing destroys value."""

from __future__ import annotations

from numpy.typing import ArrayLike

from caploop.clearing.payments.obligations import obligations
from caploop.clearing.payments.record import Clearing, cleared
from caploop.clearing.problem import Matrix
from caploop.core.labels import by_name

DISCONTINUOUS = 1e-13


@by_name("owed_usd")
def rogers_veraart(
    owed_usd: Matrix,
    cash_usd: ArrayLike,
    *,
    alpha: ArrayLike,
    beta: ArrayLike,
    outside_usd: ArrayLike | None = None,
) -> Clearing:
    """Greatest and least payments when a failing party keeps alpha of cash, beta of receipts.

    Who can pay in full does; who cannot pays alpha x cash + beta x what others pay. The map jumps
    where a party fails, so there may be several solutions, and a payment has no derivative there:
    both extremes come back. The inner system is I - beta x shares, not I - shares. Arguments as of
    `eisenberg_noe`; `alpha[party]` and `beta[party]` are in [0, 1], or one number for all.

    >>> two = [[0, 2.1], [2.2, 0]]
    >>> found = rogers_veraart(two, [1, 1], alpha=0.5, beta=0.5)
    >>> found.paid_usd.tolist(), found.least_paid_usd.round(9).tolist(), found.is_unique.item()
    ([2.1, 2.2], [1.0, 1.0], False)
    """
    owed = obligations([owed_usd], outside_usd=outside_usd, cash_kept=alpha, receipts_kept=beta)
    return cleared(owed, cash_usd, tolerance=DISCONTINUOUS)
