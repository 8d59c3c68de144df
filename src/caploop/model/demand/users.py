"""M1, what moves demand: releases, price wars, code red, time of use, and what winning users costs.

Every event acts as drawn where `events_drawn` is 1 and at its expectation where it is 0, so that a
plan can be met at central values by a path on which events have their mean effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from caploop.model.step.decision import growth_spend
from caploop.model.step.values import Quarter, Values, began, happens
from caploop.sfc import Series

MN_TO_BN = 1e-3
MONTHS, MONTHS_A_YEAR, DAYS = 3, 12, 91
QUARTERS_LEFT = 2.0
"""Quarters still to be served, on average, of annual plans that are bought evenly over the year."""
TO_2030 = 20
TIERS = ("Go", "Plus", "Pro")
TRIALS = 4000
GIVES = (
    Series("releases", "1", says="releases so far"),
    Series("release_gain", "1", says="what releases add to the quality gap"),
    Series("war_left", "qtr", says="quarters a price war still lasts"),
    Series("price_war", "share", says="1 in a price war"),
    Series("price_level", "1", says="consumer and API prices, 1 in peace"),
    Series("bought_more", "1", says="what lower prices let customers buy more of"),
    Series("quarters_behind", "qtr", says="quarters with a quality gap below the line"),
    Series("code_red", "share", says="1 in a code red"),
    Series("catch_up", "1", says="part of the quality gap closed by a code red"),
    Series("growth_left", "share", says="growth that a code red leaves"),
    Series("churn_red_now", "1", says="churn in a code red over the usual"),
    Series("cpm_apart", "1", says="logarithm of advertising prices over their path"),
    Series("cpm_level", "1", says="advertising prices over their path"),
    Series("work_revenue", "USD bn/qtr", says="revenue from businesses"),
    Series("served", "USD bn/qtr", says="annual plans served"),
    Series("billed", "USD bn/qtr", says="annual plans paid ahead"),
    Series("collected", "USD bn/qtr", says="invoices that businesses paid"),
    Series("prepaid_planned", "USD bn", says="plans paid ahead on the plan"),
    Series("working_planned", "USD bn/qtr", says="working capital that the plan's burn holds"),
    Series("receipts", "USD bn/qtr", says="cash from customers"),
)


def _comes(x: Any, p: Any, name: str, *, chance: Any) -> Array:
    drawn = p.events_drawn * happens(x, name, chance=chance)
    came: Array = drawn + (1.0 - p.events_drawn) * chance
    return came


def releases(x: Any, p: Any, t: Any) -> Values:
    """What a release adds to the quality gap: a n^-b for the nth, less what rivals gain meanwhile.

    Releases are Poisson; rivals are taken to release at the same pace, so a quarter without one
    falls behind and the gap has no drift (section 18).
    """
    chance = 1.0 - jnp.exp(-p.release_rate_per_year / 4)
    came = _comes(x, p, "release", chance=chance)
    count = began(x, "releases", t, first=p.releases_before_2026) + came
    gain = p.first_release_gain * jnp.maximum(count, 1.0) ** -p.release_gain_decline
    return {"releases": count, "release_gain": (came - chance) * gain}


def price_wars(x: Any, p: Any, t: Any) -> Values:
    """Level of consumer and API prices, 1 in peace, and what they let customers buy more of."""
    chance = 1.0 - jnp.exp(-p.price_war_rate_per_year / 4)
    began_now = happens(x, "price war", chance=chance)
    left = began_now * p.price_war_quarters + (1.0 - began_now) * jnp.maximum(
        x.lag("war_left") - 1.0, 0.0
    )
    expected = 1.0 - (1.0 - chance) ** jnp.minimum(t, p.price_war_quarters)
    war = p.events_drawn * jnp.minimum(left, 1.0) + (1.0 - p.events_drawn) * expected
    level = 1.0 - p.price_war_cut * war
    return {
        "war_left": left,
        "price_war": war,
        "price_level": level,
        "bought_more": level**-p.price_war_elasticity,
    }


def code_red(x: Any, p: Any, t: Any) -> Values:
    """The regime after `code_red_start_quarters` quarters with a quality gap below `code_red_gap`:
    growth stalls, churn rises, and work is turned on the gap, which closes by the part
    `code_red_catch_up` (section 2).

    `code_red_gap` keeps noise around nought out; nought is the literal rule.
    """
    gap = x.lag("quality")
    behind = x.gate("behind", gap - p.code_red_gap)
    lasting = (x.lag("quarters_behind") + 1.0) * behind
    drawn = x.gate("code red", p.code_red_start_quarters - 1 / 2 - lasting)
    red = p.events_drawn * drawn + (1.0 - p.events_drawn) * p.code_red_expected[t - 1]
    return {
        "quarters_behind": lasting,
        "code_red": red,
        "catch_up": -p.code_red_catch_up * jnp.minimum(gap, 0.0) * p.events_drawn * drawn,
        "growth_left": 1.0 - p.code_red_growth_loss * red,
        "churn_red_now": 1.0 + p.code_red_churn_rise * red,
    }


def attacked(p: Any) -> Array:
    """What advertising against each other moves OpenAI's share by, in logits: `attack_ad_weight`
    ln(1 + A), A in USD mn a year, its own less the rivals' (section 18)."""
    own, rivals = (jnp.log1p(a) for a in (p.attack_ads_own_usd_mn, p.attack_ads_rivals_usd_mn))
    moved: Array = p.attack_ad_weight * (own - rivals)
    return moved


