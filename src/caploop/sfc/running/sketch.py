"""Quantiles of many draws from counts that merge by addition, to 0.1 % of the value.

Values fall into bins whose bounds grow by a fixed ratio, one set for each sign (DDSketch: Masson,
Rim and Lee 2019); counts are whole numbers, so the order of merging cannot matter. The published
package takes one value a call; here a block of draws is one call. Infinity has a bin of its own at
either end; NaN has no place among values, so it is counted apart and leaves no quantile.
"""

from __future__ import annotations

import math
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


def sketch(values: np.ndarray) -> Sketch:
    """Sketch of a one-dimensional sample; what is nearer to zero than 1e-12 counts as zero."""
    known = values[~np.isnan(values)]
    finite = np.isfinite(known)
    size = np.abs(np.where(finite, known, 0.0))
    power = np.ceil(np.log(np.maximum(size, LEAST) / LEAST) / math.log(RATIO)).astype(np.int64)
    power = np.where(finite, power, ENDLESS)
    bins, counts = np.unique(np.sign(known).astype(np.int64) * power, return_counts=True)
    return Sketch(bins, counts, len(values) - len(known))


def merge_sketches(a: Sketch, b: Sketch) -> Sketch:
    """Sketch of both samples together."""
    bins, place = np.unique(np.concatenate([a.bins, b.bins]), return_inverse=True)
    counts = np.zeros(len(bins), dtype=np.int64)
    np.add.at(counts, place, np.concatenate([a.counts, b.counts]))
    return Sketch(bins, counts, a.undefined + b.undefined)


def quantile(of: Sketch, probability: float) -> float:
    """Value at a probability, within 0.1 % of the sample's order statistic.

    NaN where any draw is NaN, as the mean is: what a part of the draws has is no quantile of all.
    """
    if of.undefined:
        return math.nan
    if not len(of.counts):
        return math.nan
    upto = np.cumsum(of.counts)
    rank = probability * (upto[-1] - 1)
    found = int(of.bins[np.searchsorted(upto, rank, side="right")])
    if abs(found) == ENDLESS:
        return math.copysign(math.inf, found)
    middle = 2 / (1 + RATIO)
    return float(np.sign(found) * LEAST * RATIO ** abs(found) * middle) if found else 0.0
