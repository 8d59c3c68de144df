"""M9, rivals: how each developer pays for compute, what it builds, how good its models are.

Everything is done twice: as the run goes, and on the plan, where OpenAI has its plan's compute,
nobody fails, the funding window is open and breaks come at their expectation. The quality gap that
moves OpenAI's users is the difference of the two, so it is nought where nothing deviates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from caploop.model.rivals.market import paid_shares, prices, sunk_cost, use_shares
from caploop.model.step.values import Quarter, Values, began

DEVELOPERS = ("openai", "google", "meta", "xai", "anthropic", "open")
RIVALS = DEVELOPERS[1:]
ROUTES = ("outside", "internal", "advertising", "data_loop", "strategic", "open")
"""Financing route of each developer, in their order."""
OPENAI, OPEN = DEVELOPERS.index("openai"), DEVELOPERS.index("open")
SIDES = ("", "_plan")
LAGS = 6
BREAK_LAG = 2
TINY = 1e-9
_ON_BOTH: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("rival_gw", "rival_iron"), (len(RIVALS),)),
    **dict.fromkeys(("technique", "paid_share", "use_share"), (len(DEVELOPERS),)),
    "frontier_past": (LAGS,),
    "break_origin": (3,),
}
SHAPES: Mapping[str, tuple[int, ...]] = {
    **{name + side: shape for side in SIDES for name, shape in _ON_BOTH.items()},
    "rival_standing": (len(RIVALS),),
}
READS = (
    *("rival_cash_flow", "rival_value", "rivals_window", "break_on", "events_drawn"),
    *("lag_f", "lam_e", "jump_e", "diff_e", "a_Q", "xi", "b_data", "spill", "scale_e"),
    *(
        "from_small",
        "from_chip",
        "psi",
        "eta_rival",
        "loss_most",
        "k_int",
        "k_10",
        "g_cf",
        "margin_F",
    ),
    *("s_asic", "kappa", "sh_IT", "n_IT", "n_sh", "om", "util", "p_el", "speed_gw"),
    *("G_2025", "g_hw", "g_alg", "plan_compute", "ell", "S_F26", "S_F30", "g_SF", "W_0", "tau_top"),
    *("F_26", "g_F", "n_F", "sig_M", "rho_f", "disc_o"),
    *("spv_meta", "spv_xai", "strategic_anthropic", "r_spv_Hyperion", "r_spv_Colossus"),
    *(f"use0_{name}" for name in RIVALS),
    *(f"gw0_{name}" for name in RIVALS),
    *(f"ai_{name}" for name in RIVALS),
    *(f"keep_{name}" for name in RIVALS),
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


def by_rival(p: Any, stem: str) -> Array:
    """Parameters `stem_RIVAL` as one array over the rivals."""
    return jnp.stack([p[f"{stem}_{name}"] for name in RIVALS])


def opening_use(p: Any) -> Array:
    """Shares of use at the end of 2025 by developer; OpenAI has what the others leave."""
    rivals = by_rival(p, "use0")
    return jnp.concatenate([jnp.maximum(1.0 - jnp.sum(rivals), TINY)[None], rivals])


def opening_compute(p: Any) -> Array:
    """GW for models at the end of 2025 by developer."""
    return jnp.concatenate([jnp.asarray(p.G_2025)[None], by_rival(p, "gw0")])


def market(p: Any, t: Any) -> Array:
    """What customers would pay developers a year at the prices of 2025, USD bn."""
    years = (t - 1.0) / 4
    grown = p.S_F26 * (p.S_F30 / p.S_F26) ** (jnp.minimum(years, 4.0) / 4.0)
    later: Array = grown * (1.0 + p.g_SF) ** jnp.maximum(years - 4.0, 0.0)
    return later


def planned_compute(x: Any, p: Any, t: Any) -> Values:
    """Effective compute that OpenAI would have if it built its plan, in GW of 2025."""
    first = p.G_2025
    now = 4.0 * p.plan_compute[t - 1] / p.ell
    before = began(x, "openai_gw_plan", t, first=first)
    new = jnp.maximum(now - before, 0.0)
    iron = began(x, "openai_iron_plan", t, first=first) + new * (1.0 + p.g_hw) ** (t / 4)
    return {"openai_gw_plan": jnp.maximum(now, before), "openai_iron_plan": iron}


def mood(x: Any, p: Any, t: Any) -> Values:
    """How far the market has moved values since the start, in logarithms and on average nought."""
    return {"rival_mood": x.lag("rival_mood") + x["market"] - p.sig_M**2 / 8}


def breaks(x: Any, p: Any, t: Any) -> Values:
    """Whether an efficiency break comes, and from whom: a small firm or open model, a chip firm,
    or OpenAI itself (Poisson at lam_e a year). The lever adds one from a small firm, once."""
    chance = 1.0 - jnp.exp(-p.lam_e / 4)
    luck = x.shock.uniform("origin of a break")
    parts = jnp.stack([p.from_small, p.from_chip, 1.0 - p.from_small - p.from_chip])
    small = x.gate("small origin", luck - p.from_small)
    chip = x.gate("chip origin", luck - p.from_small - p.from_chip) - small
    drawn = x.gate("break", x.shock.uniform("break") - chance)
    forced = p.break_on * (1.0 - x.lag("break_forced"))
    by = jnp.stack([small, chip, 1.0 - small - chip])
    came = p.events_drawn * drawn * by + (1.0 - p.events_drawn) * chance * parts
    came = came + forced * jnp.array([1.0, 0.0, 0.0])
    return {
        "break_forced": jnp.maximum(x.lag("break_forced"), p.break_on),
        "break_came": jnp.sum(came),
        "break_origin": came,
        "break_origin_plan": chance * parts,
    }


def sides(x: Any, p: Any, t: Any) -> tuple[RaceRun, RaceRun]:
    """The race as the run goes, and on the plan."""
    ones = jnp.ones(len(DEVELOPERS))
    stands = began(x, "rival_standing", t, first=ones[1:])
    standing = jnp.concatenate([jnp.asarray(x["alive"], float)[None], stands])
    known = p.g_alg ** (t / 4)
    weekly = jnp.sum(x["weekly_users"]) / p.W_0
    return (
        RaceRun(
            suffix="",
            compute=x["effective_compute"],
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
    loss that investors bear, loss_most of its revenue.

    Values of those who raise follow their revenue with the elasticity eta_rival and the market
    (section 10).
    """
    years = t / 4
    before = began(x, f"paid_share{side.suffix}", t, first=opening_paid(p))[1:]
    revenue = before * market(p, t) * began(x, f"market_level{side.suffix}", t, first=1.0)
    first = opening_paid(p)[1:] * market(p, jnp.asarray(1.0))
    own = jnp.maximum(p.rival_cash_flow, 0.0) * (1.0 + p.g_cf) ** years * by_rival(p, "keep")
    grown = market(p, t) / market(p, jnp.asarray(1.0))
    nothing = jnp.zeros(())
    value = p.rival_value * (jnp.maximum(revenue, TINY) / jnp.maximum(first, TINY)) ** p.eta_rival
    return Funding(
        internal=own + p.margin_F * revenue,
        vehicles=jnp.stack([nothing, p.spv_meta, p.spv_xai, nothing, nothing]) * grown,
        strategic=jnp.stack([nothing] * 3 + [p.strategic_anthropic, nothing]) * grown,
        raised=jnp.minimum(p.psi * value, p.loss_most * revenue) * jnp.exp(side.mood) * side.window,
        revenue=revenue,
    )


