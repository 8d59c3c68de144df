"""M7, power: what each region can carry, who may connect when, power on site, price and grant.

The published gap closes the national balance: whatever its source counts and does not list is one
term (`power_rest`). Demand that cannot be met falls on data centres, which need a new connection.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.power.queue import MOST_STAGES, queue_step, rates, standing_stocks
from caploop.model.step.values import Values, began, wide
from caploop.sfc import Series

REGIONS = ("pjm", "ercot", "miso", "spp", "southeast", "west", "other")
YEARS = range(2026, 2031)
TO_2030, BEFORE = 24, 4
"""Quarters from 2025 to 2030, over which published totals are spread, and those before the run."""
HOURS, MONTHS = 8.76, 3.0
DAYS = 365.0
TINY = 1e-9
AXES = {"region": len(REGIONS), "queue": MOST_STAGES}
GIVES = (
    Series("firm_supply", "GW", axes="region", says="firm generating capacity"),
    Series("other_load", "GW", axes="region", says="load of all but data centres"),
    Series("gap_by_region", "GW", axes="region", says="missing if all demand were served"),
    Series("power_gap", "GW", says="the same in the country"),
    Series("power_room", "GW", axes="region", says="room above the floor of reserves"),
    Series("load_queue", "GW", axes="queue", says="requests in each stage of the queue"),
    Series("connection_months", "mo", says="lead time of a grid connection"),
    Series("grid_granted", "GW", axes="region", says="data centres that connect in the quarter"),
    Series("connected", "GW", axes="region", says="data centres ready that wait for power"),
    Series("waiting_gw", "GW", says="data centres behind their schedule"),
    Series("site_orders", "GW", says="engines on site ordered and not started"),
    Series("site_started", "GW", says="engines on site that start"),
    Series("connected_waiting", "GW", axes="region", says="the same after engines on site"),
    Series("power_granted", "GW", says="power that OpenAI's projects can have in the quarter"),
    Series("us_powered", "GW", says="data centres of the country under power"),
    Series("grid_served", "GW", axes="region", says="data centres on the grid"),
    Series("site_gw", "GW", says="data centres on engines on site"),
    Series("reserve", "share", axes="region", says="reserve margin"),
    Series("power_price_base", "USD/MWh", says="price of power that the start's reserves explain"),
    Series("power_price", "USD/MWh", says="price of power to data centres"),
    Series("dearer_power", "USD bn/qtr", axes="firm", says="what dearer power costs lessors"),
)


def _by_region(p: Any, part: str) -> Array:
    return jnp.stack([p[f"{part}_{region}"] for region in REGIONS])


def _by_year(p: Any, what: str) -> Array:
    return jnp.stack([p[f"{what}_{year}"] for year in YEARS])


def shares(p: Any) -> tuple[Array, Array, Array]:
    """Each region's part of peak load, of new data centres and of new supply; each sums to 1."""
    peak, centres = (_by_region(p, part) for part in ("peak_load_part", "new_data_centre_part"))
    peak, centres = peak / jnp.sum(peak), centres / jnp.sum(centres)
    return (
        peak,
        centres,
        p.supply_follows_load_share * centres + (1.0 - p.supply_follows_load_share) * peak,
    )


def scheduled(yearly: Array, quarters: Any) -> Any:
    """GW of a schedule by year by so many quarters from 2026; its last year goes on after it."""
    years = jnp.maximum(quarters, 0.0) / 4.0
    whole = jnp.sum(yearly * jnp.clip(years - jnp.arange(len(yearly)), 0.0, 1.0))
    return whole + yearly[-1] * jnp.maximum(years - len(yearly), 0.0)


def turbine_wait(p: Any, t: Any) -> Any:
    """Months until a turbine ordered now is there: the backlog over what is built (section 8)."""
    built = (p.turbine_capacity_low_gw + p.turbine_capacity_high_gw) / 2.0
    return p.turbine_months + 12.0 * jnp.maximum(p.turbine_orders_gw - built, 0.0) / built * t / 4.0


