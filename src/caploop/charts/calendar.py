"""A time axis with today as its hinge: what is past has most of the room, what is to come less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PAST = 0.64
QUARTERS_UNTIL = 3 * 366
MONTHS = (1, 4, 7, 10)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Days from `first` to `last`; `today` lies where one scale meets the other."""

    first: date
    today: date
    last: date

    def share(self, day: date) -> float:
        """Where a day lies, from 0 to 1; days outside lie at the ends.

        >>> a = Calendar(first=date(2025, 1, 1), today=date(2026, 1, 1), last=date(2030, 1, 1))
        >>> a.share(date(2025, 1, 1)), a.share(date(2026, 1, 1)), a.share(date(2031, 1, 1))
        (0.0, 0.64, 1.0)
        """
        if day <= self.today:
            return PAST * _part(self.first, self.today, day)
        return PAST + (1 - PAST) * _part(self.today, self.last, day)

    def ticks(self) -> list[date]:
        """First days of years, and of quarters in a past of less than three years."""
        short = (self.today - self.first).days < QUARTERS_UNTIL
        days = [
            date(year, month, 1)
            for year in range(self.first.year, min(self.last.year, date.max.year - 1) + 1)
            for month in MONTHS
        ]
        fit = [d for d in days if self.first <= d <= self.last]
        return [d for d in fit if d.month == 1 or (short and d < self.today)]


def spanning(days: Sequence[date], today: date) -> Calendar:
    """A calendar that holds all days and today, from the first day of a quarter."""
    earliest = min([*days, today - timedelta(days=30)])
    first = earliest.replace(month=(earliest.month - 1) // 3 * 3 + 1, day=1)
    last = max([*days, today + timedelta(days=365)])
    return Calendar(first=first, today=today, last=last)


def _part(start: date, end: date, day: date) -> float:
    length = (end - start).days or 1
    return min(1.0, max(0.0, (day - start).days / length))
