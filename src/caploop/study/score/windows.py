"""One number a draw from series by quarter: a window added up, a day's level, what was added."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.model.terms import FIRST_YEAR, QUARTERS
from caploop.study.score.measures import EVENTS, MEASURES, Drawn
from caploop.study.score.outcomes import SUM, OutcomeRow

Floats = NDArray[np.float64]


class Window(Struct, frozen=True, kw_only=True):
    """What of a run is asked: a measure of a party, or of several added up, over `start` to `end`,
    or on `end` alone; a stock `between` two quarters' ends lies on the line from one to the other.
    """

    measure: str
    party: str
    end: date
    start: date | None = None
    between: bool = False


def quarter_days(place: int) -> tuple[date, date]:
    """First and last day of a quarter of the run, counted from 0.

    >>> quarter_days(1)[1].isoformat()
    '2026-06-30'
    """
    year, quarter = FIRST_YEAR + place // 4, place % 4
    after = date(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1)
    return date(year, 3 * quarter + 1, 1), after - timedelta(days=1)


def shares(start: date, end: date) -> Floats:
    """The part of each quarter's days that lies in a window."""
    found = np.zeros(QUARTERS)
    for place in range(QUARTERS):
        first, last = quarter_days(place)
        days = (min(last, end) - max(first, start)).days + 1
        found[place] = max(days, 0) / ((last - first).days + 1)
    return found


def quarter_of(day: date) -> int:
    """The quarter of the run that holds a day."""
    return 4 * (day.year - FIRST_YEAR) + (day.month - 1) // 3


def nearest_close(day: date) -> int:
    """The quarter whose last day is nearest to a day, the earlier of two as near.

    >>> nearest_close(date(2026, 5, 31)), nearest_close(date(2026, 4, 26))
    (1, 0)
    """
    return min(range(QUARTERS), key=lambda q: abs((quarter_days(q)[1] - day).days))


def values_of(row: OutcomeRow, run: Drawn) -> Floats:
    """What the run says of a fact, one number a draw; NaN where the company no longer stands."""
    asked = Window(measure=row.measure, party=row.party, start=row.start, end=row.end)
    return values_in(asked, run)


def values_in(asked: Window, run: Drawn) -> Floats:
    """What the run says of a window, one number a draw; NaN where it tells nothing of it."""
    measure = {**MEASURES, **EVENTS}[asked.measure]
    made = [measure.make(run, measure.parties.index(name)) for name in asked.party.split(SUM)]
    quarters: Floats = np.sum(made, axis=0)
    start = asked.start or asked.end
    if measure.kind == "prior":
        return quarters
    if measure.kind == "event":
        return _comes(quarters, first=quarter_of(start), last=quarter_of(asked.end))
    if measure.kind == "level":
        return np.asarray(quarters[:, quarter_of(asked.end)])
    if measure.kind == "stock":
        return _stock(quarters, asked)
    if measure.kind == "added":
        return np.asarray(quarters[:, nearest_close(asked.end)] - quarters[:, nearest_close(start)])
    weights = shares(start, asked.end)
    told = weights > 0
    return np.asarray(quarters[:, told] @ weights[told])


def _stock(quarters: Floats, asked: Window) -> Floats:
    if not asked.between or asked.end <= quarter_days(0)[1]:
        return np.asarray(quarters[:, nearest_close(asked.end)])
    place = quarter_of(asked.end)
    opened, closed = quarter_days(place - 1)[1], quarter_days(place)[1]
    passed = (asked.end - opened).days / (closed - opened).days
    before, after = quarters[:, place - 1], quarters[:, place]
    return np.asarray(before + passed * (after - before))


def _comes(quarters: Floats, *, first: int, last: int) -> Floats:
    """1 where it comes in these quarters, 0 where not, NaN where it had come before them."""
    before = np.any(quarters[:, :first] > 0, axis=1)
    comes = np.any(quarters[:, first : last + 1] > 0, axis=1)
    return np.where(before, np.nan, comes.astype(float))
