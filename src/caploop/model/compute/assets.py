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

TINY = 1e-9
READS = (
    *("own_on", "own_cash", "soft_own", "kappa", "sh_IT", "n_IT", "n_sh", "r_base", "s_oai"),
    *("run_cost", "ell", "h_fs", "tau_top", "T_ls"),
)


def level_payment(rate: Any, years: Any) -> Array:
    """Yearly payment in arrears that repays 1 over the years."""
    paid: Array = rate / (1.0 - (1.0 + rate) ** -years)
    return paid


def owning(x: Any, p: Any, t: Any) -> Values:
    """Share of new capacity that OpenAI owns: logistic in how much dearer a lease is, none while
    the lever is off, and no more than a share of its cash pays for."""
    rate = p.r_base + p.s_oai
    chips, rest = level_payment(rate, p.n_IT), level_payment(rate, p.n_sh)
    cost = p.kappa * (p.sh_IT * chips + (1.0 - p.sh_IT) * rest) + p.run_cost * p.ell
    wished = jax.nn.sigmoid((p.ell - cost) / p.ell / p.soft_own) * p.own_on
    before = jnp.sum(x.lag("gw")) + x.lag("gw_own")
    dear = p.kappa * jnp.maximum(x["gw_wanted"] - before, TINY) * wished
    within = jnp.minimum(1.0, p.own_cash * jnp.maximum(x["cash"], 0.0) / jnp.maximum(dear, TINY))
    return {"cost_of_owning": cost, "owned_share": wished * within * x["sound"]}


def owned(x: Any, p: Any, t: Any) -> Values:
    """What owned capacity costs to buy and to run, USD bn, and how heavy the company is: own plant
    and the floor of its leases over half a contract's term, to a year's revenue."""
    chips = content(p) * x["chip_shares"] * x["gw_own_added"]
    floor = p.tau_top * p.ell * jnp.sum(x["gw"]) * p.T_ls / 2.0
    return {
        "own_capex": p.kappa * x["gw_own_added"],
        "own_chips": chips,
        "own_running": p.run_cost * p.ell / 4.0 * x["gw_own"],
        "heaviness": (x["own_plant"] + floor) / jnp.maximum(4.0 * x["revenue"], TINY),
    }


def it_assets(x: Any, p: Any, t: Any) -> Values:
    """Books and economic value of the accelerators and servers that lessors bought in the run.

    Books fall in a straight line over n_IT; value follows the rental index, up or down. Where
    leases end, what the books have above a forced sale's value is written off (section 3).
    """
    none = jnp.zeros(len(LESSORS))
    new = jnp.sum(x["chips"], axis=1) + x["servers"]
    index = x["rental_index"] / began(x, "rental_index", t, first=1.0)
    book = began(x, "it_book", t, first=none) * (1.0 - 1.0 / (4.0 * p.n_IT)) + new
    value = began(x, "it_value", t, first=none) * index + new
    before = x["gw"] + x["gw_ended"]
    ended = x["gw_ended"] / jnp.maximum(before, TINY)
    rejected = began(x, "leases_kept", t, first=1.0) - x["leases_kept"]
    lost = jnp.maximum(ended, rejected)
    written = lost * jnp.maximum(book - value * (1.0 - p.h_fs), 0.0)
    return {
        "it_book": book - written,
        "it_value": value * (1.0 - lost * p.h_fs),
        "impaired": written,
        "over_value": jnp.maximum(book - written - value, 0.0),
    }
