"""Rank correlations of small cases worked out on paper, and what chance alone gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from caploop.sfc.running.rank import (
    explained,
    largest_possible,
    noise_floor,
    rank_correlations,
    standard_error,
)

WHOLE = st.integers(-50, 50).map(float)


def correlation(x: object, y: object) -> float:
    return rank_correlations({"x": np.asarray(x, float)}, np.asarray(y, float)).get("x", np.nan)


def test_one_pair_out_of_place_is_what_spearmans_formula_says() -> None:
    """Squared rank differences 0, 1, 1, 0: 1 - 6 * 2 / (4 * 15) = 0.8."""
    assert correlation([1, 2, 3, 4], [10, 30, 20, 40]) == pytest.approx(0.8)


def test_equal_draws_share_their_rank() -> None:
    """Ranks 1.5, 1.5, 3 against 1, 2, 3: covariance 1.5, squares 1.5 and 2."""
    assert correlation([5, 5, 9], [1, 2, 3]) == pytest.approx(1.5 / np.sqrt(1.5 * 2))


def test_what_never_varies_has_no_correlation() -> None:
    assert rank_correlations({"x": np.ones(5)}, np.arange(5.0)) == {}
    assert rank_correlations({"x": np.arange(5.0)}, np.zeros(5)) == {}


@given(arrays(float, 12, elements=WHOLE), arrays(float, 12, elements=WHOLE))
def test_a_rising_function_of_an_input_changes_nothing(x: np.ndarray, y: np.ndarray) -> None:
    plain = correlation(x, y)
    assert correlation(np.exp(x / 10), y) == pytest.approx(plain, nan_ok=True)
    assert correlation(x**3 + x, y) == pytest.approx(plain, nan_ok=True)
    assert correlation(-x, y) == pytest.approx(-plain, nan_ok=True)


@given(arrays(float, 10, elements=WHOLE), arrays(float, 10, elements=WHOLE))
def test_it_is_the_same_both_ways_and_at_most_one(x: np.ndarray, y: np.ndarray) -> None:
    found = correlation(x, y)
    assert found == pytest.approx(correlation(y, x), nan_ok=True)
    assert not abs(found) > 1


@given(st.integers(3, 200), st.data())
def test_no_input_without_equal_draws_sorts_an_event_better_than_possible(
    draws: int, data: st.DataObject
) -> None:
    happens = data.draw(st.integers(1, draws - 1))
    event = np.repeat([0.0, 1.0], [draws - happens, happens])
    luck = np.random.default_rng(data.draw(st.integers(0, 99))).uniform(size=draws)
    most = largest_possible(event)
    assert abs(correlation(luck, event)) <= most + 1e-12
    p = happens / draws
    assert most == pytest.approx(np.sqrt(3 * p * (1 - p) / (1 - draws**-2.0)))


def test_the_standard_error_is_how_far_samples_lie_apart() -> None:
    """Of 400 samples of 300 draws each, with an event as the outcome and with an amount."""
    rng = np.random.default_rng(1)
    for is_event in (False, True):
        rhos, errors = [], []
        for _ in range(400):
            x = rng.normal(size=300)
            y = x + rng.normal(size=300)
            y = (y > 0.5).astype(float) if is_event else y
            rhos.append(correlation(x, y))
            errors.append(standard_error(x, y))
        assert np.mean(errors) == pytest.approx(np.std(rhos), rel=0.15)


def test_nothing_is_uncertain_where_one_input_decides_all() -> None:
    x = np.arange(20.0)
    assert standard_error(x, np.exp(x)) == pytest.approx(0, abs=1e-12)


def test_unrelated_draws_have_one_over_the_root_of_their_number() -> None:
    x, y = np.random.default_rng(2).normal(size=(2, 10_000))
    assert standard_error(x, y) == pytest.approx(1 / 100, rel=0.03)


def test_one_sample_in_a_hundred_passes_the_floor_by_chance() -> None:
    """1,000 samples of 60 draws and 20 inputs that do nothing: ten expected, binomial to 20."""
    rng = np.random.default_rng(3)
    floor = noise_floor(60, 20)
    passed = 0
    for _ in range(1000):
        inputs = {str(i): x for i, x in enumerate(rng.uniform(size=(20, 60)))}
        found = rank_correlations(inputs, rng.uniform(size=60))
        passed += max(abs(v) for v in found.values()) > floor
    assert 2 <= passed <= 20


def test_more_inputs_and_fewer_draws_raise_the_floor() -> None:
    assert noise_floor(1000, 10) < noise_floor(1000, 300) < noise_floor(100, 300) < 1


def test_chance_alone_explains_nothing_and_one_input_that_decides_explains_all() -> None:
    rng = np.random.default_rng(4)
    inputs = {str(i): x for i, x in enumerate(rng.uniform(size=(50, 2000)))}
    nothing = rank_correlations(inputs, rng.uniform(size=2000))
    assert explained(nothing.values(), 2000) < 0.015
    assert explained([1.0], 2000) == 1.0
