"""How far a distribution was from what came, and what two naive forecasts would have said."""

from __future__ import annotations

from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class KnownFigure(Struct, frozen=True, kw_only=True):
    """A figure of the same kind that was public: over `start` to `end`, or on `end` alone."""

    value: float
    end: date
    start: date | None = None

    def middle(self) -> float:
        """The day in its middle, as a number of days."""
        first = self.start or self.end
        return (first.toordinal() + self.end.toordinal()) / 2

    def over(self, start: date | None, end: date) -> float:
        """The same a day, over a window of another length; a figure of one day as it is."""
        if self.start is None or start is None:
            return self.value
        mine, asked = (self.end - self.start).days + 1, (end - start).days + 1
        return self.value * asked / mine


def percentile(values: Floats, outcome: float) -> float:
    """Share of draws below what came, ties in half.

    >>> percentile(np.array([1.0, 2.0, 3.0, 4.0]), 3.0)
    0.625
    """
    below, equal = np.mean(values < outcome), np.mean(values == outcome)
    return float(below + equal / 2)


def crps(values: Floats, outcome: float) -> float:
    """Continuous ranked probability score of draws, in their unit; of one point its distance.

    Mean distance to what came, less half the mean distance of two draws.

    >>> crps(np.array([0.0, 2.0]), 1.0), crps(np.array([5.0]), 3.0)
    (0.5, 2.0)
    """
    ordered = np.sort(values)
    size = len(ordered)
    ranks = 2.0 * np.arange(1, size + 1) - size - 1.0
    apart = float(ranks @ ordered) / size**2
    return float(np.mean(np.abs(ordered - outcome))) - apart


def last_value(last: KnownFigure, *, start: date | None, end: date) -> float:
    """The last figure, again: a year's for a quarter is a quarter of it."""
    return last.over(start, end)


def last_growth(
    last: KnownFigure, before: KnownFigure, *, start: date | None, end: date
) -> float | None:
    """The last figure, grown on as it grew from the one before, from middle to middle of periods.

    None where either is not above nothing, or both are of one day.
    """
    now = KnownFigure(value=0.0, start=start, end=end)
    first, second = before.over(start, end), last.over(start, end)
    passed = last.middle() - before.middle()
    if min(first, second) <= 0 or passed <= 0:
        return None
    return second * float((second / first) ** ((now.middle() - last.middle()) / passed))
