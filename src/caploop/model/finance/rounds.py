"""M3, a round that clears: size from need, price from value, money from what investors have.

A round that is refused comes back after the interval between rounds: for what investors then have,
and at a discount to the value that the first time nobody would have taken.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, began, opened
from caploop.model.terms.parties import INVESTORS
from caploop.sfc import Series

STRATEGIC = ("nvidia", "amazon", "microsoft", "softbank")
PLACES = tuple(INVESTORS.index(name) for name in STRATEGIC)
MARKET = INVESTORS.index("market")
TINY = 1e-9
LEAST_PRICE = 2.0
"""A first ask is for no more than this many times the value, however high the last mark is."""
GIVES = (
    Series("need", "USD bn", says="what the next four quarters leave unpaid"),
    Series("round_asked", "share", says="1 where a new round is asked for"),
    Series("round_odds", "1", says="appetite of investors at the value, in log odds"),
    Series("since_round", "qtr", says="quarters since a round was asked for"),
    Series("round_chance", "share", says="chance that it is not refused"),
    Series("round_failed", "share", says="1 where it is refused"),
    Series("refused", "share", says="1 from a refusal until a round comes"),
    Series("round_filled", "share", says="part of the equity asked for that comes"),
    Series("round_discount", "share", says="price of a round that comes below the value"),
    Series("round_cheques", "USD bn/qtr", axes="investor", says="equity of a new round"),
    Series("debt_raised", "USD bn/qtr", says="debt of a new round"),
)


def asking(x: Any, p: Any, t: Any) -> Values:
    """What the next four quarters leave unpaid, whether a round is asked for, and the appetite.

    The need looks ahead along the plan scaled by the last surprise, without foresight of shocks
    (section 17.5). Appetite is logit in surprise, market, runway and the share of cash that is
    suppliers' own money (section 4). Between two asks lie `round_interval_quarters` at least.
    """
    ahead = p.burn_ahead[t - 1] * x["plan_kept"] + 4.0 * x["burn_over_plan"]
    least = p.least_cash_months * x["monthly_cost"]
    coming = jnp.sum(x["agreed_cheques"] + x["offering_cheques"])
    need = jnp.maximum(least + ahead + x["debt_due_ahead"] - x["cash"] - coming, 0.0)
    runway = jnp.clip(x["cash"] / jnp.maximum(ahead / 4, 0.25), 0.0, 8.0)
    since = opened(x, p, t, name="since_round", first=0.0) + 1.0
    odds = (
        p.round_intercept
        + p.round_weight_of_growth * x.lag("surprise")
        + p.round_weight_of_market * x["market"]
        + p.round_weight_of_runway * (runway - 4.0)
        - p.round_weight_of_circularity * x.lag("circular_share")
    )
    asked = (need > 0) * (since >= p.round_interval_quarters) * x["alive"]
    asked = asked * p.window_open * p.funding_on * (1.0 - x["observed"])
    return {
        "need": need,
        "round_asked": asked,
        "round_odds": odds,
        "since_round": since * (1.0 - asked),
    }


def clearing(x: Any, p: Any, t: Any) -> Values:
    """Size and price at which a round clears, whose money it is, and whether it is refused.

    Asked is the need, up to a share of the value that rises with it (section 7), in debt as far as
    lenders go. At a discount d investors give the share 1 / (1 + exp(-(odds + luck + weight d))) of
    all they have for one round. The company takes the least discount that fills it. The first time
    it goes no lower than the last mark less `down_round_tolerance`, and below `least_fill_share`
    there is no round; when it comes back it takes what there is, at a discount up to
    `comeback_discount_cap_share`.
    """
    again = x.lag("refused")
    room = p.raise_cap_share * jnp.maximum(
        1.0 + p.feedback_to_raise_cap * x.lag("value_change"), 0.0
    )
    size = jnp.minimum(x["need"], room * x["value"]) * x["round_asked"]
    debt = debt_in(x, p, size=size)
    equity = size - debt
    most = capacity(x, p)
    limit = jnp.where(again > 0, p.comeback_discount_cap_share, _first_limit(x, p, t))
    share = equity / jnp.maximum(jnp.sum(most), TINY)
    keen = x["round_odds"] - _logit(x.shock.uniform("round"))
    weight = p.round_weight_of_discount
    asked = jnp.where(share < 1.0, (_logit(share) - keen) / weight, limit)
    discount = jnp.clip(asked, jnp.minimum(limit, 0.0), limit)
    offered = jnp.sum(most) * jax.nn.sigmoid(keen + weight * discount)
    filled = jnp.minimum(offered / jnp.maximum(equity, TINY), 1.0)
    least = p.least_fill_share * (1.0 - again)
    chance = jax.nn.sigmoid(x["round_odds"] + weight * limit - _logit(least * share))
    came = x["round_asked"] * x.gate("round", least - filled)
    failed = x["round_asked"] - came
    return {
        "round_chance": jnp.where(again > 0, 1.0, chance),
        "round_failed": failed,
        "refused": jnp.where(came > 0, 0.0, jnp.maximum(again, failed)),
        "round_filled": filled * came,
        "round_discount": discount * came,
        "round_cheques": allotted(x, p, equity=equity * filled * came, most=most),
        "debt_raised": debt * filled * came,
    }


def debt_in(x: Any, p: Any, *, size: Any) -> Any:
    """Debt in new money, USD bn: its share, as far as lenders go: `debt_over_revenue` times the
    quarter's revenue over a year, less what is owed and does not fall due now."""
    room = p.debt_over_revenue * 4.0 * x["revenue"] - (x["debt"] - x["debt_due"])
    return jnp.minimum(size * p.debt_share_of_new_money, jnp.maximum(room, 0.0))


