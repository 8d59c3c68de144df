"""The loop around one developer: it, those it deals with, and what these pay each other."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from caploop.book import Agreement, KnownBook
from caploop.core.errors import UsageError
from caploop.evidence import FIRMNESS_ORDER
from caploop.study.loop.inputs import CHEQUE, PURCHASE, Edge, LoopInputs
from caploop.study.loop.record import HubRow

DEVELOPER = "developer"


def around(inputs: LoopInputs, known: KnownBook, hub: str) -> LoopInputs:
    """The inputs with a perimeter of `hub` and the parties that pay it or are paid by it, other
    developers left outside: what they pay is money from outside.

    Raises UsageError for a party without a payment in the window.
    """
    if hub not in inputs.parties:
        named = ", ".join(p for p in inputs.parties if p in _developers(known)) or "none"
        raise UsageError(
            f"{hub!r} neither pays nor is paid in the window; take a developer that is: {named}"
        )
    near = {name for e in inputs.edges for name in (e.payer, e.payee) if hub in (e.payer, e.payee)}
    ring = {p for p in inputs.parties if p == hub or (p in near and p not in _developers(known))}
    return replace(
        inputs,
        parties=tuple(sorted(ring)),
        edges=tuple(e for e in inputs.edges if e.payer in ring or e.payee in ring),
        outside=tuple(row for row in inputs.outside if row.party in ring),
        opening_usd={k: v for k, v in inputs.opening_usd.items() if k in ring},
        sponsors={k: v for k, v in inputs.sponsors.items() if k in ring and v in ring},
    )


def rows_around(edges: Sequence[Edge], hub: str | None) -> tuple[HubRow, ...]:
    """By party that pays the hub equity or sells to it: both sums, the largest together first."""
    if hub is None:
        return ()
    cheques = [e for e in edges if e.payee == hub and e.type == CHEQUE]
    bills = [e for e in edges if e.payer == hub and e.type == PURCHASE]
    parties = {e.payer for e in cheques} | {e.payee for e in bills}
    rows = [
        _row(p, [e for e in cheques if e.payer == p], [e for e in bills if e.payee == p])
        for p in parties
    ]
    return tuple(sorted(rows, key=lambda r: (-_whole(r), r.party)))


def _row(party: str, cheques: Sequence[Edge], bills: Sequence[Edge]) -> HubRow:
    held = [*cheques, *bills]
    return HubRow(
        party=party,
        puts_in=sum(e.amount_usd for e in cheques if e.year is not None),
        puts_in_undated=sum(e.amount_usd for e in cheques if e.year is None),
        sells=sum(e.amount_usd for e in bills if e.year is not None),
        sells_undated=sum(e.amount_usd for e in bills if e.year is None),
        firmness=min((e.firmness for e in held), key=lambda f: FIRMNESS_ORDER[f]),
        agreements=tuple(sorted({e.tranche for e in held})),
    )


def _whole(row: HubRow) -> float:
    return row.puts_in + row.puts_in_undated + row.sells + row.sells_undated


def agreements_of(known: KnownBook, hub: str | None) -> tuple[Agreement, ...]:
    """The agreements in which `hub` pays or is paid; all where there is none."""
    every = tuple(known.agreements)
    if hub is None:
        return every
    return tuple(a for a in every if any(hub in (t.payer, t.payee) for t in a.tranches))


def _developers(known: KnownBook) -> frozenset[str]:
    return frozenset(p.id for p in known.book.parties if p.role == DEVELOPER)