def cost_of_capital(found: Funding, p: Any) -> Array:
    """What each rival's money costs a year: the average over its sources."""
    vehicles = jnp.stack([p.k_int, p.r_spv_Hyperion, p.r_spv_Colossus, p.k_int, p.k_int])
    paid = found.internal * p.k_int + found.vehicles * vehicles
    paid = paid + (found.strategic + found.raised) * p.k_10
    rate: Array = paid / jnp.maximum(found.capacity, TINY)
    return rate


def price_of_compute(rate: Array, p: Any) -> Array:
    """USD bn for a GW and year by rival at its cost of capital; Google's own chips save s_asic."""
    saved = jnp.array([1.0, 0.0, 0.0, 0.0, 0.0]) * p.s_asic
    chips = p.sh_IT * (1.0 - saved) * rate / (1.0 - (1.0 + rate) ** -p.n_IT)
    shell = (1.0 - p.sh_IT) * rate / (1.0 - (1.0 + rate) ** -p.n_sh)
    power = 8760 * p.util * p.p_el * 1e-6
    found: Array = p.kappa * (chips + shell) + power + p.om
    return found


def opening_paid(p: Any) -> Array:
    """Shares of what customers paid at the end of 2025."""
    use = opening_use(p)
    return paid_shares(use, prices(opening_quality(p), p))


