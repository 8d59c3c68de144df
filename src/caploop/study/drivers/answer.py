"""Which inputs move a result: ranks over a run's own draws, thirds, inputs pinned, shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop import sfc
from caploop.book import Book, KnownBook, Scenario
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.sfc.running import explained, largest_possible, level, noise_floor, rank_correlations
from caploop.study.drivers.again import pinned_of, shares_of
from caploop.study.drivers.outcome import QUESTIONS, Outcome, on_the_way, outcome_of
from caploop.study.drivers.record import Driver, DriversRecord, Moved
from caploop.study.drivers.rows import LUCK, Ranked, driver_of, known_of, passing, short
from caploop.study.options import DRIVERS, DriversOptions
from caploop.study.shared import series as shown
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import priors
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import digest, versions

KEPT = shown.DRIVERS
FIRST = 10
"""Inputs listed at least, whether chance could do as much or not."""
FEWEST, MOST = 30, 20_000
NAMED = 5
Floats = NDArray[np.float64]
NOTES = (
    message("rank-correlation-is-no-size"),
    message("inputs-drawn-alone"),
    message("certain-inputs-not-tested"),
    message("pinned-one-at-a-time"),
)
JOINED = message("inputs-drawn-together")


@kept("drivers", DriversRecord)
def drivers(
    known: KnownBook, scenario: Scenario, options: DriversOptions = DRIVERS
) -> DriversRecord:
    """What moves the outcomes of a question, or those named, over the draws of one run.

    The first outcome is also asked with each of the first `tornado` inputs pinned, and with
    `sobol` draws for the shares of its variance. Raises NotFoundError and UsageError for outcomes
    that do not exist, UsageError for draws too few to rank or too many to keep whole, for shares
    of joined draws, and what the run refuses.
    """
    outcomes = [outcome_of(name) for name in options.outcomes or QUESTIONS[options.question]]
    draws, tornado, sobol = options.draws, options.tornado, options.sobol
    if not FEWEST <= draws <= MOST:
        raise UsageError(f"{draws:,} draws: drivers ranks whole paths of {FEWEST} to {MOST:,}")
    if tornado < 0 or sobol < 0 or 0 < sobol < FEWEST:
        raise UsageError(f"--tornado is 0 or more, --sobol is 0 or at least {FEWEST}")
    if sobol and known.book.joint is not None:
        raise UsageError(
            "Sobol indices hold for independent parameters, and a calibration's are joined; leave "
            "out --sobol or --calibrated"
        )
    kept = path_run(known, scenario, keep=KEPT, draws=draws, seed=options.seed)
    least = max(FIRST, tornado)
    record = drivers_of(kept, question=options.question, asked=outcomes, least=least)
    first = record.outcomes[0]
    if first.drivers and (tornado or sobol):
        inputs_known = known_of(known.book, kept.run, _drawn(kept))
        inputs = [d.symbol for d in first.drivers if d.kind != LUCK]
        more = replace(
            first,
            pinned=pinned_of(kept, outcomes[0], [inputs_known[n] for n in inputs[:tornado]]),
            parts=shares_of(kept, outcomes[0], inputs_known, first=inputs[:FIRST], draws=sobol),
        )
        record = replace(record, outcomes=(more, *record.outcomes[1:]))
    return replace(record, hash=digest(record))


def drivers_of(
    kept: Paths,
    *,
    question: str,
    asked: Sequence[Outcome] = (),
    least: int = FIRST,
) -> DriversRecord:
    """The same of a run that kept paths of `KEPT`, without another; the question's own outcomes.

    At least so many inputs of each are listed, and all that go with it more than chance.
    """
    run, drawn = kept.run, _drawn(kept)
    book = run.known.book
    asked = asked or [outcome_of(name) for name in QUESTIONS[question]]
    found = tuple(_moved(book, kept, one, drawn=drawn, least=least) for one in asked)
    symbols = {d.symbol for m in found for d in m.drivers}
    record = DriversRecord(
        question=question,
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=run.known.as_of,
        known_at=run.known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(found[0]),
        outcomes=found,
        notes=NOTES if run.inputs.joint is None else (NOTES[0], *NOTES[2:], JOINED),
        basis=field_sources(run, {one.name: one.series for one in asked}),
        priors=tuple(p for p in priors(run) if p.symbol in symbols),
        accounts_gap=run.gap,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _drawn(kept: Paths) -> dict[str, Floats]:
    """What the run drew, without what is one number in all draws."""
    every = sfc.drawn(kept.model, kept.run.draws, seed=kept.run.seed)
    return {name: values for name, values in every.items() if np.ptp(values) > 0}


def _moved(
    book: Book, kept: Paths, outcome: Outcome, *, drawn: Mapping[str, Floats], least: int
) -> Moved:
    """One outcome over the draws in which it is a number."""
    values = outcome.measure(kept.values)
    whole = np.isfinite(values)
    values = values[whole]
    if len(values) < FEWEST:
        raise UsageError(f"{outcome.name} is a number in {len(values)} draws only; name another")
    rhos = rank_correlations({n: v[whole] for n, v in drawn.items()}, values)
    of = Ranked(
        values=values, is_event=outcome.is_event, floor=noise_floor(len(values), len(drawn))
    )
    ordered = sorted(rhos, key=lambda n: (-abs(rhos[n]), n))
    known = known_of(book, kept.run, rhos)
    inputs = [n for n in ordered if known[n].kind != LUCK][:least]
    last = ordered.index(inputs[-1]) if inputs else -1
    listed = [n for i, n in enumerate(ordered) if i <= last or abs(rhos[n]) > of.floor]
    stands = level(values, is_event=outcome.is_event)
    together = None if kept.run.inputs.joint else explained(rhos.values(), len(values))
    return Moved(
        outcome=outcome.name,
        title=outcome.title,
        unit=outcome.unit,
        is_event=outcome.is_event,
        value=short(stands.value),
        low=short(stands.low),
        high=short(stands.high),
        draws=len(values),
        tested=len(drawn),
        floor=round(of.floor, 6),
        beyond=sum(abs(rho) > of.floor for rho in rhos.values()),
        most=round(largest_possible(values), 6),
        explained=None if together is None else round(together, 6),
        drivers=tuple(driver_of(known[n], drawn[n][whole], of, rho=rhos[n]) for n in listed),
        on_the_way=_passing(kept, outcome, of, whole=whole),
        pinned=(),
        parts=(),
    )


def _passing(
    kept: Paths, outcome: Outcome, of: Ranked, *, whole: NDArray[np.bool_]
) -> tuple[Driver, ...]:
    """Results on the way, the one that goes with the outcome most first."""
    ways = {w.name: w for w in on_the_way(outcome, kept.values)}
    given = {n: w.values[whole] for n, w in ways.items() if np.isfinite(w.values[whole]).all()}
    rhos = rank_correlations(given, of.values)
    ordered = sorted(rhos, key=lambda n: (-abs(rhos[n]), n))
    return tuple(driver_of(passing(ways[n]), given[n], of, rho=rhos[n]) for n in ordered)


def told(moved: Moved, value: float) -> str:
    """A share as a percentage, an amount with its unit.

    >>> from types import SimpleNamespace
    >>> told(SimpleNamespace(is_event=True, unit=""), 0.183), told(
    ...     SimpleNamespace(is_event=False, unit="USD bn"), 12.34)
    ('18%', '12.3 USD bn')
    """
    if moved.is_event:
        return f"{value:.0%}"
    return f"{value:,.1f} {moved.unit}".removesuffix(" 1")


def _headline(moved: Moved) -> Message:
    """The outcome, and the first inputs that chance does not explain."""
    code = "outcome-in-draws" if moved.is_event else "outcome-in-middle"
    said = message(code, title=moved.title, value=_figure(moved, moved.value))
    beyond = [d for d in moved.drivers if d.beyond][:NAMED]
    if not moved.drivers:
        return message("nothing-moves", outcome=said)
    if not beyond:
        return message("chance-alone", outcome=said, tested=moved.tested)
    rows = tuple(
        message(
            "input-goes-along",
            symbol=d.symbol,
            correlation=d.rank_correlation,
            low=_figure(moved, d.lowest.value),
            high=_figure(moved, d.highest.value),
        )
        for d in beyond
    )
    return message("goes-with", outcome=said, inputs=rows, floor=moved.floor)


def _figure(moved: Moved, value: float) -> Message:
    if moved.is_event:
        return message("outcome-share", value=value)
    if moved.unit == "1":
        return message("outcome-number", value=value)
    return message("outcome-amount", value=value, unit=moved.unit)
