"""What figures are taken from: claims that stand at two dates, parameters by then, errors."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from caploop.book import KnownBook, Parameter, known_or_widened, known_parameters
from caploop.consistency import IdentitySystem, Selector, Term
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.interval import INFINITY, Interval
from caploop.core.names import offered
from caploop.evidence import (
    Claim,
    Vintage,
    Vocabulary,
    decisions,
    figure_interval,
    keyed,
    printed_interval,
    removed,
    standings,
    visible,
    world_date,
)

KINDS = ("audited", "company", "press", "estimate", "plan")
NAMES = ("party", "measure", "qualifier", "counterparty", "period_end")
NOT_NEGATIVE = Interval(low=Decimal(0), high=INFINITY)
OFFERED = 6


class KnownClaims(Struct, frozen=True, kw_only=True):
    """Claims that stand at the two dates, parameters by then, errors of claims by kind.

    `public` are the symbols whose source was public; the other rows are widened priors.
    """

    seen: Vintage
    parameters: Mapping[str, Parameter]
    public: frozenset[str]
    errors: Mapping[str, float]
    audited: frozenset[str]


def shelf_of(known: KnownBook, vocabulary: Vocabulary) -> KnownClaims:
    """The shelf on the book's two dates; later priors are half as wide again, other later rows out.

    Raises UsageError for a book without the errors of claims.
    """
    held = {p.symbol: p for p in known_or_widened(known.parameters, known_at=known.known_at)}
    missing = [f"sd_{k}" for k in KINDS if f"sd_{k}" not in held]
    if missing:
        raise UsageError(
            f"the book has no parameter {missing[0]}, so its claims cannot be weighed; add a row "
            "to parameters.csv, or name a book that has it"
        )
    return KnownClaims(
        seen=seen_of(known, vocabulary),
        parameters=held,
        public=frozenset(
            p.symbol for p in known_parameters(known.parameters, known_at=known.known_at)
        ),
        errors={k: float(held[f"sd_{k}"].central) for k in KINDS},
        audited=frozenset(p.id for p in known.book.parties if p.cik),
    )


def seen_of(known: KnownBook, vocabulary: Vocabulary) -> Vintage:
    """The book's claims as they stand on its two dates."""
    batch, as_of, known_at = known.book.sheets.evidence, known.as_of, known.known_at
    gone = removed(batch.overrides)
    claims = {
        c.id: keyed(c)
        for c in batch.claims
        if c.id not in gone and visible(c, as_of=as_of, known_at=known_at)
    }
    links = tuple(k for k in batch.links if k.source in claims and k.target in claims)
    ours = (o for o in batch.overrides if o.known_at <= known_at and o.claim in claims)
    return Vintage(
        as_of=as_of,
        known_at=known_at,
        claims=claims,
        documents={d.id: d for d in batch.documents},
        links=links,
        overrides=tuple(ours),
        standings=standings(claims, links),
        vocabulary=vocabulary,
    )


def speaking(shelf: KnownClaims, term: Term) -> list[tuple[Claim, Interval]]:
    """Live claims on a term, each with the numbers its figure can mean, in USD, W or shares."""
    left_out = decisions(shelf.seen.overrides).left_out
    return [
        (claim, found)
        for selector in term.claims
        for claim in shelf.seen.live()
        if claim.id not in left_out
        and _speaks(claim, selector)
        and (found := _numbers(claim, selector)) is not None
    ]


def _speaks(claim: Claim, selector: Selector) -> bool:
    if any(getattr(claim, name) != getattr(selector, name) for name in NAMES):
        return False
    if selector.from_ is not None:
        return claim.polarity == "affirmed" and world_date(claim) >= selector.from_
    starts = {selector.period_start} | ({None} if selector.open_start else set())
    return claim.polarity == "affirmed" and claim.period_start in starts


def _numbers(claim: Claim, selector: Selector) -> Interval | None:
    if selector.reading == "not_negative":
        return NOT_NEGATIVE
    bounded = selector.reading == "as_bound"
    found = figure_interval(claim) if bounded else printed_interval(claim)
    if found is None or claim.unit == "date":
        return None
    return -found if selector.reading == "negative" else found


def term_of(shelf: KnownClaims, system: IdentitySystem, claim_id: str) -> Term:
    """The term a claim states.

    Raises NotFoundError with the nearest id, UsageError for a claim no identity speaks of.
    """
    able = {c.id: t for t in system.terms.values() for c, _ in speaking(shelf, t)}
    if claim_id in able:
        return able[claim_id]
    claim = shelf.seen.claims.get(claim_id)
    if claim is None:
        hint = offered(claim_id, able, "see `caploop claims list`")
        raise NotFoundError(f"no claim is called {claim_id!r} at {shelf.seen.known_at}; {hint}")
    state = shelf.seen.state(claim_id)
    why = f"it is {state}" if state != "live" else f"no identity speaks of its {claim.measure}"
    first: dict[str, str] = {}
    for name, term in able.items():
        first.setdefault(term.id, name)
    shown = [f"{i} ({t})" for t, i in first.items() if system.terms[t].plan]
    some = ", ".join(shown[-OFFERED:])
    raise UsageError(f"{claim_id} cannot be put to the test: {why}; claims that can: {some}")


def error_of(claim: Claim, *, audited: frozenset[str]) -> str:
    """The kind of source whose error a claim has: audited, company, press, estimate or plan.

    A plan is what a company means to do, an estimate a view of what has not happened or was not
    reported; of reported figures a filer's own are audited, a party's own the company's.
    """
    if claim.plan_vintage or claim.nature == "guidance":
        return "plan"
    if claim.status != "reported" or claim.nature != "actual":
        return "estimate"
    own = claim.origin == claim.party or claim.speaker.startswith(claim.party)
    if own and claim.party in audited and claim.firmness == "executed":
        return "audited"
    return "company" if own else "press"
