"""M7, power: what each region can carry, who may connect when, power on site, price and grant.

The published gap closes the national balance: whatever its source counts and does not list is one
term (`power_rest`). Demand that cannot be met falls on data centres, which need a new connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.power.queue import MOST_STAGES, queue_step, rates, standing_stocks
from caploop.model.step.values import Values, began, wide

REGIONS = ("pjm", "ercot", "miso", "spp", "southeast", "west", "other")
GAS = tuple(f"G_ga_{year}" for year in range(2026, 2031))
COAL = tuple(f"G_co_{year}" for year in range(2026, 2031))
TO_2030, BEFORE = 24, 4
"""Quarters from 2025 to 2030, over which published totals are spread, and those before the run."""
HOURS, MONTHS = 8.76, 3.0
DAYS = 365.0
TINY = 1e-9
STATES: Mapping[str, tuple[int, ...]] = {
    "load_queue": (MOST_STAGES,),
    **dict.fromkeys(("grid_served", "connected_waiting"), (len(REGIONS),)),
}
READS = (
    *("gap_b", "gap_h", "gap_of_peak", "dPeak", "dc_of_growth", "dD", "flex", "spec", "rsv"),
    *(*GAS, *COAL, "G_nu", "G_nn", "st_add", "st_credit", "follow_dc", "rsv_min", "power_rest"),
    *(f"{part}_{region}" for part in ("pk", "dc", "slack") for region in REGIONS),
    *("T_gt", "T_gc", "T_tx", "T_rc", "k_q", "gt_cap_capacity_low", "gt_cap_capacity_high"),
    *("gt_cap_orders", "power_turbine", "power_connection", "rc_cap", "kappa_pw", "p_site"),
    *("soft_site", "soft_bid", "bid_others", "ell", "mu", "util", "p_el", "c1", "p_cap"),
    "sh_power",
)


def _by_region(p: Any, part: str) -> Array:
    return jnp.stack([p[f"{part}_{region}"] for region in REGIONS])


def shares(p: Any) -> tuple[Array, Array, Array]:
    """Each region's part of peak load, of new data centres and of new supply; each sums to 1."""
    peak, centres = _by_region(p, "pk"), _by_region(p, "dc")
    peak, centres = peak / jnp.sum(peak), centres / jnp.sum(centres)
    return peak, centres, p.follow_dc * centres + (1.0 - p.follow_dc) * peak


def scheduled(yearly: Array, quarters: Any) -> Any:
    """GW of a schedule by year by so many quarters from 2026; its last year goes on after it."""
    years = jnp.maximum(quarters, 0.0) / 4.0
    whole = jnp.sum(yearly * jnp.clip(years - jnp.arange(len(yearly)), 0.0, 1.0))
    return whole + yearly[-1] * jnp.maximum(years - len(yearly), 0.0)


def turbine_wait(p: Any, t: Any) -> Any:
    """Months until a turbine ordered now is there: the backlog over what is built (section 8)."""
    built = (p.gt_cap_capacity_low + p.gt_cap_capacity_high) / 2.0
    return p.T_gt + 12.0 * jnp.maximum(p.gt_cap_orders - built, 0.0) / built * t / 4.0


def listed_supply(p: Any, t: Any) -> Any:
    """GW of firm capacity added since 2025 by what sources list: gas as far as its turbines come,
    less coal retired, restarts, new nuclear, and storage at its capacity credit."""
    ordered = t - p.T_gt / MONTHS
    later = turbine_wait(p, jnp.maximum(ordered, 0.0)) - p.power_turbine
    gas = scheduled(jnp.stack([p[y] for y in GAS]), t - jnp.maximum(later, 0.0) / MONTHS)
    coal = scheduled(jnp.stack([p[y] for y in COAL]), t)
    restarts = p.G_nu * jnp.clip(t / 16.0, 0.0, 1.0) + p.G_nn * jnp.clip(t / 20.0, 0.0, 1.0)
    return gas - coal + restarts + p.st_add * p.st_credit * (t + BEFORE) / 4.0


