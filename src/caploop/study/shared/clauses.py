"""Terms of the book beside its sums, on two dates."""

from __future__ import annotations

from msgspec import Struct

from caploop.book import (
    CovenantTest,
    ExitRight,
    KnownBook,
    Maturity,
    Obligation,
    PaperHolder,
    TierOfPower,
    covenant_tests,
    exits,
    known_or_widened,
    maturities,
    obligations,
    paper_holders,
    supply,
    tiers_of_power,
)


class Clauses(Struct, frozen=True, kw_only=True):
    """Who may leave, what may not be added, what falls due, what is tested, how sure power is, and
    who holds the paper."""

    exits: tuple[ExitRight, ...]
    obligations: tuple[Obligation, ...]
    maturities: tuple[Maturity, ...]
    covenants: tuple[CovenantTest, ...]
    tiers: tuple[TierOfPower, ...]
    holders: tuple[PaperHolder, ...]


def clauses_of(known: KnownBook) -> Clauses:
    """The clauses of what was public, as they stood on the book's day."""
    seen, as_of = known.agreements, known.as_of
    rows = tuple(p for p in known.book.positions if p.known_at <= known.known_at)
    parameters = known_or_widened(known.parameters, known_at=known.known_at)
    return Clauses(
        exits=exits(seen, as_of=as_of),
        obligations=obligations(rows, as_of=as_of),
        maturities=maturities(seen, rows, as_of=as_of),
        covenants=covenant_tests(seen, parameters, positions=rows, as_of=as_of),
        tiers=tiers_of_power(supply(seen, as_of=as_of), parameters),
        holders=paper_holders(seen, as_of=as_of),
    )
