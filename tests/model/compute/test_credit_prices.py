"""What a credit does to prices and to the compute that is wanted: signs and both ends of supply."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest

from caploop.model.compute.credit_prices import GOODS, WANTED, price_factors
from caploop.policy import credit_response
from tests.model.quarter_cases import central

RATES = (0.0, 0.1, 0.2, 0.35, 0.6)


def factors(**changed: float) -> dict[str, float]:
    return price_factors({**central(), "elig": 1.0, **changed})


def test_without_a_credit_nothing_moves() -> None:
    assert set(factors(tau=0.0).values()) == {1.0}
    assert {"ell", *GOODS, *WANTED} == set(factors(tau=0.35))


@pytest.mark.parametrize("supply", [0.5, 1.0, 6.0])
def test_a_larger_credit_never_wants_less_and_makes_goods_dearer(supply: float) -> None:
    made = [factors(tau=rate, eps_S=supply) for rate in RATES]
    for low, high in pairwise(made):
        assert high["gw_more_wanted"] > low["gw_more_wanted"]
        assert high["kappa"] > low["kappa"]
        assert high["ell"] < low["ell"]


def test_without_supply_no_gigawatt_is_added_and_all_of_it_goes_into_the_price() -> None:
    found = factors(tau=0.35, eps_S=0.0)
    assert found["gw_more_wanted"] == pytest.approx(1.0)
    assert found["kappa"] == pytest.approx(1 / (1 - 0.35))
    assert found["ell"] == found["dollars_wanted"] == pytest.approx(1.0)


def test_with_supply_without_end_goods_cost_the_same_and_the_owner_has_all_of_it() -> None:
    found = factors(tau=0.35, eps_S=inf)
    assert found["kappa"] == 1.0
    assert found["gw_more_wanted"] > factors(tau=0.35, eps_S=6.0)["gw_more_wanted"]


def test_what_is_wanted_is_below_the_closed_form_by_what_is_no_capital() -> None:
    """Power and upkeep are not cheaper: a gigawatt falls in price by less than its plant."""
    closed = credit_response(0.35, demand=1.2, supply=1.0).quantity
    assert 0.6 * closed < factors(tau=0.35)["gw_more_wanted"] - 1 < closed


def test_dollars_are_what_is_wanted_times_the_price_of_a_lease() -> None:
    found = factors(tau=0.35)
    assert found["dollars_wanted"] == pytest.approx(found["gw_more_wanted"] * found["ell"])
    assert factors(tau=0.35, eps_D=2.0)["dollars_wanted"] > found["dollars_wanted"]
