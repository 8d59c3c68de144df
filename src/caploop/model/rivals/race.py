"""M9, rivals: how each developer pays for compute, what it builds, how good its models are.

Everything is done twice: as the run goes, and on the plan, where OpenAI has its plan's compute,
nobody fails, the funding window is open and breaks come at their expectation. The quality gap that
moves OpenAI's users is the difference of the two, so it is nought where nothing deviates.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from caploop.model.rivals.market import paid_shares, prices, sunk_cost, use_shares
from caploop.model.rivals.money import (
    RAISERS,
    RAISES,
    Round,
    RoundTerms,
    asked_round,
    bought,
    cost_of_capital,
    grown_value,
    price_of_compute,
    purse,
    wish,
)
from caploop.model.rivals.start import (
    DEVELOPERS,
    LAGS,
    OPEN,
    OPENAI,
    RIVALS,
    by_rival,
    fixed_part,
    opening_paid,
    opening_quality,
    opening_register,
    opening_use,
    past,
    reach,
)
from caploop.model.step.values import Quarter, Values, began, happens
from caploop.sfc import Series

BREAK_LAG = 2
MOST_APART = 2.0
"""Training over the plan's, in logarithms: further apart the rule says no more."""
NEARLY = 1.0 - 1e-6
RAISING = tuple((int(place), RIVALS[int(place)]) for place in RAISERS)
TINY = 1e-9
AXES = {
    **{"rival": len(RIVALS), "raiser": len(RAISING), "developer": len(DEVELOPERS)},
    **{"lag": LAGS, "origin_of_break": 3},
}
OF_THE_RUN = (
    Series("rival_capacity", "USD bn/yr", axes="rival", says="what a rival can pay in a year"),
    Series("rival_rate", "1/yr", axes="rival", says="what its money costs"),
    Series("rival_spent", "USD bn/yr", axes="rival", says="what it spends on compute"),
    Series("rival_for_models", "USD bn/yr", axes="rival", says="part of it that is for models"),
    Series("rival_short", "share", axes="rival", says="1 where it cannot pay its plan"),
    Series("rival_round", "USD bn/qtr", axes="raiser", says="money of rounds"),
    Series("rival_worth", "USD bn", axes="raiser", says="value of its equity"),
    Series("rival_left", "USD bn", axes="raiser", says="cash after all payments, below 0 if short"),
    Series("rival_burn", "USD bn/qtr", axes="raiser", says="cash that goes out, rounds set off"),
    Series("developer_quality", "1", axes="developer", says="quality in logits"),
    Series("compute_of", "GW", axes="developer", says="effective compute"),
)
"""What is told of the race as the run goes alone."""
ON_BOTH = (
    Series("rival_gw", "GW", axes="rival", says="compute for models"),
    Series("rival_iron", "GW", axes="rival", says="the same at the hardware efficiency of 2025"),
    Series("rival_since", "qtr", axes="rival", says="quarters since a rival asked for money"),
    Series("technique", "1", axes="developer", says="logarithm of efficiency out of breaks"),
    Series("common", "1", says="efficiency that breaks give to all alike"),
    Series("frontier_past", "1", axes="lag", says="quality of the best in the last six quarters"),
    Series("use_share", "share", axes="developer", says="share of use"),
    Series("paid_share", "share", axes="developer", says="share of what customers pay"),
    Series("market_level", "1", says="what customers pay for use, over the start's"),
    Series("break_origin", "1", axes="origin_of_break", says="breaks, by who they come from"),
)
"""What the race carries from quarter to quarter, as the run goes and on the plan."""
GIVES = (
    Series("openai_gw_plan", "GW", says="OpenAI's capacity if it built its plan"),
    Series("openai_iron_plan", "GW", says="the same at the hardware efficiency of 2025"),
    Series("training_over_plan", "1", says="training in models over the plan's, in logarithms"),
    Series("rival_mood", "1", says="how far the market has moved rivals' values, in logarithms"),
    Series("break_forced", "share", says="1 once the lever's break has come"),
    Series("market_now", "USD bn/yr", says="what customers would pay at the prices of 2025"),
    Series("quality_gap", "1", says="OpenAI's lead, less its lead on the plan"),
    Series("rival_cash_plan", "USD bn", axes="raiser", says="cash of those who raise money, on it"),
    *OF_THE_RUN,
    *ON_BOTH,
    *(
        Series(f"{s.name}_plan", s.unit, axes=s.axes, says=f"{s.says}, on the plan")
        for s in ON_BOTH
    ),
)


