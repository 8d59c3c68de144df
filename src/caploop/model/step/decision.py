"""Decisions of parties as rules (section 18): revise a plan, bargain, own or let, fill a hole."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import jax
import jax.numpy as jnp
from jax import Array

Number = float | Array
Amount = TypeVar("Amount", float, Array)


class Hole(NamedTuple):
    """What a vendor's guidance leaves to one customer: the sum, and its share of the guidance."""

    amount: float
    share: float


def kept_of_plan(expected: Number, required: Number, *, response: Number) -> Array:
    """Share of a spending plan that is kept when expected revenue falls short of what it needs.

    plan' = plan (1 - response max(0, 1 - expected / required)), never below nothing.
    """
    shortfall = jnp.maximum(1.0 - expected / required, 0.0)
    return jnp.maximum(1.0 - response * shortfall, 0.0)


def expected_over_required(kept: float, *, response: float) -> float:
    """Expected over required revenue at which a plan is cut to a share; the rule read backwards.

    >>> round(expected_over_required(600 / 1400, response=1.0), 3)
    0.429
    """
    return 1.0 - (1.0 - kept) / response


def price_cut(*, of_sellers_sales: Amount, of_buyers_purchases: Amount, weight: Amount) -> Amount:
    """Part of the price a buyer bargains off; negative where the seller raises it.

    Nash bargaining over the surplus: weight times the buyer's outside option less the seller's,
    each being what does not hang on the other: 1 less its share of the other's trade.
    """
    return weight * ((1.0 - of_buyers_purchases) - (1.0 - of_sellers_sales))


def vendors_hole(*, guidance: float, others: float) -> Hole:
    """What remains of a vendor's guidance after the run rate of all other customers."""
    amount = max(guidance - others, 0.0)
    return Hole(amount, amount / guidance)


def owned_share(*, cost_of_owning: float, lease: float, softness: float) -> float:
    """Share of new capacity a user owns: logistic in how much dearer the lease is, as a share."""
    return float(jax.nn.sigmoid((lease - cost_of_owning) / lease / softness))


def growth_spend(
    planned: Number, *, ltv: Number, cac: Number, least: Number, softness: Number
) -> Array:
    """Spending to win customers while a customer is worth `least` times what it costs to win."""
    return planned * jax.nn.sigmoid((ltv / cac - least) / softness)
