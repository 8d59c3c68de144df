"""Sketches of quantiles: within 0.1 %, and the same however they are merged."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caploop.sfc.running.sketch import ERROR, Sketch, merge_sketches, quantiles, sketches

ENDS = st.sampled_from([np.inf, -np.inf])


def sketch(values: np.ndarray) -> Sketch:
    return sketches(values[None])[0]


def quantile(of: Sketch, probability: float) -> float:
    return quantiles(of, (probability,))[0]


NUMBERS = arrays(float, st.integers(1, 60), elements=st.floats(-1e9, 1e9))


@given(NUMBERS, st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0]))
def test_a_quantile_is_within_a_thousandth_of_its_order_statistic(
    values: np.ndarray, probability: float
) -> None:
    exact = np.sort(values)[int(np.floor(probability * (len(values) - 1)))]
    found = quantile(sketch(values), probability)
    assert abs(found - exact) <= ERROR * 1.000001 * abs(exact) + 1.1e-12


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_order_of_merging_does_not_matter(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> None:
    one = merge_sketches(merge_sketches(sketch(a), sketch(b)), sketch(c))
    other = merge_sketches(sketch(c), merge_sketches(sketch(b), sketch(a)))
    whole = sketch(np.concatenate([a, b, c]))
    for found in (other, whole):
        assert np.array_equal(one.bins, found.bins)
        assert np.array_equal(one.counts, found.counts)


EXTENDED = arrays(float, st.integers(1, 40), elements=st.floats(-1e9, 1e9) | ENDS)


@given(EXTENDED, st.sampled_from([0.0, 0.25, 0.5, 0.95, 1.0]))
def test_infinity_is_the_greatest_or_the_least_value(
    values: np.ndarray, probability: float
) -> None:
    exact = np.sort(values)[int(np.floor(probability * (len(values) - 1)))]
    found = quantile(sketch(values), probability)
    if np.isinf(exact):
        assert found == exact
    else:
        assert abs(found - exact) <= ERROR * 1.000001 * abs(exact) + 1.1e-12


@given(NUMBERS, NUMBERS, st.integers(1, 5), st.sampled_from([0.0, 0.5, 1.0]))
def test_beside_a_nan_there_is_no_quantile_and_it_is_counted(
    a: np.ndarray, b: np.ndarray, number: int, probability: float
) -> None:
    with_nan = np.concatenate([a, np.full(number, np.nan)])
    both = merge_sketches(sketch(with_nan), sketch(b))
    assert both.undefined == number
    assert np.isnan(quantile(both, probability))
    assert both.counts.sum() == len(a) + len(b)


@given(EXTENDED, st.integers(0, 2**32))
def test_only_values_that_are_told_are_in_a_sketch(values: np.ndarray, seed: int) -> None:
    told = np.random.default_rng(seed).random(len(values)) < 0.5
    found, alone = sketches(values[None], told[None])[0], sketch(values[told])
    assert np.array_equal(found.bins, alone.bins)
    assert np.array_equal(found.counts, alone.counts)


def test_several_levels_are_what_each_is_alone() -> None:
    found = sketch(np.random.default_rng(0).lognormal(size=500))
    levels = (0.05, 0.5, 0.95)
    assert quantiles(found, levels) == [quantile(found, level) for level in levels]
