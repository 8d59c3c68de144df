"""Money tagged by origin: whose cash a party holds, and how much of a sale is the seller's own."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array


class Sale(NamedTuple):
    """What reaches sellers: money by origin, and the part that is each seller's own come back."""

    inflow: Array
    recycled: Array


class OwnMoneyBounds(NamedTuple):
    """A seller's own money in a pool under two conventions: it leaves first, or it leaves last."""

    first: Array
    last: Array


def pooled(opening: Array, shares: Array, *, inflow: Array) -> Array:
    """Composition of pools after a quarter's receipts, proportional mixing.

    `opening` are balances (party,), `shares` their composition (party, origin), `inflow` what came
    in by origin (party, origin), all money in one unit. Rows sum to 1. A payment of the quarter
    carries this composition (sections 7 and 17.5); an empty pool keeps the one it had.
    """
    pool = opening + inflow.sum(axis=-1)
    mixed = opening[..., None] * shares + inflow
    return jnp.where(pool[..., None] > 0, mixed / jnp.where(pool > 0, pool, 1.0)[..., None], shares)


def sold(payments: Array, shares: Array, *, own: Array, before: Array) -> Sale:
    """What sellers receive, by origin: each payment carries its payer's composition.

    `payments` payer by payee, `shares` (payer, origin); `own` gives each payee's place among the
    origins (payee, origin), all zero for one that never invests. Money that comes back under the
    payee's own name is counted once as recycled and becomes what it was `before` the payee
    invested (payee, origin), so that a second trip counts as a second trip.
    """
    arrives = payments.T @ shares
    recycled = jnp.sum(arrives * own, axis=-1)
    return Sale(arrives - recycled[:, None] * own + recycled[:, None] * before, recycled)


def through(bounds: OwnMoneyBounds, pool: Array, *, paid: Array) -> OwnMoneyBounds:
    """Own money that leaves a pool with a payment, at most and at least.

    `bounds` are amounts inside pools of size `pool` of which `paid` goes out.
    """
    other = pool - bounds.last
    return OwnMoneyBounds(jnp.minimum(bounds.first, paid), jnp.clip(paid - other, 0.0, bounds.last))
