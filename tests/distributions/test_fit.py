"""Fitted distributions hold the three numbers they are given, or say by how much they do not."""

from __future__ import annotations

from itertools import pairwise
from math import exp, isclose, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.distributions.families import LEVELS
from caploop.distributions.fit import (
    PAIR_TOLERANCE,
    WORDS,
    Fit,
    family_of,
    fitted,
    quantile,
    scaled,
)
from caploop.distributions.special import beta_point, beta_share, gamma_point, gamma_share

Z95 = 1.6448536269514722
GRID = [n / 200 for n in range(1, 200)]


def fit(low: float, central: float, high: float, distribution: str) -> Fit:
    return fitted(low, central, high, distribution=distribution, symbol="x")


@settings(deadline=None)
@given(mean=st.floats(-1e6, 1e6), sd=st.floats(1e-2, 1e3))
def test_a_normal_is_recovered_from_its_three_quantiles(mean: float, sd: float) -> None:
    found = fit(mean - Z95 * sd, mean, mean + Z95 * sd, "normal")
    assert found.family == "normal"
    assert found.parameters == pytest.approx((mean, sd), rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(mean=st.floats(-5, 5), sd=st.floats(0.05, 1.5))
def test_a_lognormal_is_recovered_from_its_three_quantiles(mean: float, sd: float) -> None:
    low, central, high = (exp(mean + z * sd) for z in (-Z95, 0.0, Z95))
    found = fit(low, central, high, "lognormal")
    assert found.family == "lognormal"
    assert found.parameters == pytest.approx((mean, sd), rel=1e-5, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(a=st.floats(0.8, 40), b=st.floats(0.8, 40))
def test_a_beta_is_recovered_from_its_three_quantiles(a: float, b: float) -> None:
    low, central, high = (beta_point(p, a, b) for p in LEVELS)
    found = fit(low, central, high, "beta")
    assert found.family == "beta"
    assert found.parameters == pytest.approx((a, b, 1.0), rel=1e-3)


@settings(max_examples=50, deadline=None)
@given(shape=st.floats(0.8, 40), scale=st.floats(0.01, 100))
def test_a_gamma_is_recovered_from_its_three_quantiles(shape: float, scale: float) -> None:
    low, central, high = (scale * gamma_point(p, shape) for p in LEVELS)
    found = fit(low, central, high, "gamma")
    assert found.parameters == pytest.approx((shape, scale), rel=1e-3)


THREE = st.lists(st.floats(0.001, 0.999), min_size=3, max_size=3).map(sorted)
FITTED_WORDS = ["normal", "lognormal", "beta", "gamma", "triangular", "uniform", "discrete"]


@settings(max_examples=150, deadline=None)
@given(three=THREE, word=st.sampled_from(FITTED_WORDS))
def test_a_quantile_never_falls_and_stays_in_the_support(three: list[float], word: str) -> None:
    found = fit(three[0], three[1], three[2], word)
    values = [quantile(found, p) for p in GRID]
    assert all(a <= b for a, b in pairwise(values))
    if word in {"triangular", "uniform", "discrete"}:
        assert three[0] <= values[0] <= values[-1] <= three[2]
    if word == "beta":
        assert 0 <= values[0] <= values[-1] <= 1
    if word in {"lognormal", "gamma"}:
        assert values[0] > 0


@settings(max_examples=150, deadline=None)
@given(three=THREE, word=st.sampled_from(["normal", "lognormal", "beta", "gamma"]))
def test_no_fit_misses_its_numbers_by_more_than_the_tolerance(
    three: list[float], word: str
) -> None:
    found = fit(three[0], three[1], three[2], word)
    assert found.error <= PAIR_TOLERANCE
    assert found.family.startswith("split") == (found.pair_error > PAIR_TOLERANCE)


def test_least_squares_takes_the_mean_of_three_skewed_numbers_for_a_normal() -> None:
    found = fit(0.0, 2.9, 6.1, "normal")
    assert found.parameters == pytest.approx((3.0, 6.1 / 2 / Z95))
    assert found.error == pytest.approx(0.1 / 6.1)


def test_no_pair_beside_the_fitted_lognormal_is_nearer() -> None:
    given_numbers = (45.0, 55.0, 66.0)
    mean, sd = fit(*given_numbers, "lognormal").parameters

    def squares(mean: float, sd: float) -> float:
        return sum(
            (exp(mean + z * sd) - q) ** 2
            for z, q in zip((-Z95, 0.0, Z95), given_numbers, strict=True)
        )

    steps = [(0.001, 0), (-0.001, 0), (0, 0.001), (0, -0.001)]
    assert all(squares(mean + a, sd + b) > squares(mean, sd) for a, b in steps)


def test_a_split_distribution_holds_all_three_numbers_and_keeps_the_error_of_the_pair() -> None:
    lease_price = fit(8, 12, 14, "lognormal")
    assert lease_price.family == "split_lognormal"
    assert lease_price.quantiles == pytest.approx((8, 12, 14))
    assert lease_price.error < 1e-9
    assert lease_price.pair_error == pytest.approx(0.150, abs=0.001)


def test_a_number_on_the_bound_of_a_beta_becomes_a_mass_there() -> None:
    take_or_pay = fit(0.5, 0.8, 1.0, "beta")
    assert take_or_pay.family == "split_bounded"
    assert [quantile(take_or_pay, p) for p in (0.5, 0.95, 0.99)] == pytest.approx([0.8, 1.0, 1.0])
    assert quantile(take_or_pay, 0.94) < 1


def test_a_triangular_row_gives_its_ends_and_its_mode() -> None:
    share = fit(0.18, 0.28, 0.40, "triangular")
    assert share.parameters == (0.18, 0.28, 0.40)
    assert quantile(share, 10 / 22) == pytest.approx(0.28)  # (mode - min) / (max - min)
    assert share.quantiles[0] == pytest.approx(0.18 + sqrt(0.05 * 0.22 * 0.10))


def test_a_word_with_numbers_is_taken_at_its_word() -> None:
    deferred = fit(0.0, 0.08, 0.2, "triangular(0,.05,.20)")
    assert deferred.parameters == (0.0, 0.05, 0.2)
    assert deferred.quantiles[1] == pytest.approx(0.2 - sqrt(0.015))  # 0.0775, the row's 0.08
    forecast = fit(110, 213, 410, "lognormal(213,0.40)")
    assert forecast.parameters == pytest.approx((log(213), 0.4))
    assert forecast.quantiles == pytest.approx((110.3, 213, 411.3), rel=1e-3)
    assert fit(0.2253, 0.5, 0.7747, "beta(4,4)").error < 1e-3


def test_three_values_have_the_published_weights() -> None:
    stages = fit(3, 4, 5, "discrete")
    assert [quantile(stages, p) for p in (0.18, 0.19, 0.81, 0.82)] == [3, 4, 4, 5]
    guarantee = fit(0, 1, 1, "bernoulli")
    assert [quantile(guarantee, p) for p in (0.18, 0.19, 0.99)] == [0, 1, 1]


def test_a_claim_is_a_point_whatever_its_range() -> None:
    plan = fit(150, 280, 300, "claim: lower bound 280 stated")
    assert plan.family == "point"
    assert quantile(plan, 0.05) == quantile(plan, 0.95) == 280


def test_three_equal_numbers_are_a_point() -> None:
    assert fit(2.0, 2.0, 2.0, "lognormal").family == "point"


@pytest.mark.parametrize("x", [0.05, 0.3, 0.5, 0.9])
def test_the_incomplete_beta_agrees_with_its_polynomials(x: float) -> None:
    assert beta_share(x, 3.5, 1.0) == pytest.approx(x**3.5)
    assert beta_share(x, 1.0, 2.5) == pytest.approx(1 - (1 - x) ** 2.5)
    polynomial = 35 * x**4 - 84 * x**5 + 70 * x**6 - 20 * x**7
    assert beta_share(x, 4.0, 4.0) == pytest.approx(polynomial)


def test_special_functions_agree_with_printed_tables() -> None:
    chi_square_95 = {1: 3.841, 2: 5.991, 10: 18.307, 30: 43.773}
    for freedom, printed in chi_square_95.items():
        assert 2 * gamma_point(0.95, freedom / 2) == pytest.approx(printed, abs=5e-4)
    variance_ratio_95 = {(2, 10): 4.103, (5, 10): 3.326, (10, 20): 2.348}
    for (n, m), printed in variance_ratio_95.items():
        x = beta_point(0.95, n / 2, m / 2)
        assert m * x / (n * (1 - x)) == pytest.approx(printed, abs=5e-4)


@settings(deadline=None)
@given(p=st.floats(0.001, 0.999), a=st.floats(0.5, 100), b=st.floats(0.5, 100))
def test_inverses_invert(p: float, a: float, b: float) -> None:
    x = beta_point(p, a, b)
    assert 0 < x < 1
    assert isclose(beta_share(x, a, b), p, rel_tol=1e-6)
    assert isclose(gamma_share(gamma_point(p, a), a), p, rel_tol=1e-6)


@pytest.mark.parametrize("word", ["lognormal", "gamma", "beta", "normal", "triangular", "claim"])
def test_a_change_of_unit_scales_every_quantile(word: str) -> None:
    for three in ((0.2, 0.5, 0.7), (0.2, 0.25, 0.9)):
        found = fit(*three, word)
        wide = scaled(found, 1e9)
        for p in (0.01, 0.3, 0.5, 0.99):
            assert quantile(wide, p) == pytest.approx(1e9 * quantile(found, p))
        assert wide.error == found.error


@pytest.mark.parametrize(
    ("three", "word", "reason"),
    [
        ((1, 2, 3), "weibull", "not known"),
        ((1, 2, 3), "lognormal(213)", "not known"),
        ((1, 2, 3), "triangular(3,2,1)", "not known"),
        ((3, 2, 1), "normal", "does not hold"),
        ((0, 2, 3), "lognormal", "above 0"),
        ((0.1, 0.5, 1.2), "beta", r"lies in \[0, 1\]"),
    ],
)
def test_what_no_distribution_can_hold_is_refused(
    three: tuple[float, float, float], word: str, reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        fit(*three, word)


def test_a_quantile_is_asked_for_between_0_and_1() -> None:
    with pytest.raises(UsageError, match="0 < p < 1"):
        quantile(fit(1, 2, 3, "normal"), 1.0)
    with pytest.raises(UsageError, match="positive factor"):
        scaled(fit(1, 2, 3, "normal"), 0.0)


def test_every_word_names_a_family() -> None:
    assert all(family_of(word) == family for word, family in WORDS.items())