def capacity(x: Any, p: Any) -> Array:
    """Most that each investor puts into one round, USD bn: strategic ones a share of their own
    cash, the market `market_round_usd_bn`, once listed no less than what an offering brings."""
    market = p.market_round_usd_bn
    market = jnp.where(x["listed"] > 0, jnp.maximum(market, p.offering_usd_bn), market)
    places = jnp.array(PLACES)
    most = p.cheque_cap_share * x["investor_cash"][places]
    return jnp.zeros(len(INVESTORS)).at[places].set(most).at[MARKET].set(market)


def allotted(x: Any, p: Any, *, equity: Array, most: Array) -> Array:
    """Whose cheques make up the equity, USD bn by investor: strategic investors the share
    `strategic_share_of_rounds`, the market the rest, each as far as it goes and then the other.

    A vendor whose guidance leaves a hole that OpenAI must fill takes a larger part.
    """
    places = jnp.array(PLACES)
    keen = (
        jnp.ones(len(PLACES)).at[STRATEGIC.index("nvidia")].add(p.hole_response * x["hole_share"])
    )
    part = jnp.minimum(equity * p.strategic_share_of_rounds * keen / jnp.sum(keen), most[places])
    market = jnp.minimum(equity - jnp.sum(part), most[MARKET])
    left = most[places] - part
    short = equity - jnp.sum(part) - market
    part = part + short * left / jnp.maximum(jnp.sum(left), TINY)
    return jnp.zeros(len(INVESTORS)).at[places].set(part).at[MARKET].set(market)


def _first_limit(x: Any, p: Any, t: Any) -> Array:
    """Discount to the value at which a round is as far below the last mark as is tolerated; below
    nothing where the value has fallen further than that."""
    mark = began(x, "mark", t, first=p.value_2025_usd_bn) * (1.0 - p.down_round_tolerance)
    limit = 1.0 - mark / jnp.maximum(x["value"], TINY)
    return jnp.clip(limit, 1.0 - LEAST_PRICE, p.comeback_discount_cap_share)


def _logit(share: Any) -> Array:
    held = jnp.clip(share, TINY, 1.0 - TINY)
    return jnp.log(held) - jnp.log1p(-held)
