"""Interest on cash and tax on income, on numbers done by hand."""

from __future__ import annotations

import jax.numpy as jnp
import pytest

from caploop.model.default import taxes
from caploop.model.default.taxes import taxed
from caploop.model.terms.parties import INVESTORS, LESSORS
from tests.model.numbers import Numbers
from tests.model.quarter_cases import Now

LAW = Numbers(t_c_tax_rate=0.21, nol_most=0.8)
BILLS = {
    **dict.fromkeys(("other_cost", "fees", "device_cost_due", "interest", "revenue_share"), 1.0),
    **{"rent": jnp.ones(len(LESSORS)), "ending_fee": jnp.zeros(len(LESSORS)), "own_capex": 0.0},
    **{"leases_kept": 1.0, "people_level": 1.0, "interest_earned": 0.5, "revenue": 30.0},
}


@pytest.mark.parametrize(
    ("income", "losses", "due", "left"),
    [
        (100, 0, 21, 0),
        (100, 50, 10.5, 0),
        (100, 80, 4.2, 0),
        (100, 500, 4.2, 420),
        (-100, 50, 0, 150),
        (0, 50, 0, 50),
    ],
)
def test_losses_take_away_four_fifths_of_income_at_most_and_are_used_once(
    income: float, losses: float, due: float, left: float
) -> None:
    found = taxed(jnp.asarray(float(income)), jnp.asarray(float(losses)), LAW)
    assert (float(found.due), float(found.losses)) == pytest.approx((due, left))


def test_income_is_revenue_and_interest_less_what_falls_due_and_stock_pay() -> None:
    p = Numbers(t_c_tax_rate=0.21, nol_most=0.8, sbc=6.0, nol_0=0.0)
    found = taxes.tax(Now(BILLS, {"losses_carried": 0.0}), p, 5)
    assert float(found["tax_due"]) == pytest.approx(0.21 * (30 + 0.5 - 5 - 7 - 1.5))


@pytest.mark.parametrize(
    ("cash", "rate", "earned"), [(100.0, 0.045, 1.0), (100.0, 0.02, 0.5), (-5.0, 0.045, 0.0)]
)
def test_cash_earns_its_rate_and_never_more_than_debt_costs(
    cash: float, rate: float, earned: float
) -> None:
    x = Now({"cash": cash, "alive": 1.0})
    found = taxes.on_cash(x, Numbers(r_cash=0.04, r_base=rate), 3)["interest_earned"]
    assert float(found) == pytest.approx(earned)


def test_the_plan_earns_on_what_is_left_of_its_money_and_on_least_cash_where_it_is_funded() -> None:
    cheques = jnp.zeros((3, len(INVESTORS))).at[0, 0].set(20.0)
    plan = {"plan_cost": jnp.array([30.0, 60, 60]), "plan_revenue": jnp.array([10.0, 10, 10])}
    given = {**plan, "cheques_agreed": cheques, "Cash_2025Q4": 40.0, "Cmin": 3.0, "sbc": 0.0}
    law = {"t_c_tax_rate": 0.21, "nol_most": 0.8, "nol_0": 0.0, "r_cash": 0.04, "r_base": 0.045}
    with_money, without = (Numbers(**given, **law, funding_on=on) for on in (1.0, 0.0))
    earned = [
        float(taxes.plans_own(Now({"leases_kept": 1.0}), p, t)["interest_planned"])
        for p in (with_money, without)
        for t in (1, 2, 3)
    ]
    assert earned == pytest.approx([0.4, 0.6, 0.6, 0.4, 0.2, 0.0])
