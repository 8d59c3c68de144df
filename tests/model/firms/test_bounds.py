"""No draw says what cannot be: shares of markets, ratios near a denominator of nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.model.demand import revenue
from caploop.model.firms import bounds, counterparty
from caploop.model.terms.parties import FIRMS, GROUPS, LESSORS, MARKETS
from tests.model.quarter_cases import Given, Now, central

N = len(FIRMS)
USERS = np.full(len(MARKETS), 300.0)


def business(quality: float, **given: float) -> dict[str, float]:
    """What businesses want at a quality gap in the quarter of 2030Q1."""
    now = {"quality": quality, "price_level": 1.0, "bought_more": 1.0}
    before = {"seats": 100.0, "agent_users": 30.0, "api_level": 8.0}
    found = revenue.enterprise(Now(now, before), Given(**given), 17)
    return {name: float(value) for name, value in found.items()}


@given(quality=st.floats(-50, 50), share=st.floats(0.05, 0.9), weight=st.floats(0.1, 5))
def test_a_quality_gap_moves_a_share_of_the_market_and_never_passes_it(
    quality: float, share: float, weight: float
) -> None:
    par = business(0.0, s_E30=share, alpha_q=weight)["seats_wanted"]
    pull = business(quality, s_E30=share, alpha_q=weight)["seats_wanted"] / par
    moved = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + weight * quality)))
    assert pull == pytest.approx(moved / share, rel=1e-9)
    assert pull <= 1 / share + 1e-9


def test_a_better_model_sells_more_to_businesses_and_a_worse_one_less() -> None:
    sold = [business(q)["api_wanted"] for q in (-1.0, 0.0, 1.0)]
    assert sold == sorted(sold)
    assert sold[0] < sold[2]


def sold(wanted: float, ads: float, t: int = 17) -> dict[str, Any]:
    """Revenue where businesses and advertisers want so much a quarter."""
    none = dict.fromkeys(("agents_wanted", "custom_wanted", "api_wanted", "devices_wanted"), 0.0)
    x = Now(
        {
            **none,
            "seats_wanted": wanted,
            "subscriptions_wanted": 5.0,
            "advertising_wanted": ads,
            "served_part": np.ones(len(GROUPS)),
            "go_wanted": 1.0,
            "customers_kept": 1.0,
            **dict.fromkeys(("free", "go", "plus", "pro", "weekly_users"), USERS),
        }
    )
    ones = np.ones(44)
    lifts = dict.fromkeys(("lift_consumer", "lift_enterprise", "spread_kept"), ones)
    plan = {"plan_revenue": 50.0 * ones, "middle_revenue": 50.0 * ones}
    given = Given(**plan, ad_arpu_ceiling=1e9, lift_kept=1.0, **lifts)
    return dict(revenue.sales(x, given, t))


def test_businesses_pay_no_more_than_the_market_for_ai_of_2030() -> None:
    market = central()["S_E30"] / 4
    within, beyond = sold(market / 2, 1.0), sold(market * 40, 1.0)
    assert float(within["seats_revenue"]) == pytest.approx(market / 2)
    assert float(beyond["seats_revenue"]) == pytest.approx(market)
    assert [float(v["at_market"][0]) for v in (within, beyond)] == [0, 1]


def test_advertising_is_no_more_than_the_worlds_digital_advertising() -> None:
    market = central()["S_A30"] / 4
    found = sold(1.0, 3 * market)
    assert float(found["advertising"]) == pytest.approx(market)
    assert found["at_market"].tolist() == [0, 1]


@given(t=st.integers(1, 43))
def test_the_market_grows_every_quarter(t: int) -> None:
    now, then = (revenue.ceilings(Given(), n)["business"] for n in (t, t + 1))
    assert float(now) < float(then)


def rated(ebitda: float) -> Any:
    firms = np.zeros(N)
    x = Now(
        {
            "firm_debt": firms + 100.0,
            "firm_borrowed": firms,
            "firm_unrolled": firms,
            "firm_ebitda": firms + ebitda,
            "margin_sale": 0.0,
        }
    )
    told = dict.fromkeys((f"downgrade_{n}" for n in counterparty.TOLD), 0.0)
    return counterparty.ratings(x, Given(leverage_line=firms + 1.0, **told), 3)


@pytest.mark.parametrize(
    ("ebitda", "leverage"), [(25.0, 4.0), (1.0, 50.0), (0.0, 50.0), (-9.0, 50.0)]
)
def test_leverage_ends_where_ebitda_is_next_to_nothing(ebitda: float, leverage: float) -> None:
    found = rated(ebitda)
    np.testing.assert_allclose(found["leverage"], leverage)
    assert bool(found["downgraded"][0]) == (leverage > central()["lev_or"])


def held(**now: Any) -> list[float]:
    firms = np.zeros(N)
    usual = {"leverage": firms + 3.0, "at_market": np.zeros(2), "ad_load_needed": 1.0}
    x = Now({**usual, "loan_to_value": 0.2, **now}, {"at_bound": np.zeros(len(bounds.BOUNDS))})
    found = bounds.bounds(x, Given(), 5)["at_bound"]
    return [float(v) for v in found]


def test_a_draw_inside_every_bound_is_held_by_none() -> None:
    assert held() == [0.0] * len(bounds.BOUNDS)


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("business", {"at_market": np.array([1.0, 0.0])}),
        ("advertising", {"at_market": np.array([0.0, 1.0])}),
        ("ad_load", {"ad_load_needed": 1e3}),
        ("loan_to_value", {"loan_to_value": counterparty.LOAN_TO_VALUE_MOST}),
        ("leverage_oracle", {"leverage": np.where(np.arange(N) == LESSORS.index("oracle"), 50, 1)}),
    ],
)
def test_each_bound_tells_of_itself_alone(name: str, now: dict[str, Any]) -> None:
    assert held(**now) == [float(n == name) for n in bounds.BOUNDS]