def balance(x: Any, p: Any, t: Any) -> Values:
    """Firm GW and load of all others by region, what data centres may draw there, and the gap.

    In 2024 supply meets load with its reserve (article 004); `power_gap` is what is missing if all
    that data centres ask for were served, `power_room` what new ones can draw before reserves fall
    to the floor `rsv_min`.
    """
    peak, centres, supplied = shares(p)
    first = p.gap_h / p.gap_of_peak
    slack = _by_region(p, "slack")
    slack = slack - jnp.sum(slack * peak)
    since = (t + BEFORE) / TO_2030
    added = listed_supply(p, t) + (p.power_rest - p.gap_b) * since
    firm = first * peak * (1.0 + p.rsv + slack) + added * supplied
    others = peak * (first + (1.0 - p.dc_of_growth) * p.dPeak * since)
    asked = p.dc_of_growth * p.dPeak * since * centres * (1.0 - p.flex)
    missing = (others + asked) * (1.0 + p.rsv) - firm
    before = began(x, "grid_served", t, first=p.dD * BEFORE / TO_2030 * centres)
    room = (firm / (1.0 + p.rsv_min) - others) / (1.0 - p.flex) - before
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
    real = p.dD / TO_2030
    asked = real / (1.0 - p.spec)
    lead = jnp.maximum(p.T_gc, p.T_tx) / MONTHS
    rate = rates(median=lead, completion=1.0 - p.spec, stages=p.k_q)
    usual = rates(median=p.power_connection / MONTHS, completion=1.0 - p.spec, stages=p.k_q)
    first = standing_stocks(asked, usual, stages=p.k_q)
    moved = queue_step(began(x, "load_queue", t, first=first), asked, rate, stages=p.k_q)
    held = began(x, "connected_waiting", t, first=jnp.zeros(len(REGIONS)))
    ready = held + moved.completed * centres
    behind = jnp.maximum(real * (t + BEFORE) - _powered(x, p, t), 0.0)
    grid = jnp.minimum(ready, x["power_room"])
    grid = grid * jnp.minimum(1.0, behind / jnp.maximum(jnp.sum(grid), TINY))
    return {
        "load_queue": moved.stocks,
        "queued_gw": jnp.sum(moved.stocks),
        "connection_months": lead * MONTHS,
        "grid_granted": grid,
        "connected": ready - grid,
        "waiting_gw": jnp.maximum(behind - jnp.sum(grid), 0.0),
    }


def _powered(x: Any, p: Any, t: Any) -> Array:
    return began(x, "us_powered", t, first=p.dD * BEFORE / TO_2030)


def on_site(x: Any, p: Any, t: Any) -> Values:
    """GW of engines on site that start in a quarter: ordered by those who wait for the grid where
    power early is worth more than it costs extra, as fast as they come and are built.

    Early power earns the lessor's margin for the months saved; it costs its plant and fuel above
    the grid's price (section 8).
    """
    years = jnp.maximum(x["connection_months"] - p.T_rc, 0.0) / 12.0
    dearer = jnp.maximum(p.p_site - p.p_el, 0.0) * HOURS * p.util / 1000.0
    worth = p.ell * p.mu * years - p.kappa_pw - dearer * years
    chosen = jax.nn.sigmoid(worth / p.soft_site)
    before = began(x, "site_orders", t, first=0.0)
    ordered = chosen * jnp.maximum(x["waiting_gw"] - before, 0.0)
    orders = before + ordered
    most = jnp.minimum(orders * jnp.minimum(MONTHS / p.T_rc, 1.0), p.rc_cap / 4.0)
    started = jnp.minimum(most, x["waiting_gw"])
    waits = jnp.sum(x["connected"])
    taken = jnp.minimum(started / jnp.maximum(waits, TINY), 1.0)
    return {
        "early_power_worth": worth,
        "site_chosen": chosen,
        "site_orders": orders - started,
        "site_started": started,
        "connected_waiting": x["connected"] * (1.0 - taken),
    }


def grant(x: Any, p: Any, t: Any) -> Values:
    """GW that OpenAI's projects can energise in a quarter, and what the country has by then.

    Its part of real requests is `sh_power`; where others would pay less or more for a quarter's
    lead (`bid_others` times as much) more or less of what there is goes to it.
    """
    _, centres, _ = shares(p)
    bid = p.ell * p.mu / 4.0 / p.soft_bid
    weight = p.sh_power * jnp.exp(bid * (1.0 - p.bid_others))
    part = weight / (weight + 1.0 - p.sh_power)
    new = jnp.sum(x["grid_granted"]) + x["site_started"]
    first = p.dD * BEFORE / TO_2030
    return {
        "power_part": part,
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
    load = x["other_load"] + x["grid_served"] * (1.0 - p.flex)
    reserve = x["firm_supply"] / load - 1.0
    short = jnp.maximum(p.rsv - reserve, 0.0)
    room = jnp.maximum(p.rsv - p.rsv_min, TINY)
    capacity = p.p_cap * DAYS / 1000.0 / (HOURS * p.util) * jnp.minimum(short / room, 1.0)
    scarce = jnp.sum(centres * (p.c1 * short + capacity))
    base = began(x, "power_price_base", t, first=p.p_el - scarce)
    return {"reserve": reserve, "power_price_base": base, "power_price": base + scarce}


def dearer(x: Any, p: Any, t: Any) -> Values:
    """What power costs lessors beyond the usual price, USD bn a quarter by firm."""
    more = jnp.maximum(x["power_price"] - p.p_el, 0.0) * HOURS * p.util / 1000.0
    return {"dearer_power": wide(more / 4.0 * x["gw"] * x["leases_kept"])}


BEFORE_BUILDING = (balance, connections, on_site, grant, price)
