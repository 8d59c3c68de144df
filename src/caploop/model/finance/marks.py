"""M10, valuation in the run: the value of the equity, and the mark that the last round left."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, began
from caploop.model.terms.parties import HOLDERS, INVESTORS
from caploop.sfc import Series

MARKET = HOLDERS.index("market")
TINY = 1e-9
LEAST_FADE = 1e-9
ALMOST = 1.0 - 1e-9
"""A first ask may go as low as is tolerated: that is no down round, whatever it rounds to."""
GIVES = (
    Series("market", "1", says="change of the market in the quarter, in logarithms"),
    Series("sentiment", "1", says="part of the premium that fades soon, in logarithms"),
    Series("lasting", "1", says="the rest of it, in logarithms"),
    Series("premium", "1", says="price of the business over its own cash flow"),
    Series("value_change", "1", says="change of the value net of new money, in logarithms"),
    Series("value", "USD bn", says="value of OpenAI's equity before new money"),
    Series("offer_given", "USD bn/qtr", axes="holder", says="what a price below the value gives"),
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

    It is the anchor, what the business is worth by its own cash flow, times a premium, less what is
    burnt until then, plus cash less debt (`anchor`); never less than what a bankruptcy would bring
    for the business, and nothing after one. At the start it is the price that was signed: what that
    leaves is the premium of the opening. The premium goes back to one: the share
    `premium_fade_per_year` of it a year, the part that is sentiment as `sentiment_persistence` has
    it. The market and its own shocks move it, and a round, which came as it was asked for or did
    not; of all these the expectation is taken off, so that without news the value before burn
    grows at the cost of capital, and by what is left of the opening's premium to close
    (sections 11, 13, 17.5).
    """
    market = p.market_volatility / 2 * x.shock.normal("market")
    quick, slow = _shocks(p)
    later = jnp.where(t <= p.first_quarter, 0.0, 1.0)
    kept = (1.0 - p.premium_fade_per_year) ** 0.25
    sentiment = p.sentiment_persistence * x.lag("sentiment")
    sentiment = sentiment + later * quick * x.shock.normal("valuation")
    moved = market + slow * x.shock.normal("own value") + _after_round(x, p)
    lasting = jnp.where(
        t <= p.first_quarter, opening_premium(x, p), kept * x.lag("lasting") + moved
    )
    since = jnp.maximum(t - p.first_quarter, 0.0)
    variance = _so_far(p.market_volatility**2 / 4 + slow**2, kept=kept, n=since)
    variance = variance + _so_far(quick**2, kept=p.sentiment_persistence, n=since)
    premium = jnp.exp(lasting + sentiment - variance / 2)
    worth = premium * x["business_value"]
    value = jnp.maximum(worth - x["burn_value"] + x["net_cash"], p.estate_price_ratio * worth)
    value = value * x["alive"]
    carried = x.lag("value_after") + x.lag("notes_converted") + x.lag("acquired")
    change = jnp.log(jnp.maximum(value, TINY) / jnp.maximum(carried, TINY))
    return {
        "market": market,
        "sentiment": sentiment,
        "lasting": lasting,
        "premium": premium,
        "value_change": jnp.where((t <= p.first_quarter) | (value <= 0), 0.0, change),
        "value": value,
    }


def opening_premium(x: Any, p: Any) -> Any:
    """Premium, in logarithms, at which the anchor is the price before the round that was signed, at
    which all was paid in that has come of it since."""
    signed = p.pre_money_usd_bn + x.lag("paid_in") + x["burn_value"] - x["net_cash"]
    return jnp.log(jnp.maximum(signed, 1.0) / x["business_value"])


def _shocks(p: Any) -> tuple[Any, Any]:
    """Standard deviations a quarter of what fades as sentiment and of what fades slowly, without
    the market's."""
    own = jnp.sqrt(jnp.maximum(p.value_volatility**2 - p.market_volatility**2, 0.0)) / 2
    part = p.sentiment_part_of_value_shocks
    return jnp.sqrt(part) * own, jnp.sqrt(1.0 - part) * own


def _so_far(variance: Any, *, kept: Any, n: Any) -> Any:
    """Variance after n shocks of which the part `kept` is left each quarter."""
    left = jnp.minimum(kept**2, 1.0 - LEAST_FADE)
    return variance * (1.0 - left**n) / (1.0 - left)


def _after_round(x: Any, p: Any) -> Any:
    """Move of the premium after a round was asked for, less its expectation by the chance that the
    round had, in logarithms."""
    came = x.lag("round_asked") - x.lag("round_failed")
    jump = p.value_rise_after_round * came - p.value_fall_after_round * x.lag("round_failed")
    chance = x.lag("round_chance")
    up, down = jnp.exp(p.value_rise_after_round), jnp.exp(-p.value_fall_after_round)
    return jump - x.lag("round_asked") * jnp.log(chance * up + (1.0 - chance) * down)


def listing(x: Any, p: Any, t: Any) -> Values:
    """What a price below the value gives those who buy, of an offering or of a round, by holder,
    USD bn.

    They pay value less `offering_discount` (section 4), or less the discount at which the round
    cleared; the rest of what their shares are worth is a gift of those who held before, and below
    nothing where they pay more.
    """
    raised = x["offering_cheques"][INVESTORS.index("market")]
    given = raised * p.offering_discount / (1.0 - p.offering_discount)
    discount = x["round_discount"]
    cleared = x["round_cheques"] * discount / (1.0 - discount)
    given = jnp.zeros(len(HOLDERS)).at[MARKET].set(given)
    return {"offer_given": given.at[: len(INVESTORS)].add(cleared)}


def marking(x: Any, p: Any, t: Any) -> Values:
    """The mark: the price after the last round until the next, quarters since, stale or not.

    A listed company is marked at its value each quarter. The round of February 2026 counts whole at
    the post-money that was signed, although its tranches come later. The price of a round is that
    at which it cleared; one below the last mark by more than `down_round_tolerance` is a down
    round. Holders of shares from before the offering
    cannot sell for `lockup_quarters` quarters; until then `value_held` is the value less
    `illiquidity_discount`. Preferences end when preferred converts on listing.
    """
    opened = jnp.where(t <= 1, 1.0, 0.0) * p.funding_on
    came = x["round_asked"] - x["round_failed"]
    before = began(x, "mark", t, first=p.value_2025_usd_bn)
    listed = x["listed"]
    paid = x["value_after"] - x["round_discount"] * x["value"]
    price = jnp.where(opened > 0, p.post_money_usd_bn, paid)
    priced = jnp.maximum(jnp.maximum(opened, came), listed)
    age = (began(x, "mark_age", t, first=1.0) + 1.0) * (1.0 - priced)
    since = (x.lag("quarters_listed") + 1.0) * listed
    free = jnp.where(since > p.lockup_quarters, 1.0, 0.0)
    equity = jnp.sum(x["cheques"]) * (1.0 - listed)
    preferences = (began(x, "preferences", t, first=p.earlier_preferences_usd_bn) + equity) * (
        1.0 - listed
    )
    sold_at = x["value"] * (1.0 - x["round_discount"])
    low = jnp.where(sold_at < before * (1.0 - p.down_round_tolerance) * ALMOST, 1.0, 0.0)
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
