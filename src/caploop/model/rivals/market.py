"""M9, the market for models: shares, prices, sunk costs, how many can live, how it ends."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Quarter, Values, began
from caploop.sfc import Series

OPENAI, GOOGLE, META, XAI, ANTHROPIC, OPEN = range(6)
RAISERS = (XAI, ANTHROPIC)
"""Those that live on money from outside beside OpenAI."""
FATES = ("stands", "rescued", "sold", "bankrupt")
CLASSES = ("monopoly", "oligopoly", "open")
ENDS = ("losses", "utility", "monopoly", "oligopoly", "open")
TINY = 1e-9
AXES = {"end": 5, "industry_class": 3, "industry_end": 5}
GIVES = (
    Series("developer_revenue", "USD bn/yr", axes="developer", says="revenue from models"),
    Series("developer_share", "share", axes="developer", says="share of it"),
    Series("sunk_cost", "USD bn/yr", says="R&D compute of a developer at the frontier"),
    Series("hhi_revenue", "1", says="concentration of revenue"),
    Series("hhi_compute", "1", says="concentration of compute"),
    Series("hhi_use", "1", says="concentration of use"),
    Series("top_share", "share", says="share of the first"),
    Series("viable", "1", says="how many developers can live"),
    Series("price_index", "1", says="price of closed models over one without an open rival"),
    Series("entry_years", "yr", says="years of a median rival's revenue that the frontier costs"),
    Series("open_use", "share", says="share of use of models with open weights"),
    Series("return_on_capital", "1/yr", says="what the industry earns on its capacity"),
    Series("rival_cash", "USD bn", axes="raiser", says="cash of those who raise money"),
    Series("rival_fate", "1", axes="raiser", says="how they ended, by its place in FATES"),
    Series("rival_listed", "share", axes="raiser", says="1 once they are listed"),
    Series("rival_standing", "share", axes="rival", says="1 while a rival follows"),
    Series("developer_stands", "share", axes="developer", says="the same with OpenAI"),
    Series("at_frontier", "share", axes="developer", says="1 where spending reaches the frontier"),
    Series("industry_class", "share", axes="industry_class", says="1 for the class that holds"),
    Series("industry_end", "share", axes="industry_end", says="1 for the end it would come to"),
    Series("rival_end", "share", axes="raiser end", says="1 for the end of one who raises money"),
)


def use_shares(quality: Array, xi: Any, *, standing: Array) -> Array:
    """Shares of use by developer: a logit in quality among those who stand; they sum to 1."""
    apart = xi * (quality - jnp.max(quality))
    weight = jnp.exp(apart) * standing
    found: Array = weight / jnp.maximum(jnp.sum(weight), TINY)
    return found


def premium(gap: Any, p: Any) -> Array:
    """Price of closed models against no open rival at all: 1 - `open_model_discount` sigmoid(-gap),
    `gap` being how far the best closed model is ahead of the best open one, in logits (section
    10)."""
    found: Array = 1.0 - p.open_model_discount * jax.nn.sigmoid(-gap)
    return found


def open_lead(quality: Array) -> Array:
    """How far the best closed model is ahead of the best one with open weights, Meta's too."""
    closed = jnp.stack([quality[n] for n in (OPENAI, GOOGLE, XAI, ANTHROPIC)])
    return jnp.max(closed) - jnp.maximum(quality[META], quality[OPEN])


def prices(quality: Array, p: Any) -> Array:
    """What a unit of use costs by developer: closed models at their premium over open ones, open
    followers at the discount, Meta's nothing, which earns by advertising elsewhere."""
    closed = premium(open_lead(quality), p)
    free = jnp.asarray(0.0)
    return jnp.stack(
        [closed, closed, free, closed, closed, jnp.asarray(1.0 - p.open_model_discount)]
    )


def paid_shares(use: Array, charged: Array) -> Array:
    """Shares of what customers pay, from shares of use and prices."""
    paid = use * charged
    found: Array = paid / jnp.maximum(jnp.sum(paid), TINY)
    return found


def index(amounts: Array) -> Array:
    """Herfindahl-Hirschman index of amounts: the sum of squared shares, 0 to 1."""
    shares = amounts / jnp.maximum(jnp.sum(amounts), TINY)
    found: Array = jnp.sum(shares**2)
    return found


