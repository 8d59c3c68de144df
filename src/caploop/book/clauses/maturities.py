"""The maturity wall: debt that falls due, by issuer and year, as far as the book dates it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche
from caploop.book.commitment import promised_usd
from caploop.book.execute import in_force
from caploop.book.position import Position

DUE = "debt_maturity"
LAST = 2032
"""The last year that has a column of its own."""


class Maturity(Struct, frozen=True, kw_only=True):
    """Debt of an issuer that falls due in a year, in US dollars, and the rows that say so; `year`
    is absent for what is due after the wall, and for debt whose end the book does not have."""

    issuer: str
    year: int | None
    dated: bool
    amount_usd: Decimal
    rows: tuple[str, ...]


def maturities(
    agreements: Iterable[Agreement], positions: Iterable[Position], *, as_of: date
) -> tuple[Maturity, ...]:
    """By issuer and year, years in order, then what comes after them and what has no date.

    An issuer's own schedule of repayments goes before its contracts, of which it is made. A loan
    that is paid out over its dates has a day of issue and none of repayment there.
    """
    sums: dict[tuple[str, bool, int | None], list[tuple[Decimal, str]]] = {}
    told = [p for p in positions if p.item == DUE and p.value and p.period_end]
    scheduled = {p.party for p in told}
    for row in told:
        end = row.period_end or as_of
        if end > as_of:
            sums.setdefault((row.party, True, end.year), []).append(
                (row.value or Decimal(0), row.id)
            )
    for loan in (t for a in agreements for t in a.tranches if _is_debt(t, as_of)):
        if loan.payee not in scheduled:
            key = (loan.payee, *_when(loan))
            sums.setdefault(key, []).append((promised_usd(loan), loan.id))
    found = [
        Maturity(
            issuer=issuer,
            year=year,
            dated=dated,
            amount_usd=sum((amount for amount, _ in parts), Decimal(0)),
            rows=tuple(name for _, name in parts),
        )
        for (issuer, dated, year), parts in sums.items()
    ]
    return tuple(sorted(found, key=lambda m: (m.issuer, not m.dated, m.year or LAST + 1)))


def _is_debt(tranche: Tranche, as_of: date) -> bool:
    drawn = tranche.kind == "loan" and tranche.role == "own" and tranche.firmness == "executed"
    over = tranche.spread != "even" and tranche.end is not None and tranche.end <= as_of
    return drawn and not over and in_force(tranche, as_of) and tranche.unit == "USD"


def _when(loan: Tranche) -> tuple[bool, int | None]:
    if loan.end is None or loan.spread == "even":
        return False, None
    return True, loan.end.year if loan.end.year <= LAST else None
