"""Scales: values to a share of the axis, linear from zero or logarithmic by spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LOG_FROM = 30.0
NEAR = 1.35
TINY = 1e-9
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 4


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An axis from `low` to `high`."""

    low: float
    high: float
    logarithmic: bool
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value lies on the axis: 0 at its foot, 1 at its top, never outside."""
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = math.log(low), math.log(high), math.log(max(value, low))
        return min(1.0, max(0.0, (value - low) / (high - low)))


def fitting(values: Sequence[float]) -> Scale:
    """A scale for all values: linear from zero in the main, with a tick at zero inside it.

    It is logarithmic where the largest is 30 times the smallest or more, and does not begin at
    zero where they are within a third of each other.

    >>> fitting([10e9, 100e9]).ticks[-1]
    100000000000.0
    >>> fitting([1, 10_000]).logarithmic
    True
    >>> 0.0 in fitting([-260.0, 130.0]).ticks
    True
    """
    finite = [v if abs(v) > TINY else 0.0 for v in values if math.isfinite(v)] or [0.0]
    smallest, largest = min(finite), max(finite)
    if smallest > 0 and largest / smallest >= LOG_FROM:
        return _logarithmic(smallest, largest)
    if 0 < smallest < largest < smallest * NEAR:
        room = (largest - smallest) / 2
        return _linear(smallest - room, largest + room)
    return _linear(min(0.0, smallest), max(0.0, largest))


def _linear(low: float, high: float) -> Scale:
    span = (high - low) or 1.0
    raw = span / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((s * power for s in STEPS if s * power >= raw * 0.75), 10 * power)
    first, last = math.floor(low / step), math.ceil((high if high > low else low + 1) / step)
    every = 2 if last - first > TICKS - 1 and (last - first) % 2 == 0 else 1
    if first < 0 < last and first % every:
        every = 1
    ticks = tuple(n * step for n in range(first, last + 1, every))
    return Scale(low=first * step, high=last * step, logarithmic=False, ticks=ticks)


def _logarithmic(smallest: float, largest: float) -> Scale:
    first, last = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
    every = max(1, math.ceil((last - first) / TICKS))
    ticks = tuple(10.0**n for n in range(first, last + 1, every))
    return Scale(low=10.0**first, high=10.0**last, logarithmic=True, ticks=ticks)
