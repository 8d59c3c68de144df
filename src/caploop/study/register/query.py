"""The probability of a statement: the share of a run's draws in which it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.core.share import wilson
from caploop.study.register.reading import TOLD
from caploop.study.register.statement import DatedStatement
from caploop.study.score.answer import drawn_of
from caploop.study.score.measures import Drawn
from caploop.study.score.windows import Window, values_in
from caploop.study.shared.kept import kept
from caploop.study.shared.paths import path_run
from caploop.study.shared.scenario_settings import scenario_of

Floats = NDArray[np.float64]
SCENARIO = "S0"
FEWEST, MOST = 20, 20_000
COMPARED: Mapping[str, Callable[[Floats, Floats], NDArray[np.bool_]]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


class Probability(Struct, frozen=True, kw_only=True):
    """Of a statement: the share of draws in which it holds, of those in which it is `told`, and
    from where to where it may lie by the number of draws alone (Wilson, 95 %)."""

    statement: str
    value: float
    low: float
    high: float
    told: float


class Probabilities(Struct, frozen=True, kw_only=True):
    """Those of one run of the scenario."""

    rows: tuple[Probability, ...]


def drawn(
    known: KnownBook, statements: Sequence[DatedStatement], *, draws: int, seed: int
) -> Drawn:
    """A run of the book's default scenario, of which the series that statements ask are kept."""
    if not FEWEST <= draws <= MOST:
        raise UsageError(f"{draws:,} draws: register keeps whole paths of {FEWEST} to {MOST:,}")
    names = [n for s in statements for n in (s.measure, *_other_measure(s))]
    keep = tuple(dict.fromkeys(series for n in names for series in TOLD[n].series))
    world = scenario_of(known.book, scenarios=[SCENARIO])
    return drawn_of(path_run(known, world, keep=keep, draws=draws, seed=seed))


@kept("register-run", Probabilities)
def probabilities(
    known: KnownBook, statements: tuple[DatedStatement, ...], draws: int, *, seed: int
) -> Probabilities:
    """Of each statement, by one run. Raises UsageError for draws that cannot be."""
    run = drawn(known, statements, draws=draws, seed=seed)
    return Probabilities(rows=tuple(probability(one, run) for one in statements))


def probability(statement: DatedStatement, run: Drawn) -> Probability:
    """The share of the draws told in which the statement holds.

    Raises UsageError where it is told in none.
    """
    values = values_in(_window(statement), run)
    other = _limit(statement, run)
    told = np.isfinite(values) & np.isfinite(other)
    if not told.any():
        raise UsageError(f"{statement.id}: no draw tells of it; leave it out")
    share = float(np.mean(_holds(statement, values[told], other[told])))
    low, high = wilson(share, int(told.sum()))
    return Probability(
        statement=statement.id,
        value=round(share, 6),
        low=round(low, 6),
        high=round(high, 6),
        told=round(float(told.mean()), 6),
    )


def _holds(statement: DatedStatement, values: Floats, other: Floats) -> NDArray[np.bool_]:
    if statement.comparison == "happens":
        return values > 0
    if statement.comparison == "within":
        return (values >= other) & (values <= (statement.upper or 0.0))
    return COMPARED[statement.comparison](values, other)


def _limit(statement: DatedStatement, run: Drawn) -> Floats:
    against = statement.against
    if against is None:
        return np.full(run.alive.shape[0], statement.threshold or 0.0)
    return values_in(
        Window(
            measure=against.measure or statement.measure,
            party=against.party or statement.party,
            start=against.start,
            end=against.end,
            between=True,
        ),
        run,
    )


def _window(statement: DatedStatement) -> Window:
    return Window(
        measure=statement.measure,
        party=statement.party,
        start=statement.start,
        end=statement.last,
        between=True,
    )


def _other_measure(statement: DatedStatement) -> tuple[str, ...]:
    other = statement.against.measure if statement.against else None
    return (other,) if other else ()
