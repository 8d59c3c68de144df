"""Commitments by definition: sums of one definition may be added, of two they may not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.book.position import Position
from caploop.core.errors import UsageError

Definition = Literal[
    "uncommenced lease",
    "purchase obligation",
    "backlog",
    "guarantee",
    "derivative",
    "guarantee to be signed",
]
DEFINED: dict[str, Definition] = {
    "leases_not_commenced": "uncommenced lease",
    "purchase_commitments": "purchase obligation",
    "backlog_rpo": "backlog",
    "guarantees_given": "guarantee",
    "credit_derivatives_written": "derivative",
    "backstop_future": "guarantee to be signed",
}
"""Items of positions by what they mean; the same dollar can stand in several."""
WHOLE = frozenset({None, "non-cancellable", "unconditional", "all counterparties"})
"""Segments of a row that say what its whole is, and no part of it."""


class Obligation(Struct, frozen=True, kw_only=True):
    """What a party discloses under one definition, in US dollars, and which row says so."""

    party: str
    definition: Definition
    amount_usd: Decimal
    day: date
    position: str


def obligations(positions: Iterable[Position], *, as_of: date) -> tuple[Obligation, ...]:
    """The last whole figure of each party and definition up to a day, the largest first.

    Parts of a figure, and what one counterparty accounts for, are left out.
    """
    rows = [
        p
        for p in positions
        if p.item in DEFINED
        and p.value is not None
        and (p.segment or None) in WHOLE
        and not p.counterparty
    ]
    last: dict[tuple[str, str], Position] = {}
    for row in sorted(rows, key=lambda p: (p.day, p.known_at)):
        if row.day <= as_of and row.party != "macro":
            last[row.party, row.item] = row
    found = [
        Obligation(
            party=p.party,
            definition=DEFINED[p.item],
            amount_usd=p.value or Decimal(0),
            day=p.day,
            position=p.id,
        )
        for p in last.values()
    ]
    return tuple(sorted(found, key=lambda o: (-o.amount_usd, o.party, o.definition)))


def total(rows: Iterable[Obligation]) -> Decimal:
    """The sum of obligations of one definition, in US dollars.

    Raises UsageError for rows of several: a lease that has not begun is a purchase obligation in
    one filing and a supplier's backlog in another, and a guarantee is owed only if another fails.
    """
    held = list(rows)
    kinds = sorted({row.definition for row in held})
    if len(kinds) > 1:
        raise UsageError(
            f"{', '.join(kinds)} are different definitions of what may be the same dollars and "
            "cannot be added; take the total of one of them"
        )
    return sum((row.amount_usd for row in held), Decimal(0))
