"""Payments when all pay what they can, in proportion (Eisenberg and Noe 2001)."""

from __future__ import annotations

from numpy.typing import ArrayLike

from caploop.clearing.payments.obligations import obligations
from caploop.clearing.payments.record import Clearing, cleared
from caploop.clearing.problem import Matrix
from caploop.core.labels import by_name


@by_name("owed_usd")
def eisenberg_noe(
    owed_usd: Matrix,
    cash_usd: ArrayLike,
    *,
    outside_usd: ArrayLike | None = None,
    tolerance: float = 1e-9,
    workers: int = 1,
) -> Clearing:
    """Greatest and least p = min(owed, cash + what others pay), and who fails in which round.

    `owed_usd[i, j]` is what i owes j, due now, of one rank; a letter of intent or an unpaid promise
    of equity is none. `outside_usd[party]` is owed to others, of the same rank. `cash_usd` has the
    party as its last axis, any axes before it are scenarios. The error of a payment is about
    `tolerance` times the largest debt. `workers` threads share the scenarios, with the same answer
    to the bit for any number. Raises UsageError as `problem.square_matrix` says.

    >>> chain = [[0, 10, 0], [0, 0, 10], [0, 0, 0]]
    >>> found = eisenberg_noe(chain, [4, 1, 0])
    >>> found.paid_usd.tolist(), found.rounds.tolist(), found.is_unique.item()
    ([4.0, 5.0, 0.0], [1, 2, 0], True)
    """
    owed = obligations([owed_usd], outside_usd=outside_usd)
    return cleared(owed, cash_usd, tolerance=tolerance, is_plain=True, workers=workers)
