"""M10, valuation in the run: the value of the equity, and the mark that the last round left."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, began
from caploop.model.terms.parties import HOLDERS, INVESTORS

TO_2030 = 20
MARKET = HOLDERS.index("market")
READS = (
    *("V_pre", "V_2025Q4", "V_post", "k_10", "k_p", "eta_V", "dur_V", "r_base"),
    *("sig_V", "sig_M", "sh_S", "ar_S", "j_up", "j_down", "dtol"),
    *("dlom", "n_lockup", "n_stale", "ipo_disc", "pref_before", "sbc", "funding_on"),
)


def fair_value(x: Any, p: Any, t: Any) -> Values:
    """Value of the equity before new money, USD bn, and its change in logarithms net of new money.

    What last quarter left, new money and converted debt included, grows at the cost of capital and
    moves with news of revenue against plan, with interest, the market, its own shocks, and by a
    jump after a round: up where it came, down where it failed or came at a lower price. Part of its
    own shocks is sentiment that fades at ar_S a quarter (sections 11, 13, 17.5). Nothing is left
    after a bankruptcy.
    """
    market = p.sig_M / 2 * x.shock.normal("market")
    spread = jnp.sqrt(jnp.maximum(p.sig_V**2 - p.sig_M**2, 0.0)) / 2
    fresh = jnp.where(t <= 1, 0.0, jnp.sqrt(p.sh_S) * spread * x.shock.normal("valuation"))
    sentiment = p.ar_S * x.lag("sentiment") + fresh
    lasting = jnp.sqrt(1.0 - p.sh_S) * spread * x.shock.normal("own value")
    rate = jnp.where(t <= TO_2030, p.k_10, p.k_p)
    drift = jnp.log1p(rate) / 4 - p.sig_V**2 / 8
    drift = drift + p.eta_V * x.lag("surprise_news")
    drift = drift - p.dur_V * (p.r_base - began(x, "rate_before", t, first=p.r_base))
    came = x.lag("round_asked") - x.lag("round_failed")
    jump = p.j_up * came - p.j_down * (x.lag("round_failed") + x.lag("down_round"))
    change = drift + jump + market + sentiment - x.lag("sentiment") + lasting
    change = jnp.where(t <= 1, 0.0, change)
    carried = x.lag("value_after") + x.lag("notes_converted") + x.lag("acquired")
    worth = jnp.where(t <= 1, p.V_pre, carried * jnp.exp(change)) * x["alive"]
    return {
        "market": market,
        "sentiment": sentiment,
        "rate_before": p.r_base,
        "value_change": change,
        "value": worth,
    }


def listing(x: Any, p: Any, t: Any) -> Values:
    """What the price of a public offering below the value gives its buyers, by holder, USD bn.

    They pay value less `ipo_disc` (section 4); the rest of what their shares are worth is a gift of
    those who held before.
    """
    raised = x["offering_cheques"][INVESTORS.index("market")]
    given = raised * p.ipo_disc / (1.0 - p.ipo_disc)
    return {"offer_given": jnp.zeros(len(HOLDERS)).at[MARKET].set(given)}


def marking(x: Any, p: Any, t: Any) -> Values:
    """The mark: the price after the last round until the next, quarters since, stale or not.

    A listed company is marked at its value each quarter. The round of February 2026 counts whole
    at the post-money that was signed, although its tranches come later. A round below the last
    mark by more than `dtol` is a down round. Holders of shares from before the offering cannot
    sell for `n_lockup` quarters; until then `value_held` is the value less `dlom`. Preferences end
    when preferred converts on listing.
    """
    opened = jnp.where(t <= 1, 1.0, 0.0) * p.funding_on
    came = x["round_asked"] - x["round_failed"]
    before = began(x, "mark", t, first=p.V_2025Q4)
    listed = x["listed"]
    price = jnp.where(opened > 0, p.V_post, x["value_after"])
    priced = jnp.maximum(jnp.maximum(opened, came), listed)
    age = (began(x, "mark_age", t, first=1.0) + 1.0) * (1.0 - priced)
    since = (x.lag("quarters_listed") + 1.0) * listed
    free = jnp.where(since > p.n_lockup, 1.0, 0.0)
    equity = jnp.sum(x["cheques"]) * (1.0 - listed)
    preferences = (began(x, "preferences", t, first=p.pref_before) + equity) * (1.0 - listed)
    low = jnp.where(x["value"] < before * (1.0 - p.dtol), 1.0, 0.0)
    return {
        "mark": priced * price + (1.0 - priced) * before,
        "mark_age": age,
        "mark_stale": jnp.where(age > p.n_stale, 1.0, 0.0),
        "down_round": low * came * (1.0 - opened) * (1.0 - listed),
        "quarters_listed": since,
        "preferences": preferences,
        "value_held": x["value_after"] * (1.0 - p.dlom * (1.0 - free)),
    }


def put_in(x: Any, p: Any, t: Any) -> Values:
    """What each holder paid for shares this quarter, in money, work or assets, USD bn by holder."""
    paid = jnp.zeros(len(HOLDERS)).at[: len(INVESTORS)].set(x["cheques"])
    paid = paid.at[HOLDERS.index("employees")].add(p.sbc / 4 * x["alive"])
    paid = paid.at[HOLDERS.index("government")].add(x["support_cheque"])
    return {"put_in": paid.at[MARKET].add(x["acquired"] + x["notes_converted"])}
