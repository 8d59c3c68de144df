"""Projects by state: capacity signed, financed, powered, delivered, in service; cumulative GW.

Each state is a cumulative curve of a lessor that follows the one before it at its own lag and
speed, so the GW standing in a state are the distance between two curves (section 3). The book's
projects lie on their lessor's curve one after another, as far as it reaches.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, along
from caploop.model.terms.parties import LESSORS, LIMITS
from caploop.sfc import Series

SIGNED, FINANCED, POWERED, DELIVERED = 6, 4, 2, 1
"""Quarters before service in which a project that keeps time enters each state."""
STATES = ("announced", "definitive", "financed", "powered", "delivered", "commissioned")
AVERAGE_BUILD_MONTHS = 20.0
SOON = 1e-9
TINY = 1e-9
LUCK = tuple(f"luck_{lessor}" for lessor in LESSORS)
AXES = {"state": len(STATES), "milestone": 4}
GIVES = (
    Series("gw_financed", "GW", axes="lessor", says="capacity financed so far"),
    Series("gw_powered", "GW", axes="lessor", says="capacity under power so far"),
    Series("gw_delivered", "GW", axes="lessor", says="capacity with chips delivered so far"),
    Series("gw_arrived", "GW", axes="lessor", says="capacity whose chips can be in service"),
    Series("gw_shells", "GW", axes="lessor", says="capacity whose shells stand"),
    Series("late_power", "share", axes="lessor", says="1 where power is late"),
    Series("late_chips", "share", axes="lessor", says="1 where chips are late"),
    Series("gw_states", "GW", axes="state", says="capacity standing in each state"),
    Series("project_states", "GW", axes="project milestone", says="capacity at each milestone"),
    Series("project_complete", "share", axes="project", says="1 where all of it is in service"),
)


def planned_gw(p: Any, at: Any) -> Array:
    """GW that the plan's dollars pay for in a quarter, at the lease price."""
    dollars = along(p.plan_compute, at) * p.compute_kept * p.dollars_wanted
    planned: Array = 4.0 * dollars / p.lease_usd_bn_per_gw_year
    return planned


def planned_by(p: Any, at: Any) -> Array:
    """The same by lessor: each one's share of the plan's GW in a quarter."""
    return planned_gw(p, at) * along(p.lessor_share, at)


def lateness(p: Any) -> Array:
    """Quarters by which each lessor's shells are late: how long building takes on average, unknown,
    and the lessor's own luck over its sites."""
    luck = jnp.stack([p[name] for name in LUCK])
    months = p.build_months * jnp.exp(p.build_time_spread * luck)
    return jnp.maximum(months - AVERAGE_BUILD_MONTHS, 0.0) / 3.0


def granted(asked: Array, most: Any) -> Array:
    """What each gets of what it asks for when no more than `most` can be had: all the same part."""
    return asked * jnp.minimum(1.0, most / jnp.maximum(jnp.sum(asked), TINY))


def chip_cap(p: Any, t: Any, *, share: Any) -> Array:
    """Most GW that can be delivered in a quarter: they follow Nvidia's data-centre sales, `share`
    being its part of new chips. How many can be powered is what M7 grants."""
    cap: Array = (
        p.nvidia_data_centre_usd_bn_per_quarter
        / p.nvidia_chips_usd_bn_per_gw
        * p.openai_chip_share
        / share
        * (1.0 + p.chip_supply_growth) ** (t / 4)
    )
    return cap


def pipeline(x: Any, p: Any, t: Any) -> Values:
    """Cumulative GW of each lessor by state, and which limit was late for whom.

    Finance closes for the share of new projects that a lessor can still finance; those it could
    not finance wait until it can finance all again. Power and chips
    for at most what a quarter brings, shared by what is asked. Shells are ready when the plan has
    them, later by as much as building takes longer than its average.
    """
    chips = chip_cap(p, t, share=x["chip_shares"][0])

    def before(name: str, ahead: int, *, ago: int = 1) -> Array:
        """A curve some quarters ago; before the first quarter projects keep time."""
        on_time = planned_by(p, t - ago + ahead)
        return jnp.where(t <= ago, on_time, x.lag(name, ago))

    last = before("gw_financed", FINANCED)
    due = jnp.maximum(planned_by(p, t + FINANCED), last)
    waiting = jnp.maximum(planned_by(p, t - 1 + FINANCED) - last, 0.0)
    waiting = jnp.minimum(waiting, due - last) * jnp.where(x["lessor_open"] < 1.0, 1.0, 0.0)
    financed = last + (due - last - waiting) * x["lessor_open"]
    last = before("gw_powered", POWERED)
    closed = jnp.maximum(before("gw_financed", FINANCED, ago=2), last)
    powered = last + granted(closed - last, x["power_granted"])
    last = before("gw_delivered", DELIVERED)
    ready = jnp.maximum(before("gw_powered", POWERED), last)
    delivered = last + granted(ready - last, chips)
    return {
        "gw_financed": financed,
        "gw_powered": powered,
        "gw_delivered": delivered,
        "gw_arrived": before("gw_delivered", DELIVERED),
        "gw_shells": planned_by(p, t - lateness(p)),
        "late_power": jnp.where(powered < closed - SOON, 1.0, 0.0),
        "late_chips": jnp.where(delivered < ready - SOON, 1.0, 0.0),
    }


def binding(x: Any, *, wanted: Array, reached: Array) -> Array:
    """Which limit holds each lessor back, one in each row (lessor, limit) in the order of `LIMITS`:
    none, shells, or what was late for the chips that are missing (section 3)."""
    free = jnp.where(reached >= wanted - SOON, 1.0, 0.0)
    by_shells = (1.0 - free) * jnp.where(x["gw_shells"] <= x["gw_arrived"], 1.0, 0.0)
    by_chips = x.lag("late_chips")
    by_power = (1.0 - by_chips) * x.lag("late_power", 2)
    rest = 1.0 - free - by_shells
    held = {
        "wanted": free,
        "shell": by_shells,
        "power": rest * by_power,
        "chips": rest * by_chips,
        "finance": rest * (1.0 - by_chips - by_power),
    }
    return jnp.stack([held[name] for name in LIMITS], axis=-1)


def standing(x: Any, p: Any, t: Any) -> Values:
    """GW in each state at the end of the quarter, in the order of `STATES`, and each project's GW
    financed, powered, delivered and in service (project, state).

    Announced is what letters and options name beyond what is signed.
    """
    named = (
        p.nvidia_contracted_gw
        + p.amd_contracted_gw
        + p.broadcom_contracted_gw
        + p.cerebras_contracted_gw
        + p.trainium_gw
    )
    signed = planned_gw(p, t + SIGNED)
    by_lessor = jnp.stack([x["gw_financed"], x["gw_powered"], x["gw_delivered"], x["gw"]])
    by_lessor = jax.lax.cummax(by_lessor, reverse=True)
    later = jnp.sum(by_lessor, axis=1)
    later = later.at[-1].set(x["gw_in_all"])
    curves = jax.lax.cummax(jnp.concatenate([signed[None], later]), reverse=True)
    announced = jnp.maximum(named - curves[:1], 0.0)
    reached = p.project_of @ by_lessor.T - p.project_from[:, None]
    reached = jnp.clip(reached, 0.0, p.project_gw[:, None])
    return {
        "gw_states": jnp.concatenate([announced, curves[:-1] - curves[1:], curves[-1:]]),
        "project_states": reached,
        "project_complete": jnp.where(reached[:, -1] >= p.project_gw - SOON, 1.0, 0.0),
    }