def cournot(profit_pool: Any, fixed: Any) -> Array:
    """Firms that live by symmetric Cournot competition: the root of S margin over F.

    >>> round(float(cournot(150.0, 25.0)), 3), round(float(cournot(300.0, 10.0)), 3)
    (2.449, 5.477)
    """
    return jnp.sqrt(jnp.asarray(profit_pool) / fixed)


def sunk_cost(p: Any, t: Any) -> Array:
    """R&D compute of a developer at the frontier, USD bn a year: `frontier_research_2026_usd_bn`
    growing at `frontier_cost_growth` at first; its growth fades over `frontier_growth_fade_years`
    years, as the literal `frontier_cost_growth` for ever would pass the world's output."""
    years = (t - 1.0) / 4
    found: Array = p.frontier_research_2026_usd_bn * jnp.exp(
        jnp.log(p.frontier_cost_growth)
        * p.frontier_growth_fade_years
        * (1.0 - jnp.exp(-years / p.frontier_growth_fade_years))
    )
    return found


def viable(quality: Array, sunk: Array, *, pool: Any, xi: Any) -> Array:
    """The largest n whose nth best developer breaks even when the n best share the pool.

    Shares are a logit in quality at the return xi; `pool` is revenue times margin and `sunk` what
    each has to spend, both USD bn a year (section 10).
    """
    order = jnp.argsort(-quality)
    weight = jnp.exp(xi * (quality[order] - jnp.max(quality)))
    profit = pool * weight / jnp.cumsum(weight) - sunk[order]
    counts = jnp.arange(1, len(quality) + 1)
    found: Array = jnp.max(jnp.where(profit >= 0, counts, 0)).astype(float)
    return found


def frontier_costs(x: Any, p: Any, t: Any) -> Array:
    """What the frontier costs each a year: Google's own chips save, open followers pay
    `follower_cost_ratio` for the same capability. What has spread to all lowers it for all."""
    level = sunk_cost(p, t) * jnp.exp(-jnp.min(x["technique"]))
    found: Array = level * jnp.ones(6).at[GOOGLE].set(1.0 - p.custom_chip_saving).at[OPEN].set(
        p.follower_cost_ratio
    )
    return found


def industry(x: Any, p: Any, t: Any) -> Values:
    """Revenue by developer, concentration, prices, how many can live, what entry costs.

    OpenAI's revenue is the run's; others have what customers pay them. Each spends the frontier's
    cost by its share of the best compute; who counts as able to live pays it whole. Entry is dear
    by as many years of a median rival's revenue as the frontier costs a year.
    """
    paid = x["paid_share"]
    rivals = (paid * x["market_now"] * x["market_level"]).at[OPENAI].set(0.0)
    revenue = rivals.at[OPENAI].set(4.0 * x["revenue"])
    frontier, compute = frontier_costs(x, p, t), x["compute_of"]
    costs = frontier * compute / jnp.maximum(jnp.max(compute), TINY)
    whole = jnp.maximum(jnp.sum(revenue), TINY)
    gw = jnp.concatenate([x["gw_in_all"][None], x["rival_gw"]])
    earned = p.model_margin * whole - jnp.sum(costs)
    sold = jnp.stack([revenue[n] for n in (GOOGLE, XAI, ANTHROPIC, OPEN)])
    level = frontier[OPENAI]
    return {
        "developer_revenue": revenue,
        "developer_share": revenue / whole,
        "sunk_cost": level,
        "hhi_revenue": index(revenue),
        "hhi_compute": index(gw),
        "hhi_use": index(x["use_share"]),
        "top_share": jnp.max(revenue) / whole,
        "viable": viable(
            x["developer_quality"],
            frontier,
            pool=p.model_margin * whole,
            xi=p.profit_return_to_quality,
        ),
        "price_index": premium(open_lead(x["developer_quality"]), p),
        "entry_years": level / jnp.maximum(jnp.median(sold), TINY),
        "open_use": x["use_share"][META] + x["use_share"][OPEN],
        "return_on_capital": earned / jnp.maximum(p.capex_usd_bn_per_gw * jnp.sum(gw), TINY),
    }


