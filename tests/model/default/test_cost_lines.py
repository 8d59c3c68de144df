"""Cost by line on a plan that costs 20 a quarter, 12 of it for compute."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from caploop.model.default.cost_lines import costs, people, planned_lines
from tests.model.quarter_cases import Given, Now

QUARTERS = 40
SHARE = 0.13
PLAN: dict[str, Any] = {
    "plan_revenue": np.full(QUARTERS, 10.0),
    "plan_cost": np.full(QUARTERS, 20.0),
    "plan_compute": np.full(QUARTERS, 12.0),
    "plan_subscriptions": np.full(QUARTERS, 4.0),
    "plan_devices": np.zeros(QUARTERS),
    "m_plan": SHARE,
    "ms_headline": 0.0,
    "ms_capped": 0.0,
    "f_store": 0.1,
    "app_share": 0.5,
    "sm_cash": 0.5,
    "guarantee_on": 0.0,
}
LEFT = 20 - 12 - SHARE * 10 - 0.2
NOW: dict[str, Any] = {
    "sm_planned": 2.0,
    "sm_spent": 2.0,
    "frozen": 0.0,
    "leases_kept": 1.0,
    "revenue": 10.0,
    "store_fees": 0.2,
    "device_cost": 0.0,
    "debt": 0.0,
    "vendor_notes": [0.0],
    "own_running": 0.0,
    "working_planned": 0.0,
    "interest_planned": 0.0,
    "tax_planned": 0.0,
}


def given(**changed: Any) -> Given:
    return Given(**{**PLAN, **changed})


def paid(x: dict[str, Any], before: dict[str, Any], p: Given, *, t: int = 5) -> dict[str, float]:
    level = people(Now({**NOW, **x}, before), p, t)
    made = costs(Now({**NOW, **x, **level}, before), p, t)
    return {name: float(np.sum(value)) for name, value in {**level, **made}.items()}


ON_PLAN = {"people_level": 1.0, "people_cost": 0.35 * LEFT, "surprise": 0.0}


def test_lines_add_up_to_the_plans_total() -> None:
    lines = planned_lines(Now(NOW), given(), 5)
    assert float(lines.people) == pytest.approx(0.35 * LEFT)
    assert float(lines.marketing) == pytest.approx(1.0)
    assert float(sum(lines)) == pytest.approx(LEFT)
    found = paid({}, ON_PLAN, given())
    lines_paid = found["other_cost"] + found["fees"] + found["revenue_share"]
    central = given()
    share = float(central["m_eff"])
    assert lines_paid == pytest.approx(8.0 + (share - SHARE) * 10)


def test_interest_and_tax_of_the_plan_leave_its_other_cost() -> None:
    """They are lines of their own, so that the plan's total stays what it is."""
    whole = paid({}, ON_PLAN, given())["other_cost"]
    found = paid({"interest_planned": 0.4, "tax_planned": 0.1}, ON_PLAN, given())["other_cost"]
    assert found == pytest.approx(whole + 0.4 - 0.1)


def test_marketing_takes_no_more_than_people_leave() -> None:
    lines = planned_lines(Now({**NOW, "sm_planned": 100.0}), given(), 5)
    assert float(lines.marketing) == pytest.approx(0.65 * LEFT)
    assert float(lines.remaining) == pytest.approx(0)


def test_people_grow_with_the_plans_revenue() -> None:
    """By an elasticity of a half: four times the revenue, twice the pay; together their share."""
    revenue = np.where(np.arange(QUARTERS) < 10, 1.0, 4.0)
    p = given(plan_revenue=revenue, plan_cost=revenue + 16.0, m_plan=0.0, other_elastic=0.5)
    first, last = (float(planned_lines(Now(NOW), p, t).people) for t in (1, 20))
    assert last == pytest.approx(2 * first)


def test_pay_follows_revenue_with_a_delay_and_fees_at_once() -> None:
    half = {"revenue": 5.0, "store_fees": 0.1}
    found = paid(half, {**ON_PLAN, "surprise": jnp.log(0.5)}, given())
    assert found["people_level"] == pytest.approx(1 + 0.15 * (0.5**0.5 - 1))
    assert found["fees"] == pytest.approx(0.1)
    assert found["revenue_share"] == pytest.approx(float(given()["m_eff"]) * 5)
    whole = paid({}, ON_PLAN, given())
    assert found["other_cost"] > 0.95 * whole["other_cost"]


def test_with_half_the_revenue_more_is_burnt() -> None:
    """What the old identity denied: cost fell by as much as revenue."""
    half = paid({"revenue": 5.0, "store_fees": 0.1}, {**ON_PLAN, "surprise": jnp.log(0.5)}, given())
    whole = paid({}, ON_PLAN, given())
    names = ("other_cost", "fees", "revenue_share")
    saved = sum(whole[n] for n in names) - sum(half[n] for n in names)
    assert 0 < saved < 0.3 * 5.0


def test_nobody_is_hired_while_constrained() -> None:
    growing = np.linspace(10.0, 20.0, QUARTERS)
    p = given(plan_revenue=growing, plan_cost=growing + 10.0)
    last = {**ON_PLAN, "people_cost": 0.01}
    assert paid({"frozen": 1.0}, last, p)["people_cost"] == pytest.approx(0.01)
    assert paid({"frozen": 0.0}, last, p)["people_cost"] > 0.01


def test_a_bankrupt_company_pays_none_of_it() -> None:
    found = paid({"leases_kept": 0.0, "revenue": 0.0}, ON_PLAN, given())
    for name in ("other_cost", "fees", "revenue_share", "people_cost", "marketing_cost"):
        assert found[name] == 0
