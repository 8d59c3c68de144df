"""Rules of decision: directions and figures on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.model.step.decision import (
    expected_over_required,
    growth_spend,
    kept_of_plan,
    owned_share,
    price_cut,
    vendors_hole,
)


def test_a_plan_of_1400_becomes_600_when_43_percent_of_its_revenue_is_expected() -> None:
    expected = expected_over_required(600 / 1400, response=1.0)
    assert expected == pytest.approx(3 / 7)
    assert float(1400 * kept_of_plan(expected, 1.0, response=1.0)) == pytest.approx(600)


@given(expected=st.floats(0, 3), response=st.floats(0, 1))
def test_a_plan_is_never_raised_and_never_below_nothing(expected: float, response: float) -> None:
    assert 0 <= float(kept_of_plan(expected, 1.0, response=response)) <= 1


def test_who_hangs_more_on_the_other_gives_way() -> None:
    cut = price_cut(of_sellers_sales=0.3, of_buyers_purchases=0.6, weight=0.5)
    assert cut == pytest.approx(-0.15)
    assert price_cut(of_sellers_sales=0.6, of_buyers_purchases=0.3, weight=0.5) == -cut
    assert price_cut(of_sellers_sales=0.4, of_buyers_purchases=0.4, weight=0.5) == 0


def test_a_hole_is_what_the_others_do_not_buy() -> None:
    hole = vendors_hole(guidance=260, others=200)
    assert hole.amount == 60
    assert hole.share == pytest.approx(60 / 260)
    assert vendors_hole(guidance=100, others=120).amount == 0


def test_a_user_owns_more_the_dearer_the_lease() -> None:
    assert owned_share(cost_of_owning=10, lease=10, softness=0.1) == pytest.approx(0.5)
    assert owned_share(cost_of_owning=9, lease=12, softness=0.1) > 0.9


def test_growth_is_halved_where_a_customer_is_worth_just_three_times_its_cost() -> None:
    spent = growth_spend(10.0, ltv=300.0, cac=100.0, least=3.0, softness=0.5)
    assert float(spent) == pytest.approx(5)