class RaceRun(NamedTuple):
    """One of the two runs of the race: its suffix, what OpenAI has, who stands, what breaks."""

    suffix: str
    compute: Array
    users: Array
    window: Array
    mood: Array
    standing: Array
    origin: Array


def market(p: Any, t: Any) -> Array:
    """What customers would pay developers a year at the prices of 2025, USD bn."""
    years = (t - 1.0) / 4
    grown = p.model_market_2026_usd_bn * (
        p.model_market_2030_usd_bn / p.model_market_2026_usd_bn
    ) ** (jnp.minimum(years, 4.0) / 4.0)
    later: Array = grown * (1.0 + p.late_model_market_growth) ** jnp.maximum(years - 4.0, 0.0)
    return later


def planned_compute(x: Any, p: Any, t: Any) -> Values:
    """Effective compute that OpenAI would have if it built its plan, in GW of 2025."""
    first = p.opening_gw
    now = p.plan_gw[t - 1] * p.compute_kept * p.gw_more_wanted
    before = began(x, "openai_gw_plan", t, first=first)
    new = jnp.maximum(now - before, 0.0)
    iron = began(x, "openai_iron_plan", t, first=first) + new * (1.0 + p.hardware_progress) ** (
        t / 4
    )
    return {"openai_gw_plan": jnp.maximum(now, before), "openai_iron_plan": iron}


def training(x: Any, p: Any, t: Any) -> Values:
    """Compute that models are trained on over the plan's, in logarithms: it reaches models in
    `training_lag_quarters` on average."""
    used = x["training_gw"] * x["iron"] / jnp.maximum(x["gw_in_all"], TINY)
    planned = x["training_gw_plan"] * x["openai_iron_plan"] / x["openai_gw_plan"]
    over = jnp.log(jnp.maximum(used, TINY) / jnp.maximum(planned, TINY))
    over = jnp.clip(over, -MOST_APART, MOST_APART)
    before = x.lag("training_over_plan")
    return {"training_over_plan": before + (over - before) / p.training_lag_quarters}


def mood(x: Any, p: Any, t: Any) -> Values:
    """How far the market has moved values since the start, in logarithms and on average nought."""
    return {"rival_mood": x.lag("rival_mood") + x["market"] - p.market_volatility**2 / 8}


def breaks(x: Any, p: Any, t: Any) -> Values:
    """Whether an efficiency break comes, and from whom: a small firm or open model, a chip firm, or
    OpenAI itself (Poisson at `break_rate_per_year` a year). The lever adds one from a small firm,
    once."""
    chance = 1.0 - jnp.exp(-p.break_rate_per_year / 4)
    luck = x.shock.uniform("origin of a break")
    parts = jnp.stack(
        [
            p.break_from_small_firm_share,
            p.break_from_chip_firm_share,
            1.0 - p.break_from_small_firm_share - p.break_from_chip_firm_share,
        ]
    )
    small = x.gate("small origin", luck - p.break_from_small_firm_share)
    chip = (
        x.gate("chip origin", luck - p.break_from_small_firm_share - p.break_from_chip_firm_share)
        - small
    )
    drawn = x.gate("break", x.shock.uniform("break") - chance)
    forced = p.efficiency_break_on * (1.0 - x.lag("break_forced"))
    by = jnp.stack([small, chip, 1.0 - small - chip])
    came = p.events_drawn * drawn * by + (1.0 - p.events_drawn) * chance * parts
    came = came + forced * jnp.array([1.0, 0.0, 0.0])
    return {
        "break_forced": jnp.maximum(x.lag("break_forced"), p.efficiency_break_on),
        "break_origin": came,
        "break_origin_plan": chance * parts,
    }


def sides(x: Any, p: Any, t: Any) -> tuple[RaceRun, RaceRun]:
    """The race as the run goes, and on the plan."""
    ones = jnp.ones(len(DEVELOPERS))
    stands = began(x, "rival_standing", t, first=ones[1:])
    standing = jnp.concatenate([jnp.asarray(x["alive"], float)[None], stands])
    known = p.algorithmic_progress ** (t / 4)
    weekly = jnp.sum(x["weekly_users"]) / p.opening_weekly_users_mn
    return (
        RaceRun(
            suffix="",
            compute=x["openai_iron_plan"] * known * jnp.exp(x["training_over_plan"]),
            users=weekly,
            window=jnp.asarray(p.rivals_window, float),
            mood=x["rival_mood"],
            standing=standing,
            origin=x["break_origin"],
        ),
        RaceRun(
            suffix="_plan",
            compute=x["openai_iron_plan"] * known,
            users=weekly,
            window=jnp.asarray(1.0),
            mood=jnp.asarray(0.0),
            standing=ones,
            origin=x["break_origin_plan"],
        ),
    )


