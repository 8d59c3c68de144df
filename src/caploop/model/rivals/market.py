"""M9, the market for models: shares, prices, sunk costs, how many can live, how it ends."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Quarter, Values, began

OPENAI, GOOGLE, META, XAI, ANTHROPIC, OPEN = range(6)
RAISERS = (XAI, ANTHROPIC)
"""Those that live on money from outside beside OpenAI."""
FATES = ("stands", "rescued", "sold", "bankrupt")
CLASSES = ("monopoly", "oligopoly", "open")
ENDS = ("losses", "utility", "monopoly", "oligopoly", "open")
TINY = 1e-9
SHAPES = {"rival_cash": (2,), "rival_fate": (2,), "rival_listed": (2,)}
READS = (
    *(
        "F_26",
        "g_F",
        "n_F",
        "rho_f",
        "s_asic",
        "disc_o",
        "xi",
        "margin_F",
        "kappa",
        "rivals_window",
    ),
    *("k_reg", "c1_mono", "open_half", "part_front", "patience", "rival_cash_held"),
    *("p_rescue_r", "p_sale_r", "lam_list", "R_list", "n_rescue"),
)


def use_shares(quality: Array, xi: Any, *, standing: Array) -> Array:
    """Shares of use by developer: a logit in quality among those who stand; they sum to 1."""
    apart = xi * (quality - jnp.max(quality))
    weight = jnp.exp(apart) * standing
    found: Array = weight / jnp.maximum(jnp.sum(weight), TINY)
    return found


def premium(gap: Any, p: Any) -> Array:
    """Price of closed models against no open rival at all: 1 - disc_o sigmoid(-gap), `gap` being
    how far the best closed model is ahead of the best open one, in logits (section 10)."""
    found: Array = 1.0 - p.disc_o * jax.nn.sigmoid(-gap)
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
    return jnp.stack([closed, closed, free, closed, closed, jnp.asarray(1.0 - p.disc_o)])


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
    """R&D compute of a developer at the frontier, USD bn a year: F_26 growing at g_F at first; its
    growth fades over n_F years, as the literal g_F for ever would pass the world's output."""
    years = (t - 1.0) / 4
    found: Array = p.F_26 * jnp.exp(jnp.log(p.g_F) * p.n_F * (1.0 - jnp.exp(-years / p.n_F)))
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
    """What the frontier costs each a year: Google's own chips save, open followers pay rho_f for
    the same capability. What has spread to all lowers it for all."""
    level = sunk_cost(p, t) * jnp.exp(-jnp.min(x["technique"]))
    found: Array = level * jnp.ones(6).at[GOOGLE].set(1.0 - p.s_asic).at[OPEN].set(p.rho_f)
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
    earned = p.margin_F * whole - jnp.sum(costs)
    sold = jnp.stack([revenue[n] for n in (GOOGLE, XAI, ANTHROPIC, OPEN)])
    level = frontier[OPENAI]
    return {
        "developer_revenue": revenue,
        "developer_share": revenue / whole,
        "developer_profit": p.margin_F * revenue - costs,
        "sunk_cost": level,
        "hhi_revenue": index(revenue),
        "hhi_compute": index(gw),
        "hhi_use": index(x["use_share"]),
        "top_share": jnp.max(revenue) / whole,
        "viable": viable(x["developer_quality"], frontier, pool=p.margin_F * whole, xi=p.xi),
        "price_index": premium(open_lead(x["developer_quality"]), p),
        "entry_years": level / jnp.maximum(jnp.median(sold), TINY),
        "open_use": x["use_share"][META] + x["use_share"][OPEN],
        "return_on_capital": earned / jnp.maximum(p.kappa * jnp.sum(gw), TINY),
    }


def survival(x: Any, p: Any, t: Any) -> Values:
    """Who still pays what following costs, by developer, and how those who raise money end.

    Google, Meta and open followers stop when following, rho_f of the frontier's cost, passes the
    part `patience` of what they can spend. xAI and Anthropic have to pay the take-or-pay floor of
    their compute: when all they can find and their cash are short of it, they are rescued by those
    who hold them, sold, or bankrupt, with stated probabilities.
    """
    follow = p.rho_f * x["sunk_cost"]
    capacity, spent = x["rival_capacity"], x["rival_spent"]
    place = jnp.array([n - 1 for n in RAISERS])
    before = began(x, "rival_fate", t, first=jnp.zeros(2))
    cash = began(x, "rival_cash", t, first=p.rival_cash_held[place])
    short = jnp.maximum(x["rival_due"][place] - capacity[place], 0.0) / 4
    broke = (cash < short) & (before < FATES.index("sold"))
    luck = jnp.stack([x.shock.uniform("fate of xai"), x.shock.uniform("fate of anthropic")])
    drawn = 1.0 + (luck > p.p_rescue_r) + (luck > p.p_rescue_r + p.p_sale_r)
    fate = jnp.where(broke, drawn, before)
    saved = broke & (fate == FATES.index("rescued"))
    left = jnp.where(saved, 4.0 * p.n_rescue * short, jnp.maximum(cash - short, 0.0))
    ended = fate == FATES.index("bankrupt")
    patient = follow <= p.patience * capacity
    standing = jnp.asarray(patient, float).at[place].set(1.0 - ended)
    standing = jnp.minimum(began(x, "rival_standing", t, first=jnp.ones(5)), standing)
    lists = jnp.stack([x.shock.uniform("listing of xai"), x.shock.uniform("listing of anthropic")])
    chance = 1.0 - jnp.exp(-p.lam_list / 4)
    able = x["developer_revenue"][place + 1] >= p.R_list
    listed = jnp.where((lists < chance) & able & (fate == 0) & (p.rivals_window > 0), 1.0, 0.0)
    front = jnp.asarray(spent >= p.part_front * x["sunk_cost"], float) * standing
    return {
        "rival_cash": left,
        "rival_fate": fate,
        "rival_listed": jnp.maximum(began(x, "rival_listed", t, first=jnp.zeros(2)), listed),
        "rival_standing": standing,
        "developer_stands": jnp.concatenate([jnp.asarray(x["alive"], float)[None], standing]),
        "at_frontier": jnp.concatenate([_openai_front(x, p)[None], front]),
    }


def _openai_front(x: Any, p: Any) -> Array:
    spent = 4.0 * jnp.sum(x["rent"])
    found: Array = jnp.where(spent >= p.part_front * x["sunk_cost"], 1.0, 0.0) * x["alive"]
    return found


def outcomes(x: Any, p: Any, t: Any) -> Values:
    """Class of the industry and how it would end, one of each: shares of draws when averaged.

    Monopoly: the first sells c1_mono of it; open ecosystem: open weights carry `open_half` of use;
    else oligopoly. A monopoly or oligopoly that earns at most k_reg on its capital is a utility;
    one whose return is below nothing makes losses, which no regulator sets.
    """
    open_ = x["open_use"] >= p.open_half
    alone = (x["top_share"] >= p.c1_mono) & ~open_
    few = ~alone & ~open_
    losing = (x["return_on_capital"] < 0.0) & ~open_
    poor = (x["return_on_capital"] <= p.k_reg) & ~open_ & ~losing
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
