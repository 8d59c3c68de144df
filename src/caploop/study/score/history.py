"""Figures of one kind that were public by a day, out of the table of facts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from caploop.study.score.outcomes import OutcomeRow
from caploop.study.score.rules import KnownFigure

WRITTEN_FOR = date(2026, 3, 1)
"""The day of knowledge for which reasons of the table were given where a row names no other."""
DAYS_OF_YEAR = 365.25
SLACK = timedelta(days=7)
"""By how much periods may overlap: quarters of a calendar of weeks begin some days early."""


class PastFigure(Struct, frozen=True, kw_only=True):
    """A figure with the rows that tell it."""

    figure: KnownFigure
    rows: tuple[str, ...]


def history(
    rows: Iterable[OutcomeRow], *, measure: str, party: str, by: date
) -> tuple[PastFigure, ...]:
    """Outcomes of a measure of a party that were public by a day, in time, none over another.

    Of figures whose periods overlap those stay that leave room for most: the first to end, of
    several that end on one day the shortest.
    """
    mine = [r for r in rows if (r.measure, r.party) == (measure, party)]
    found = sorted(_figures(mine, by), key=lambda k: (k.figure.end, _days(k.figure)))
    kept: list[PastFigure] = []
    for one in found:
        if not kept or _first(one.figure) > kept[-1].figure.end - _slack(one.figure):
            kept.append(one)
    return tuple(kept)


def as_known(row: OutcomeRow, rows: Sequence[OutcomeRow], *, by: date) -> OutcomeRow:
    """The row with what was known by a later day than the table was written for.

    Where an outcome of its kind, of an earlier day than its own, was public by then and is newer
    than the last figure of the row, that one and the one before it take the places of both. A
    reason why it falls out holds up to the day for which it was given.
    """
    reason = row.reason if by <= (row.reason_day or WRITTEN_FOR) else None
    own = row.figure("last")
    figures = history(rows, measure=row.measure, party=row.party, by=by)
    past = [one for one in figures if one.figure.end < row.end]
    told = {r.id for r in rows if r.published <= by}
    newest = past[-1] if past and set(past[-1].rows) & told else None
    if newest is None or (own is not None and newest.figure.middle() <= own.middle()):
        return replace(row, reason=reason)
    last, before = newest.figure, past[-2] if len(past) > 1 else None
    earlier = before.figure if before is not None else own
    return replace(
        row,
        last=last.value,
        last_start=last.start,
        last_end=last.end,
        before=None if earlier is None else earlier.value,
        before_start=None if earlier is None else earlier.start,
        before_end=None if earlier is None else earlier.end,
        known_from=" ".join((*newest.rows, *(before.rows if before is not None else ()))),
        reason=reason,
    )


def changes(figures: Sequence[PastFigure]) -> tuple[float, ...]:
    """How the figure grew from each to the next: by what factor a year where all are above
    nothing, else by how much a year of the same length."""
    pairs = [(a.figure, b.figure) for a, b in pairwise(figures)]
    if multiplies(figures):
        return tuple((b.over(a.start, a.end) / a.value) ** (1 / _years(a, b)) for a, b in pairs)
    return tuple((b.over(a.start, a.end) - a.value) / _years(a, b) for a, b in pairs)


def multiplies(figures: Iterable[PastFigure]) -> bool:
    """Whether changes are factors: every figure is above nothing."""
    return all(k.figure.value > 0 for k in figures)


def grown(last: KnownFigure, change: float, *, to: KnownFigure, factor: bool) -> float:
    """What a figure comes to over the days of another at a change a year."""
    years = _years(last, to)
    if factor:
        return last.over(to.start, to.end) * float(change**years)
    return last.over(to.start, to.end) + _length(change, last, to) * years


def _length(change: float, last: KnownFigure, to: KnownFigure) -> float:
    """A change of a figure over one length of days, over those of another."""
    return KnownFigure(value=change, start=last.start, end=last.end).over(to.start, to.end)


def _figures(rows: Iterable[OutcomeRow], by: date) -> Iterator[PastFigure]:
    for row in rows:
        if row.nature == "actual" and row.published <= by:
            figure = KnownFigure(value=row.value, start=row.start, end=row.end)
            yield PastFigure(figure=figure, rows=(row.id,))
        for earlier in (row.figure("last"), row.figure("before")):
            if earlier is not None and earlier.end < min(row.published, by):
                yield PastFigure(figure=earlier, rows=tuple(row.known_from.split()))


def _first(figure: KnownFigure) -> date:
    return figure.start or figure.end


def _slack(figure: KnownFigure) -> timedelta:
    return timedelta(0) if figure.start is None else SLACK


def _days(figure: KnownFigure) -> int:
    return (figure.end - _first(figure)).days


def _years(one: KnownFigure, other: KnownFigure) -> float:
    return (other.middle() - one.middle()) / DAYS_OF_YEAR
