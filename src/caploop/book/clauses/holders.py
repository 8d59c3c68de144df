"""Who holds the paper in the end: loans and bonds by the kind of lender, as far as one is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche
from caploop.book.commitment import promised_usd
from caploop.book.execute import BINDING, in_force
from caploop.evidence import FIRMNESS_ORDER

Lender = Literal[
    "public bonds", "banks", "private credit", "insurers", "asset managers", "firms", "not named"
]
NAMED: Mapping[str, Lender] = {
    "jpmorgan": "banks",
    "goldman_sachs": "banks",
    "blue_owl": "private credit",
    "ares": "private credit",
    "apollo": "private credit",
    "apollo_debt_solutions": "private credit",
    "apollo_diameter": "private credit",
    "blackstone": "private credit",
    "valor": "private credit",
    "athene": "insurers",
    "pimco_and_others": "asset managers",
}
UNNAMED = frozenset({"lenders", "investors", "equity_market"})
BONDS = ("-bonds", "-notes")
"""Ends of agreements' names whose paper is sold to the public."""


class PaperHolder(Struct, frozen=True, kw_only=True):
    """Debt of one borrower that one kind of lender holds, in US dollars."""

    lender: Lender
    borrower: str
    amount_usd: Decimal
    drawn_usd: Decimal
    tranches: tuple[str, ...]


def paper_holders(agreements: Iterable[Agreement], *, as_of: date) -> tuple[PaperHolder, ...]:
    """Loans in force that bind, by kind of lender and borrower, the largest first.

    Who took part behind "lenders" is in no row: that is not named, and no share of it is made up.
    """
    held: dict[tuple[Lender, str], list[Tranche]] = {}
    for loan in (t for a in agreements for t in a.tranches if t.kind == "loan"):
        binds = FIRMNESS_ORDER[loan.firmness] >= BINDING and loan.role == "own"
        if binds and in_force(loan, as_of) and loan.unit == "USD" and promised_usd(loan):
            held.setdefault((lender_of(loan), loan.payee), []).append(loan)
    found = [
        PaperHolder(
            lender=lender,
            borrower=borrower,
            amount_usd=_sum(loans),
            drawn_usd=_sum(t for t in loans if t.firmness == "executed"),
            tranches=tuple(t.id for t in loans),
        )
        for (lender, borrower), loans in held.items()
    ]
    return tuple(sorted(found, key=lambda h: (-h.amount_usd, h.lender, h.borrower)))


def lender_of(loan: Tranche) -> Lender:
    """The kind of lender of one loan: by its name, or as a bond sold to the public."""
    kinds = {NAMED[name] for name in loan.payer.split(";") if name in NAMED}
    if kinds:
        return min(kinds)
    if any(loan.agreement.endswith(end) for end in BONDS):
        return "public bonds"
    return "not named" if loan.payer in UNNAMED else "firms"


def _sum(loans: Iterable[Tranche]) -> Decimal:
    return sum((promised_usd(t) for t in loans), Decimal(0))
