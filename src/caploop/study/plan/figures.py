"""Figures of a set: for each term the claim that ranks first, else the book's row or prior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from scipy.special import ndtri

from caploop.book import Parameter
from caploop.consistency import SCALE, Figure, IdentitySystem, Term
from caploop.core.errors import UsageError
from caploop.core.interval import Interval, meets
from caploop.core.message import message
from caploop.evidence import Claim, decisions, rank, world_date
from caploop.model.inputs import prior_of
from caploop.model.terms import factor_of
from caploop.sfc.language import Distribution, stream
from caploop.study.plan.known_claims import KnownClaims, error_of, speaking
from caploop.study.plan.record import Aside

MIXED = "mixed"
DRAWS = 4000
NINE_OF_TEN = (0.05, 0.5, 0.95)
ANY = "any"

Told = tuple[Claim, Interval]


class Wanted(Struct, frozen=True, kw_only=True):
    """Which figures a set has: a plan's or those of the articles mixed, claims named, tries."""

    plan: str
    named: tuple[str, ...] = ()
    asked: Mapping[str, float] = {}


def figures_of(
    shelf: KnownClaims, system: IdentitySystem, wanted: Wanted
) -> tuple[tuple[Figure, ...], tuple[Aside, ...]]:
    """One figure for each term that can have one, and the claims not used.

    A plan takes its own claims and what happened; `mixed` takes figures that were checked at their
    place in the articles, of any plan; claims that are named are the only ones taken. A term
    nobody states has the book's row for the plan, or its prior.
    """
    figures: list[Figure] = []
    aside: list[Aside] = []
    rows = youngest(shelf, system) if wanted.plan == MIXED else wanted.plan
    for term in system.terms.values():
        if term.id in wanted.asked:
            figures.append(_asked(term, wanted.asked[term.id], sd=shelf.errors["plan"]))
            continue
        told = [t for t in speaking(shelf, term) if _belongs(t[0], term, wanted)]
        figure, passed = _best(told, term, shelf, strict=bool(wanted.named))
        aside += passed
        figure = figure or _row(term, shelf, plan=rows)
        if figure is not None:
            figures.append(figure)
    return tuple(figures), tuple(aside)


def youngest(shelf: KnownClaims, system: IdentitySystem) -> str:
    """The youngest plan the book has rows for: they stand in where plans are mixed."""
    plans = [v for t in system.terms.values() for v in t.parameters if v != ANY]
    days = {
        claim.plan_vintage: world_date(claim)
        for term in system.terms.values()
        for claim, _ in speaking(shelf, term)
        if claim.plan_vintage in plans
    }
    return max((v for v in days if v), key=lambda v: (days[v], v), default=plans[-1])


def _belongs(claim: Claim, term: Term, wanted: Wanted) -> bool:
    if wanted.named:
        return claim.id in wanted.named
    own = claim.plan_vintage is not None or not term.plan
    happened = claim.plan_vintage is None and claim.nature == "actual"
    if wanted.plan == MIXED:
        return claim.verified and (own or happened or claim.unit == "date")
    return claim.plan_vintage == wanted.plan or (
        claim.plan_vintage is None and (happened or not term.plan)
    )


def _best(
    told: Sequence[Told], term: Term, shelf: KnownClaims, *, strict: bool
) -> tuple[Figure | None, list[Aside]]:
    if not told:
        return None, []
    chosen = decisions(shelf.seen.overrides).used
    best, first = max(told, key=lambda t: (rank(t[0], chosen), t[0].id))
    _refuse_tie([t for t in told if rank(t[0], chosen) == rank(best, chosen)], term)
    same = [c for c, found in told if (found.mid, found.low) == (first.mid, first.low)]
    passed = [(c, found) for c, found in told if c not in same]
    parting = [c.id for c, found in passed if not meets(found, first)]
    if strict and parting:
        raise UsageError(
            f"{best.id} and {parting[0]} give different figures of one thing, {term.name_en}: "
            "name one of them"
        )
    scale = SCALE[term.unit]
    figure = Figure(
        term=term.id,
        low=float(first.low * scale),
        high=float(first.high * scale),
        middle=None if first.mid is None else float(first.mid * scale),
        sd=shelf.errors[error_of(best, audited=shelf.audited)],
        origin="claim",
        ref=best.id,
        claims=(best.id, *(c.id for c in same if c.id != best.id)),
        vintage=best.plan_vintage,
        spreads=first.mid is None,
    )
    return figure, [_aside(c, found, term, best=best.id) for c, found in passed]


def _refuse_tie(alike: Sequence[Told], term: Term) -> None:
    """Of claims that rank alike nothing but an id would choose."""
    (one, figure), *others = alike
    parting = [c.id for c, found in others if not meets(figure, found)]
    if parting:
        raise UsageError(
            f"{one.id} and {parting[0]} rank alike and give different figures of {term.name_en}: "
            "name one of them, or decide with an override"
        )


def _aside(claim: Claim, found: Interval, term: Term, *, best: str) -> Aside:
    return Aside(
        term=term.id,
        claim=claim.id,
        figure=None if found.mid is None else float(found.mid * SCALE[term.unit]),
        vintage=claim.plan_vintage,
        reason=message("ranks-before", claim=best),
    )


def _asked(term: Term, value: float, *, sd: float) -> Figure:
    return Figure(
        term=term.id, low=value, high=value, middle=value, sd=sd, origin="asked", ref=term.id
    )


def _row(term: Term, shelf: KnownClaims, *, plan: str) -> Figure | None:
    """The book's row for a term: of a plan as a plan, with a distribution as a prior."""
    symbol = term.parameters.get(ANY) or term.parameters.get(plan)
    if symbol is None or (term.only_known and symbol not in shelf.public):
        return None
    row = shelf.parameters.get(symbol)
    if row is None:
        return None
    prior = prior_of(row) if ANY in term.parameters else None
    if isinstance(prior, Distribution):
        return _prior(term, row, prior)
    low, middle, high = (float(v * factor_of(row)) for v in (row.low, row.central, row.high))
    return Figure(
        term=term.id,
        low=low,
        high=high,
        middle=middle,
        sd=shelf.errors["plan"] if term.plan else 0.0,
        origin="row",
        ref=symbol,
        claims=row.claims,
        spreads=low < high,
    )


def _prior(term: Term, row: Parameter, prior: Distribution) -> Figure:
    low, middle, high = (float(v) for v in prior.quantile(np.array(NINE_OF_TEN)))
    levels = prior.quantile(stream(0, row.symbol, first=0, count=DRAWS))
    return Figure(
        term=term.id,
        low=low,
        high=high,
        middle=middle,
        sd=float(np.log(high / low) / (2 * ndtri(NINE_OF_TEN[-1]))),
        origin="prior",
        ref=row.symbol,
        claims=row.claims,
        levels=tuple(float(v) for v in levels),
    )
