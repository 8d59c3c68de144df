"""M2, chips: whose accelerators go into new capacity: by cost, by what stands, by firm orders."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, began
from caploop.model.terms.parties import CHIPMAKERS
from caploop.sfc import Series

NVIDIA, AMD, OWN = range(len(CHIPMAKERS))
TO_2030 = 20
LEAST = 1e-6
GIVES = (
    Series("chip_shares", "share", axes="chipmaker", says="each maker's share of new capacity"),
    Series("chips_in_service", "GW", axes="chipmaker", says="capacity on each maker's chips"),
)


def content(p: Any) -> Array:
    """What a GW of each maker's accelerators costs, USD bn, in the order of `CHIPMAKERS`."""
    return jnp.stack(
        [
            p.nvidia_chips_usd_bn_per_gw,
            p.amd_chips_usd_bn_per_gw,
            p.nvidia_chips_usd_bn_per_gw * (1.0 - p.custom_chip_saving),
        ]
    )


def yearly(p: Any, bought: Array) -> Array:
    """The same a GW and year over the life of the chips, at the lessor's cost of capital."""
    cost: Array = (
        bought * p.lessor_capital_cost / (1.0 - (1.0 + p.lessor_capital_cost) ** -p.chip_life_years)
    )
    return cost


def chip_choice(x: Any, p: Any, t: Any) -> Values:
    """Each maker's share of new capacity: a logit in yearly cost, stickiness and firm orders.

    At central costs it is the stated share; a maker gains where its chips turn out cheaper than
    that by `chip_choice_slope` a USD bn, and where more of them stand than that share, as changing
    families costs the part `chip_switching_cost` (sections 3 and 18). AMD gets at least what makes
    its firm order by 2030.
    """
    prior = jnp.stack(
        [p.nvidia_chip_share, p.amd_chip_share, 1.0 - p.nvidia_chip_share - p.amd_chip_share]
    )
    prior = jnp.maximum(prior, LEAST)
    cost = yearly(p, content(p))
    before = began(x, "chips_in_service", t, first=prior * p.opening_gw)
    installed = before / jnp.maximum(jnp.sum(before), LEAST)
    sticky = p.chip_switching_cost * cost * (installed - prior / jnp.sum(prior))
    score = jnp.log(prior) - p.chip_choice_slope * (cost - p.chip_cost_central - sticky)
    free = jax.nn.softmax(score)
    ahead = jnp.maximum(
        4.0 * p.plan_compute[TO_2030 - 1] / p.lease_usd_bn_per_gw_year - jnp.sum(before), LEAST
    )
    owed = jnp.maximum(p.amd_firm_order_gw - x.lag("amd_in_service"), 0.0)
    floor = jnp.zeros(len(CHIPMAKERS)).at[AMD].set(jnp.minimum(owed / ahead, 1.0))
    free = jnp.maximum(free, floor)
    return {"chip_shares": free / jnp.sum(free)}


def chips_standing(x: Any, p: Any, t: Any) -> Values:
    """GW in service by maker at the end of the quarter; what is given up goes in proportion."""
    prior = jnp.stack(
        [p.nvidia_chip_share, p.amd_chip_share, 1.0 - p.nvidia_chip_share - p.amd_chip_share]
    )
    before = began(x, "chips_in_service", t, first=prior * p.opening_gw)
    kept = 1.0 - jnp.sum(x["gw_ended"]) / jnp.maximum(jnp.sum(before), LEAST)
    new = x["chip_shares"] * (jnp.sum(x["gw_added"]) + x["gw_own_added"])
    return {"chips_in_service": before * jnp.clip(kept, 0.0, 1.0) + new}