def sales(x: Any, p: Any, t: Any, *, of: str) -> Array:
    """What customers pay each rival a year at last quarter's shares, USD bn."""
    shares = began(x, f"paid_share{of}", t, first=opening_paid(p))[1:]
    return shares * market(p, t) * began(x, f"market_level{of}", t, first=1.0)


def raised(x: Any, p: Any, t: Any, *, side: RaceRun, found: Round) -> Array:
    """Money of rounds in the quarter, USD bn, by rival.

    In the first quarter come the rounds that were closed before the run; on the plan a round comes
    at its chance.
    """
    came = found.chance
    if not side.suffix:
        lucky = jnp.stack([happens(x, f"round of {n}", chance=found.chance[i]) for i, n in RAISING])
        drawn = jnp.zeros(len(RIVALS)).at[RAISERS].set(lucky)
        came = p.events_drawn * drawn + (1.0 - p.events_drawn) * found.chance
    closed = jnp.stack([p.round_closed_xai_usd_bn, p.round_closed_anthropic_usd_bn])
    first = jnp.zeros(len(RIVALS)).at[RAISERS].set(closed)
    return jnp.where(t <= 1, first, came * found.size)


def built(x: Any, p: Any, t: Any, *, side: RaceRun) -> Values:
    """What a rival can pay, what it spends, and the GW and effective compute it has of it.

    It spends its plan or, if that is less, the part `model_spending_share` of what it can pay, and
    then money binds. GW are not given up.
    """
    of = side.suffix
    revenue, planned = sales(x, p, t, of=of), sales(x, p, t, of="_plan")
    first = opening_paid(p)[1:] * market(p, jnp.asarray(1.0))
    found = purse(p, t, revenue=revenue, first=first)
    value = grown_value(p, revenue=revenue, first=first, mood=side.mood)
    part, stands = jnp.maximum(by_rival(p, "model_spending_share"), TINY), side.standing[1:]
    planning = wish(p, t, revenue=revenue, frontier=sunk_cost(p, t))
    cost = planning / part
    held = began(x, f"rival_cash{of}", t, first=p.rival_cash_held[RAISERS])
    cash = jnp.zeros(len(RIVALS)).at[RAISERS].set(held)
    since = began(x, f"rival_since{of}", t, first=-jnp.ones(len(RIVALS))) + 1.0
    terms = RoundTerms(
        since=since,
        standing=stands,
        window=side.window,
        mood=side.mood,
        market=x["market"] if not of else 0.0,
        surprise=jnp.log(jnp.maximum(revenue, TINY) / jnp.maximum(planned, TINY)),
    )
    asked = asked_round(p, cash=cash, burn=cost - found.steady, cost=cost, value=value, terms=terms)
    money = raised(x, p, t, side=side, found=asked)
    least = p.least_cash_months / 12.0 * jnp.minimum(cost, found.steady + cash)
    free = jnp.maximum(cash + money - least, 0.0)
    able = found.steady + RAISES * free
    budget = jnp.minimum(planning, part * able) * stands
    rate = cost_of_capital(found, RAISES * free, p)
    price = price_of_compute(rate, p)
    gw = began(x, f"rival_gw{of}", t, first=by_rival(p, "opening_rival_gw"))
    got = bought(p, budget=budget, gw=gw, price=price)
    flow = ((found.steady - jnp.maximum(got.spent, got.due * stands) / part) / 4 + money) * RAISES
    iron = began(x, f"rival_iron{of}", t, first=by_rival(p, "opening_rival_gw"))
    kept = {} if not of else {"rival_cash_plan": jnp.maximum(cash + flow, 0.0)[RAISERS]}
    return {
        **kept,
        f"rival_capacity{of}": able,
        f"rival_for_models{of}": part * able,
        f"rival_rate{of}": rate,
        f"rival_spent{of}": got.spent * stands,
        f"rival_short{of}": jnp.where(part * able < planning * NEARLY, 1.0, 0.0) * stands,
        f"rival_round{of}": money[RAISERS],
        f"rival_worth{of}": value[RAISERS],
        f"rival_left{of}": (cash + flow)[RAISERS],
        f"rival_burn{of}": -flow[RAISERS],
        f"rival_since{of}": jnp.where(t <= 1, 0.0, since * (1.0 - asked.asked)),
        f"rival_gw{of}": gw + got.more_gw * stands,
        f"rival_iron{of}": iron + got.more_gw * stands * (1.0 + p.hardware_progress) ** (t / 4),
    }


