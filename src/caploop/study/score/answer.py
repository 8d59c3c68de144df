"""Scores the draws of a run on facts published after the day of knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop import sfc
from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.study.options import ScoreOptions
from caploop.study.score.history import as_known
from caploop.study.score.measures import COST_OF_GW, KEPT, Drawn
from caploop.study.score.outcomes import (
    GROUPS,
    OutcomeRow,
    bundled_outcomes,
    bundled_unscored,
    read_outcomes,
)
from caploop.study.score.record import GroupScore, NotScored, ScoredFact, ScoreRecord
from caploop.study.score.rules import crps, last_growth, last_value, percentile
from caploop.study.score.windows import values_of
from caploop.study.shared.hindsight import hindsight_of
from caploop.study.shared.kept import kept
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.rows import digest, versions
from caploop.study.shared.scenario_settings import scenario_of

SCENARIO = "S0"
FEWEST, MOST = 20, 20_000
LEVELS = (0.05, 0.5, 0.95)
ALL = "all"
UNEXPLAINED = "unexplained"
NOTES = (
    message("score-pages-later"),
    message("score-not-independent"),
    message("score-guidance-counts"),
    message("score-widths-beside"),
    message("score-naive-points"),
)
Floats = NDArray[np.float64]


@kept("score", ScoreRecord)
def score(known: KnownBook, options: ScoreOptions) -> ScoreRecord:
    """Every later fact against the draws of S0, groups of them, and what is not scored.

    Later is what was published after the day of knowledge and ends after the run's opening day;
    what was public by then is what naive forecasts go by.

    The run knows the book alone: no row of the table reaches it. Raises UsageError for draws too
    few or too many to keep whole and where no fact is later than the day of knowledge,
    NotFoundError and InputInvalidError for a table of one's own.
    """
    if not FEWEST <= options.draws <= MOST:
        raise UsageError(
            f"{options.draws:,} draws: score keeps whole paths of {FEWEST} to {MOST:,}"
        )
    own = options.outcomes
    table = bundled_outcomes() if own is None else read_outcomes(own)
    later = later_facts(table.rows, known)
    if not later:
        raise UsageError(f"no fact of the table was published after {known.known_at}; ask earlier")
    world = scenario_of(known.book, scenarios=[SCENARIO])
    paths = path_run(known, world, keep=KEPT, draws=options.draws, seed=options.seed)
    facts = scored(later, drawn_of(paths))
    unscored = [] if own else list(bundled_unscored())
    scored_ids = {row.id for row in later}
    unscored += [_left_out(row, known) for row in table.rows if row.id not in scored_ids]
    groups = (*_groups(facts), group_score(ALL, facts))
    record = ScoreRecord(
        scenario=SCENARIO,
        as_of=known.as_of,
        known_at=known.known_at,
        draws=options.draws,
        seed=options.seed,
        headline=_headline(known, groups[-1]),
        groups=groups,
        facts=facts,
        not_scored=tuple(unscored),
        outcomes_hash=table.hash,
        hindsight=hindsight_of(known, paths.run.inputs),
        notes=NOTES,
        versions=versions(known.book),
        hash="",
    )
    return replace(record, hash=digest(record))


def later_facts(rows: Sequence[OutcomeRow], known: KnownBook) -> list[OutcomeRow]:
    """The rows that are scored at a day of knowledge, with what was known by then."""
    opened, by = opening_day(known), known.known_at
    return [as_known(row, rows, by=by) for row in rows if row.published > by and row.end > opened]


def opening_day(known: KnownBook) -> date:
    """The day of the run's opening balances: what was over by then is history and no forecast."""
    return known.vintage.opened


def drawn_of(paths: Paths) -> Drawn:
    """A run as measures read it."""
    run = paths.run
    every = sfc.drawn(paths.model, run.draws, seed=run.seed)
    central = np.full(run.draws, paths.central[COST_OF_GW])
    return Drawn(
        paths=paths.values,
        alive=paths.values["alive"],
        parameters={COST_OF_GW: every.get(COST_OF_GW, central)},
    )


