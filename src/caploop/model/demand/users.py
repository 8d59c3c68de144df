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

MN_TO_BN = 1e-3
MONTHS, MONTHS_A_YEAR, DAYS = 3, 12, 91
QUARTERS_LEFT = 2.0
"""Quarters still to be served, on average, of annual plans that are bought evenly over the year."""
TO_2030 = 20
TIERS = ("Go", "Plus", "Pro")
TRIALS = 4000
MADE = ("red_expected", "growth_central", "plan_subscriptions", "plan_work")
"""Paths by quarter that are found with the lifts of the plan."""
READS = (
    *("events_drawn", "lam_rel", "a_rel", "b_rel", "n_rel0", "lam_war", "cut_war", "n_war"),
    *("eps_war", "q_red", "n_code_red", "stall_red", "churn_red", "pull_red", "red_expected"),
    *("gamma_A", "A_rivals", "A_own", "ar_CPM", "sig_CPM", "eta_use", "dev_use", "months_0"),
    *("SM_2025H1", "R_2025H1", "sm_30", "T_growth", "eps_sm", "growth_central"),
    *("ltv_cac_min", "cm", "k_e", "s_ann", "dso_E", "deferred_0", "owed_0"),
    *("plan_subscriptions", "plan_work"),
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
    chance = 1.0 - jnp.exp(-p.lam_rel / 4)
    came = _comes(x, p, "release", chance=chance)
    count = began(x, "releases", t, first=p.n_rel0) + came
    gain = p.a_rel * jnp.maximum(count, 1.0) ** -p.b_rel
    return {"releases": count, "release_gain": (came - chance) * gain}


def price_wars(x: Any, p: Any, t: Any) -> Values:
    """Level of consumer and API prices, 1 in peace, and what they let customers buy more of."""
    chance = 1.0 - jnp.exp(-p.lam_war / 4)
    began_now = happens(x, "price war", chance=chance)
    left = began_now * p.n_war + (1.0 - began_now) * jnp.maximum(x.lag("war_left") - 1.0, 0.0)
    expected = 1.0 - (1.0 - chance) ** jnp.minimum(t, p.n_war)
    war = p.events_drawn * jnp.minimum(left, 1.0) + (1.0 - p.events_drawn) * expected
    level = 1.0 - p.cut_war * war
    return {
        "war_left": left,
        "price_war": war,
        "price_level": level,
        "bought_more": level**-p.eps_war,
    }


def code_red(x: Any, p: Any, t: Any) -> Values:
    """The regime after n_code_red quarters with a quality gap below q_red: growth stalls, churn
    rises, and work is turned on the gap, which closes by the part `pull_red` (section 2).

    `q_red` keeps noise around nought out; nought is the literal rule.
    """
    gap = x.lag("quality")
    behind = x.gate("behind", gap - p.q_red)
    lasting = (x.lag("quarters_behind") + 1.0) * behind
    drawn = x.gate("code red", p.n_code_red - 1 / 2 - lasting)
    red = p.events_drawn * drawn + (1.0 - p.events_drawn) * p.red_expected[t - 1]
    return {
        "quarters_behind": lasting,
        "code_red": red,
        "catch_up": -p.pull_red * jnp.minimum(gap, 0.0) * p.events_drawn * drawn,
        "growth_left": 1.0 - p.stall_red * red,
        "churn_red_now": 1.0 + p.churn_red * red,
    }


def attacked(p: Any) -> Array:
    """What advertising against each other moves OpenAI's share by, in logits: gamma_A ln(1 + A), A
    in USD mn a year, its own less the rivals' (section 18)."""
    own, rivals = (jnp.log1p(a) for a in (p.A_own, p.A_rivals))
    moved: Array = p.gamma_A * (own - rivals)
    return moved


def advertising_prices(x: Any, p: Any, t: Any) -> Values:
    """Level of advertising prices around their path: an AR(1) in logarithms with mean 1."""
    apart = p.ar_CPM * x.lag("cpm_apart") + p.sig_CPM * x.shock.normal("cpm")
    kept = p.ar_CPM**2
    variance = p.sig_CPM**2 * (1.0 - kept**t) / (1.0 - kept)
    return {"cpm_apart": apart, "cpm_level": jnp.exp(apart - variance / 2)}


def churn(x: Any, p: Any, t: Any) -> Array:
    """Monthly churn of Go, Plus and Pro: it falls with months of use beyond today's average, more
    where devices are in use, and rises with advertising and in a code red (sections 2 and 18)."""
    months = began(x, "months_used", t, first=p.months_0 * jnp.ones(len(TIERS)))
    devices = jnp.minimum(x.lag("devices_held") / jnp.maximum(x.lag("payers_wanted"), 1.0), 1.0)
    habit = jnp.exp(-p.eta_use * (1.0 + p.dev_use * devices) * (months - p.months_0))
    of_ads = jnp.stack([1.0, 1.0, 0.0]) * p.eps_ad * x.lag("ad_load")
    level = jnp.stack([p.chi_Go, p.chi_Plus, p.chi_Pro]) * (1.0 + of_ads)
    return jnp.minimum(level * habit * x["churn_red_now"], 1.0)


def months_used(x: Any, p: Any, t: Any, *, stayed: Array, new: Array) -> Array:
    """Average months of use by tier after a quarter; those who join have used half of it."""
    before = began(x, "months_used", t, first=p.months_0 * jnp.ones(len(TIERS)))
    users = jnp.maximum(stayed + new, 1e-9)
    found: Array = (stayed * (before + MONTHS) + new * MONTHS / 2) / users
    return found


def winning(x: Any, p: Any, t: Any, *, new: Array, prices: Array, leaving: Array) -> Values:
    """Growth spending on the rule planned x sigmoid((LTV/CAC - least)/T), and new payers by it.

    Planned is sales and marketing as a share of the plan's revenue, from that reported for the
    first half of 2025 to sm_30 in 2030; the cost of winning a payer is planned spending over gross
    adds at that pace, `new` by tier and market in mn. The plan's own spending is what the rule says
    at central values.
    """
    first = p.SM_2025H1 / p.R_2025H1
    share = first * (p.sm_30 / first) ** jnp.minimum(t / TO_2030, 1.0)
    planned = share * p.plan_revenue[t - 1]
    adds = jnp.maximum(jnp.sum(new), 1e-9)
    cost = planned / adds / MN_TO_BN
    value = prices * p.cm / (leaving + p.k_e / MONTHS_A_YEAR)[:, None]
    worth = jnp.sum(value * new) / adds
    gated = growth_spend(1.0, ltv=worth, cac=cost, least=p.ltv_cac_min, softness=p.T_growth)
    growth = gated / p.growth_central[t - 1]
    return {
        "growth_gate": gated,
        "growth": growth,
        "lifetime_value": worth,
        "sm_planned": planned,
        "sm_spent": planned * growth,
        "won": growth**p.eps_sm,
    }


def recognition(x: Any, p: Any, t: Any) -> Values:
    """Cash against revenue, USD bn: annual plans are paid ahead, businesses pay dso_E days later.

    The plan's burn holds its own working capital, so its part is put back into cost as
    `working_planned`: at the plan's revenue cash is the plan's. Nothing paid ahead is paid back.
    """
    work = sum(x[f"{n}_revenue"] for n in ("seats", "agents", "custom", "api"))
    served = p.s_ann * x["subscriptions"]
    billed = jnp.maximum(QUARTERS_LEFT * served + served - x["prepaid"], 0.0)
    days = p.dso_E / DAYS
    collected = jnp.maximum(x["owed_by_business"] + work * (1.0 - days), 0.0)
    now, last = t - 1, jnp.maximum(t - 2, 0)
    due = p.s_ann * p.plan_subscriptions[now]
    held = began(x, "prepaid_planned", t, first=p.deferred_0)
    stock = held + jnp.maximum(QUARTERS_LEFT * due + due - held, 0.0) - due
    lent = jnp.where(t <= 1, p.owed_0, days * p.plan_work[last])
    planned = stock - held - days * p.plan_work[now] + lent
    inflow = billed - served + collected - work
    return {
        "work_revenue": work,
        "served": served,
        "billed": billed,
        "collected": collected,
        "prepaid_planned": stock,
        "working_inflow": inflow,
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
