"""M2, renewal: accelerators at the end of their life, and what takes their place."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, along, began
from caploop.model.terms.parties import FLEET_YEARS, LESSORS, QUARTERS
from caploop.sfc import Series

BEFORE = 4 * FLEET_YEARS
"""Quarters before the start of which additions are known."""
GIVES = (
    Series("gw_renewed", "GW", axes="lessor", says="capacity whose accelerators are replaced"),
    Series("gw_bought", "GW", axes="fleet_quarter lessor", says="capacity by when it was bought"),
)


def renewal(x: Any, p: Any, t: Any) -> Values:
    """Capacity whose accelerators reach the end of their life and are replaced by new ones, GW.

    Each quarter's additions, replacements too, are replaced `chip_life_years` later; those of the
    opening were built evenly over their year. While a bankrupt tenant's leases are rejected nobody
    replaces anything. What was given up in between is left out of account. That newer chips do more
    is left out too: only what the run has over the plan is read of that, and the plan's age alike.
    """
    shares = jnp.stack([p[f"opening_gw_share_{lessor}"] for lessor in LESSORS])
    built = jnp.repeat(p.fleet_ages / 4.0, 4)[:, None] * p.opening_gw * shares
    none = jnp.zeros((QUARTERS, len(LESSORS)))
    before = began(x, "gw_bought", t, first=jnp.concatenate([built, none]))
    old = BEFORE + t - 4.0 * p.chip_life_years
    due = jnp.where(old >= 1.0, along(before, old), 0.0)
    renewed = jnp.minimum(due * x["leases_kept"], x["gw"])
    bought = before.at[BEFORE - 1 + t].set(x["gw_added"] + renewed)
    return {"gw_renewed": renewed, "gw_bought": bought}
