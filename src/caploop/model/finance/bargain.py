"""M7, bargaining: prices move with who hangs on whom, for contracts that come up for renewal."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.step.decision import price_cut
from caploop.model.step.values import Values, began
from caploop.model.terms.parties import CHIPMAKERS, LESSORS
from caploop.sfc import Series

N_LESSORS, N_CHIPS = len(LESSORS), len(CHIPMAKERS)
SUPPLIERS = N_LESSORS + N_CHIPS
LEAST, MOST = 0.5, 1.5
"""A bargained price stays between half and half as much again of the contract's."""
TINY = 1e-9
GIVES = (
    Series("bargained_cut", "share", axes="supplier", says="cut that dependence would bring now"),
    Series("dependence_then", "share", axes="supplier", says="the same when contracts were priced"),
    Series("price_bargained", "1", axes="supplier", says="price over the contract's"),
    Series("lease_price", "1", axes="lessor", says="price of a lease over the contract's"),
    Series("chip_price", "1", axes="chipmaker", says="price of chips over the contract's"),
)


def _of_purchases(x: Any) -> Array:
    """Each lessor's share of last quarter's rent, each chip maker's of the chips in service."""
    rent = x.lag("rent")
    chips = x.lag("chips_in_service")
    shares = [part / jnp.maximum(jnp.sum(part), TINY) for part in (rent, chips)]
    return jnp.concatenate(shares)


def bargaining(x: Any, p: Any, t: Any) -> Values:
    """Price against the contract's by supplier, lessors first: a `lease_years`-th of contracts is
    renewed a year, at a cut of theta times how much further the seller hangs on the buyer than the
    buyer on it (Nash, section 18), counted from its first quarter in service, whose contracts are
    priced.
    """
    ones = jnp.ones(SUPPLIERS)
    apart = price_cut(
        of_sellers_sales=x.lag("firm_dependency")[:SUPPLIERS],
        of_buyers_purchases=_of_purchases(x),
        weight=p.bargaining_weight,
    )
    fresh = jnp.concatenate([x.lag("gw", 2) <= TINY, jnp.full(N_CHIPS, t <= 2)])
    then = jnp.where(fresh, apart, x.lag("dependence_then"))
    before = began(x, "price_bargained", t, first=ones)
    renewed = jnp.clip(1.0 - (apart - then), LEAST, MOST)
    price = jnp.where(fresh, ones, before + (renewed - before) / (4.0 * p.lease_years))
    return {
        "bargained_cut": apart - then,
        "dependence_then": then,
        "price_bargained": price,
        "lease_price": price[:N_LESSORS],
        "chip_price": price[N_LESSORS:],
    }