def opening_quality(p: Any) -> Array:
    """Quality at the end of 2025: what the shares of use say at the return xi."""
    found: Array = jnp.log(opening_use(p)) / p.xi
    return found


def pace(p: Any) -> Array:
    """How much quality grows in a quarter on a fleet that does not."""
    grown: Array = p.a_Q * (jnp.log1p(p.g_hw) + jnp.log(p.g_alg)) / 4
    return grown


def past(register: Array, p: Any) -> Array:
    """The frontier lag_f months ago, straight lines between quarters."""
    place = jnp.clip(p.lag_f / 3.0 - 1.0, 0.0, LAGS - 1.0)
    low = jnp.floor(place).astype(int)
    part = place - low
    high = jnp.minimum(low + 1, LAGS - 1)
    found: Array = register[low] * (1.0 - part) + register[high] * part
    return found


def opening_register(p: Any) -> Array:
    """The frontier of the six quarters before the run, at the pace of a fleet that stands still."""
    return jnp.max(opening_quality(p)) - pace(p) * jnp.arange(LAGS)


def fixed_part(p: Any) -> Array:
    """What is left of quality at the end of 2025 once compute and imitation are taken out."""
    quality, reached = opening_quality(p), past(opening_register(p), p) - pace(p)
    imitated = (quality - p.spill * reached) / (1.0 - p.spill)
    own = jnp.where(imitated < reached, imitated, quality)
    found: Array = own - p.a_Q * jnp.log(opening_compute(p))
    return found


def built(x: Any, p: Any, t: Any, *, side: RaceRun) -> Values:
    """What a rival spends, and the GW and effective compute it has of it.

    Of its capacity it spends the part `ai`, and no more than research at the frontier and serving
    its customers cost; GW move towards what that pays for at `speed_gw` a quarter and are not given
    up.
    """
    of = side.suffix
    found = funding(x, p, t, side=side)
    rate = cost_of_capital(found, p)
    useful = sunk_cost(p, t) + (1.0 - p.margin_F) * found.revenue
    spent = jnp.minimum(by_rival(p, "ai") * found.capacity, useful) * side.standing[1:]
    before = began(x, f"rival_gw{of}", t, first=by_rival(p, "gw0"))
    price = price_of_compute(rate, p)
    new = p.speed_gw * jnp.maximum(spent / price - before, 0.0)
    iron = began(x, f"rival_iron{of}", t, first=by_rival(p, "gw0"))
    return {
        f"rival_capacity{of}": found.capacity,
        f"rival_rate{of}": rate,
        f"rival_spent{of}": spent,
        f"rival_due{of}": p.tau_top * before * price,
        f"rival_gw{of}": before + new,
        f"rival_iron{of}": iron + new * (1.0 + p.g_hw) ** (t / 4),
    }


