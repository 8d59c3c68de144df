"""Promises that fall due when somebody performs, and which of them keep clearing monotone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from caploop.clearing.problem import Floats, positive_number
from caploop.core.errors import UsageError

ROUNDED = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """One tranche from payer to receiver, due once every performer has done what is asked.

    It may fall due from `quarter` to `last_quarter` (None: in that quarter alone). A performer
    performs if it pays `share_needed` of its firm debts of the quarter `lag` quarters before, also
    if it owes none;
    `when` "fails" turns that round, as in a guarantee. Without a `rank` the promise stands after
    all firm debts of its payer, which sets money aside for it; with one it is paid beside them.
    """

    payer: int
    receiver: int
    amount_usd: float
    quarter: int
    performers: tuple[int, ...]
    last_quarter: int | None = None
    share_needed: float = 1.0
    lag: int = 0
    rank: int | None = None
    when: Literal["performs", "fails"] = "performs"

    @property
    def is_monotone(self) -> bool:
        """Whether more payments never switch it off, nor it others' payments down."""
        return self.lag > 0 or (self.when == "performs" and self.rank is None)

    def is_open(self, quarter: int) -> bool:
        """Whether it may fall due in that quarter."""
        last = self.quarter if self.last_quarter is None else self.last_quarter
        return self.quarter <= quarter <= last


def check_promises(promises: Sequence[Promise], *, parties: int, ranks: int) -> None:
    """Raises UsageError for parties, ranks or numbers that the debts do not have."""
    for number, promise in enumerate(promises):
        named = (promise.payer, promise.receiver, *promise.performers)
        where = f"promises[{number}]"
        if not all(0 <= party < parties for party in named):
            raise UsageError(f"{where} names a party outside 0 to {parties - 1}; mend it")
        if promise.payer == promise.receiver:
            raise UsageError(f"{where} binds party {promise.payer} to itself; remove it")
        if not promise.performers:
            raise UsageError(f"{where} has no performer; enter it as a firm debt")
        if promise.rank is not None and not 0 <= promise.rank < ranks:
            raise UsageError(f"{where} has rank {promise.rank}; give 0 to {ranks - 1}, or None")
        if promise.lag < 0 or not 0 <= promise.share_needed <= 1:
            raise UsageError(f"{where} needs a lag of at least 0 and a share in 0 to 1")
        positive_number(f"amount_usd of {where}", promise.amount_usd)


def is_met(promise: Promise, performed: Floats) -> bool:
    """Whether the shares paid of firm debts, `performed[party]`, switch the promise on."""
    least = min(performed[party] for party in promise.performers)
    does = bool(least >= promise.share_needed - ROUNDED)
    return does if promise.when == "performs" else not does
