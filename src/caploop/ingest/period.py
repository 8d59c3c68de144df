"""The period a figure speaks of: the time words nearest to it in its sentence."""

from __future__ import annotations

from datetime import date

from caploop.core.period import FiscalYears, Period
from caploop.extraction import find_periods
from caploop.ingest.measures import PlacedFigure

BEHIND = 6
"""Characters by which words after a figure count as farther than words before it."""


def period_of(
    figure: PlacedFigure, *, stated_on: date | None, calendar: FiscalYears | None
) -> str | None:
    """The period as days `start..end`, the label where it names none, or none."""
    q = figure.quantity
    best: tuple[float, str] | None = None
    found = find_periods(figure.sentence(), stated_on=stated_on, calendar=calendar)
    for begins, ends, period in found:
        start, end = begins + figure.first, ends + figure.first
        if start < q.end and q.start < end:
            continue
        far = q.start - end if end <= q.start else start - q.end + BEHIND
        if best is None or far < best[0]:
            best = far, _label(period)
    return best[1] if best else None


def _label(period: Period) -> str:
    if period.start is None and period.end is None:
        return period.label
    return f"{period.start or ''}..{period.end or ''}"