def listed_supply(p: Any, t: Any) -> Any:
    """GW of firm capacity added since 2025 by what sources list: gas as far as its turbines come,
    less coal retired, restarts, new nuclear, and storage at its capacity credit."""
    ordered = t - p.turbine_months / MONTHS
    later = turbine_wait(p, jnp.maximum(ordered, 0.0)) - p.power_turbine
    gas = scheduled(_by_year(p, "gas_added_gw"), t - jnp.maximum(later, 0.0) / MONTHS)
    coal = scheduled(_by_year(p, "coal_retired_gw"), t)
    restarts = p.nuclear_restarts_gw * jnp.clip(t / 16.0, 0.0, 1.0) + p.new_nuclear_gw * jnp.clip(
        t / 20.0, 0.0, 1.0
    )
    return (
        gas
        - coal
        + restarts
        + p.storage_added_gw_per_year * p.storage_capacity_credit * (t + BEFORE) / 4.0
    )


def balance(x: Any, p: Any, t: Any) -> Values:
    """Firm GW and load of all others by region, what data centres may draw there, and the gap.

    In 2024 supply meets load with its reserve (article 004); `power_gap` is what is missing if all
    that data centres ask for were served, `power_room` what new ones can draw before reserves fall
    to the floor `least_reserve_margin`.
    """
    peak, centres, supplied = shares(p)
    first = p.supply_gap_high_gw / p.supply_gap_to_peak
    slack = _by_region(p, "reserve_slack")
    slack = slack - jnp.sum(slack * peak)
    since = (t + BEFORE) / TO_2030
    added = listed_supply(p, t) + (p.power_rest - p.supply_gap_base_gw) * since
    firm = first * peak * (1.0 + p.reserve_margin + slack) + added * supplied
    others = peak * (
        first + (1.0 - p.data_centre_part_of_peak_growth) * p.us_peak_growth_gw * since
    )
    asked = (
        p.data_centre_part_of_peak_growth
        * p.us_peak_growth_gw
        * since
        * centres
        * (1.0 - p.curtailable_load_share)
    )
    missing = (others + asked) * (1.0 + p.reserve_margin) - firm
    before = began(x, "grid_served", t, first=p.us_data_centre_load_gw * BEFORE / TO_2030 * centres)
    room = (firm / (1.0 + p.least_reserve_margin) - others) / (
        1.0 - p.curtailable_load_share
    ) - before
    return {
        "firm_supply": firm,
        "other_load": others,
        "gap_by_region": missing,
        "power_gap": jnp.sum(missing),
        "power_room": jnp.maximum(room, 0.0),
    }


def connections(x: Any, p: Any, t: Any) -> Values:
    """GW of data centres that connect in a quarter by region, the queue behind them in GW asked.

    What is asked for and real comes evenly to 2030; the speculative share withdraws on the way.
    Half of what is real is through in the lead time of a grid connection, or of its transformer
    where that is longer; the queue at the start is the one that central lead times leave.
    """
    _, centres, _ = shares(p)
    real = p.us_data_centre_load_gw / TO_2030
    asked = real / (1.0 - p.speculative_request_share)
    lead = jnp.maximum(p.grid_connection_months, p.transformer_months) / MONTHS
    rate = rates(median=lead, completion=1.0 - p.speculative_request_share, stages=p.queue_stages)
    usual = rates(
        median=p.power_connection / MONTHS,
        completion=1.0 - p.speculative_request_share,
        stages=p.queue_stages,
    )
    first = standing_stocks(asked, usual, stages=p.queue_stages)
    moved = queue_step(began(x, "load_queue", t, first=first), asked, rate, stages=p.queue_stages)
    held = began(x, "connected_waiting", t, first=jnp.zeros(len(REGIONS)))
    ready = held + moved.completed * centres
    behind = jnp.maximum(real * (t + BEFORE) - _powered(x, p, t), 0.0)
    grid = jnp.minimum(ready, x["power_room"])
    grid = grid * jnp.minimum(1.0, behind / jnp.maximum(jnp.sum(grid), TINY))
    return {
        "load_queue": moved.stocks,
        "connection_months": lead * MONTHS,
        "grid_granted": grid,
        "connected": ready - grid,
        "waiting_gw": jnp.maximum(behind - jnp.sum(grid), 0.0),
    }


def _powered(x: Any, p: Any, t: Any) -> Array:
    return began(x, "us_powered", t, first=p.us_data_centre_load_gw * BEFORE / TO_2030)


