"""The joint gate by project on a case of one lessor and two projects."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from caploop.model.compute.gate import late_capacity, project_gate
from caploop.model.terms.parties import LIMITS
from tests.model.numbers import Numbers
from tests.model.power.cases import Named

POWER, CHIPS = LIMITS.index("power"), LIMITS.index("chips")


def case(reached: float) -> tuple[Named, Numbers]:
    """The plan has 3 GW of the one lessor: all of the first project of 2 and half of the second."""
    p = Numbers(
        project_gw=jnp.array([2.0, 2.0]),
        project_from=jnp.array([0.0, 2.0]),
        project_of=jnp.ones((2, 1)),
        plan_compute=jnp.array([9.0]),
        compute_kept=jnp.asarray(1.0),
        dollars_wanted=jnp.asarray(1.0),
        lessor_share=jnp.ones((1, 1)),
        ell=jnp.asarray(12.0),
    )
    by = np.zeros((1, len(LIMITS)))
    by[0, POWER], by[0, CHIPS] = 0.75, 0.25
    x = Named(
        project_states=jnp.clip(jnp.array([[reached], [reached - 2.0]]), 0.0, 2.0),
        binding_by=jnp.asarray(by),
        gw_wanted=jnp.asarray(3.0),
        gw=jnp.array([reached]),
        gw_in_all=jnp.asarray(reached),
    )
    x.before = {}
    return x, p


def test_a_project_short_of_the_plan_is_held_by_what_holds_its_lessor() -> None:
    held = np.asarray(project_gate(*case(1.5), 1)["project_held"])
    assert held[:, POWER].tolist() == [0.75, 0.75]
    assert held[:, CHIPS].tolist() == [0.25, 0.25]


def test_a_project_that_is_as_far_as_planned_is_held_by_nothing() -> None:
    held = np.asarray(project_gate(*case(2.5), 1)["project_held"])
    assert held[0].tolist() == [0] * len(LIMITS)
    assert held[1, POWER] == 0.75
    assert not np.asarray(project_gate(*case(3.0), 1)["project_held"]).any()


def test_a_limit_once_held_is_remembered() -> None:
    x, p = case(3.0)
    x.before = {"project_ever": jnp.ones((2, len(LIMITS))), "project_ever_due": jnp.ones(2)}
    assert np.asarray(project_gate(x, p, 2)["project_ever"]).all()


def test_a_gw_late_by_a_quarter_costs_a_quarter_of_its_rent() -> None:
    late = late_capacity(*case(2.0), 1)
    assert float(late["late_in_all"]) == 1
    assert float(late["delay_cost"].sum()) == 3
    assert float(late["delay_cost"][POWER]) == 2.25
