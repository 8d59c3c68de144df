"""The base rate of a statement: how often the like came before, with its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.study.register.reading import TOLD
from caploop.study.register.statement import DatedStatement, OtherSide
from caploop.study.score.history import PastFigure, changes, grown, history, multiplies
from caploop.study.score.outcomes import OutcomeRow
from caploop.study.score.rules import KnownFigure


class BaseRate(Struct, frozen=True, kw_only=True):
    """A rate, and how it was reckoned."""

    value: float
    how: Message


def base_rate(statement: DatedStatement, rows: Sequence[OutcomeRow], *, by: date) -> BaseRate:
    """The rate by the rule of succession: of n cases of which k came it is (k + 1) / (n + 2).

    The cases are a judgement's, or else the changes from each figure of the kind to the next that
    were public by a day, each carried on from the last figure to the statement's days. Raises
    UsageError where there is neither.
    """
    if statement.base is not None:
        judged = statement.base
        value = succession(judged.hits, judged.of)
        told = {"hits": judged.hits, "of": judged.of, "rate": value}
        return BaseRate(value=value, how=message("base-judged", why=judged.why, **told))
    figures = _history(statement, rows, by)
    if len(figures) < 2:
        raise UsageError(
            f"{statement.id}: fewer than two figures of its kind were public by {by}; give it a "
            "base of its own: hits, of, why"
        )
    hits = sum(_holds_after(statement, figures, change) for change in changes(figures))
    value, last = succession(hits, len(figures) - 1), figures[-1]
    return BaseRate(
        value=value,
        how=message(
            "base-history",
            hits=hits,
            of=len(figures) - 1,
            rate=value,
            figure=round(last.figure.value, 4),
            unit=TOLD[statement.measure].unit,
            day=last.figure.end.isoformat(),
            rows=tuple(dict.fromkeys(row for one in figures for row in one.rows)),
        ),
    )


def succession(hits: int, of: int) -> float:
    """Laplace's rule: with nothing known a half, and never none or all.

    >>> succession(0, 0), succession(0, 3)
    (0.5, 0.2)
    """
    return round((hits + 1) / (of + 2), 6)


def _history(
    statement: DatedStatement, rows: Sequence[OutcomeRow], by: date
) -> tuple[PastFigure, ...]:
    against = statement.against
    alone = against is None or (against.measure is None and against.party is None)
    if statement.comparison == "happens" or not alone:
        return ()
    return history(rows, measure=statement.measure, party=statement.party, by=by)


def _holds_after(statement: DatedStatement, figures: Sequence[PastFigure], change: float) -> bool:
    """Whether a statement holds where the last figure goes on with a change."""
    last, factor = figures[-1].figure, multiplies(figures)
    asked = KnownFigure(value=0.0, start=statement.start, end=statement.last)
    value = grown(last, change, to=asked, factor=factor)
    limit = statement.threshold or 0.0
    if statement.against is not None:
        limit = _other(statement.against, last, change, factor=factor)
    compared = {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "within": limit <= value <= (statement.upper or 0.0),
    }
    return compared[statement.comparison]


def _other(against: OtherSide, last: KnownFigure, change: float, *, factor: bool) -> float:
    """The other side: what was public of it, else what the change makes of the last figure."""
    if against.value is not None:
        return against.value
    asked = KnownFigure(value=0.0, start=against.start, end=against.end)
    return grown(last, change, to=asked, factor=factor)
