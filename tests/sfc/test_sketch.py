"""Sketches of quantiles: within 0.1 %, and the same however they are merged."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caploop.sfc.sketch import ERROR, merge_sketches, quantile, sketch

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
