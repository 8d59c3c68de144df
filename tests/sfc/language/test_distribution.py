"""Distributions against their textbook moments, and their refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop import sfc
from caploop.core.errors import UsageError
from caploop.sfc.language.distribution import Distribution, median
from tests.sfc.cases import sim_in_code

GRID = (np.arange(200_000) + 0.5) / 200_000
MOMENTS: list[tuple[Distribution, float, float]] = [
    (sfc.Uniform(2, 4), 3, 4 / 12),
    (sfc.Triangular(0, 1, 5), 2, (0 + 1 + 25 - 0 - 0 - 5) / 18),
    (sfc.Normal(1, 3), 1, 9),
    (sfc.LogNormal(2, 0.5), 2 * np.exp(0.125), 4 * np.exp(0.25) * (np.exp(0.25) - 1)),
    (sfc.Beta(2, 8), 0.2, 16 / (100 * 11)),
    (sfc.Beta(2, 8, low=10, high=20), 12, 100 * 16 / (100 * 11)),
    (sfc.Discrete((0.0, 10.0), (0.75, 0.25)), 2.5, 18.75),
]


@pytest.mark.parametrize(("of", "mean", "variance"), MOMENTS)
def test_mean_and_variance(of: Distribution, mean: float, variance: float) -> None:
    values = of.quantile(GRID)
    assert values.mean() == pytest.approx(mean, rel=1e-3)
    assert values.var() == pytest.approx(variance, rel=1e-2)


@given(st.sampled_from([of for of, _, _ in MOMENTS]), st.floats(0.001, 0.998))
def test_a_quantile_never_falls(of: Distribution, u: float) -> None:
    low, high = of.quantile(np.array([u, u + 0.001]))
    assert low <= high


def test_a_sample_is_joined_by_straight_lines() -> None:
    assert median(sfc.Empirical((1.0, 2.0, 10.0))) == 2.0
    assert sfc.Empirical((0.0, 10.0)).quantile(np.array([0.25]))[0] == pytest.approx(2.5)


def test_a_draw_outside_its_bounds_stops_the_run() -> None:
    model = sim_in_code(G=sfc.Normal(1.0, 2.0, within=(0, np.inf)))
    with pytest.raises(
        UsageError, match=r"parameter 'G': draw \d+ is -.*outside \[0, inf\]; choose"
    ):
        sfc.simulate(model, "2001", 3, draws=100)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: sfc.Uniform(2, 1), "low must be below high"),
        (lambda: sfc.Triangular(0, 6, 5), "low <= mode <= high"),
        (lambda: sfc.Normal(0, -1), "sd must be positive"),
        (lambda: sfc.LogNormal(-1, 1), "must be positive"),
        (lambda: sfc.Beta(0, 1), "must be positive"),
        (lambda: sfc.Discrete((1.0,), (0.5,)), "sum to 1"),
        (lambda: sfc.Empirical((1.0,)), "two values"),
    ],
)
def test_impossible_shapes_are_refused(make: object, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        make()  # type: ignore[operator]
