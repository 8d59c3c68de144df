"""Which of the stated figures can hold together, by how much not, and what the least change is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from caploop.book import Book, KnownBook
from caploop.consistency import (
    Figure,
    IdentitySystem,
    TestedIdentity,
    components,
    holding,
    judged,
    least_change,
    system_from_rows,
)
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.message import message
from caploop.evidence import read_identities, read_vocabulary
from caploop.study.plan.ask import sets_wanted
from caploop.study.plan.figures import MIXED, Wanted, figures_of
from caploop.study.plan.known_claims import KINDS, KnownClaims, shelf_of
from caploop.study.plan.record import Aside, PlanRecord, PlanResults, SetVerdict, Used
from caploop.study.plan.results import plan_results
from caploop.study.plan.words import headline
from caploop.study.shared.input_kinds import input_kind
from caploop.study.shared.rows import PriorRow, digest, versions

PARTY = "openai"
DRAWS, MOST_DRAWS = 100_000, 1_000_000
STAND_IN = "modelling judgement, range widened by half"
NOTES = (
    message("plans-mixed-by-name"),
    message("plan-revenue-interpolated"),
    message("own-chips-in-other-cost"),
    message("microsoft-share-net"),
    message("probabilities-of-priors"),
    message("sums-say-less-than-years"),
)


def plan(
    known: KnownBook,
    *,
    claims: Sequence[str] = (),
    figures: Mapping[str, float] | None = None,
    vintage: str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> PlanRecord:
    """Which stated figures of the plans can hold together at the two dates.

    Without claims every plan is tested alone and the articles' figures mixed. `claims` are the
    only ones taken then; `figures` are tries by term, in its unit, beside what is stated. `vintage`
    is a plan, or "mixed". Raises NotFoundError for an unknown claim or term, UsageError for
    figures that contradict, that no identity joins, or that are of several plans unasked.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise UsageError(f"{draws} draws: take 1 to {MOST_DRAWS:,}")
    shelf = shelf_of(known, read_vocabulary())
    system = holding(system_from_rows(read_identities()), public=shelf.public)
    asked = dict(figures or {})
    wanted = sets_wanted(shelf, system, claims=tuple(claims), asked=asked, vintage=vintage)
    sets = _sets(shelf, system, wanted, alone=bool(claims or asked or vintage))
    try:
        results, reason = plan_results(known.book, shelf, asked=asked, draws=draws, seed=seed), ""
    except NotFoundError as error:
        results, reason = None, str(error)
    return _record(
        known.book,
        shelf,
        system,
        sets=sets,
        results=results,
        reason=reason,
        asked=(tuple(claims), asked, vintage),
        numbers=(draws, seed),
    )