def advertising_prices(x: Any, p: Any, t: Any) -> Values:
    """Level of advertising prices around their path: an AR(1) in logarithms with mean 1."""
    apart = p.ad_price_persistence * x.lag("cpm_apart") + p.ad_price_volatility * x.shock.normal(
        "cpm"
    )
    kept = p.ad_price_persistence**2
    variance = p.ad_price_volatility**2 * (1.0 - kept**t) / (1.0 - kept)
    return {"cpm_apart": apart, "cpm_level": jnp.exp(apart - variance / 2)}


def churn(x: Any, p: Any, t: Any) -> Array:
    """Monthly churn of Go, Plus and Pro: it falls with months of use beyond today's average, more
    where devices are in use, and rises with advertising and in a code red (sections 2 and 18)."""
    months = began(x, "months_used", t, first=p.opening_months_of_use * jnp.ones(len(TIERS)))
    devices = jnp.minimum(x.lag("devices_held") / jnp.maximum(x.lag("payers_wanted"), 1.0), 1.0)
    habit = jnp.exp(
        -p.habit_effect_per_month
        * (1.0 + p.device_weight_in_habit * devices)
        * (months - p.opening_months_of_use)
    )
    of_ads = jnp.stack([1.0, 1.0, 0.0]) * p.churn_elasticity_to_ads * x.lag("ad_load")
    level = jnp.stack([p.go_churn_per_month, p.plus_churn_per_month, p.pro_churn_per_month]) * (
        1.0 + of_ads
    )
    return jnp.minimum(level * habit * x["churn_red_now"], 1.0)


def months_used(x: Any, p: Any, t: Any, *, stayed: Array, new: Array) -> Array:
    """Average months of use by tier after a quarter; those who join have used half of it."""
    before = began(x, "months_used", t, first=p.opening_months_of_use * jnp.ones(len(TIERS)))
    users = jnp.maximum(stayed + new, 1e-9)
    found: Array = (stayed * (before + MONTHS) + new * MONTHS / 2) / users
    return found


