"""The period a figure speaks of: the time words nearest to it in its sentence."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from caploop.core.period import FiscalYears, Period
from caploop.extraction import find_periods
from caploop.ingest.sentence import PlacedFigure

_BESIDE = re.compile(
    r"(?:较|相较|相比|比|高于|低于|\bthan|\bfrom|\bcompared (?:to|with)|\bversus)\W*$", re.I
)
_CLAUSE = re.compile(r"[，,；;]")
BEHIND = 8
"""Characters by which words after a figure count as farther than words before it."""
RIGHT_BEHIND = 4
"""Characters within which words after a figure are as near as words before it."""
_REMEMBERED = 64
FAR = 40
"""The same for words in another clause."""


def period_of(
    figure: PlacedFigure, *, stated_on: date | None, calendar: FiscalYears | None
) -> str | None:
    """The period as days `start..end`, the label where it names none, or none.

    What a figure is compared with (较2024年) is the period of what stands right behind it alone.
    """
    best: tuple[float, str] | None = None
    sentence = figure.text[figure.first : figure.last]
    found = _periods(sentence, stated_on, _Years(calendar))
    for begins, ends, period in found:
        far = _far(figure, begins + figure.first, ends + figure.first)
        if far is not None and (best is None or far < best[0]):
            best = far, _label(period)
    return best[1] if best else None


class _Years:
    """An issuer's calendar, as the key of what is remembered by it."""

    def __init__(self, calendar: FiscalYears | None) -> None:
        self.calendar = calendar

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Years) and self.calendar is other.calendar

    def __hash__(self) -> int:
        return id(self.calendar)


@lru_cache(maxsize=_REMEMBERED)
def _periods(
    sentence: str, stated_on: date | None, years: _Years
) -> tuple[tuple[int, int, Period], ...]:
    return find_periods(sentence, stated_on=stated_on, calendar=years.calendar)


def _far(figure: PlacedFigure, start: int, end: int) -> float | None:
    """How far a period is from the figure; none where it cannot be the figure's."""
    q, text = figure.quantity, figure.text
    if start < q.end and q.start < end:
        return None
    before = end <= q.start
    between = text[end : q.start] if before else text[q.end : start]
    crossed = len(_CLAUSE.findall(between))
    if _BESIDE.search(text, max(figure.first, start - 16), start):
        is_its_own = before and len(between) <= BEHIND and figure.kind not in {"ratio", "times"}
        return float(len(between)) if is_its_own else None
    behind = 0 if before or len(between) <= RIGHT_BEHIND else BEHIND
    return len(between) + FAR * crossed + behind


def _label(period: Period) -> str:
    if period.start is None and period.end is None:
        return period.label
    return f"{period.start or ''}..{period.end or ''}"
