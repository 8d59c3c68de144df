"""M4, T22 and T37: interest on cash, and tax on income once losses are used up.

The plan's total cost is net of both: what the plan itself would earn and be taxed leaves its other
lines, so that a draw on the plan burns what the plan burns (section 17.2).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, began
from caploop.sfc import Series

MONTHS = 3
GIVES = (
    Series("interest_earned", "USD bn/qtr", says="interest on cash"),
    Series("interest_planned", "USD bn/qtr", says="the same on the plan's own cash"),
    Series("tax_planned", "USD bn/qtr", says="tax on the plan's own income"),
    Series("plan_losses", "USD bn", says="losses that the plan's own path carries forward"),
    Series("losses_carried", "USD bn", says="losses carried forward"),
    Series("tax_due", "USD bn/qtr", says="tax on income"),
)


class Taxed(NamedTuple):
    """Tax of a quarter and the losses carried into the next, USD bn."""

    due: Array
    losses: Array


def taxed(income: Array, losses: Array, p: Any) -> Taxed:
    """Tax on what income leaves after losses carried forward, which take away at most the share
    `loss_deduction_cap_share` of it (26 U.S.C. 11(b), 172(a)(2)); a loss is carried on."""
    gain = jnp.maximum(income, 0.0)
    used = jnp.minimum(losses, p.loss_deduction_cap_share * gain)
    due = p.corporate_tax_rate * (gain - used)
    return Taxed(due, losses - used + jnp.maximum(-income, 0.0))


def plans_own(x: Any, p: Any, t: Any) -> Values:
    """Interest and tax on the plan's own path, USD bn a quarter: cash from the opening and agreed
    cheques, least cash where new money keeps it there, income as the plan's own less stock pay."""
    burnt = p.plan_cost - p.plan_revenue
    moved = jnp.sum(p.cheques_agreed, axis=1) * p.funding_on - burnt
    before = jnp.cumsum(moved) - moved
    least = p.least_cash_months * p.plan_cost[t - 1] / MONTHS * p.funding_on
    cash = jnp.maximum(p.opening_cash_openai_usd_bn + before[t - 1], least)
    stock = p.stock_compensation_usd_bn_per_year / 4
    tax = taxed(-burnt[t - 1] - stock, _losses(x, p, t, name="plan_losses"), p)
    return {
        "interest_planned": cash_rate(p) / 4 * jnp.maximum(cash, 0.0) * x["leases_kept"],
        "tax_planned": tax.due * x["leases_kept"],
        "plan_losses": tax.losses,
    }


def cash_rate(p: Any) -> Any:
    """What cash earns a year: `cash_interest_rate`, no more than debt costs without a spread."""
    return jnp.minimum(p.cash_interest_rate, p.base_rate)


def on_cash(x: Any, p: Any, t: Any) -> Values:
    """Interest on the cash that the quarter begins with, USD bn."""
    return {"interest_earned": cash_rate(p) / 4 * jnp.maximum(x["cash"], 0.0) * x["alive"]}


def tax(x: Any, p: Any, t: Any) -> Values:
    """Losses carried forward, USD bn, and tax on what income leaves after them.

    What falls due is deducted, stock pay too; own capacity at once (full expensing, row
    `t_c_bonus_share`). Microsoft's share, rent and fees of ended leases are cost.
    """
    alive = x["leases_kept"]
    cost = x["other_cost"] + x["fees"] + x["device_cost_due"] + x["interest"] + x["revenue_share"]
    cost = cost + jnp.sum(x["rent"] + x["ending_fee"]) + x["own_capex"]
    stock = p.stock_compensation_usd_bn_per_year / 4 * x["people_level"] * alive
    income = (x["revenue"] + x["interest_earned"] - cost - stock) * alive
    found = taxed(income, _losses(x, p, t, name="losses_carried"), p)
    return {"losses_carried": found.losses, "tax_due": found.due * alive}


def _losses(x: Any, p: Any, t: Any, *, name: str) -> Array:
    return began(x, name, t, first=p.opening_losses_usd_bn)
