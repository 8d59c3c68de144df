"""Moments by blocks and trees against NumPy on the whole."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.sfc.running.reduce import BLOCK, block_moments, merge, moments_of


@given(st.integers(1, 300), st.integers(0, 2**31), st.floats(-1e6, 1e6), st.floats(1e-3, 1e3))
def test_a_block_has_the_moments_of_its_draws(
    count: int, seed: int, centre: float, spread: float
) -> None:
    values = centre + spread * np.random.default_rng(seed).standard_normal((2, 304))
    found = block_moments(jnp.asarray(values), count=count)
    part = values[:, :count]
    assert found.mean == pytest.approx(part.mean(-1), rel=1e-12, abs=1e-12 * spread)
    assert found.m2 == pytest.approx(count * part.var(-1), rel=1e-6, abs=1e-6 * spread**2)
    assert np.array_equal(found.low, part.min(-1))
    assert np.array_equal(found.high, part.max(-1))


def test_equal_draws_have_no_spread_at_all() -> None:
    assert float(block_moments(jnp.full((1, 4096), 0.1), count=4096).m2[0]) == 0.0


def test_merged_blocks_are_the_whole() -> None:
    values = np.random.default_rng(1).lognormal(size=(1, 1000))
    parts = [
        block_moments(jnp.asarray(values[:, at : at + 100]), count=100)
        for at in range(0, 1000, 100)
    ]
    whole = merge(parts)
    assert whole.draws == 1000
    assert whole.mean[0] == pytest.approx(values.mean(), rel=1e-13)
    assert whole.m2[0] == pytest.approx(1000 * values.var(), rel=1e-12)


@given(st.lists(st.sampled_from([1.0, -2.0, np.inf, -np.inf, np.nan]), min_size=1, max_size=12))
def test_draws_that_are_not_finite_give_what_numpy_gives_whatever_their_blocks(
    draws: list[float],
) -> None:
    """NaN where any is or where both infinities meet; infinity where only one does."""
    values = np.array(draws)
    padded = np.pad(values, (0, 12 - len(values)), mode="edge")
    whole = block_moments(jnp.asarray(padded[None]), count=len(values))
    apart = merge([block_moments(jnp.full((1, 12), v), count=1) for v in values])
    with np.errstate(invalid="ignore"):
        mean = values.mean()
    for found in (whole, apart):
        np.testing.assert_allclose(found.mean[0], mean, atol=1e-12)
        np.testing.assert_equal(found.low[0], values.min())
        np.testing.assert_equal(found.high[0], values.max())
        assert np.isfinite(found.m2[0]) == np.isfinite(values).all()


@pytest.mark.parametrize("at", [0, 7, 199])
def test_a_nan_among_many_draws_is_not_lost_on_the_way(at: int) -> None:
    values = np.random.default_rng(0).normal(size=(1, 4096))
    values[0, at] = np.nan
    found = block_moments(jnp.asarray(values), count=200)
    assert all(np.isnan(part[0]) for part in found[1:])
    later = block_moments(jnp.asarray(values), count=at) if at else found
    assert np.isnan(later.low[0]) == (at == 0)


@pytest.mark.parametrize("count", [1, 200, 256, 257, 1000, 4096])
def test_a_block_that_is_not_full_has_the_bits_of_a_whole_one(count: int) -> None:
    values = np.random.default_rng(count).lognormal(size=(40, BLOCK))
    mean, m2, low, high = moments_of(values, float(count), extremes=True, of=np)
    found = block_moments(values[:, :count], count=count)
    for one, other in zip(found[1:], (mean, m2, low, high), strict=True):
        assert np.array_equal(one, other)


def test_extremes_are_not_told_where_nobody_asked() -> None:
    found = block_moments(np.ones((2, 5)), count=5, extremes=False)
    assert np.isnan([found.low, found.high]).all()
