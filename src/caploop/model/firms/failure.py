"""M5, firms that fail: when, what their lenders lose, and how long they build nothing."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.firms.financing import SOFTBANK, TINY, VEHICLES
from caploop.model.step.values import Quarter, Values, at
from caploop.sfc import Series

GIVES = (
    Series("firm_failed", "share", axes="firm", says="1 once a firm has failed"),
    Series("failed_beside", "share", axes="firm", says="1 once it and OpenAI have both failed"),
    Series("since_failing", "qtr", axes="firm", says="quarters since it failed"),
    Series(
        "firm_reorganising", "share", axes="firm", says="1 while a firm that failed reorganises"
    ),
    Series("vehicles_lost", "USD bn/qtr", says="what lenders to the vehicles lose as these fail"),
    Series("firm_written_off", "USD bn/qtr", axes="firm", says="debt that its lenders write off"),
    Series("firm_lenders_lost", "USD bn", axes="firm", says="the same since the start"),
    Series(
        "firm_stake", "USD bn", axes="firm", says="its stake in OpenAI at the last round's price"
    ),
)


def failing(x: Any, p: Any, t: Any) -> Values:
    """Which firms fail and what their lenders write off, USD bn.

    A firm fails when its cash is out and neither lenders nor shareholders give more; SoftBank also
    when it owes more than it holds. Its debt is cut to what its plant brings in a forced sale, with
    its cash, or to what SoftBank holds, but for the vehicles' part that a guarantee covers, which
    the government takes over; it goes on under new owners and builds nothing for
    `reorganisation_quarters`. While it reorganises it cannot fail again.
    """
    debt = x["firm_debt"] + x["firm_borrowed"] - x["firm_unrolled"]
    debt = debt - at(SOFTBANK, x["margin_sale"])
    held = x["listed_value"] + x["owned"][SOFTBANK] * x["value_after"]
    plant = x["firm_plant"] * (1.0 - p.forced_sale_discount)
    worth = (jnp.maximum(x["firm_cash"], 0.0) + plant).at[SOFTBANK].add(held)
    under = at(SOFTBANK, 1.0) * (worth < debt)
    out = jnp.where(x["firm_short"] > TINY, 1.0, under)
    reorganising = x.lag("firm_reorganising")
    now = out * (1.0 - reorganising) * (1.0 - x["observed"])
    private = debt - at(VEHICLES, x["vehicle_loans_public"])
    lost = jnp.maximum(private - worth, 0.0) * now
    covered = at(VEHICLES, p.guarantee_on * p.guarantee_coverage_share)
    since = jnp.where(now > 0, 0.0, x.lag("since_failing") + 1.0)
    ever = jnp.maximum(x.lag("firm_failed"), now)
    return {
        "firm_failed": ever,
        "failed_beside": ever * (1.0 - x["alive"]),
        "since_failing": since,
        "firm_reorganising": ever * jnp.where(since < p.reorganisation_quarters, 1.0, 0.0),
        "vehicles_lost": lost[VEHICLES],
        "firm_written_off": lost * (1.0 - covered),
        "firm_lenders_lost": x.lag("firm_lenders_lost") + lost,
        "firm_stake": x["owned"][: debt.shape[0]] * x["mark"],
    }


AFTER: tuple[Quarter, ...] = (failing,)