def survival(x: Any, p: Any, t: Any) -> Values:
    """Who still pays what following costs, by developer, and how those who raise money end.

    Google, Meta and open followers stop when following, `follower_cost_ratio` of the frontier's
    cost, passes the part `follower_spending_share` of what they can pay. xAI and Anthropic have to
    pay the take-or-pay floor of their compute and what goes with it: when their cash is short of
    it, they are rescued by those who hold them, sold to who pays on, or bankrupt, with stated
    probabilities. At the frontier is who can pay `frontier_cost_share` of its cost.
    """
    follow = p.follower_cost_ratio * x["sunk_cost"]
    place = jnp.array([n - 1 for n in RAISERS])
    before = began(x, "rival_fate", t, first=jnp.zeros(2))
    left = x["rival_left"]
    broke = (left < 0.0) & (before < FATES.index("sold"))
    luck = jnp.stack([x.shock.uniform("fate of xai"), x.shock.uniform("fate of anthropic")])
    drawn = (
        1.0 + (luck > p.rival_rescue_chance) + (luck > p.rival_rescue_chance + p.rival_sale_chance)
    )
    fate = jnp.where(broke, drawn, before)
    saved = broke & (fate == FATES.index("rescued"))
    ended = fate == FATES.index("bankrupt")
    patient = follow <= p.follower_spending_share * x["rival_capacity"]
    standing = jnp.asarray(patient, float).at[place].set(1.0 - ended)
    standing = jnp.minimum(began(x, "rival_standing", t, first=jnp.ones(5)), standing)
    lists = jnp.stack([x.shock.uniform("listing of xai"), x.shock.uniform("listing of anthropic")])
    chance = 1.0 - jnp.exp(-p.listing_rate_per_year / 4)
    able = x["developer_revenue"][place + 1] >= p.listing_revenue_usd_bn
    listed = jnp.where((lists < chance) & able & (fate == 0) & (p.rivals_window > 0), 1.0, 0.0)
    listed_before = began(x, "rival_listed", t, first=jnp.zeros(2))
    offered = jnp.minimum(p.offering_usd_bn, 2.0 * p.raise_cap_share * x["rival_worth"])
    offered = offered * jnp.maximum(listed - listed_before, 0.0)
    years = 4.0 * p.rescue_years * jnp.maximum(x["rival_burn"], 0.0)
    front = x["rival_for_models"] >= p.frontier_cost_share * x["sunk_cost"]
    front = jnp.asarray(front, float) * standing
    return {
        "rival_cash": jnp.where(saved, years, jnp.maximum(left, 0.0)) + offered,
        "rival_fate": fate,
        "rival_listed": jnp.maximum(listed_before, listed),
        "rival_standing": standing,
        "developer_stands": jnp.concatenate([jnp.asarray(x["alive"], float)[None], standing]),
        "at_frontier": jnp.concatenate([_openai_front(x, p)[None], front]),
    }


def _openai_front(x: Any, p: Any) -> Array:
    spent = 4.0 * jnp.sum(x["rent"])
    found: Array = jnp.where(spent >= p.frontier_cost_share * x["sunk_cost"], 1.0, 0.0) * x["alive"]
    return found


def outcomes(x: Any, p: Any, t: Any) -> Values:
    """Class of the industry and how it would end, one of each: shares of draws when averaged.

    Monopoly: the first sells c1_mono of it; open ecosystem: open weights carry
    `open_ecosystem_use_share` of use; else oligopoly. A monopoly or oligopoly that earns at most
    `regulated_return` on its capital is a utility; one whose return is below nothing makes losses,
    which no regulator sets.
    """
    open_ = x["open_use"] >= p.open_ecosystem_use_share
    alone = (x["top_share"] >= p.monopoly_share) & ~open_
    few = ~alone & ~open_
    losing = (x["return_on_capital"] < 0.0) & ~open_
    poor = (x["return_on_capital"] <= p.regulated_return) & ~open_ & ~losing
    rich = ~losing & ~poor
    classes = jnp.stack([alone, few, open_]).astype(float)
    ends = jnp.stack([losing, poor, alone & rich, few & rich, open_]).astype(float)
    fates = jnp.stack([_fate(x, n) for n in range(len(RAISERS))])
    return {"industry_class": classes, "industry_end": ends, "rival_end": fates}


def _fate(x: Any, n: int) -> Array:
    """Listed, sold, rescued, bankrupt or private: one of them for one that raises money."""
    fate, listed = x["rival_fate"][n], x["rival_listed"][n] > 0
    stands = fate == 0
    found = jnp.stack(
        [
            stands & listed,
            fate == FATES.index("sold"),
            fate == FATES.index("rescued"),
            fate == FATES.index("bankrupt"),
            stands & ~listed,
        ]
    )
    return found.astype(float)


BEHAVIOURS: tuple[Quarter, ...] = (industry, survival, outcomes)
