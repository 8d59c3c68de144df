"""A result where an input lies low and where it lies high, with intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from caploop.core.share import wilson

Floats = NDArray[np.float64]
THIRD = 1 / 3
SURE = 0.95


class Level(NamedTuple):
    """A share or median of draws, and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def thirds(values: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Which draws lie in the lowest and in the highest third; None where all are equal.

    Equal draws stay together: each end is cut where its share comes nearest to a third.

    >>> low, high = thirds(np.array([0.0, 0, 0, 0, 1, 2]))
    >>> low.astype(int).tolist(), high.astype(int).tolist()
    ([1, 1, 1, 1, 0, 0], [0, 0, 0, 0, 1, 1])
    """
    every, place, count = np.unique(values, return_inverse=True, return_counts=True)
    if len(every) < 2:
        return None
    below = np.cumsum(count) / len(values)
    above = np.cumsum(count[::-1]) / len(values)
    low, high = (int(np.argmin(np.round(np.abs(s - THIRD), 12))) for s in (below, above))
    return place <= low, place >= len(every) - 1 - high


def share(happens: Floats) -> Level:
    """Share of draws in which an event (0 or 1) happens, with Wilson's (1927) interval.

    >>> [round(v, 3) for v in share(np.repeat([0.0, 1.0], [80, 20]))]
    [0.2, 0.133, 0.289]
    """
    found = float(np.mean(happens))
    return Level(found, *wilson(found, len(happens)))


def middle(amounts: Floats) -> Level:
    """Median of draws, with the interval that order statistics give whatever the distribution.

    >>> middle(np.arange(101.0))
    Level(value=50.0, low=40.0, high=60.0)
    """
    ordered = np.sort(amounts)
    n = len(ordered)
    first = max(int(stats.binom.ppf((1 - SURE) / 2, n, 0.5)), 1)
    return Level(float(np.median(ordered)), float(ordered[first - 1]), float(ordered[n - first]))


def level(values: Floats, *, is_event: bool) -> Level:
    """Share for an event, median for an amount."""
    return share(values) if is_event else middle(values)