def spread(x: Any, p: Any, t: Any, *, side: RaceRun) -> Values:
    """What breaks have done so far: logarithm of each developer's efficiency, and what is common.

    A break of size jump_e works fully where it comes from; a chip firm's works everywhere. Two
    quarters later the part diff_e of it has reached the others: scale_e of that works on any scale
    of compute, the rest lets everybody do what jump_e times the open followers' compute does.
    """
    of, size = side.suffix, jnp.log(p.jump_e)
    eye = jnp.eye(len(DEVELOPERS))
    small, chip, own = side.origin
    at_once = (small * eye[OPEN] + own * eye[OPENAI] + chip) * size
    came = x.lag(f"break_origin{of}", BREAK_LAG)
    others = came[0] * (1.0 - eye[OPEN]) + came[2] * (1.0 - eye[OPENAI])
    later = others * p.diff_e * p.scale_e * size
    shared = (came[0] + came[2]) * p.diff_e * (1.0 - p.scale_e) * (p.jump_e - 1.0)
    technique = began(x, f"technique{of}", t, first=jnp.zeros(len(DEVELOPERS)))
    return {
        f"technique{of}": technique + at_once + later,
        f"common{of}": x.lag(f"common{of}") + shared,
    }


def quality(x: Any, p: Any, t: Any, *, side: RaceRun, now: Values) -> Values:
    """Quality by developer in logits: a_Q ln Z + b ln users + what is fixed, and imitation.

    Z counts efficiency and what is common. Whoever is below the frontier of lag_f months ago makes
    up the part `spill` of it: added to all alike, as section 10 has it, it would cancel in shares.
    """
    of = side.suffix
    known = p.g_alg ** (t / 4)
    own = jnp.concatenate([side.compute[None], now[f"rival_iron{of}"] * known])
    reached = own * jnp.exp(now[f"technique{of}"])
    reached = reached + now[f"common{of}"] * reached[OPEN]
    held = began(x, f"use_share{of}", t, first=opening_use(p)) / opening_use(p)
    users = jnp.log(jnp.maximum(held, TINY)).at[OPENAI].set(0.0)
    alone = p.a_Q * jnp.log(jnp.maximum(reached, TINY)) + p.b_data * users + fixed_part(p)
    register = began(x, f"frontier_past{of}", t, first=opening_register(p))
    alone = alone + p.spill * jnp.maximum(past(register, p) - alone, 0.0)
    out = jnp.where(side.standing > 0, alone, jnp.min(alone))
    return {
        f"developer_quality{of}": out,
        f"compute_of{of}": own,
        f"frontier_past{of}": jnp.concatenate([jnp.max(out)[None], register[:-1]]),
        f"use_share{of}": use_shares(out, p.xi, standing=side.standing),
    }


def race(x: Any, p: Any, t: Any) -> Values:
    """The race of a quarter on both sides, and OpenAI's quality gap between them.

    The gap is q of OpenAI less the best rival's, less the same on the plan.
    """
    made: dict[str, Any] = {}
    for side in sides(x, p, t):
        of = side.suffix
        now = {**built(x, p, t, side=side), **spread(x, p, t, side=side)}
        now = {**now, **quality(x, p, t, side=side, now=now)}
        charged = prices(now[f"developer_quality{of}"], p)
        use = now[f"use_share{of}"]
        first = jnp.sum(opening_use(p) * prices(opening_quality(p), p))
        now[f"paid_share{of}"] = paid_shares(use, charged)
        now[f"market_level{of}"] = jnp.sum(use * charged) / first
        best = jnp.max(now[f"developer_quality{of}"][1:])
        now[f"lead{of}"] = now[f"developer_quality{of}"][OPENAI] - best
        made |= now
    gap = made["lead"] - made["lead_plan"]
    return {**made, "market_now": market(p, t), "quality_gap": gap}


BEHAVIOURS: tuple[Quarter, ...] = (planned_compute, mood, breaks, race)
