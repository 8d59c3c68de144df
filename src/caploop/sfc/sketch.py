"""Quantiles of many draws from counts that merge by addition, to 0.1 % of the value.

Values fall into bins whose bounds grow by a fixed ratio, one set for each sign (DDSketch: Masson,
Rim and Lee 2019); counts are whole numbers, so the order of merging cannot matter. The published
package takes one value a call; here a block of draws is one call.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

ERROR = 1e-3
RATIO = (1 + ERROR) / (1 - ERROR)
LEAST = 1e-12


@dataclass(frozen=True)
class Sketch:
    """Bins in use, sorted, and how many draws each holds; one sketch a period and series."""

    bins: np.ndarray
    counts: np.ndarray


def sketch(values: np.ndarray) -> Sketch:
    """Sketch of a one-dimensional sample; what is nearer to zero than 1e-12 counts as zero."""
    size = np.abs(values)
    power = np.ceil(np.log(np.maximum(size, LEAST) / LEAST) / math.log(RATIO)).astype(np.int64)
    bins, counts = np.unique(np.sign(values).astype(np.int64) * power, return_counts=True)
    return Sketch(bins, counts)


def merge_sketches(a: Sketch, b: Sketch) -> Sketch:
    """Sketch of both samples together."""
    bins, place = np.unique(np.concatenate([a.bins, b.bins]), return_inverse=True)
    counts = np.zeros(len(bins), dtype=np.int64)
    np.add.at(counts, place, np.concatenate([a.counts, b.counts]))
    return Sketch(bins, counts)


def quantile(of: Sketch, probability: float) -> float:
    """Value at a probability, within 0.1 % of the sample's order statistic; NaN of nothing."""
    if not len(of.counts):
        return math.nan
    upto = np.cumsum(of.counts)
    rank = probability * (upto[-1] - 1)
    found = int(of.bins[np.searchsorted(upto, rank, side="right")])
    middle = 2 / (1 + RATIO)
    return float(np.sign(found) * LEAST * RATIO ** abs(found) * middle) if found else 0.0