def winning(
    x: Any, p: Any, t: Any, *, new: Array, prices: Array, leaving: Array
) -> tuple[Values, Array]:
    """Growth spending on the rule planned x sigmoid((LTV/CAC - least)/T), and new payers by it over
    those without.

    Planned is sales and marketing as a share of the plan's revenue, from that reported for the
    first half of 2025 to `marketing_share_2030` in 2030; the cost of winning a payer is planned
    spending over gross adds at that pace, `new` by tier and market in mn. The plan's own spending
    is what the rule says at central values. A quarter after growth of compute was given up, growth
    of this spending is.
    """
    first = p.marketing_2025h1_usd_bn / p.revenue_2025h1_usd_bn
    share = first * (p.marketing_share_2030 / first) ** jnp.minimum(t / TO_2030, 1.0)
    planned = share * p.plan_revenue[t - 1]
    adds = jnp.maximum(jnp.sum(new), 1e-9)
    cost = planned / adds / MN_TO_BN
    value = (
        prices * p.paying_user_compute_margin / (leaving + p.equity_cost / MONTHS_A_YEAR)[:, None]
    )
    worth = jnp.sum(value * new) / adds
    gated = growth_spend(
        1.0, ltv=worth, cac=cost, least=p.least_payer_value_to_cost, softness=p.growth_rule_softness
    )
    growth = gated / p.growth_central[t - 1]
    held = jnp.minimum(planned * growth, jnp.where(t <= 1, planned * growth, x.lag("sm_spent")))
    frozen = jnp.where(t <= 1, 0.0, x.lag("frozen"))
    growth = growth * (1.0 - frozen) + held / planned * frozen
    spending = {
        "growth_gate": gated,
        "growth": growth,
        "lifetime_value": worth,
        "sm_planned": planned,
        "sm_spent": planned * growth,
    }
    return spending, growth**p.payer_elasticity_to_marketing


def recognition(x: Any, p: Any, t: Any) -> Values:
    """Cash against revenue, USD bn: annual plans are paid ahead, businesses pay `invoice_days` days
    later.

    The plan's burn holds its own working capital, so its part is put back into cost as
    `working_planned`: at the plan's revenue cash is the plan's. Nothing paid ahead is paid back.
    """
    work = sum(x[f"{n}_revenue"] for n in ("seats", "agents", "custom", "api"))
    served = p.annual_plan_share * x["subscriptions"]
    billed = jnp.maximum(QUARTERS_LEFT * served + served - x["prepaid"], 0.0)
    days = p.invoice_days / DAYS
    collected = jnp.maximum(x["owed_by_business"] + work * (1.0 - days), 0.0)
    now, last = t - 1, jnp.maximum(t - 2, 0)
    due = p.annual_plan_share * p.plan_subscriptions[now]
    held = began(x, "prepaid_planned", t, first=p.opening_deferred_revenue_usd_bn)
    stock = held + jnp.maximum(QUARTERS_LEFT * due + due - held, 0.0) - due
    lent = jnp.where(t <= 1, p.opening_receivables_usd_bn, days * p.plan_work[last])
    planned = stock - held - days * p.plan_work[now] + lent
    inflow = billed - served + collected - work
    return {
        "work_revenue": work,
        "served": served,
        "billed": billed,
        "collected": collected,
        "prepaid_planned": stock,
        "working_planned": planned * x["alive"],
        "receipts": x["revenue"] + inflow,
    }


def red_expected(central: Mapping[str, float], quarters: int) -> NDArray[np.float64]:
    """How often the code red is on by quarter at central values, in trials of the gap alone."""
    draw = np.random.default_rng(0)
    chance = 1.0 - np.exp(-central["lam_rel"] / 4)
    gap, behind, on = np.zeros(TRIALS), np.zeros(TRIALS), np.zeros(TRIALS)
    count = np.full(TRIALS, central["n_rel0"])
    found = []
    for _ in range(quarters):
        behind = (behind + 1) * (gap < central["q_red"])
        on = (behind >= central["n_code_red"]).astype(float)
        pulled = -central["pull_red"] * np.minimum(gap, 0) * on
        came = draw.uniform(size=TRIALS) < chance
        count = count + came
        gain = (came - chance) * central["a_rel"] * np.maximum(count, 1) ** -central["b_rel"]
        noise = central["sig_q"] * draw.normal(size=TRIALS)
        gap = central["ar_S"] * gap + noise + gain + pulled
        found.append(float(on.mean()))
    return np.array(found)


BEFORE: tuple[Quarter, ...] = (releases, price_wars, code_red, advertising_prices)
