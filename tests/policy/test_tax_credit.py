"""A credit's price, quantity and incidence, checked against the printed cases."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.policy import credit_cost, credit_incidence, credit_response

SIZES = st.floats(0.05, 8.0)
RATES = st.floats(0.01, 0.9)


@pytest.mark.parametrize(
    ("demand", "supply", "price", "quantity", "keeps", "additional"),
    [(1.2, 1.0, 0.2649, 0.2649, 0.455, 0.209), (0.8, 2.0, 0.1310, 0.2791, 0.714, 0.218)],
)
def test_price_and_quantity_of_the_two_printed_cases(
    demand: float, supply: float, price: float, quantity: float, keeps: float, additional: float
) -> None:
    found = credit_response(0.35, demand=demand, supply=supply)
    assert found.price == pytest.approx(price, rel=1e-3)
    assert found.quantity == pytest.approx(quantity, rel=1e-3)
    assert found.buyer_keeps == pytest.approx(keeps, abs=1e-3)
    assert found.additional == pytest.approx(additional, abs=1e-3)


@pytest.mark.parametrize(
    ("demand", "supply", "shares"),
    [(1.2, 1.0, (0.357, 0.536, 0.108)), (0.8, 2.0, (0.589, 0.294, 0.117))],
)
def test_incidence_of_the_two_printed_cases_sums_to_one_with_deadweight(
    demand: float, supply: float, shares: tuple[float, float, float]
) -> None:
    found = credit_incidence(0.35, demand=demand, supply=supply)
    assert (found.buyer, found.seller, found.deadweight) == pytest.approx(shares, abs=6e-4)
    assert found.buyer + found.seller + found.deadweight == pytest.approx(1)


def test_a_seventh_more_dear_for_ten_per_cent_is_an_elasticity_near_one() -> None:
    """Goolsbee's 3.5 to 7 % a 10 % credit."""
    assert 0.035 < credit_response(0.1, demand=1.0, supply=1.0).price < 0.07


@given(rate=RATES, demand=SIZES, supply=SIZES)
def test_the_wedge_is_the_credit_and_a_block_makes_all_of_it_rent(
    rate: float, demand: float, supply: float
) -> None:
    found = credit_response(rate, demand=demand, supply=supply)
    assert (1 + found.buyer_price) / (1 + found.price) == pytest.approx(1 - rate)
    shares = credit_incidence(rate, demand=demand, supply=supply)
    assert min(shares.buyer, shares.seller) > 0
    assert shares.deadweight > -1e-9
    blocked = credit_response(rate, demand=demand, supply=supply, is_blocked=True)
    assert blocked.quantity == 0
    assert blocked.additional < found.additional
    assert blocked.buyer_price == pytest.approx(0, abs=1e-12)
    whole = credit_incidence(rate, demand=demand, supply=supply, is_blocked=True)
    assert (whole.buyer, whole.seller, whole.deadweight) == (0, 1, 0)


def test_without_supply_all_of_a_credit_is_price_and_the_sellers() -> None:
    found = credit_response(0.35, demand=1.2, supply=0.0)
    assert (found.quantity, found.additional) == (0, 0)
    assert found.buyer_price == pytest.approx(0)
    shares = credit_incidence(0.35, demand=1.2, supply=0.0)
    assert (shares.buyer, shares.seller, shares.deadweight) == pytest.approx((0, 1, 0), abs=1e-12)


def test_with_supply_without_end_prices_hold_and_sellers_have_nothing() -> None:
    found = credit_response(0.35, demand=1.2, supply=inf)
    assert found.price == 0
    assert found.quantity == pytest.approx(0.65**-1.2 - 1)
    shares = credit_incidence(0.35, demand=1.2, supply=inf)
    assert shares.seller == 0
    assert shares.buyer > 0.7


@given(demand=SIZES, supply=st.floats(0.0, 50.0))
def test_a_larger_credit_never_adds_less(demand: float, supply: float) -> None:
    small, large = (credit_response(r, demand=demand, supply=supply) for r in (0.1, 0.4))
    assert large.quantity >= small.quantity


def test_no_credit_changes_nothing() -> None:
    found = credit_response(0.0, demand=1.2, supply=1.0)
    assert (found.price, found.quantity, found.cost) == (0, 0, 0)


def test_static_cost_at_sixty_per_cent_eligible() -> None:
    cost = credit_cost([500, 655, 930], rate=0.35, eligible=0.6)
    assert cost == pytest.approx([105.0, 137.55, 195.3])


def test_a_rate_that_is_no_share_is_refused() -> None:
    with pytest.raises(UsageError, match="credit rate is 35"):
        credit_response(35, demand=1.0, supply=1.0)
    with pytest.raises(UsageError, match="elasticities"):
        credit_response(0.35, demand=-1.0, supply=1.0)
