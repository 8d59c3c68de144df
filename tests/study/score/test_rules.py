"""Percentile, CRPS and naive forecasts on cases that fit on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from caploop.study.score.rules import KnownFigure, crps, last_growth, last_value, percentile

FOUR = np.array([4.0, 1.0, 3.0, 2.0])
Q4 = KnownFigure(value=10.0, start=date(2025, 10, 1), end=date(2025, 12, 31))
Q3 = KnownFigure(value=8.0, start=date(2025, 7, 1), end=date(2025, 9, 30))
Q1 = (date(2026, 1, 1), date(2026, 3, 31))


def test_the_percentile_is_the_share_of_draws_below_and_half_of_those_that_are_equal() -> None:
    assert percentile(FOUR, 2.5) == 0.5
    assert percentile(FOUR, 3.0) == 0.5 + 0.125
    assert percentile(FOUR, 0.0) == 0.0
    assert percentile(FOUR, 9.0) == 1.0


def test_crps_is_the_mean_distance_less_half_the_mean_distance_of_two_draws() -> None:
    pairs = [abs(a - b) for a in FOUR for b in FOUR]
    assert crps(FOUR, 2.5) == pytest.approx(1.0 - sum(pairs) / 16 / 2)
    assert sum(pairs) / 16 / 2 == 0.625


def test_crps_of_a_fact_known_exactly_is_nothing_and_of_a_wrong_certainty_its_distance() -> None:
    sure = np.full(50, 7.0)
    assert crps(sure, 7.0) == 0.0
    assert crps(sure, 9.5) == pytest.approx(2.5)
    assert percentile(sure, 7.0) == 0.5


def test_crps_of_a_long_uniform_sample_is_that_of_the_formula() -> None:
    draws = (np.arange(10_000) + 0.5) / 10_000
    assert crps(draws, 0.5) == pytest.approx(0.25 - 1 / 6, abs=1e-6)


def test_the_last_value_of_a_quarter_is_taken_by_its_days() -> None:
    assert last_value(Q4, start=Q1[0], end=Q1[1]) == pytest.approx(10.0 * 90 / 92)
    year = KnownFigure(value=36.5, start=date(2025, 1, 1), end=date(2025, 12, 31))
    assert last_value(year, start=Q1[0], end=Q1[1]) == pytest.approx(9.0)


def test_the_last_value_of_a_day_is_itself() -> None:
    stock = KnownFigure(value=625.0, end=date(2025, 12, 31))
    assert last_value(stock, start=None, end=date(2026, 6, 30)) == 625.0


def test_the_last_growth_goes_on_from_middle_to_middle() -> None:
    grown = last_growth(Q4, Q3, start=Q1[0], end=Q1[1])
    assert grown == pytest.approx(10.0 * 90 / 92 * (10 / 8) ** (91 / 92))
    before = KnownFigure(value=100.0, end=date(2025, 1, 1))
    last = KnownFigure(value=200.0, end=date(2025, 12, 31))
    assert last_growth(last, before, start=None, end=date(2026, 12, 30)) == pytest.approx(400.0)


def test_what_is_not_above_nothing_has_no_growth() -> None:
    burning = KnownFigure(value=-3.0, end=date(2025, 6, 30))
    last = KnownFigure(value=5.0, end=date(2025, 12, 31))
    assert last_growth(last, burning, start=None, end=Q1[1]) is None
    assert last_growth(last, last, start=None, end=Q1[1]) is None
