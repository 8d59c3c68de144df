"""Levers and what they do: a run of each setting over the same draws, or of one combination."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct
from msgspec.structs import replace

from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.core.once import Once
from caploop.core.progress import tell
from caploop.study.options import WhatIfOptions
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import ModelRun, priors
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, digest, versions
from caploop.study.whatif import beside
from caploop.study.whatif.levers import LEVERS, STOPS, lever_of, pins_at, stop_id
from caploop.study.whatif.links import breakable
from caploop.study.whatif.outcomes import FIELDS
from caploop.study.whatif.record import (
    BreakableLink,
    LeverSetting,
    Preset,
    RunKind,
    WhatIfOutcome,
    WhatIfRecord,
)
from caploop.study.whatif.settings import WhatIfSettings, asked
from caploop.study.whatif.worlds import (
    WHOLE,
    Way,
    book_key,
    quicken,
    way_of,
    world_of,
)

PLAN = "S0"
BASE = "base"
WORKERS = 2
MOST_DRAWS = 20_000
NOTES = (
    message("levers-leave-the-plan"),
    message("links-of-dated-money"),
    message("probabilities-of-priors"),
    *(note for note in WEAK_POINTS if note.code == "terms-undisclosed"),
)
OUT = "cash-out-by-2030"
_VALUES: Once[beside.Values] = Once(most=8)
_OUTCOMES: Once[WhatIfOutcome] = Once(most=1024)
_FRAMES: Once[WhatIfRecord] = Once(most=8)
_LINKS: Once[tuple[BreakableLink, ...]] = Once(most=8)


class Planned(Struct, frozen=True, kw_only=True):
    """A run that is to be made."""

    id: str
    kind: RunKind
    settings: WhatIfSettings
    way: Way = WHOLE


def whatif(known: KnownBook, options: WhatIfOptions) -> WhatIfRecord:
    """Every setting by itself beside the base, or the one combination that options name.

    Raises NotFoundError and UsageError for names and percentiles that do not exist, and for draws
    that are too few or too many to be held.
    """
    _check(options)
    if not (options.levers or options.scenario or options.broken):
        return _whole(known, options)
    way = way_of(known)
    return _record(known, (whatif_run(known, _settings(known, options)),), options, way=way)


def whatif_asked(known: KnownBook, options: WhatIfOptions) -> WhatIfOutcome:
    """The run that options name, without all that is the same for every run.

    Raises what `whatif` raises.
    """
    _check(options)
    return whatif_run(known, _settings(known, options))


def _check(options: WhatIfOptions) -> None:
    if not 1 <= options.draws <= MOST_DRAWS:
        raise UsageError(f"{options.draws:,} draws: whatif holds paths of 1 to {MOST_DRAWS:,}")


def _settings(known: KnownBook, options: WhatIfOptions) -> WhatIfSettings:
    return asked(options, levers=tuple(LEVERS), links=_links(known))


def _links(known: KnownBook) -> tuple[BreakableLink, ...]:
    """What can be broken, found once for a book and its days."""
    return _LINKS.get(book_key(known), lambda: breakable(known))


@kept("whatif", WhatIfRecord)
def _whole(known: KnownBook, options: WhatIfOptions) -> WhatIfRecord:
    return _record(known, _several(known, planned(known, options)), options, way=WHOLE)


def whatif_run(known: KnownBook, settings: WhatIfSettings) -> WhatIfOutcome:
    """One combination of levers, a scenario and broken links, by the function kept warm.

    The same settings are run once, also where several threads ask at the same time.
    """
    one = Planned(id="asked", kind="asked", settings=settings, way=way_of(known))
    return _run(known, one)


def prepared(known: KnownBook, *, quick: bool = False) -> None:
    """Has the base run, so that the next combination finds all that they share.

    With `quick` combinations of the book run from then on by a function of their own, which is
    compiled once a machine: the same results to rounding, in about half the time.
    """
    _framed(known, WhatIfSettings(), WHOLE)
    if quick:
        quicken(known)
        _framed(known, WhatIfSettings(), way_of(known))


def planned(known: KnownBook, options: WhatIfOptions) -> list[Planned]:
    """A run of each setting of each lever, of each scenario of the book, of each broken link."""
    plain = WhatIfSettings(draws=options.draws, seed=options.seed)
    found = [
        Planned(
            id=stop_id(name, percent),
            kind="lever",
            settings=replace(plain, levers=(LeverSetting(lever=name, percent=float(percent)),)),
        )
        for name in LEVERS
        for percent in STOPS
    ]
    found += [
        Planned(id=one.run, kind="preset", settings=replace(plain, scenario=(one.id,)))
        for one in _presets(known)
        if one.id != PLAN
    ]
    links = {k.run: k for k in reversed(_links(known)) if k.run}
    found += [
        Planned(
            id=run,
            kind="party" if k.kind == "party" else "link",
            settings=replace(plain, broken=tuple(sorted(k.agreements))),
        )
        for run, k in reversed(links.items())
    ]
    return found


def _presets(known: KnownBook) -> tuple[Preset, ...]:
    return tuple(
        Preset(
            id=s.id,
            title_en=s.title_en,
            title_zh=s.title_zh,
            run=BASE if s.id == PLAN else f"preset-{s.id}",
        )
        for s in known.book.scenarios
    )


def _record(
    known: KnownBook, runs: Sequence[WhatIfOutcome], options: WhatIfOptions, *, way: Way
) -> WhatIfRecord:
    """The base and the runs in what is the same for all of them."""
    frame = _framed(known, WhatIfSettings(draws=options.draws, seed=options.seed), way)
    every = (*frame.runs, *runs)
    record = replace(
        frame,
        headline=_headline(every),
        runs=every,
        accounts_gap=max(run.accounts_gap for run in every),
    )
    return replace(record, hash=digest(record))


def _framed(known: KnownBook, plain: WhatIfSettings, way: Way) -> WhatIfRecord:
    """The record with the base alone, made once."""
    key = (*book_key(known), plain, way)
    return _FRAMES.get(key, lambda: _frame(known, plain, way))


def _frame(known: KnownBook, plain: WhatIfSettings, way: Way) -> WhatIfRecord:
    base = world_of(known, plain, way=way)
    first = _run(known, Planned(id=BASE, kind="base", settings=plain, way=way))
    rows = {p.symbol: p for p in known.parameters}
    told = ModelRun(
        known=known,
        scenario=base.scenario,
        inputs=base.inputs,
        draws=plain.draws,
        seed=plain.seed,
        moments={},
        gap=first.accounts_gap,
    )
    return WhatIfRecord(
        scenario=base.scenario.id,
        scenario_title=base.scenario.title_en,
        plan_vintage=base.inputs.plan.vintage,
        as_of=known.as_of,
        known_at=known.known_at,
        draws=plain.draws,
        seed=plain.seed,
        headline=_headline((first, first)),
        levers=tuple(lever_of(base.model, name, rows) for name in LEVERS),
        presets=_presets(known),
        links=_links(known),
        runs=(first,),
        notes=NOTES,
        basis=field_sources(told, FIELDS),
        priors=priors(told),
        accounts_gap=told.gap,
        versions=versions(known.book),
        hash="",
    )


def _several(known: KnownBook, wanted: Sequence[Planned]) -> list[WhatIfOutcome]:
    """The runs in their order, on both of two cores."""
    tell("runs", 0, len(wanted))
    found: list[WhatIfOutcome] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for made in pool.map(lambda one: _run(known, one), wanted):
                found.append(made)
                tell("runs", len(found), len(wanted))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def _run(known: KnownBook, one: Planned) -> WhatIfOutcome:
    """A run with its statistics, held by what was asked and not by what it is called."""
    key = (*book_key(known), one.settings, one.way)
    made = _OUTCOMES.get(key, lambda: _made(known, one.settings, one.way))
    return replace(made, id=one.id, kind=one.kind)


def _made(known: KnownBook, settings: WhatIfSettings, way: Way) -> WhatIfOutcome:
    world = world_of(known, settings, way=way)
    plain = WhatIfSettings(draws=settings.draws, seed=settings.seed)
    unmoved = world_of(known, plain, way=way).model
    pins = {
        symbol: value
        for one in settings.levers
        for symbol, value in pins_at(unmoved, one.lever, one.percent).items()
    }
    paths, gap = world.paths(pins)
    values = beside.values_of(paths)
    base = _base(known, plain, way, values=values if settings == plain else None)
    changes = beside.changes_of(values, base)
    return WhatIfOutcome(
        id="",
        kind="asked",
        scenario=world.scenario.id,
        levers=settings.levers,
        broken=settings.broken,
        outcomes=beside.rows(values, changes),
        first_short=beside.first_short(paths),
        cash=beside.cash(paths),
        revenue=beside.revenue(paths),
        moved=beside.moved(values, base, changes),
        ways=beside.ways(values, base, changes),
        accounts_gap=gap,
    )


def _base(
    known: KnownBook, plain: WhatIfSettings, way: Way, *, values: beside.Values | None
) -> beside.Values:
    """The base's results by draw; those given where it is the base that is being run."""

    def made() -> beside.Values:
        paths, _ = world_of(known, plain, way=way).paths({})
        return beside.values_of(paths)

    key = (*book_key(known), plain, way)
    return _VALUES.get(key, made if values is None else lambda: values)


def _headline(runs: tuple[WhatIfOutcome, ...]) -> Message:
    """The base's share without cash, and the settings that take it lowest and highest."""

    def share(run: WhatIfOutcome) -> float:
        return next(row.value or 0.0 for row in run.outcomes if row.outcome == OUT)

    base, others = runs[0], runs[1:]
    if len(others) == 1:
        return message("combined", base=share(base), share=share(others[0]))
    least, most = (pick(others, key=share) for pick in (min, max))
    return message(
        "span",
        base=share(base),
        runs=len(others),
        low=share(least),
        low_run=_named(least),
        high=share(most),
        high_run=_named(most),
    )


def _named(run: WhatIfOutcome) -> Message:
    """What a run is called: its lever and percentile, its scenario, or what is broken."""
    if run.levers:
        one = run.levers[0]
        return message("run-of-lever", lever=one.lever, percent=one.percent)
    if run.broken:
        return message("run-of-links", agreements=run.broken)
    return message("run-of-world", scenario=run.scenario)
