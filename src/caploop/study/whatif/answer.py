"""Levers and what they do: a run of each setting over the same draws, or of one combination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    WhatIfLever,
    WhatIfOutcome,
    WhatIfRecord,
)
from caploop.study.whatif.settings import WhatIfSettings, asked
from caploop.study.whatif.worlds import WarmWorld, world_of

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


class Planned(Struct, frozen=True, kw_only=True):
    """A run that is to be made."""

    id: str
    kind: RunKind
    settings: WhatIfSettings


class Choices(Struct, frozen=True, kw_only=True):
    """What can be set: levers, scenarios of the book, links."""

    levers: tuple[WhatIfLever, ...]
    presets: tuple[Preset, ...]
    links: tuple[BreakableLink, ...]


def whatif(known: KnownBook, options: WhatIfOptions) -> WhatIfRecord:
    """Every setting by itself beside the base, or the one combination that options name.

    Raises NotFoundError and UsageError for names and percentiles that do not exist, and for draws
    that are too few or too many to be held.
    """
    if not 1 <= options.draws <= MOST_DRAWS:
        raise UsageError(
            f"{options.draws:,} draws: whatif holds whole paths of 1 to {MOST_DRAWS:,}"
        )
    if options.levers or options.scenario or options.broken:
        settings = asked(options, levers=tuple(LEVERS), links=breakable(known))
        return _record(known, [Planned(id="asked", kind="asked", settings=settings)], options)
    return _whole(known, options)


@kept("whatif", WhatIfRecord)
def _whole(known: KnownBook, options: WhatIfOptions) -> WhatIfRecord:
    return _record(known, planned(known, options), options)


def whatif_run(known: KnownBook, settings: WhatIfSettings) -> WhatIfOutcome:
    """One combination of levers, a scenario and broken links, by the function kept warm.

    The same settings are run once, also where several threads ask at the same time.
    """
    return _run(known, Planned(id="asked", kind="asked", settings=settings))


def prepared(known: KnownBook) -> None:
    """Has the base run, so that the next combination finds all that they share."""
    whatif_run(known, WhatIfSettings())


def planned(known: KnownBook, options: WhatIfOptions) -> list[Planned]:
    """A run of each setting of each lever, of each scenario of the book, of each broken link."""
    plain = WhatIfSettings(draws=options.draws, seed=options.seed)
    found = [
        Planned(
            id=stop_id(name, percent),
            kind="lever",
            settings=replace(plain, levers=(LeverSetting(lever=name, percent=percent),)),
        )
        for name in LEVERS
        for percent in STOPS
    ]
    found += [
        Planned(id=one.run, kind="preset", settings=replace(plain, scenario=(one.id,)))
        for one in _presets(known)
        if one.id != PLAN
    ]
    links = {k.run: k for k in reversed(breakable(known)) if k.run}
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


def choices(known: KnownBook, base: WarmWorld) -> Choices:
    """What can be set, with the numbers of each lever's settings."""
    rows = {p.symbol: p for p in known.parameters}
    return Choices(
        levers=tuple(lever_of(base.model, name, rows) for name in LEVERS),
        presets=_presets(known),
        links=breakable(known),
    )


def _record(known: KnownBook, wanted: Iterable[Planned], options: WhatIfOptions) -> WhatIfRecord:
    plain = WhatIfSettings(draws=options.draws, seed=options.seed)
    base = world_of(known, plain)
    first = _run(known, Planned(id=BASE, kind="base", settings=plain))
    runs = (first, *_several(known, list(wanted)))
    told = ModelRun(
        known=known,
        scenario=base.scenario,
        inputs=base.inputs,
        draws=options.draws,
        seed=options.seed,
        moments={},
        gap=max(run.accounts_gap for run in runs),
    )
    can = choices(known, base)
    record = WhatIfRecord(
        scenario=base.scenario.id,
        scenario_title=base.scenario.title_en,
        plan_vintage=base.inputs.plan.vintage,
        as_of=known.as_of,
        known_at=known.known_at,
        draws=options.draws,
        seed=options.seed,
        headline=_headline(runs),
        levers=can.levers,
        presets=can.presets,
        links=can.links,
        runs=runs,
        notes=NOTES,
        basis=field_sources(told, FIELDS),
        priors=priors(told),
        accounts_gap=told.gap,
        versions=versions(known.book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _several(known: KnownBook, wanted: list[Planned]) -> list[WhatIfOutcome]:
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
    key = (known.digest, known.as_of, known.known_at, one.settings)
    made = _OUTCOMES.get(key, lambda: _made(known, one.settings))
    return replace(made, id=one.id, kind=one.kind)


def _made(known: KnownBook, settings: WhatIfSettings) -> WhatIfOutcome:
    world = world_of(known, settings)
    plain = WhatIfSettings(draws=settings.draws, seed=settings.seed)
    paths, gap = world.paths(_pins(known, plain, settings.levers))
    values = beside.values_of(paths)
    base = values if settings == plain else _base(known, plain)
    if settings == plain:
        _VALUES.get(_key(known, plain), lambda: values)
    return WhatIfOutcome(
        id="",
        kind="asked",
        scenario=world.scenario.id,
        levers=settings.levers,
        broken=settings.broken,
        outcomes=beside.rows(values, base),
        first_short=beside.first_short(paths),
        cash=beside.cash(paths),
        revenue=beside.revenue(paths),
        moved=beside.moved(values, base),
        ways=beside.ways(values, base),
        accounts_gap=gap,
    )


def _key(known: KnownBook, plain: WhatIfSettings) -> tuple[object, ...]:
    return known.digest, known.as_of, known.known_at, plain


def _base(known: KnownBook, plain: WhatIfSettings) -> beside.Values:
    """The base's results by draw."""

    def made() -> beside.Values:
        paths, _ = world_of(known, plain).paths({})
        return beside.values_of(paths)

    return _VALUES.get(_key(known, plain), made)


def _pins(
    known: KnownBook, plain: WhatIfSettings, levers: Iterable[LeverSetting]
) -> Mapping[str, float]:
    """Numbers of the levers' inputs; those of the base's priors, whatever world they stand in."""
    base = world_of(known, plain).model
    return {s: v for one in levers for s, v in pins_at(base, one.lever, one.percent).items()}


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
