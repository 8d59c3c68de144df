"""Payers by quarter of joining and what winning them costs, on the real book."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.study.earn.answer import earn
from caploop.study.earn.cohorts import payback_of
from caploop.study.earn.record import EarnRecord
from caploop.study.options import RunOptions
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


@pytest.fixture(scope="module")
def record() -> EarnRecord:
    world = scenario_of(real_book(), scenarios=["S0"])
    return earn(real_known(), world, RunOptions(draws=100, seed=1))


def test_what_is_left_of_all_cohorts_is_the_years_payers(record: EarnRecord) -> None:
    for year in record.years[:5]:
        left = sum(c.left.get(str(year.year), 0.0) for c in record.cohorts)
        assert left == pytest.approx(year.payers, rel=1e-4)


def test_a_cohort_only_shrinks(record: EarnRecord) -> None:
    for cohort in record.cohorts:
        left = list(cohort.left.values())
        assert left == sorted(left, reverse=True)
        assert not left or left[0] <= cohort.payers + 1e-6


def test_cost_to_win_is_spending_over_gross_adds(record: EarnRecord) -> None:
    first = record.winning[0]
    assert first.cost == pytest.approx(1000 * first.spent / first.gross_adds, rel=1e-5)
    assert first.value_over_cost == pytest.approx(first.lifetime_value / first.cost, rel=1e-5)
    if first.payback_months is not None:
        assert first.payback_months > 0
    assert 0 < first.code_red < 1
    assert 0 < first.price_war < 1


def test_who_is_worth_less_than_he_costs_never_pays_back(record: EarnRecord) -> None:
    for year in record.winning:
        assert (year.payback_months is None) == (year.value_over_cost < 1)


@given(st.floats(1, 1000), st.floats(1, 1000), st.floats(1, 100), st.floats(0.1, 0.9))
def test_a_payer_pays_back_at_his_margin_or_not_at_all(
    cost: float, value: float, price: float, margin: float
) -> None:
    """356 to win and 90 in a life never pays back; 60 at 10 of margin a month takes six."""
    found = payback_of(cost=cost, value=value, price=price, margin=margin)
    if value < cost:
        assert found is None
    else:
        assert found == pytest.approx(cost / (price * margin), abs=1e-6)
