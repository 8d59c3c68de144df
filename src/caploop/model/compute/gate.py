"""M7, the joint gate by project: which of money, chips, shells and power held each one back."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.compute.pipeline import SOON, planned_by
from caploop.model.step.values import Values, along, began
from caploop.model.terms.parties import LIMITS
from caploop.sfc import Series

TINY = 1e-9
GIVES = (
    Series("project_held", "share", axes="project limit", says="1 for the limit that holds it"),
    Series("project_due", "share", axes="project", says="1 where the plan has reached a project"),
    Series("project_ever", "share", axes="project limit", says="1 once the limit has held it back"),
    Series("project_ever_due", "share", axes="project", says="1 once the plan has reached it"),
    Series("late_gw", "GW", axes="limit", says="capacity short of the plan by what holds it back"),
    Series("late_in_all", "GW", says="the same in all"),
    Series("delay_cost", "USD bn/qtr", axes="limit", says="rent that lessors miss by it"),
)


def project_gate(x: Any, p: Any, t: Any) -> Values:
    """Projects the plan has reached, and by which limit those short of the plan are held (project,
    limit): their lessor's of the quarter. `project_ever` remembers each limit once it has held.

    A project is due once the plan's GW of its lessor pass its place on the lessor's curve; where
    its lessor is short for want of orders alone the limit is `wanted`.
    """
    reached = p.project_of @ planned_by(p, t) - p.project_from
    due = jnp.clip(reached, 0.0, p.project_gw)
    short = jnp.where(due > x["project_states"][:, -1] + SOON, 1.0, 0.0)
    held = short[:, None] * (p.project_of @ x["binding_by"])
    began_due = jnp.where(due > SOON, 1.0, 0.0)
    none = jnp.zeros((p.project_gw.shape[0], len(LIMITS)))
    return {
        "project_held": held,
        "project_due": began_due,
        "project_ever": jnp.maximum(began(x, "project_ever", t, first=none), held),
        "project_ever_due": jnp.maximum(
            began(x, "project_ever_due", t, first=0.0 * began_due), began_due
        ),
    }


def late_capacity(x: Any, p: Any, t: Any) -> Values:
    """GW short of the plan by the limit that holds them back, and the rent lessors miss by it, USD
    bn a quarter: a quarter's delay of a GW costs its rent (section 8)."""
    wanted = x["gw_wanted"] * along(p.lessor_share, t)
    short = jnp.maximum(wanted - x["gw"], 0.0)
    whole = jnp.maximum(x["gw_wanted"] - x["gw_in_all"], 0.0)
    short = whole * short / jnp.maximum(jnp.sum(short), TINY)
    late = short @ x["binding_by"]
    return {
        "late_gw": late,
        "late_in_all": whole,
        "delay_cost": p.lease_usd_bn_per_gw_year / 4.0 * late,
    }