def on_site(x: Any, p: Any, t: Any) -> Values:
    """GW of engines on site that start in a quarter: ordered by those who wait for the grid where
    power early is worth more than it costs extra, as fast as they come and are built.

    Early power earns the lessor's margin for the months saved; it costs its plant and fuel above
    the grid's price (section 8).
    """
    years = jnp.maximum(x["connection_months"] - p.engine_months, 0.0) / 12.0
    dearer = (
        jnp.maximum(p.site_power_usd_per_mwh - p.power_usd_per_mwh, 0.0)
        * HOURS
        * p.cluster_utilisation
        / 1000.0
    )
    worth = (
        p.lease_usd_bn_per_gw_year * p.lessor_margin * years
        - p.site_power_usd_bn_per_gw
        - dearer * years
    )
    chosen = jax.nn.sigmoid(worth / p.site_power_spread_usd_bn_per_gw)
    before = began(x, "site_orders", t, first=0.0)
    ordered = chosen * jnp.maximum(x["waiting_gw"] - before, 0.0)
    orders = before + ordered
    most = jnp.minimum(
        orders * jnp.minimum(MONTHS / p.engine_months, 1.0), p.site_engines_gw_per_year / 4.0
    )
    started = jnp.minimum(most, x["waiting_gw"])
    waits = jnp.sum(x["connected"])
    taken = jnp.minimum(started / jnp.maximum(waits, TINY), 1.0)
    return {
        "site_orders": orders - started,
        "site_started": started,
        "connected_waiting": x["connected"] * (1.0 - taken),
    }


def grant(x: Any, p: Any, t: Any) -> Values:
    """GW that OpenAI's projects can energise in a quarter, and what the country has by then.

    Its part of real requests is `openai_power_share`; where others would pay less or more for a
    quarter's lead (`others_bid_ratio` times as much) more or less of what there is goes to it.
    """
    _, centres, _ = shares(p)
    bid = p.lease_usd_bn_per_gw_year * p.lessor_margin / 4.0 / p.bid_spread_usd_bn_per_gw
    weight = p.openai_power_share * jnp.exp(bid * (1.0 - p.others_bid_ratio))
    part = weight / (weight + 1.0 - p.openai_power_share)
    new = jnp.sum(x["grid_granted"]) + x["site_started"]
    first = p.us_data_centre_load_gw * BEFORE / TO_2030
    return {
        "power_granted": part * new,
        "us_powered": _powered(x, p, t) + new,
        "grid_served": began(x, "grid_served", t, first=first * centres) + x["grid_granted"],
        "site_gw": began(x, "site_gw", t, first=0.0) + x["site_started"],
    }


def price(x: Any, p: Any, t: Any) -> Values:
    """Price of power to data centres, USD/MWh, and reserves by region: dearer the further reserves
    are below their target, with a capacity charge that reaches its cap at the floor. The price at
    the start has in it what reserves then were short."""
    _, centres, _ = shares(p)
    load = x["other_load"] + x["grid_served"] * (1.0 - p.curtailable_load_share)
    reserve = x["firm_supply"] / load - 1.0
    short = jnp.maximum(p.reserve_margin - reserve, 0.0)
    room = jnp.maximum(p.reserve_margin - p.least_reserve_margin, TINY)
    capacity = (
        p.capacity_price_usd_per_mw_day
        * DAYS
        / 1000.0
        / (HOURS * p.cluster_utilisation)
        * jnp.minimum(short / room, 1.0)
    )
    scarce = jnp.sum(centres * (p.power_price_slope * short + capacity))
    base = began(x, "power_price_base", t, first=p.power_usd_per_mwh - scarce)
    return {"reserve": reserve, "power_price_base": base, "power_price": base + scarce}


def dearer(x: Any, p: Any, t: Any) -> Values:
    """What power costs lessors beyond the usual price, USD bn a quarter by firm."""
    more = (
        jnp.maximum(x["power_price"] - p.power_usd_per_mwh, 0.0)
        * HOURS
        * p.cluster_utilisation
        / 1000.0
    )
    return {"dearer_power": wide(more / 4.0 * x["gw"] * x["leases_kept"])}


BEFORE_BUILDING = (balance, connections, on_site, grant, price)
