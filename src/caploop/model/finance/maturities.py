"""M3, what OpenAI has borrowed falls due: loans and notes by the quarter in which they were sold.

Each is repaid whole after `debt_years` years, out of cash or of a round that sees it come.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values
from caploop.model.terms.parties import QUARTERS
from caploop.sfc import Series

AXES = {"sold": QUARTERS}
AHEAD = 4
TINY = 1e-9
GIVES = (
    Series("loans_due", "USD bn/qtr", says="loans that fall due"),
    Series("debt_due", "USD bn/qtr", says="loans and notes that fall due"),
    Series("debt_due_ahead", "USD bn", says="those that fall due in this and the next 3 quarters"),
    Series("debt_sold", "USD bn", axes="sold", says="debt owed, by the quarter it was sold in"),
)


def falling_due(x: Any, p: Any, t: Any) -> Values:
    """What falls due now and within a year, USD bn; nothing once OpenAI is bankrupt.

    Notes that become shares this quarter are not repaid.
    """
    owed = x.lag("debt_sold")
    whole = jnp.maximum(jnp.sum(owed), TINY)
    now, soon = (jnp.sum(owed * _due(p, t + ahead)) / whole for ahead in (0, AHEAD - 1))
    notes = x["notes"] * (1.0 - (x["listed"] - x.lag("listed")))
    return {
        "loans_due": now * x["loans"] * x["alive"],
        "debt_due": now * (x["loans"] + notes) * x["alive"],
        "debt_due_ahead": soon * (x["loans"] + notes) * x["alive"],
    }


def ages(x: Any, p: Any, t: Any) -> Values:
    """Debt owed by the quarter it was sold in: less what was repaid and what became shares, with
    what was sold now, USD bn. What fell due and was not paid falls due again."""
    owed = x.lag("debt_sold")
    turned = x["notes_converted"] / jnp.maximum(jnp.sum(owed), TINY)
    repaid = x["debt_repaid"] / jnp.maximum(x["debt_due"], TINY)
    left = owed * (1.0 - turned) * (1.0 - _due(p, t) * repaid) * x["alive"]
    return {"debt_sold": left.at[t - 1].add(x["debt_raised"])}


def _due(p: Any, t: Any) -> Array:
    """One for each quarter of sale whose debt has fallen due by `t`."""
    age = t - jnp.arange(1, QUARTERS + 1)
    return jnp.where((age >= jnp.round(4.0 * p.debt_years)) & (age > 0), 1.0, 0.0)


def loans_part(x: Any) -> Array:
    """Part of what falls due that is loans; the rest are notes."""
    part: Array = x["loans_due"] / jnp.maximum(x["debt_due"], TINY)
    return part
