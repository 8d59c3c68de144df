"""Means and variances of many draws, the same to the bit whatever computed which draw.

A block holds BLOCK draws by index; inside it sums go in a fixed tree, and blocks are merged in a
fixed tree over their index (Chan, Golub and LeVeque 1983).
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

BLOCK = 4096
FAN = 16
ROWS = 32
"""Rows of a block gone through at a time, so that what is made of them stays in fast memory."""


class Moments(NamedTuple):
    """Number of draws, mean, sum of squared deviations, least and greatest; arrays by period.

    Least and greatest are NaN where they were not asked for. The number is an array where some
    draws were not to be told, and all is NaN where none is left. A NaN among the draws makes all of
    them NaN; infinity of one sign makes the mean that and leaves no squared deviations.
    """

    draws: int | np.ndarray
    mean: np.ndarray
    m2: np.ndarray
    low: np.ndarray
    high: np.ndarray


def moments_of(values: Any, count: Any, *, extremes: bool, of: ModuleType = jnp) -> tuple[Any, ...]:
    """Mean, squared deviations, least and greatest over the first `count` of the last axis.

    Deviations are from the first draw, so that one pass does for both sums.
    """
    inside = of.arange(values.shape[-1]) < count
    first = of.where(of.isfinite(values[..., :1]), values[..., :1], 0.0)
    off = of.where(inside, values - first, 0.0)
    total = _tree_sum(off, of)
    squares = of.maximum(_tree_sum(off * off, of) - total * total / count, 0.0)
    mean = first[..., 0] + total / count
    if not extremes:
        none = of.full_like(mean, of.nan)
        return mean, squares, none, none
    low = of.min(of.where(inside, values, of.inf), axis=-1)
    high = of.max(of.where(inside, values, -of.inf), axis=-1)
    # A reduction of XLA may drop a NaN on the way.
    bad = of.any(of.isnan(values) & inside, axis=-1)
    return mean, squares, of.where(bad, of.nan, low), of.where(bad, of.nan, high)


def block_moments(values: np.ndarray, *, count: int, extremes: bool = True) -> Moments:
    """Moments over the last axis, of which the first `count`, at most BLOCK, are draws.

    In NumPy: the bits are those of compiled code for a block, and nothing is compiled for each
    shape. Places of a block that hold no draw add nothing, so they are not gone through.
    """
    drawn = np.asarray(values)[..., :count]
    rows = drawn.reshape(-1, count)
    found = np.full((4, len(rows)), np.nan)
    with np.errstate(invalid="ignore", over="ignore"):  # what is not finite is told as such
        for first in range(0, len(rows), ROWS):
            some = slice(first, first + ROWS)
            found[:2, some] = _block_sums(rows[some], float(count))
            if extremes:
                found[2:, some] = rows[some].min(axis=-1), rows[some].max(axis=-1)
    return Moments(count, *found.reshape(4, *drawn.shape[:-1]))


def _block_sums(rows: np.ndarray, count: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and squared deviations of some rows, as `moments_of` finds them in a whole block."""
    first = np.where(np.isfinite(rows[:, :1]), rows[:, :1], 0.0)
    off = rows - first
    total = _block_sum(off)
    np.multiply(off, off, out=off)
    squares = np.maximum(_block_sum(off) - total * total / count, 0.0)
    return first[:, 0] + total / count, squares


def _block_sum(rows: np.ndarray) -> np.ndarray:
    """`_tree_sum` of rows followed by so many zeros as a block lacks."""
    width = BLOCK // FAN
    whole, rest = divmod(rows.shape[-1], width)
    parts = [rows[:, i * width : (i + 1) * width] for i in range(whole)]
    if rest:
        parts.append(np.pad(rows[:, -rest:], [(0, 0), (0, width - rest)]))
    total: np.ndarray = _tree_sum(_pairwise(parts), np)
    return total + 0.0 if rows.shape[-1] < BLOCK else total


def told_moments(values: np.ndarray, told: np.ndarray) -> Moments:
    """Moments over the last axis where `told`, each place by its own number of draws."""
    count = told.sum(axis=-1)
    known = np.where(told, values, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = known.sum(axis=-1) / count
        off = np.where(told, values - mean[..., None], 0.0)
    low = np.where(told, values, np.inf).min(axis=-1)
    high = np.where(told, values, -np.inf).max(axis=-1)
    ends = (np.where(count == 0, np.nan, end) for end in (low, high))
    return Moments(count, mean, (off * off).sum(axis=-1), *ends)


def merge(parts: list[Moments]) -> Moments:
    """Moments of all blocks, merged pairwise in their order."""
    while len(parts) > 1:
        pairs = [_join(*parts[i : i + 2]) for i in range(0, len(parts) - 1, 2)]
        parts = pairs + parts[len(pairs) * 2 :]
    return parts[0]


def _join(a: Moments, b: Moments) -> Moments:
    if isinstance(a.draws, np.ndarray) or isinstance(b.draws, np.ndarray):
        return _join_told(a, b)
    count = a.draws + b.draws
    with np.errstate(invalid="ignore"):  # infinity less infinity is NaN, which is told
        apart = b.mean - a.mean
        near = a.mean + apart * (b.draws / count)
        mean = np.where(np.isfinite(apart), near, a.mean + b.mean)
        m2 = a.m2 + b.m2 + apart * apart * (a.draws * b.draws / count)
    return Moments(count, mean, m2, np.minimum(a.low, b.low), np.maximum(a.high, b.high))


def _join_told(a: Moments, b: Moments) -> Moments:
    """The same where draws are not told: a place without draws adds nothing to the other."""
    first, second = (np.broadcast_to(m.draws, m.mean.shape) for m in (a, b))
    count = first + second
    safe = np.maximum(count, 1)
    both = (first > 0) & (second > 0)
    with np.errstate(invalid="ignore"):
        apart = np.where(both, b.mean - a.mean, 0.0)
        mean = np.where(first > 0, a.mean + apart * (second / safe), b.mean)
    m2 = a.m2 + b.m2 + apart * apart * (first * second / safe)
    low, high = np.minimum(a.low, b.low), np.maximum(a.high, b.high)
    ends = ((low, np.fmin(a.low, b.low)), (high, np.fmax(a.high, b.high)))
    return Moments(count, mean, m2, *(np.where(both, every, some) for every, some in ends))


def _tree_sum(values: Any, of: ModuleType) -> Any:
    """Sum over the last axis by adding FAN slices at a time, in an order that nothing changes."""
    while (size := values.shape[-1]) > 1:
        fan = min(FAN, size)
        if size % fan:
            values = of.pad(values, [(0, 0)] * (values.ndim - 1) + [(0, -size % fan)])
        width = values.shape[-1] // fan
        parts = [values[..., i * width : (i + 1) * width] for i in range(fan)]
        values = _pairwise(parts)
    return values[..., 0]


def _pairwise(parts: list[Any]) -> Any:
    """Sum of arrays, neighbours first."""
    while len(parts) > 1:
        added = [a + b for a, b in zip(parts[::2], parts[1::2], strict=False)]
        parts = added + parts[len(added) * 2 :]
    return parts[0]
