"""Projects by state: capacity signed, financed, powered, delivered, in service; cumulative GW.

Each state is a cumulative curve that follows the one before it at its own lag and speed, so the GW
standing in a state are the distance between two curves (section 3; a flow shop, not single sites).
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.step import Values, along

SIGNED, FINANCED, POWERED, DELIVERED = 6.0, 4.0, 2.0, 1.0
"""Quarters before service in which a project that keeps time enters each state."""
STATES = ("announced", "definitive", "financed", "powered", "delivered", "commissioned")
AVERAGE_BUILD_MONTHS = 20.0
YEARS_OF_ADDITIONS = 6.0
BASE_GAP = 73.2
SOON = 1e-9
READS = (
    *("ell", "plan_compute", "T_build", "dD", "sh_power", "gap_b", "dPeak", "R_nvdc", "nv_gw"),
    *("sh_chips", "g_chips", "chips_nvidia", "G_c_Nvidia", "G_c_AMD", "G_c_Broadcom", "G_cbrs"),
    "G_trn",
)


def planned_gw(p: Any, at: Any) -> Array:
    """GW that the plan's dollars pay for in a quarter, at the lease price."""
    planned: Array = 4.0 * along(p.plan_compute, at) / p.ell
    return planned


def caps(p: Any, t: Any) -> tuple[Array, Array]:
    """Most GW that can be powered and delivered in a quarter.

    Power is a stated outside path until it is modelled: OpenAI's share of US additions to 2030,
    less where the supply gap is wider than the base one. Chips follow Nvidia's data-centre sales.
    """
    gap = (p.gap_b - BASE_GAP) / p.dPeak
    power = p.dD / (4 * YEARS_OF_ADDITIONS) * p.sh_power * jnp.clip(1.0 - gap, 0.0, 1.0)
    chips = p.R_nvdc / p.nv_gw * p.sh_chips / p.chips_nvidia * (1.0 + p.g_chips) ** (t / 4)
    return power, chips


def pipeline(x: Any, p: Any, t: Any) -> Values:
    """Cumulative GW by state, and which limit holds service back: the first that was late.

    Finance closes for the share of what is due that lessors can still finance; power and chips
    for at most what a quarter brings. Shells are ready when the plan has them, later by as much
    as building takes longer than its average.
    """
    power, chips = caps(p, t)

    def before(name: str, ahead: float, *, ago: int = 1) -> Array:
        """A curve some quarters ago; before the first quarter projects keep time."""
        on_time = planned_gw(p, t - ago + ahead)
        return jnp.where(t <= ago, on_time, x.lag(name, ago))

    due = planned_gw(p, t + FINANCED)
    last = before("gw_financed", FINANCED)
    financed = last + jnp.maximum(due - last, 0.0) * x["finance_open"]
    closed = before("gw_financed", FINANCED, ago=2)
    last = before("gw_powered", POWERED)
    powered = jnp.maximum(jnp.minimum(closed, last + power), last)
    ready = before("gw_powered", POWERED)
    last = before("gw_delivered", DELIVERED)
    delivered = jnp.maximum(jnp.minimum(ready, last + chips), last)
    late = jnp.maximum(p.T_build - AVERAGE_BUILD_MONTHS, 0.0) / 3.0
    return {
        "gw_financed": financed,
        "gw_powered": powered,
        "gw_delivered": delivered,
        "gw_arrived": before("gw_delivered", DELIVERED),
        "gw_shells": planned_gw(p, t - late),
        "late_finance": jnp.where(financed < due - SOON, 1.0, 0.0),
        "late_power": jnp.where(powered < closed - SOON, 1.0, 0.0),
        "late_chips": jnp.where(delivered < ready - SOON, 1.0, 0.0),
    }


def standing(x: Any, p: Any, t: Any) -> Values:
    """GW in each state at the end of the quarter, in the order of `STATES`.

    Announced is what letters and options name beyond what is signed.
    """
    named = p.G_c_Nvidia + p.G_c_AMD + p.G_c_Broadcom + p.G_cbrs + p.G_trn
    signed = planned_gw(p, t + SIGNED)
    later = (x["gw_financed"], x["gw_powered"], x["gw_delivered"], x["gw_in_all"])
    curves = jax.lax.cummax(jnp.stack([signed, *later]), reverse=True)
    announced = jnp.maximum(named - curves[:1], 0.0)
    return {"gw_states": jnp.concatenate([announced, curves[:-1] - curves[1:], curves[-1:]])}
