"""M10, valuation in the run: the value of the equity, and the mark that the last round left."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, began
from caploop.model.terms.parties import HOLDERS, INVESTORS
from caploop.sfc import Series

TO_2030 = 20
MARKET = HOLDERS.index("market")
GIVES = (
    Series("market", "1", says="change of the market in the quarter, in logarithms"),
    Series("sentiment", "1", says="part of the value that is sentiment, in logarithms"),
    Series("rate_before", "1/yr", says="rate of interest of the quarter"),
    Series("value_change", "1", says="change of the value net of new money, in logarithms"),
    Series("value", "USD bn", says="value of OpenAI's equity before new money"),
    Series("offer_given", "USD bn/qtr", axes="holder", says="what a low offering price gives"),
    Series("mark", "USD bn", says="price of the last round"),
    Series("mark_age", "qtr", says="quarters since then"),
    Series("mark_stale", "share", says="1 where the mark is stale"),
    Series("down_round", "share", says="1 where a round came below the mark"),
    Series("quarters_listed", "qtr", says="quarters since the listing"),
    Series("preferences", "USD bn", says="what preferred shares get first"),
    Series("value_held", "USD bn", says="value to holders who cannot sell"),
    Series("put_in", "USD bn/qtr", axes="holder", says="paid for shares in money or work"),
)


def fair_value(x: Any, p: Any, t: Any) -> Values:
    """Value of the equity before new money, USD bn, and its change in logarithms net of new money.

    What last quarter left, new money and converted debt included, grows at the cost of capital and
    moves with news of revenue against plan, with interest, the market, its own shocks, and by a
    jump after a round: up where it came, down where it failed or came at a lower price. Part of its
    own shocks is sentiment that fades at `sentiment_persistence` a quarter (sections 11, 13, 17.5).
    Nothing is left after a bankruptcy.
    """
    market = p.market_volatility / 2 * x.shock.normal("market")
    spread = jnp.sqrt(jnp.maximum(p.value_volatility**2 - p.market_volatility**2, 0.0)) / 2
    fresh = jnp.where(
        t <= 1,
        0.0,
        jnp.sqrt(p.sentiment_part_of_value_shocks) * spread * x.shock.normal("valuation"),
    )
    sentiment = p.sentiment_persistence * x.lag("sentiment") + fresh
    lasting = (
        jnp.sqrt(1.0 - p.sentiment_part_of_value_shocks) * spread * x.shock.normal("own value")
    )
    rate = jnp.where(t <= TO_2030, p.discount_rate_to_2030, p.discount_rate_after_2030)
    drift = jnp.log1p(rate) / 4 - p.value_volatility**2 / 8
    drift = drift + p.value_response_to_news * x.lag("surprise_news")
    drift = drift - p.value_duration_years * (
        p.base_rate - began(x, "rate_before", t, first=p.base_rate)
    )
    came = x.lag("round_asked") - x.lag("round_failed")
    jump = p.value_rise_after_round * came - p.value_fall_after_round * (
        x.lag("round_failed") + x.lag("down_round")
    )
    change = drift + jump + market + sentiment - x.lag("sentiment") + lasting
    change = jnp.where(t <= 1, 0.0, change)
    carried = x.lag("value_after") + x.lag("notes_converted") + x.lag("acquired")
    worth = jnp.where(t <= 1, p.pre_money_usd_bn, carried * jnp.exp(change)) * x["alive"]
    return {
        "market": market,
        "sentiment": sentiment,
        "rate_before": p.base_rate,
        "value_change": change,
        "value": worth,
    }


def listing(x: Any, p: Any, t: Any) -> Values:
    """What the price of a public offering below the value gives its buyers, by holder, USD bn.

    They pay value less `offering_discount` (section 4); the rest of what their shares are worth is
    a gift of those who held before.
    """
    raised = x["offering_cheques"][INVESTORS.index("market")]
    given = raised * p.offering_discount / (1.0 - p.offering_discount)
    return {"offer_given": jnp.zeros(len(HOLDERS)).at[MARKET].set(given)}


def marking(x: Any, p: Any, t: Any) -> Values:
    """The mark: the price after the last round until the next, quarters since, stale or not.

    A listed company is marked at its value each quarter. The round of February 2026 counts whole at
    the post-money that was signed, although its tranches come later. A round below the last mark by
    more than `down_round_tolerance` is a down round. Holders of shares from before the offering
    cannot sell for `lockup_quarters` quarters; until then `value_held` is the value less
    `illiquidity_discount`. Preferences end when preferred converts on listing.
    """
    opened = jnp.where(t <= 1, 1.0, 0.0) * p.funding_on
    came = x["round_asked"] - x["round_failed"]
    before = began(x, "mark", t, first=p.value_2025_usd_bn)
    listed = x["listed"]
    price = jnp.where(opened > 0, p.post_money_usd_bn, x["value_after"])
    priced = jnp.maximum(jnp.maximum(opened, came), listed)
    age = (began(x, "mark_age", t, first=1.0) + 1.0) * (1.0 - priced)
    since = (x.lag("quarters_listed") + 1.0) * listed
    free = jnp.where(since > p.lockup_quarters, 1.0, 0.0)
    equity = jnp.sum(x["cheques"]) * (1.0 - listed)
    preferences = (began(x, "preferences", t, first=p.earlier_preferences_usd_bn) + equity) * (
        1.0 - listed
    )
    low = jnp.where(x["value"] < before * (1.0 - p.down_round_tolerance), 1.0, 0.0)
    return {
        "mark": priced * price + (1.0 - priced) * before,
        "mark_age": age,
        "mark_stale": jnp.where(age > p.stale_mark_quarters, 1.0, 0.0),
        "down_round": low * came * (1.0 - opened) * (1.0 - listed),
        "quarters_listed": since,
        "preferences": preferences,
        "value_held": x["value_after"] * (1.0 - p.illiquidity_discount * (1.0 - free)),
    }


def put_in(x: Any, p: Any, t: Any) -> Values:
    """What each holder paid for shares this quarter, in money, work or assets, USD bn by holder."""
    paid = jnp.zeros(len(HOLDERS)).at[: len(INVESTORS)].set(x["cheques"])
    paid = paid.at[HOLDERS.index("employees")].add(
        p.stock_compensation_usd_bn_per_year / 4 * x["alive"]
    )
    paid = paid.at[HOLDERS.index("government")].add(x["support_cheque"])
    return {"put_in": paid.at[MARKET].add(x["acquired"] + x["notes_converted"])}
