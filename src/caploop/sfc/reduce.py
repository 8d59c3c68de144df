"""Means and variances of many draws, the same to the bit whatever computed which draw.

A block holds BLOCK draws by index; inside it sums go by halves (a fixed tree), and blocks are
merged in a fixed tree over their index (Chan, Golub and LeVeque 1983).
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

BLOCK = 4096


class Moments(NamedTuple):
    """Number of draws, mean, sum of squared deviations, least and greatest; arrays by period."""

    draws: int
    mean: np.ndarray
    m2: np.ndarray
    low: np.ndarray
    high: np.ndarray


@jax.jit
def _of_block(values: Array, count: Array) -> tuple[Array, Array, Array, Array]:
    kept = jnp.arange(values.shape[-1]) < count
    mean = _tree_sum(jnp.where(kept, values, 0.0)) / count
    off = jnp.where(kept, values - mean[..., None], 0.0)
    low = jnp.min(jnp.where(kept, values, jnp.inf), axis=-1)
    high = jnp.max(jnp.where(kept, values, -jnp.inf), axis=-1)
    return mean, _tree_sum(off * off), low, high


def block_moments(values: Array, *, count: int) -> Moments:
    """Moments over the last axis (BLOCK long), of which the first `count` are draws."""
    found = _of_block(values, jnp.asarray(count, float))
    return Moments(count, *(np.asarray(a) for a in found))


def merge(parts: list[Moments]) -> Moments:
    """Moments of all blocks, merged pairwise in their order."""
    while len(parts) > 1:
        pairs = [_join(*parts[i : i + 2]) for i in range(0, len(parts) - 1, 2)]
        parts = pairs + parts[len(pairs) * 2 :]
    return parts[0]


def _join(a: Moments, b: Moments) -> Moments:
    count = a.draws + b.draws
    apart = b.mean - a.mean
    mean = a.mean + apart * (b.draws / count)
    m2 = a.m2 + b.m2 + apart * apart * (a.draws * b.draws / count)
    return Moments(count, mean, m2, np.minimum(a.low, b.low), np.maximum(a.high, b.high))


def _tree_sum(values: Array) -> Array:
    while values.shape[-1] > 1:
        half = values.shape[-1] // 2
        values = values[..., :half] + values[..., half:]
    return values[..., 0]
