"""M2, assets: own or let, what accelerators are worth against their books, and what is written off.

Heavy or light: whether OpenAI owns capacity is a choice by cost (section 18) that a lever turns on.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.compute.chips import content
from caploop.model.step.values import Values, began
from caploop.model.terms.parties import LESSORS
from caploop.sfc import Series

TINY = 1e-9
GIVES = (
    Series("owned_share", "share", says="share of new capacity that OpenAI owns"),
    Series("own_capex", "USD bn/qtr", says="what own capacity costs to build"),
    Series("own_chips", "USD bn/qtr", axes="chipmaker", says="chips in it"),
    Series("own_running", "USD bn/qtr", says="what own capacity costs to run"),
    Series("heaviness", "1", says="own plant and floors of leases over a year's revenue"),
    Series("it_book", "USD bn", axes="lessor", says="accelerators and servers at book value"),
    Series("it_value", "USD bn", axes="lessor", says="the same at their economic value"),
    Series("impaired", "USD bn/qtr", axes="lessor", says="what is written off where leases end"),
    Series("over_value", "USD bn", axes="lessor", says="book value above economic value"),
)


def level_payment(rate: Any, years: Any) -> Array:
    """Yearly payment in arrears that repays 1 over the years."""
    paid: Array = rate / (1.0 - (1.0 + rate) ** -years)
    return paid


def owning(x: Any, p: Any, t: Any) -> Values:
    """Share of new capacity that OpenAI owns: logistic in how much dearer a lease is, none while
    the lever is off, and no more than a share of its cash pays for."""
    rate = p.base_rate + p.openai_spread
    chips, rest = level_payment(rate, p.chip_life_years), level_payment(rate, p.shell_life_years)
    cost = (
        p.capex_usd_bn_per_gw * (p.it_share_of_capex * chips + (1.0 - p.it_share_of_capex) * rest)
        + p.running_cost_share * p.lease_usd_bn_per_gw_year
    )
    wished = (
        jax.nn.sigmoid(
            (p.lease_usd_bn_per_gw_year - cost)
            / p.lease_usd_bn_per_gw_year
            / p.own_or_lease_softness
        )
        * p.own_compute_on
    )
    before = jnp.sum(x.lag("gw")) + x.lag("gw_own")
    dear = p.capex_usd_bn_per_gw * jnp.maximum(x["gw_wanted"] - before, TINY) * wished
    within = jnp.minimum(
        1.0, p.own_capacity_cash_share * jnp.maximum(x["cash"], 0.0) / jnp.maximum(dear, TINY)
    )
    return {"owned_share": wished * within * x["sound"]}


def owned(x: Any, p: Any, t: Any) -> Values:
    """What owned capacity costs to buy and to run, USD bn, and how heavy the company is: own plant
    and the floor of its leases over half a contract's term, to a year's revenue."""
    chips = content(p) * x["chip_shares"] * x["gw_own_added"]
    floor = (
        p.take_or_pay_share * p.lease_usd_bn_per_gw_year * jnp.sum(x["gw"]) * p.lease_years / 2.0
    )
    return {
        "own_capex": p.capex_usd_bn_per_gw * x["gw_own_added"],
        "own_chips": chips,
        "own_running": p.running_cost_share * p.lease_usd_bn_per_gw_year / 4.0 * x["gw_own"],
        "heaviness": (x["own_plant"] + floor) / jnp.maximum(4.0 * x["revenue"], TINY),
    }


def it_assets(x: Any, p: Any, t: Any) -> Values:
    """Books and economic value of the accelerators and servers that lessors bought in the run.

    Books fall in a straight line over `chip_life_years`; value follows the rental index, up or
    down. Where leases end, what the books have above a forced sale's value is written off (section
    3).
    """
    none = jnp.zeros(len(LESSORS))
    new = jnp.sum(x["chips"], axis=1) + x["servers"]
    index = x["rental_index"] / began(x, "rental_index", t, first=1.0)
    book = began(x, "it_book", t, first=none) * (1.0 - 1.0 / (4.0 * p.chip_life_years)) + new
    value = began(x, "it_value", t, first=none) * index + new
    before = x["gw"] + x["gw_ended"]
    ended = x["gw_ended"] / jnp.maximum(before, TINY)
    rejected = began(x, "leases_kept", t, first=1.0) - x["leases_kept"]
    lost = jnp.maximum(ended, rejected)
    written = lost * jnp.maximum(book - value * (1.0 - p.forced_sale_discount), 0.0)
    return {
        "it_book": book - written,
        "it_value": value * (1.0 - lost * p.forced_sale_discount),
        "impaired": written,
        "over_value": jnp.maximum(book - written - value, 0.0),
    }
