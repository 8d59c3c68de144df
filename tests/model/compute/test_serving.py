"""Who is served: groups of users on paper, and a quarter in which some capacity is missing."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from caploop.model.compute.serving import inference_planned, parts_planned, rationed, serve
from caploop.model.terms.parties import GROUPS
from tests.model.quarter_cases import Given, Now

PLANNED = 10.0
PLAN: dict[str, Any] = {
    "plan_gw": np.full(40, PLANNED),
    "compute_kept": 1.0,
    "dollars_wanted": 1.0,
    "plan_users": np.linspace(900, 2600, 40),
    "plan_free": np.full(40, 900.0),
    "plan_go": np.full(40, 1.0),
    "plan_api": np.full(40, 2.0),
    "plan_subscriptions": np.full(40, 4.0),
    "plan_work": np.full(40, 5.0),
    "lift_consumer": np.ones(40),
    "lift_enterprise": np.ones(40),
    "lift_kept": 1.0,
}
AS_PLANNED: dict[str, Any] = {
    "free": [900.0],
    "go_wanted": 1.0,
    "subscriptions_wanted": 4.0,
    "api_wanted": 2.0,
    "seats_wanted": 3.0,
    "agents_wanted": 0.0,
    "custom_wanted": 0.0,
    "customers_kept": 1.0,
    "gw_wanted": PLANNED,
    "gw_in_all": PLANNED,
    "gw_replaced": 0.0,
}
T = 20


def quarter(*, terms: Any = None, **changed: Any) -> dict[str, Any]:
    made = serve(Now({**AS_PLANNED, **changed}), Given(**{**PLAN, **(terms or {})}), T)
    return {name: np.asarray(value) for name, value in made.items()}


def test_the_first_group_gives_up_all_before_the_next_gives_up_any() -> None:
    asked = jnp.array([3.0, 1.0, 1.0, 5.0])
    np.testing.assert_allclose(rationed(asked, 0.0), [1, 1, 1, 1])
    np.testing.assert_allclose(rationed(asked, 2.0), [1 / 3, 1, 1, 1])
    np.testing.assert_allclose(rationed(asked, 3.5), [0, 0.5, 1, 1])
    np.testing.assert_allclose(rationed(asked, 10.0), [0, 0, 0, 0])


def test_inference_ends_at_its_share_of_the_plans_compute() -> None:
    p = Given(**PLAN)
    assert float(inference_planned(p, 20)) == pytest.approx(0.36 * PLANNED)
    assert float(inference_planned(p, 30)) == pytest.approx(0.36 * PLANNED)


def test_margins_with_and_without_free_users_say_what_free_users_take() -> None:
    """Of a dollar of revenue 0.30 serves who pay and 0.67 all: 0.37 of 0.67 is for free users."""
    parts = np.asarray(parts_planned(Given(**PLAN), T))
    assert parts.sum() == pytest.approx(1)
    assert parts[0] == pytest.approx(0.37 / 0.67)
    of_paid = parts[1:] / parts[1:].sum()
    np.testing.assert_allclose(of_paid, np.array([2.0, 2.6, 6.0]) / 10.6)


def test_groups_wait_in_the_order_of_what_a_unit_of_compute_earns() -> None:
    """Advertising earns 1 here, a third of what free users would if they paid as the rest do."""
    earned = np.array([1.0, 1.0, 2.0, 6.0])
    per_unit = earned / np.asarray(parts_planned(Given(**PLAN), T))
    assert GROUPS == ("free", "go", "api", "paid")
    assert (np.diff(per_unit) > 0).all()


def test_as_planned_all_are_served_and_research_has_the_rest() -> None:
    made = quarter()
    np.testing.assert_allclose(made["served_part"], 1)
    assert made["shortage"] == 0
    assert made["training_gw"] == pytest.approx(made["training_gw_plan"])
    assert made["training_gw"] == pytest.approx(0.64 * PLANNED)


def test_the_first_missing_gw_is_missed_by_customers_and_research() -> None:
    made = quarter(gw_in_all=9.0)
    assert made["shortage"] == pytest.approx(0.4 * 1.0 / 3.6)
    free = 3.6 * 0.37 / 0.67
    np.testing.assert_allclose(made["served_part"], [1 - 0.4 / free, 1, 1, 1])
    assert made["training_gw"] == pytest.approx(6.4 - 0.6)


def test_capacity_rented_in_its_place_is_as_good() -> None:
    assert quarter(gw_in_all=9.0, gw_replaced=1.0)["shortage"] == 0


def test_what_is_not_ordered_is_missed_by_research_while_it_has_any() -> None:
    made = quarter(gw_in_all=9.0, gw_wanted=9.0)
    assert made["shortage"] == 0
    assert made["training_gw"] == pytest.approx(5.4)
    made = quarter(gw_in_all=3.0, gw_wanted=3.0)
    assert made["training_gw"] == pytest.approx(0)
    assert made["shortage"] == pytest.approx(0.6 / 3.6)


def test_who_asks_for_less_than_planned_leaves_compute_to_others() -> None:
    made = quarter(free=[450.0], gw_in_all=9.5)
    free = 3.6 * 0.37 / 0.67
    assert made["gw_needed"] == pytest.approx(10 - free / 2)
    assert made["shortage"] == 0


def test_more_compute_never_serves_fewer() -> None:
    parts = [quarter(gw_in_all=gw)["served_part"] for gw in np.linspace(1, 12, 12)]
    assert (np.diff(parts, axis=0) >= -1e-12).all()
    trained = [quarter(gw_in_all=gw)["training_gw"] for gw in np.linspace(1, 12, 12)]
    assert (np.diff(trained) >= -1e-12).all()
