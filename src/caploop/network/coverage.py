"""Does enough new money come in: cash from outside the perimeter over cash due."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import money


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """Outside cash over cash due of one party in one period; None, with a reason, if none is due.

    `gap_usd` is what outside cash leaves uncovered, at least 0.
    """

    period: int
    party: int
    outside_usd: float
    due_usd: float
    gap_usd: float
    ratio: float | None
    reason: str | None = None


@by_name()
def outside_coverage(outside_usd: ArrayLike, due_usd: ArrayLike) -> tuple[Coverage, ...]:
    """Outside-revenue coverage of every period and party, periods first.

    `outside_usd[period, party]` is cash received from outside the perimeter, `due_usd` of the
    same shape cash due in the period, in dollars. ratio = outside / due: above 1 the party can
    pay without money from inside the perimeter. Receipts from inside never count.

    Raises UsageError for shapes that differ or have not two axes, negative values or NaN.

    >>> first, second = outside_coverage([[20, 5]], [[60, 0]])
    >>> round(first.ratio, 3), first.gap_usd
    (0.333, 40.0)
    >>> second.ratio, second.reason
    (None, 'nothing is due in this period')
    """
    outside = money("outside_usd", outside_usd)
    if outside.ndim != 2:
        raise UsageError(
            f"outside_usd has the shape {outside.shape}; give two axes, period and party"
        )
    due = money("due_usd", due_usd, shape=outside.shape)
    return tuple(
        Coverage(
            period=period,
            party=party,
            outside_usd=came,
            due_usd=owed,
            gap_usd=max(owed - came, 0.0),
            ratio=came / owed if owed > 0 else None,
            reason=None if owed > 0 else "nothing is due in this period",
        )
        for period, (row, dues) in enumerate(zip(outside.tolist(), due.tolist(), strict=True))
        for party, (came, owed) in enumerate(zip(row, dues, strict=True))
    )
