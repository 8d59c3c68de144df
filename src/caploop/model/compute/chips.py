"""M2, chips: whose accelerators go into new capacity: by cost, by what stands, by firm orders."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, began
from caploop.model.terms.parties import CHIPMAKERS

NVIDIA, AMD, OWN = range(len(CHIPMAKERS))
TO_2030 = 20
LEAST = 1e-6
READS = (
    *("chips_nvidia", "chips_amd", "nv_gw", "amd_gw", "s_asic", "beta_chip", "sw", "r_les"),
    *("n_IT", "G_amd_firm", "chip_cost_central", "G_2025", "plan_compute", "ell"),
)


def content(p: Any) -> Array:
    """What a GW of each maker's accelerators costs, USD bn, in the order of `CHIPMAKERS`."""
    return jnp.stack([p.nv_gw, p.amd_gw, p.nv_gw * (1.0 - p.s_asic)])


def yearly(p: Any, bought: Array) -> Array:
    """The same a GW and year over the life of the chips, at the lessor's cost of capital."""
    cost: Array = bought * p.r_les / (1.0 - (1.0 + p.r_les) ** -p.n_IT)
    return cost


def chip_choice(x: Any, p: Any, t: Any) -> Values:
    """Each maker's share of new capacity: a logit in yearly cost, stickiness and firm orders.

    At central costs it is the stated share; a maker gains where its chips turn out cheaper than
    that by beta_chip a USD bn, and where more of them stand than that share, as changing families
    costs the part `sw` (sections 3 and 18). AMD gets at least what makes its firm order by 2030.
    """
    prior = jnp.stack([p.chips_nvidia, p.chips_amd, 1.0 - p.chips_nvidia - p.chips_amd])
    prior = jnp.maximum(prior, LEAST)
    cost = yearly(p, content(p))
    before = began(x, "chips_in_service", t, first=prior * p.G_2025)
    installed = before / jnp.maximum(jnp.sum(before), LEAST)
    sticky = p.sw * cost * (installed - prior / jnp.sum(prior))
    score = jnp.log(prior) - p.beta_chip * (cost - p.chip_cost_central - sticky)
    free = jax.nn.softmax(score)
    ahead = jnp.maximum(4.0 * p.plan_compute[TO_2030 - 1] / p.ell - jnp.sum(before), LEAST)
    owed = jnp.maximum(p.G_amd_firm - x.lag("amd_in_service"), 0.0)
    floor = jnp.zeros(len(CHIPMAKERS)).at[AMD].set(jnp.minimum(owed / ahead, 1.0))
    free = jnp.maximum(free, floor)
    return {"chip_shares": free / jnp.sum(free)}


def chips_standing(x: Any, p: Any, t: Any) -> Values:
    """GW in service by maker at the end of the quarter; what is given up goes in proportion."""
    prior = jnp.stack([p.chips_nvidia, p.chips_amd, 1.0 - p.chips_nvidia - p.chips_amd])
    before = began(x, "chips_in_service", t, first=prior * p.G_2025)
    kept = 1.0 - jnp.sum(x["gw_ended"]) / jnp.maximum(jnp.sum(before), LEAST)
    new = x["chip_shares"] * (jnp.sum(x["gw_added"]) + x["gw_own_added"])
    return {"gw_by_maker": new, "chips_in_service": before * jnp.clip(kept, 0.0, 1.0) + new}
