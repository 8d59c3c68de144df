"""Quantiles of many draws from counts that merge by addition, to 0.1 % of the value.

Values fall into bins whose bounds grow by a fixed ratio, one set for each sign (DDSketch: Masson,
Rim and Lee 2019); counts are whole numbers, so the order of merging cannot matter. The published
package takes one value a call; here a block of draws is one call. Infinity has a bin of its own at
either end; NaN has no place among values, so it is counted apart and leaves no quantile.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ERROR = 1e-3
RATIO = (1 + ERROR) / (1 - ERROR)
LEAST = 1e-12
ENDLESS = 2**40
"""The bin of infinity, beyond that of any finite number."""


@dataclass(frozen=True)
class Sketch:
    """Bins in use, sorted, and how many draws each holds; one sketch a period and series.

    `undefined` draws are NaN and in no bin.
    """

    bins: np.ndarray
    counts: np.ndarray
    undefined: int = 0


def sketches(rows: np.ndarray, told: np.ndarray | None = None) -> list[Sketch]:
    """The sketch of each row, of those of its values alone that are to be `told`.

    What is nearer to zero than 1e-12 counts as zero.
    """
    if told is None and np.isfinite(rows).all():
        return [_counted(row, 0) for row in _bins(rows)]
    undefined = np.isnan(rows)
    finite = np.isfinite(rows)
    bins = np.where(finite, _bins(np.where(finite, rows, 0.0)), np.copysign(ENDLESS, rows))
    kept = ~undefined if told is None else told & ~undefined
    lost = undefined if told is None else undefined & told
    return [
        _counted(row[mask], int(number))
        for row, mask, number in zip(bins, kept, lost.sum(axis=-1), strict=True)
    ]


def _bins(rows: np.ndarray) -> np.ndarray:
    """The bin of each finite number: whole numbers, small enough to sort fast as `float32`."""
    power = np.abs(rows)
    np.maximum(power, LEAST, out=power)
    np.divide(power, LEAST, out=power)
    np.log(power, out=power)
    np.divide(power, math.log(RATIO), out=power)
    np.ceil(power, out=power)
    bins: np.ndarray = np.copysign(power, rows).astype(np.float32)
    return bins


def _counted(bins: np.ndarray, undefined: int) -> Sketch:
    """Bins in use and their counts."""
    ordered = np.sort(bins)
    starts = _starts(ordered)
    counts = np.diff(starts, append=len(ordered))
    return Sketch(ordered[starts].astype(np.int64), counts, undefined)


def _starts(ordered: np.ndarray) -> np.ndarray:
    """Where in a sorted array a new value begins."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def merge_sketches(a: Sketch, b: Sketch) -> Sketch:
    """Sketch of both samples together."""
    bins = np.concatenate([a.bins, b.bins])
    order = np.argsort(bins, kind="stable")
    ordered, counted = bins[order], np.concatenate([a.counts, b.counts])[order]
    starts = _starts(ordered)
    bins = ordered[starts]
    counts = np.add.reduceat(counted, starts) if len(starts) else counted
    return Sketch(bins, counts, a.undefined + b.undefined)


def quantiles(of: Sketch, probabilities: Sequence[float]) -> list[float]:
    """Values at probabilities, within 0.1 % of the sample's order statistics, in one pass.

    NaN where any draw is NaN, as the mean is: what a part of the draws has is no quantile of all.
    """
    if of.undefined or not len(of.counts):
        return [math.nan] * len(probabilities)
    upto = np.cumsum(of.counts)
    ranks = np.asarray(probabilities) * (upto[-1] - 1)
    return [_value(int(found)) for found in of.bins[np.searchsorted(upto, ranks, side="right")]]


def _value(found: int) -> float:
    """The middle of a bin."""
    if abs(found) == ENDLESS:
        return math.copysign(math.inf, found)
    middle = 2 / (1 + RATIO)
    return math.copysign(LEAST * RATIO ** abs(found) * middle, found) if found else 0.0
