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
)
from caploop.model.step.values import Quarter, Values, began
from caploop.sfc import Series

BREAK_LAG = 2
MOST_APART = 2.0
"""Training over the plan's, in logarithms: further apart the rule says no more."""
TINY = 1e-9
AXES = {"rival": len(RIVALS), "developer": len(DEVELOPERS), "lag": LAGS, "origin_of_break": 3}
OF_THE_RUN = (
    Series("rival_capacity", "USD bn/yr", axes="rival", says="what a rival can spend on models"),
    Series("rival_rate", "1/yr", axes="rival", says="what its money costs"),
    Series("rival_spent", "USD bn/yr", axes="rival", says="what it spends"),
    Series("rival_due", "USD bn/yr", axes="rival", says="take-or-pay floor of its compute"),
    Series("developer_quality", "1", axes="developer", says="quality in logits"),
    Series("compute_of", "GW", axes="developer", says="effective compute"),
)
"""What is told of the race as the run goes alone."""
ON_BOTH = (
    Series("rival_gw", "GW", axes="rival", says="compute for models"),
    Series("rival_iron", "GW", axes="rival", says="the same at the hardware efficiency of 2025"),
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
    now = p.plan_gw[t - 1] * p.compute_kept
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


class Funding(NamedTuple):
    """Capacity by rival and source, USD bn a year, and what it costs a year on average."""

    internal: Array
    vehicles: Array
    strategic: Array
    raised: Array
    revenue: Array

    @property
    def capacity(self) -> Array:
        """All sources together."""
        return self.internal + self.vehicles + self.strategic + self.raised


def funding(x: Any, p: Any, t: Any, *, side: RaceRun) -> Funding:
    """What each rival can spend by source: cash flow it keeps and its margin on models, vehicles,
    strategic investors, and new shares while the window is open: up to psi of its value, and to the
    loss that investors bear, `rival_loss_cap` of its revenue.

    Values of those who raise follow their revenue with the elasticity `rival_value_elasticity` and
    the market (section 10).
    """
    years = t / 4
    before = began(x, f"paid_share{side.suffix}", t, first=opening_paid(p))[1:]
    revenue = before * market(p, t) * began(x, f"market_level{side.suffix}", t, first=1.0)
    first = opening_paid(p)[1:] * market(p, jnp.asarray(1.0))
    own = (
        jnp.maximum(p.rival_cash_flow, 0.0)
        * (1.0 + p.rival_cash_flow_growth) ** years
        * by_rival(p, "cash_flow_kept_share")
    )
    grown = market(p, t) / market(p, jnp.asarray(1.0))
    nothing = jnp.zeros(())
    value = (
        p.rival_value
        * (jnp.maximum(revenue, TINY) / jnp.maximum(first, TINY)) ** p.rival_value_elasticity
    )
    return Funding(
        internal=own + p.model_margin * revenue,
        vehicles=jnp.stack(
            [
                nothing,
                p.meta_vehicle_usd_bn_per_year,
                p.xai_vehicle_usd_bn_per_year,
                nothing,
                nothing,
            ]
        )
        * grown,
        strategic=jnp.stack([nothing] * 3 + [p.strategic_money_anthropic_usd_bn_per_year, nothing])
        * grown,
        raised=jnp.minimum(p.raise_cap_share * value, p.rival_loss_cap * revenue)
        * jnp.exp(side.mood)
        * side.window,
        revenue=revenue,
    )


def cost_of_capital(found: Funding, p: Any) -> Array:
    """What each rival's money costs a year: the average over its sources."""
    vehicles = jnp.stack(
        [
            p.internal_cash_cost,
            p.meta_vehicle_rate,
            p.xai_vehicle_rate,
            p.internal_cash_cost,
            p.internal_cash_cost,
        ]
    )
    paid = found.internal * p.internal_cash_cost + found.vehicles * vehicles
    paid = paid + (found.strategic + found.raised) * p.discount_rate_to_2030
    rate: Array = paid / jnp.maximum(found.capacity, TINY)
    return rate


def price_of_compute(rate: Array, p: Any) -> Array:
    """USD bn for a GW and year by rival at its cost of capital; Google's own chips save
    `custom_chip_saving`."""
    saved = jnp.array([1.0, 0.0, 0.0, 0.0, 0.0]) * p.custom_chip_saving
    chips = p.it_share_of_capex * (1.0 - saved) * rate / (1.0 - (1.0 + rate) ** -p.chip_life_years)
    shell = (1.0 - p.it_share_of_capex) * rate / (1.0 - (1.0 + rate) ** -p.shell_life_years)
    power = 8760 * p.cluster_utilisation * p.power_usd_per_mwh * 1e-6
    found: Array = (
        p.capex_usd_bn_per_gw * (chips + shell) + power + p.maintenance_usd_bn_per_gw_year
    )
    return found


def built(x: Any, p: Any, t: Any, *, side: RaceRun) -> Values:
    """What a rival spends, and the GW and effective compute it has of it.

    Of its capacity it spends the part `ai`, and no more than research at the frontier and serving
    its customers cost; GW move towards what that pays for at `building_speed_per_quarter` a quarter
    and are not given up.
    """
    of = side.suffix
    found = funding(x, p, t, side=side)
    rate = cost_of_capital(found, p)
    useful = sunk_cost(p, t) + (1.0 - p.model_margin) * found.revenue
    spent = (
        jnp.minimum(by_rival(p, "model_spending_share") * found.capacity, useful)
        * side.standing[1:]
    )
    before = began(x, f"rival_gw{of}", t, first=by_rival(p, "opening_rival_gw"))
    price = price_of_compute(rate, p)
    new = p.building_speed_per_quarter * jnp.maximum(spent / price - before, 0.0)
    iron = began(x, f"rival_iron{of}", t, first=by_rival(p, "opening_rival_gw"))
    return {
        f"rival_capacity{of}": found.capacity,
        f"rival_rate{of}": rate,
        f"rival_spent{of}": spent,
        f"rival_due{of}": p.take_or_pay_share * before * price,
        f"rival_gw{of}": before + new,
        f"rival_iron{of}": iron + new * (1.0 + p.hardware_progress) ** (t / 4),
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
    return {
        f"developer_quality{of}": out,
        f"compute_of{of}": own,
        f"frontier_past{of}": jnp.concatenate([jnp.max(out)[None], register[:-1]]),
        f"use_share{of}": use_shares(out, p.profit_return_to_quality, standing=side.standing),
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
