"""Earnings on the real book: segments that add up, margins that differ by definition."""

from __future__ import annotations

import pytest

from caploop.report.text.words import terminal_text
from caploop.study.earn.answer import earn
from caploop.study.earn.record import EarnRecord
from caploop.study.options import RunOptions
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


@pytest.fixture(scope="module")
def record() -> EarnRecord:
    world = scenario_of(real_book(), scenarios=["S0"])
    return earn(real_known(), world, RunOptions(draws=250, seed=1))


def test_segments_add_up_to_revenue(record: EarnRecord) -> None:
    for year in record.years:
        assert sum(year.segments.values()) == pytest.approx(year.revenue, rel=1e-6)


def test_2026_is_the_plans_30_and_2030_its_280(record: EarnRecord) -> None:
    assert record.years[0].plan == pytest.approx(30, rel=1e-6)
    assert record.years[4].plan == pytest.approx(280, rel=1e-6)
    assert record.years[0].revenue == pytest.approx(30, rel=0.05)


def test_the_consumer_share_starts_at_60_and_reaches_50_percent(record: EarnRecord) -> None:
    def consumer(n: int) -> float:
        parts = record.years[n].segments
        own = parts["subscriptions"] + parts["advertising"] + parts["devices"]
        return own / record.years[n].revenue

    assert consumer(0) == pytest.approx(0.6, abs=0.08)
    assert consumer(4) == pytest.approx(0.5, abs=0.08)


def test_a_margin_that_takes_off_more_is_no_larger(record: EarnRecord) -> None:
    """All three are over all revenue: subscribers' inference is part of all, all of every cost."""
    first = record.years[0]
    assert first.margin_paying_users > first.margin_all_inference > first.margin_cost_of_revenue
    for year in record.years:
        assert year.margin_paying_users >= year.margin_all_inference
        assert year.margin_all_inference >= year.margin_cost_of_revenue


def test_the_headline_has_the_need_and_the_range_of_outside_estimates(record: EarnRecord) -> None:
    low, _, high = record.advertising_prior
    assert f"{record.consumer_half.remainder:.0f} bn of advertising" in terminal_text(
        record.headline
    )
    assert f"{low:.0f} to {high:.0f}" in terminal_text(record.headline)


def test_what_has_to_be_true_adds_up_to_the_consumer_half(record: EarnRecord) -> None:
    half = record.consumer_half
    assert half.subscriptions == pytest.approx(31.824)
    assert half.subscriptions + half.devices + half.remainder == pytest.approx(140, rel=1e-6)


def test_lifetime_values_rise_with_the_tier(record: EarnRecord) -> None:
    values = [tier.lifetime_value for tier in record.tiers]
    assert values == sorted(values)
