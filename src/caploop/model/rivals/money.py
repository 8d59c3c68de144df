"""M9, money of rivals: what each can pay in a year, what it spends, when money binds.

One set of rules for all; a developer's route says which terms are nought. Those whose parent pays
(Google, Meta, open followers) build out of the parent's cash flow, as far as they plan to. Those
who raise money (xAI, Anthropic) live on sales, holders and rounds, and pay rent for compute.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.rivals.start import ANTHROPIC, RIVALS, XAI, by_rival

RAISES = jnp.array([float(name in {"xai", "anthropic"}) for name in RIVALS])
"""1 for those who live on money from outside; the others' parent pays."""
OWN_CHIPS = jnp.array([float(name == "google") for name in RIVALS])
RAISERS = jnp.array([XAI, ANTHROPIC]) - 1
"""Places among rivals of those who raise money."""
RUNWAY_MOST = 8.0
RUNWAY_USUAL = 4.0
"""Quarters of runway that a round is judged at, and the most that counts (as for OpenAI)."""
TINY = 1e-9


class Purse(NamedTuple):
    """What a rival has to live on, USD bn a year, by source.

    Vehicles of those who raise money are their lessors: they are paid in rent and bring no cash.
    """

    parent: Array
    sales: Array
    vehicles: Array

    @property
    def steady(self) -> Array:
        """All that comes without a round."""
        return self.parent + self.sales + self.vehicles * (1.0 - RAISES)


class Round(NamedTuple):
    """A round of a quarter: what is needed, asked (0 or 1), its chance, what comes; USD bn."""

    need: Array
    asked: Array
    chance: Array
    size: Array


def round_size(need: Array, *, value: Array, share: Any, room: Any) -> Array:
    """Size of a round, USD bn: the need, at most a share of the value and what investors have.

    >>> [float(v) for v in round_size(jnp.array([30.0, 90.0]), value=400.0, share=0.14, room=50.0)]
    [30.0, 50.0]
    """
    return jnp.minimum(jnp.minimum(need, share * jnp.asarray(value)), room)


def round_chance(p: Any, *, surprise: Array, market: Any, runway: Array) -> Array:
    """Chance that a round comes: the logit that OpenAI's rounds have, of growth over plan, the
    market and quarters of runway, by rival."""
    odds = (
        p.round_intercept
        + p.round_weight_of_growth * surprise
        + p.round_weight_of_market * market
        + p.round_weight_of_runway * (runway - RUNWAY_USUAL)
    )
    chance: Array = jax.nn.sigmoid(odds)
    return chance


def grown_value(p: Any, *, revenue: Array, first: Array, mood: Any) -> Array:
    """Value of the equity of those who raise money, USD bn: it follows revenue with the elasticity
    `rival_value_elasticity`, and the market."""
    times = jnp.maximum(revenue, TINY) / jnp.maximum(first, TINY)
    value: Array = p.rival_value * times**p.rival_value_elasticity * jnp.exp(mood)
    return value


def purse(p: Any, t: Any, *, revenue: Array, first: Array) -> Purse:
    """What comes in a year without a round.

    A parent pays for plant up to `capex_cap_share` of its operating cash flow, which grows from
    that of 2025 year by year and with what models have earned it since; sales of those who raise
    money pay for all they do.
    """
    grown = (1.0 + p.rival_cash_flow_growth) ** jnp.maximum(t / 4, 1.0)
    flow = p.rival_cash_flow * grown + p.model_margin * jnp.maximum(revenue - first, 0.0)
    none = jnp.zeros(())
    space = p.parent_money_xai_usd_bn_per_year
    meta, xai = p.meta_vehicle_usd_bn_per_year, p.xai_vehicle_usd_bn_per_year
    return Purse(
        parent=by_rival(p, "capex_cap_share") * jnp.maximum(flow, 0.0) * (1.0 - RAISES)
        + jnp.stack([none, none, space, none, none]) * grown,
        sales=revenue * RAISES,
        vehicles=jnp.stack([none, meta, xai, none, none]) * grown,
    )


def wish(p: Any, t: Any, *, revenue: Array, frontier: Any) -> Array:
    """What each would spend on models a year if it could, USD bn.

    Google and Meta: the part `model_spending_share` of the capex guided for 2026, which grows at
    `guided_capex_growth` later. The others: research at the frontier and serving their customers.
    """
    later = (1.0 + p.guided_capex_growth) ** jnp.maximum(t / 4 - 1.0, 0.0)
    useful: Array = frontier + (1.0 - p.model_margin) * revenue
    part = by_rival(p, "model_spending_share")
    return (
        useful.at[0]
        .set(part[0] * p.guided_capex_google_usd_bn * later)
        .at[1]
        .set(part[1] * p.guided_capex_meta_usd_bn * later)
    )


class RoundTerms(NamedTuple):
    """What a round is judged by: quarters since the last, who stands, window and mood, news."""

    since: Array
    standing: Array
    window: Any
    mood: Any
    market: Any
    surprise: Array


