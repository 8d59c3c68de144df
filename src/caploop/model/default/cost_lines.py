"""M4, what OpenAI pays beside compute, line by line: each from the plan, by its own rule."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from caploop.model.default.government import relief
from caploop.model.step.values import Values, began
from caploop.sfc import Series

TO_2030 = 20
LEAST_RATIO = 1e-6
GIVES = (
    Series("people_level", "1", says="people over the plan's"),
    Series("people_cost", "USD bn/qtr", says="pay in cash"),
    Series("marketing_cost", "USD bn/qtr", says="sales and marketing paid in cash"),
    Series("remaining_cost", "USD bn/qtr", says="what the plan has beside all other lines"),
    Series("other_cost", "USD bn/qtr", says="cost beside compute, fees, devices and interest"),
    Series("fees", "USD bn/qtr", says="fees of app stores"),
    Series("device_cost_due", "USD bn/qtr", says="cost of devices sold"),
    Series("share_paid", "USD bn", says="what Microsoft's share has come to so far"),
    Series("revenue_share", "USD bn/qtr", says="Microsoft's share of the quarter"),
    Series("interest", "USD bn/qtr", says="interest on debt and vendor notes"),
)


class PlannedLines(NamedTuple):
    """The plan's cost beside compute and Microsoft's share by line, USD bn a quarter."""

    people: Array
    marketing: Array
    remaining: Array


def planned_lines(x: Any, p: Any, t: Any) -> PlannedLines:
    """The plan's own total, less compute, Microsoft's planned share, fees and devices, by line.

    People get `people_cost_share` of it to 2030, spread so that they grow with the plan's revenue
    by the elasticity `other_cost_elasticity`; marketing what is planned for it in cash as far as
    the rest goes; what is then left is data, software, offices and all else. The lines add up to
    the plan's total whatever the split.
    """
    total = p.plan_cost - p.plan_compute - p.microsoft_share_planned * p.plan_revenue
    fees = p.plan_subscriptions * p.store_fee_share * p.app_store_payers_share
    devices = p.plan_devices * (1.0 - p.device_gross_margin)
    left = jnp.maximum(total - fees - devices, 0.0)
    grown = p.plan_revenue**p.other_cost_elasticity
    people = grown * p.people_cost_share * jnp.sum(left[:TO_2030]) / jnp.sum(grown[:TO_2030])
    left = left[t - 1]
    people = jnp.minimum(people[t - 1], left)
    marketing = jnp.minimum(p.marketing_cash_share * x["sm_planned"], left - people)
    return PlannedLines(people, marketing, left - people - marketing)


def people(x: Any, p: Any, t: Any) -> Values:
    """People over the plan's: `people_adjustment_per_quarter` of the way each quarter to where last
    quarter's revenue over the plan's asks for, by the elasticity `other_cost_elasticity`.

    While constrained nobody is hired: pay is at most that of last quarter, in the part
    `growth_given_up_share`.
    """
    ratio = jnp.exp(x.lag("surprise"))
    aim = jnp.where(t <= 1, 1.0, jnp.maximum(ratio, LEAST_RATIO) ** p.other_cost_elasticity)
    level = began(x, "people_level", t, first=1.0)
    level = level + p.people_adjustment_per_quarter * (aim - level)
    planned = planned_lines(x, p, t).people
    wanted = planned * level
    held = jnp.minimum(wanted, jnp.where(t <= 1, wanted, x.lag("people_cost")))
    paid = x["frozen"] * held + (1.0 - x["frozen"]) * wanted
    return {
        "people_level": jnp.where(planned > 0, paid / jnp.maximum(planned, LEAST_RATIO), level),
        "people_cost": paid * x["leases_kept"],
    }


def costs(x: Any, p: Any, t: Any) -> Values:
    """What falls due besides rent, USD bn: people, marketing, fees, devices, revenue share, the
    remaining cost and interest.

    No line but fees, devices and Microsoft's share follows revenue at once: marketing is what the
    rule on growth spending lets through of the plan's, the remaining cost moves with people. What
    the plan's total holds of interest on cash and of tax leaves it, as both are their own lines.
    Under a cap Microsoft's share ends when the cap is paid.
    """
    planned = planned_lines(x, p, t)
    marketing = planned.marketing * x["sm_spent"] / jnp.maximum(x["sm_planned"], LEAST_RATIO)
    remaining = planned.remaining * x["people_level"]
    alive = x["leases_kept"]
    paid = x.lag("share_paid")
    rate = jnp.where(
        p.microsoft_share_is_headline > 0, p.microsoft_share_headline, p.microsoft_share_effective
    )
    left = jnp.where(
        p.microsoft_share_is_capped > 0,
        jnp.maximum(p.microsoft_share_cap_usd_bn - paid, 0.0),
        jnp.inf,
    )
    share = jnp.minimum(rate * x["revenue"], left) * alive
    spread = p.openai_spread * relief(p)
    interest = (x["debt"] + jnp.sum(x["vendor_notes"])) * (p.base_rate + spread) / 4
    own = x["people_cost"] + (marketing + remaining) * alive
    beside = x["own_running"] + x["working_planned"]
    beside = beside + x["interest_planned"] - x["tax_planned"]
    return {
        "marketing_cost": marketing * alive,
        "remaining_cost": remaining * alive,
        "other_cost": jnp.maximum(own + beside, 0.0),
        "fees": x["store_fees"] * alive,
        "device_cost_due": x["device_cost"] * alive,
        "share_paid": paid + share,
        "revenue_share": share,
        "interest": interest * alive,
    }