def _record(
    book: Book,
    shelf: KnownClaims,
    system: IdentitySystem,
    *,
    sets: tuple[SetVerdict, ...],
    results: PlanResults | None,
    reason: str,
    asked: tuple[tuple[str, ...], dict[str, float], str | None],
    numbers: tuple[int, int],
) -> PlanRecord:
    priors = _priors(book, shelf, sets=sets, results=results)
    later = tuple(p.symbol for p in priors if p.symbol not in shelf.public)
    spoken = [c for s in sets for f in s.figures for c in f.claims]
    grounds = [c for g in results.grounds for c in g.claims] if results else []
    record = PlanRecord(
        party=PARTY,
        as_of=shelf.seen.as_of,
        known_at=shelf.seen.known_at,
        asked_claims=asked[0],
        asked_figures=asked[1],
        asked_vintage=asked[2],
        draws=numbers[0],
        seed=numbers[1],
        tail=float(shelf.parameters["tail_plan"].central),
        headline=headline(
            sets,
            system,
            tail=float(shelf.parameters["tail_plan"].central),
            results=None if asked[0] else results,
        ),
        sets=sets,
        names={
            x.id: (x.name_en, x.name_zh)
            for rows in (system.terms.values(), system.identities)
            for x in rows
        },
        results=results,
        no_results=reason,
        notes=NOTES,
        claims=tuple(sorted({*spoken, *grounds})),
        priors=priors,
        later=later,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _sets(
    shelf: KnownClaims, system: IdentitySystem, wanted: Iterable[Wanted], *, alone: bool
) -> tuple[SetVerdict, ...]:
    tail = float(shelf.parameters["tail_plan"].central)
    made = []
    for one in wanted:
        figures, aside = figures_of(shelf, system, one)
        figures = _linked(system, one, figures) if one.named else figures
        plans = tuple(sorted({f.vintage for f in figures if f.vintage}))
        if one.plan == MIXED and len(plans) < 2 and not alone:
            continue
        made.append(_set(one, system, figures, aside=aside, tail=tail))
    return tuple(made)


def _linked(
    system: IdentitySystem, wanted: Wanted, figures: Sequence[Figure]
) -> tuple[Figure, ...]:
    """The figures that identities link to a claim that was named."""
    named = {f.term for f in figures if set(f.claims) & set(wanted.named)} | set(wanted.asked)
    groups = [g for g in components(system.identities) if g & named]
    return tuple(f for f in figures if any(f.term in g for g in groups))


def _set(
    wanted: Wanted,
    system: IdentitySystem,
    figures: tuple[Figure, ...],
    *,
    aside: tuple[Aside, ...],
    tail: float,
) -> SetVerdict:
    verdict = judged(system, figures, tail=tail)
    repair = least_change(system, figures)
    mine = _of_set(verdict.tested, wanted, system=system, figures=figures)
    worst = max(mine, key=_severity, default=None)
    moved = next((c for c in repair.changes if c.term == repair.moved_most), None)
    return SetVerdict(
        id="asked" if wanted.named or wanted.asked else wanted.plan,
        plans=tuple(sorted({f.vintage for f in figures if f.vintage})),
        coherent=all(t.coherent for t in mine) if mine else None,
        identity=worst.identity if worst else None,
        gap=worst.gap if worst else 0.0,
        least=worst.least if worst else 0.0,
        share=worst.share if worst else 0.0,
        holds=worst.holds if worst else 1.0,
        figures=tuple(_used(f, system) for f in figures),
        tested=verdict.tested,
        derived=verdict.derived,
        solved=verdict.solved,
        changes=repair.changes,
        moved_most=repair.moved_most,
        before=moved.before if moved else None,
        repair=moved.after if moved else None,
        aside=aside,
    )


def _severity(tested: TestedIdentity) -> tuple[bool, float, float]:
    return not tested.coherent, 1 - tested.holds, tested.share


def _of_set(
    tested: Sequence[TestedIdentity],
    wanted: Wanted,
    *,
    system: IdentitySystem,
    figures: Sequence[Figure],
) -> tuple[TestedIdentity, ...]:
    """Tests linked to a figure of a plan, to one named or one to try: others judge no set."""
    own = {
        f.term
        for f in figures
        if f.vintage or f.origin == "asked" or set(f.claims) & set(wanted.named)
    }
    linked = {t for group in components(system.identities) if group & own for t in group}
    return tuple(t for t in tested if t.terms[0] in linked)


def _used(figure: Figure, system: IdentitySystem) -> Used:
    term = system.terms[figure.term]
    return Used(
        term=term.id,
        name=term.name_en,
        unit=term.unit,
        low=figure.low if abs(figure.low) != float("inf") else None,
        value=figure.middle,
        high=figure.high if abs(figure.high) != float("inf") else None,
        origin=figure.origin,
        ref=figure.ref,
        claims=figure.claims,
        vintage=figure.vintage,
        error=figure.sd,
    )


def _priors(
    book: Book, shelf: KnownClaims, *, sets: Sequence[SetVerdict], results: PlanResults | None
) -> tuple[PriorRow, ...]:
    """Every row the sets or the results read, as they read it, in the book's order.

    One whose source was not public is a judgement here: its own source is not named.
    """
    read = {f.ref for s in sets for f in s.figures if f.origin in {"row", "prior"}}
    read |= {"tail_plan", *(f"sd_{kind}" for kind in KINDS)}
    read |= {s for g in results.grounds for s in g.parameters} if results else set()
    held = [shelf.parameters[p.symbol] for p in book.parameters if p.symbol in read]
    said = {c.id: c for c in book.sheets.evidence.claims}
    return tuple(
        PriorRow(
            symbol=p.symbol,
            name=p.name,
            unit=p.unit,
            low=float(p.low),
            central=float(p.central),
            high=float(p.high),
            source=p.source if p.symbol in shelf.public else STAND_IN,
            assumption=p.assumption,
            claims=p.claims,
            rests_on=input_kind(p, said) if p.symbol in shelf.public else "judgement",
        )
        for p in held
    )
