"""Streams of random numbers: by counter, whatever is drawn before or beside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.sfc.language.distribution import Normal, Uniform
from caploop.sfc.language.draw import Correlation, draw_parameters, stream


@given(st.integers(0, 10_000), st.integers(1, 50), st.integers(0, 2**31))
def test_a_draw_is_the_same_wherever_a_chunk_begins(first: int, count: int, seed: int) -> None:
    whole = stream(seed, "x", first=0, count=first + count)
    assert np.array_equal(stream(seed, "x", first=first, count=count), whole[first:])


def test_streams_are_uniform_and_apart() -> None:
    one = stream(7, "x", first=0, count=100_000)
    for other in (
        stream(8, "x", first=0, count=100_000),
        stream(7, "y", first=0, count=100_000),
        stream(7, "x", first=0, count=100_000, kind="shock"),
        stream(7, "x", first=0, count=100_000, period=1),
    ):
        assert abs(np.corrcoef(one, other)[0, 1]) < 0.015
    assert 0 < one.min() < 1e-4
    assert one.mean() == pytest.approx(0.5, abs=0.005)
    assert one.var() == pytest.approx(1 / 12, rel=0.02)


def test_a_copula_joins_the_normal_scores() -> None:
    joined = Correlation(names=("a", "b"), matrix=np.array([[1.0, 0.8], [0.8, 1.0]]))
    both = {"a": Normal(0, 1), "b": Normal(5, 2), "c": Normal(0, 1)}
    found = draw_parameters(both, seed=1, first=0, count=50_000, correlation=joined)
    assert np.corrcoef(found["a"], found["b"])[0, 1] == pytest.approx(0.8, abs=0.01)
    assert abs(np.corrcoef(found["a"], found["c"])[0, 1]) < 0.02


def test_sobol_points_fill_the_square_more_evenly() -> None:
    both = {"a": Uniform(0, 1), "b": Uniform(0, 1)}
    found = draw_parameters(both, seed=1, first=0, count=1024, sequence="sobol")
    cells = np.histogram2d(found["a"], found["b"], bins=8, range=[[0, 1], [0, 1]])[0]
    assert (cells == 16).all()
    later = draw_parameters(both, seed=1, first=512, count=8, sequence="sobol")
    assert np.array_equal(later["b"], found["b"][512:520])


@pytest.mark.parametrize(
    ("matrix", "why"),
    [
        ([[1.0, 2.0], [2.0, 1.0]], "not positive definite"),
        ([[1.0, 0.5], [0.4, 1.0]], "symmetric"),
    ],
)
def test_a_matrix_that_is_no_correlation_is_refused(matrix: list[list[float]], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        Correlation(names=("a", "b"), matrix=np.array(matrix))