def spread(x: Any, p: Any, t: Any, *, side: RaceRun) -> Values:
    """What breaks have done so far: logarithm of each developer's efficiency, and what is common.

    A break of size `break_size` works fully where it comes from; a chip firm's works everywhere.
    Two quarters later the part `break_diffusion_share` of it has reached the others:
    `any_scale_part_of_break` of that works on any scale of compute, the rest lets everybody do what
    `break_size` times the open followers' compute does.
    """
    of, size = side.suffix, jnp.log(p.break_size)
    eye = jnp.eye(len(DEVELOPERS))
    small, chip, own = side.origin
    at_once = (small * eye[OPEN] + own * eye[OPENAI] + chip) * size
    came = x.lag(f"break_origin{of}", BREAK_LAG)
    others = came[0] * (1.0 - eye[OPEN]) + came[2] * (1.0 - eye[OPENAI])
    later = others * p.break_diffusion_share * p.any_scale_part_of_break * size
    shared = (
        (came[0] + came[2])
        * p.break_diffusion_share
        * (1.0 - p.any_scale_part_of_break)
        * (p.break_size - 1.0)
    )
    technique = began(x, f"technique{of}", t, first=jnp.zeros(len(DEVELOPERS)))
    return {
        f"technique{of}": technique + at_once + later,
        f"common{of}": x.lag(f"common{of}") + shared,
    }


def quality(x: Any, p: Any, t: Any, *, side: RaceRun, now: Values) -> Values:
    """Quality by developer in logits: `quality_elasticity_to_compute` ln Z + b ln users + what is
    fixed, and imitation.

    Z counts efficiency and what is common. Whoever is below the frontier of `imitation_months`
    months ago makes up the part `imitation_share` of it: added to all alike, as section 10 has it,
    it would cancel in shares.
    """
    of = side.suffix
    known = p.algorithmic_progress ** (t / 4)
    own = jnp.concatenate([side.compute[None], now[f"rival_iron{of}"] * known])
    reached = own * jnp.exp(now[f"technique{of}"])
    reached = reached + now[f"common{of}"] * reached[OPEN]
    held = began(x, f"use_share{of}", t, first=opening_use(p)) / opening_use(p)
    users = jnp.log(jnp.maximum(held, TINY)).at[OPENAI].set(0.0)
    alone = (
        p.quality_elasticity_to_compute * jnp.log(jnp.maximum(reached, TINY))
        + p.user_weight_in_quality * users
        + fixed_part(p)
    )
    register = began(x, f"frontier_past{of}", t, first=opening_register(p))
    alone = alone + p.imitation_share * jnp.maximum(past(register, p) - alone, 0.0)
    out = jnp.where(side.standing > 0, alone, jnp.min(alone))
    weight = side.standing * reach(p, t)
    return {
        f"developer_quality{of}": out,
        f"compute_of{of}": own,
        f"frontier_past{of}": jnp.concatenate([jnp.max(out)[None], register[:-1]]),
        f"use_share{of}": use_shares(out, p.profit_return_to_quality, standing=weight),
    }


def race(x: Any, p: Any, t: Any) -> Values:
    """The race of a quarter on both sides, and OpenAI's quality gap between them.

    The gap is q of OpenAI less the best rival's, less the same on the plan.
    """
    made: dict[str, Any] = {}
    leads = []
    for side in sides(x, p, t):
        of = side.suffix
        now = {**built(x, p, t, side=side), **spread(x, p, t, side=side)}
        now = {**now, **quality(x, p, t, side=side, now=now)}
        out = now[f"developer_quality{of}"]
        charged = prices(out, p)
        use = now[f"use_share{of}"]
        first = jnp.sum(opening_use(p) * prices(opening_quality(p), p))
        now[f"paid_share{of}"] = paid_shares(use, charged)
        now[f"market_level{of}"] = jnp.sum(use * charged) / first
        leads.append(out[OPENAI] - jnp.max(out[1:]))
        made |= now
    left_out = {f"{one.name}_plan" for one in OF_THE_RUN}
    return {
        **{name: value for name, value in made.items() if name not in left_out},
        "market_now": market(p, t),
        "quality_gap": leads[0] - leads[1],
    }


BEHAVIOURS: tuple[Quarter, ...] = (planned_compute, training, mood, breaks, race)