def asked_round(
    p: Any, *, cash: Array, burn: Array, cost: Array, value: Array, terms: RoundTerms
) -> Round:
    """The round that a rival needs, as OpenAI asks for one: where cash does not cover a year's
    burn and `least_cash_months` of cost, rounds are `round_interval_quarters` apart at least, also
    after one that did not come, and the window is open.

    Size is limited by a share of the value and by the money of investors, which goes to those who
    raise by their value; Anthropic's holders have theirs beside it.
    """
    need = jnp.maximum(p.least_cash_months / 12.0 * cost + burn - cash, 0.0) * RAISES
    due = (need > 0) & (terms.since >= p.round_interval_quarters)
    asked = jnp.asarray(due, float) * terms.standing * terms.window
    part = value * RAISES / jnp.maximum(jnp.sum(value * RAISES), TINY)
    years = p.round_interval_quarters / 4.0
    holders = p.strategic_money_anthropic_usd_bn_per_year * (jnp.arange(len(RIVALS)) == RAISERS[1])
    room = (p.investor_room_rivals_usd_bn_per_year * part + holders) * jnp.exp(terms.mood) * years
    size = round_size(need, value=value, share=p.raise_cap_share, room=room)
    runway = jnp.clip(4.0 * cash / jnp.maximum(burn, 1.0), 0.0, RUNWAY_MOST)
    chance = round_chance(p, surprise=terms.surprise, market=terms.market, runway=runway)
    return Round(need=need, asked=asked, chance=chance, size=size * asked)


def cost_of_capital(found: Purse, equity: Array, p: Any) -> Array:
    """What each rival's money costs a year: the average over its sources, `equity` being what
    rounds have brought."""
    own = found.parent + found.sales
    vehicles = jnp.stack(
        [
            p.internal_cash_cost,
            p.meta_vehicle_rate,
            p.xai_vehicle_rate,
            p.internal_cash_cost,
            p.internal_cash_cost,
        ]
    )
    paid = own * p.internal_cash_cost + found.vehicles * vehicles
    paid = paid + (equity + TINY) * p.discount_rate_to_2030
    rate: Array = paid / (own + found.vehicles + equity + TINY)
    return rate


def capital(p: Any) -> Array:
    """USD bn of capital in a GW, net of an investment credit where there is one."""
    return jnp.asarray(
        p.capex_usd_bn_per_gw * (1.0 - p.credit_on * p.credit_rate * p.credit_eligible_share)
    )


def plant_price(p: Any) -> Array:
    """USD bn that a GW costs to build, by rival; Google's own chips save `custom_chip_saving`."""
    chips = p.it_share_of_capex * (1.0 - OWN_CHIPS * p.custom_chip_saving)
    found: Array = capital(p) * (chips + 1.0 - p.it_share_of_capex)
    return found


def running_cost(p: Any) -> Array:
    """Power and upkeep of a GW and year, USD bn."""
    power = 8760 * p.cluster_utilisation * p.power_usd_per_mwh * 1e-6
    return jnp.asarray(power + p.maintenance_usd_bn_per_gw_year)


def wear(p: Any) -> Array:
    """What a GW loses in a year and has to be replaced, USD bn, by rival."""
    chips = p.it_share_of_capex * (1.0 - OWN_CHIPS * p.custom_chip_saving) / p.chip_life_years
    found: Array = capital(p) * (chips + (1.0 - p.it_share_of_capex) / p.shell_life_years)
    return found


def price_of_compute(rate: Array, p: Any) -> Array:
    """USD bn for a GW and year by rival at its cost of capital; Google's own chips save
    `custom_chip_saving`."""
    saved = OWN_CHIPS * p.custom_chip_saving
    chips = p.it_share_of_capex * (1.0 - saved) * rate / (1.0 - (1.0 + rate) ** -p.chip_life_years)
    shell = (1.0 - p.it_share_of_capex) * rate / (1.0 - (1.0 + rate) ** -p.shell_life_years)
    found: Array = capital(p) * (chips + shell) + running_cost(p)
    return found


class Spending(NamedTuple):
    """What a quarter's money buys: USD bn a year on compute, its floor, GW more in the quarter."""

    spent: Array
    due: Array
    more_gw: Array


def bought(p: Any, *, budget: Array, gw: Array, price: Array) -> Spending:
    """Compute that a budget of a year buys.

    A parent builds: power, upkeep and what wears out come first, the rest is new plant. Who raises
    money rents: its fleet moves towards what the budget pays for at `building_speed_per_quarter` a
    quarter, and what it cannot pay of its rent it drops, down to the take-or-pay floor.
    """
    new_plant = jnp.maximum(budget - (running_cost(p) + wear(p)) * gw, 0.0) / plant_price(p) / 4
    missing = jnp.maximum(budget / price - gw, 0.0)
    more = jnp.where(RAISES > 0, p.building_speed_per_quarter * missing, new_plant)
    due = p.take_or_pay_share * gw * price
    rent = jnp.minimum(price * (gw + more), jnp.maximum(budget, due))
    return Spending(spent=jnp.where(RAISES > 0, rent, budget), due=due, more_gw=more)
