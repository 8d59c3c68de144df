"""M3, funding: agreed cheques, a warrant, a public offering, and who owns what."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Quarter, Values, began, happens
from caploop.model.terms.parties import FIRST_YEAR, HOLDERS, INVESTORS
from caploop.sfc import Series

TRANCHES = (1, 2, 3, 4, 5, 6)
MN_TO_BN = 1e-3
TINY = 1e-9
GIVES = (
    Series("amd_price", "USD", says="AMD's share price"),
    Series("amd_high", "USD", says="the highest of it so far"),
    Series("amd_in_service", "GW", says="capacity on AMD's chips that came into service"),
    Series("amd_vested", "1", says="tranches of AMD's warrant that have vested"),
    Series("warrant_sale", "USD bn/qtr", says="shares of AMD sold"),
    Series("agreed_cheques", "USD bn/qtr", axes="investor", says="cheques agreed on before"),
    Series("letter_cheques", "USD bn/qtr", axes="investor", says="those only a letter names"),
    Series("listed", "share", says="1 once OpenAI is listed"),
    Series("offering_cheques", "USD bn/qtr", axes="investor", says="money that a listing brings"),
    Series("cheques", "USD bn/qtr", axes="investor", says="equity in all"),
    Series("paid_in", "USD bn", says="the same since the first quarter"),
    Series("owned_before", "share", axes="holder", says="shares of OpenAI held as it begins"),
    Series("owned", "share", axes="holder", says="shares of OpenAI held"),
    Series("value_after", "USD bn", says="value of OpenAI's equity after new money"),
)


def agreed(x: Any, p: Any, t: Any) -> Values:
    """Cheques that come without a new round, by investor, USD bn: those agreed by date, and those
    per GW of the old letter, which nobody is bound to pay (`letter_cheques`, part of the sum).

    The letter of intent is a superseded agreement; it pays only in draws where it comes back to
    life, with the probability `letter_conversion_chance` (section 4). An investor that has failed
    pays nothing more.
    """
    revived = x.gate("letter revived", p.letter_luck - p.letter_conversion_chance)
    nvidia = jnp.arange(len(INVESTORS)) == INVESTORS.index("nvidia")
    per_gw = (
        revived
        * p.nvidia_letter_usd_bn_per_gw
        * jnp.sum(x.lag("gw_added"))
        * x["chip_shares"][0]
        * nvidia
    )
    alive = x["alive"] * p.funding_on
    per_gw = per_gw * (1.0 - x["observed"])
    pays = jnp.concatenate([1.0 - x.lag("firm_failed"), jnp.ones(1)])
    dated = p.cheques_agreed[t - 1] * alive * pays
    return {
        "agreed_cheques": dated + per_gw * alive,
        "letter_cheques": per_gw * alive,
    }


def warrant(x: Any, p: Any, t: Any) -> Values:
    """AMD's warrant: a tranche for each GW of AMD chips in service whose price hurdle was reached.

    The share price is a geometric walk at `warrant_rate`; a vested tranche is sold at once, which
    counts as an investing inflow and lowers burn (sections 4, 5 and 17.6).
    """
    hurdles = jnp.stack([p[f"warrant_hurdle_usd_{n}"] for n in TRANCHES])
    step = (
        p.warrant_rate / 4 - p.amd_volatility**2 / 8 + p.amd_volatility / 2 * x.shock.normal("amd")
    )
    price = began(x, "amd_price", t, first=p.amd_share_usd) * jnp.exp(step)
    high = jnp.maximum(began(x, "amd_high", t, first=p.amd_share_usd), price)
    gw = (
        x.lag("amd_in_service") + (jnp.sum(x["gw_added"]) + x["gw_own_added"]) * x["chip_shares"][1]
    )
    open_still = (t / 4 <= p.warrant_years) * x["alive"]
    vested = jnp.sum((gw >= jnp.array(TRANCHES)) & (high >= hurdles)) * open_still
    new = jnp.maximum(vested - x.lag("amd_vested"), 0.0)
    shares = p.warrant_shares_mn / len(TRANCHES)
    return {
        "amd_price": price,
        "amd_high": high,
        "amd_in_service": gw,
        "amd_vested": jnp.maximum(vested, x.lag("amd_vested")),
        "warrant_sale": new * shares * jnp.maximum(price - p.warrant_strike_usd, 0.0) * MN_TO_BN,
    }


def offering(x: Any, p: Any, t: Any) -> Values:
    """A public offering: a chance each quarter while revenue grows, the window is open and no
    distress; it raises `offering_usd_bn` from the market and triggers what waits for a listing.

    The window is the market's: its moves change the odds as they do those of a round, and nobody
    lists at a price further below the last mark than a round would be sold at.
    """
    year = FIRST_YEAR + (t - 1) / 4
    ready = (year >= p.offering_first_year) * (x.lag("revenue_growth") > 0) * x["sound"]
    ready = ready * p.window_open * p.funding_on * (1.0 - x.lag("listed"))
    ready = ready * (1.0 - x["observed"])
    mark = began(x, "mark", t, first=p.value_2025_usd_bn)
    price = x["value"] * (1.0 - p.offering_discount)
    ready = ready * jnp.where(price >= mark * (1.0 - p.down_round_tolerance), 1.0, 0.0)
    usual = jnp.clip(p.offering_chance_per_quarter, 0.0, 1.0)
    moved = jnp.exp(p.round_weight_of_market * x["market"])
    chance = usual * moved / (1.0 - usual + usual * moved)
    now = happens(x, "offering", chance=chance * ready)
    listed = jnp.maximum(x.lag("listed"), now)
    market = jnp.arange(len(INVESTORS)) == INVESTORS.index("market")
    raised = jnp.minimum(p.offering_usd_bn, p.raise_cap_share * 2 * x["value"]) * now
    return {
        "listed": listed,
        "offering_cheques": raised * market + now * p.on_listing,
    }


def cap_table(x: Any, p: Any, t: Any) -> Values:
    """Ownership by holder after all cheques and stock pay of the quarter; it sums to 1.

    Each cheque buys its amount over the value after it; stock pay follows the number of people and
    dilutes all (section 4, T14).
    """
    cheques = x["agreed_cheques"] + x["offering_cheques"] + x["round_cheques"] + x["rescue_cheques"]
    value = jnp.maximum(x["value"], 1.0)
    pay = p.stock_compensation_usd_bn_per_year / 4 * x["people_level"] * x["alive"]
    given = x["shares_given"] + x["offer_given"]
    state = x["support_cheque"]
    after = value + jnp.sum(cheques) + pay + jnp.sum(given) + state
    before = _held(x, p, t)
    held = before * value
    bought = jnp.zeros(len(HOLDERS)).at[: len(INVESTORS)].set(cheques)
    bought = bought.at[HOLDERS.index("employees")].add(pay) + given
    bought = bought.at[HOLDERS.index("government")].add(state)
    return {
        "cheques": cheques,
        "paid_in": x.lag("paid_in") + jnp.sum(cheques),
        "owned_before": before,
        "owned": (held + bought) / after,
        "value_after": value + jnp.sum(cheques) + state,
    }


def _held(x: Any, p: Any, t: Any) -> Any:
    """Ownership at the start of a quarter: as published where it begins with that, all others as
    they were to each other."""
    before = began(x, "owned", t, first=p.ownership)
    others = before * (1.0 - p.owned_told)
    left = 1.0 - jnp.sum(p.owned_seen * p.owned_told)
    stated = p.owned_seen * p.owned_told + others * left / jnp.maximum(jnp.sum(others), TINY)
    return jnp.where(t == p.owned_seen_in, stated, before)


BEFORE: tuple[Quarter, ...] = (agreed, offering)