def scored(rows: Sequence[OutcomeRow], run: Drawn) -> tuple[ScoredFact, ...]:
    """Facts in the order of groups, in each those that fall out first, then as in the table."""
    facts = [_scored(row, run) for row in rows]
    return tuple(sorted(facts, key=lambda f: (GROUPS.index(f.group), f.inside)))


def _scored(row: OutcomeRow, run: Drawn) -> ScoredFact:
    every = values_of(row, run)
    values = every[np.isfinite(every)]
    if not len(values):
        raise UsageError(f"{row.id}: the company stands in no draw on {row.end}; leave it out")
    low, middle, high = (float(v) for v in np.quantile(values, LEVELS))
    inside = low <= row.value <= high
    last, before = row.figure("last"), row.figure("before")
    again = None if last is None else last_value(last, start=row.start, end=row.end)
    grown = None
    if last is not None and before is not None:
        grown = last_growth(last, before, start=row.start, end=row.end)
    return ScoredFact(
        id=row.id,
        group=row.group,
        measure=row.measure,
        party=row.party,
        start=row.start,
        end=row.end,
        nature=row.nature,
        outcome=row.value,
        outcome_low=row.low,
        outcome_high=row.high,
        unit=row.unit,
        q05=round(low, 6),
        q50=round(middle, 6),
        q95=round(high, 6),
        percentile=round(percentile(values, row.value), 6),
        inside=inside,
        width=round((high - low) / abs(row.value), 6),
        crps=round(crps(values, row.value), 6),
        last_value=_short(again),
        last_growth=_short(grown),
        crps_last_value=None if again is None else _short(abs(again - row.value)),
        crps_last_growth=None if grown is None else _short(abs(grown - row.value)),
        told=round(len(values) / len(every), 6),
        published=row.published,
        publisher=row.publisher,
        address=row.address,
        known_from=tuple(row.known_from.split()),
        reason=None if inside else row.reason or UNEXPLAINED,
    )


def _groups(facts: Sequence[ScoredFact]) -> Iterator[GroupScore]:
    for name in GROUPS:
        mine = [f for f in facts if f.group == name]
        if mine:
            yield group_score(name, mine)


def group_score(name: str, facts: Sequence[ScoredFact]) -> GroupScore:
    """Counts of some facts, and means over them of width and scores over each outcome."""
    values = [f for f in facts if f.crps_last_value is not None]
    growths = [f for f in facts if f.crps_last_growth is not None]
    return GroupScore(
        group=name,
        facts=len(facts),
        inside=sum(f.inside for f in facts),
        width=round(float(np.mean([f.width for f in facts])), 6),
        crps=_mean(facts, "crps") or 0.0,
        facts_last_value=len(values),
        crps_last_value=_mean(values, "crps_last_value"),
        crps_beside_last_value=_mean(values, "crps"),
        facts_last_growth=len(growths),
        crps_last_growth=_mean(growths, "crps_last_growth"),
        crps_beside_last_growth=_mean(growths, "crps"),
    )


def _mean(facts: Sequence[ScoredFact], field: str) -> float | None:
    """Mean of a score over the outcome, as units differ."""
    if not facts:
        return None
    return round(float(np.mean([getattr(f, field) / abs(f.outcome) for f in facts])), 6)


def _left_out(row: OutcomeRow, known: KnownBook) -> NotScored:
    reason = "public-before" if row.published <= known.known_at else "before-run"
    return NotScored(id=row.id, party=row.party, kind=row.measure, reason=reason)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _headline(known: KnownBook, every: GroupScore) -> Message:
    return message(
        "facts-inside",
        day=known.known_at.isoformat(),
        inside=every.inside,
        count=every.facts,
        share=round(every.inside / every.facts, 6),
        width=every.width,
    )
