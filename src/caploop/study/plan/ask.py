"""Which sets of figures are put to the test, and what cannot be asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from caploop.consistency import IdentitySystem, components
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.names import nearest
from caploop.study.plan.figures import ANY, MIXED, Wanted, figures_of, youngest
from caploop.study.plan.known_claims import KnownClaims, speaking, term_of


def sets_wanted(
    shelf: KnownClaims,
    system: IdentitySystem,
    *,
    claims: tuple[str, ...],
    asked: Mapping[str, float],
    vintage: str | None,
) -> tuple[Wanted, ...]:
    """The sets to test: those asked for, or every plan and the articles' figures mixed."""
    for name, value in asked.items():
        if name not in system.terms:
            raise NotFoundError(f"no term is called {name!r}{nearest(name, system.terms)}")
        if not (math.isfinite(value) and value > 0):
            raise UsageError(f"a figure to try is a number above 0, not {name} {value}")
    known = _plans(shelf, system)
    if vintage not in (None, MIXED, *known):
        names = ", ".join((*known, MIXED))
        raise UsageError(f"no plan {vintage!r} has figures that identities join; take {names}")
    if claims:
        terms = {c: term_of(shelf, system, c).id for c in claims}
        both = [c for c, t in terms.items() if t in asked]
        if both:
            raise UsageError(f"{both[0]} and a figure to try are one thing: name one of them")
        plan = _one_plan(shelf, claims, vintage, default=youngest(shelf, system))
        one = Wanted(plan=plan, named=claims, asked=asked)
        figures_of(shelf, system, one)  # refuses figures of one thing that contradict
        _refuse_strangers(system, set(terms.values()) | set(asked))
        return (one,)
    if vintage or asked:
        return (Wanted(plan=vintage or MIXED, asked=asked),)
    return (*(Wanted(plan=v) for v in known), Wanted(plan=MIXED))


def _plans(shelf: KnownClaims, system: IdentitySystem) -> tuple[str, ...]:
    """Plans the book has rows for, that a claim then public speaks of."""
    rows = {v for t in system.terms.values() for v in t.parameters if v != ANY}
    told = {c.plan_vintage for t in system.terms.values() for c, _ in speaking(shelf, t)}
    return tuple(sorted(v for v in told if v in rows))


def _one_plan(
    shelf: KnownClaims, claims: Sequence[str], vintage: str | None, *, default: str
) -> str:
    plans = {c: v for c in claims if (v := shelf.seen.claims[c].plan_vintage) is not None}
    if vintage == MIXED:
        return MIXED
    several = dict.fromkeys(plans.values())
    if len(several) > 1:
        named = " and ".join(f"{c} of {v}" for c, v in plans.items())
        raise UsageError(
            f"{named} are figures of several plans; add --vintage mixed to put them together"
        )
    own = next(iter(several), default)
    if vintage not in (None, own):
        first = next(iter(plans), claims[0])
        raise UsageError(f"{first} is of plan {own}, not of {vintage}; ask for --vintage {own}")
    return own


def _refuse_strangers(system: IdentitySystem, terms: set[str]) -> None:
    """Figures are put to the test together only where identities join them all."""
    if len(terms) < 2:
        raise UsageError("one figure alone has nothing to part from; name two or more")
    joined = components(system.identities)
    if not any(terms <= names for names in joined):
        home: frozenset[str] = next((names for names in joined if names & terms), frozenset())
        stranger = sorted(terms - home)[0]
        others = ", ".join(sorted(terms - {stranger}))
        raise UsageError(f"no identity joins {stranger} with {others}; test them apart")
