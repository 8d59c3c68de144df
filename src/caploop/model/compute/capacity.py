"""M2, compute: gigawatts wanted, what limits them, rent with floors, capex of those who build."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.compute.chips import content
from caploop.model.compute.pipeline import binding, granted, planned_by
from caploop.model.step.values import Values, along, began
from caploop.model.terms.parties import LESSORS

READS = (
    *("G_2025", "ell", "tau_top", "kappa", "sh_IT", "dep", "dep_delivery"),
    *(f"G0_{lessor}" for lessor in LESSORS),
    *("phi_term", "T_ls"),
    *(
        "D_inf0",
        "theta_i",
        "W_2030",
        "g_task",
        "g_inf",
        "W_0",
        "spv_shell",
        "r_les",
        "n_sh",
    ),
    *("g_hw", "g_alg", "delta_g", "sig_H", "PUE", "w_c", "lessor_share", "plan_compute"),
    "compute_kept",
)
VEHICLES = LESSORS.index("vehicles")
TO_2030 = 20
TINY = 1e-9


def wanted(x: Any, p: Any, t: Any) -> Values:
    """GW that the spending plan pays for at the lease price, and the plan as it was revised.

    Dollars are the plan (section 17.6), or the part `compute_kept` of it that a calibration finds;
    the GW they buy follow from the price `ell`, as bargained.
    """
    budget = p.plan_compute[t - 1] * p.compute_kept * x["plan_kept"]
    frozen = x["frozen"]
    held = jnp.minimum(budget, jnp.where(t <= 1, budget, x.lag("budget")))
    budget = frozen * held + (1.0 - frozen) * budget
    before = x.lag("gw")
    level = jnp.sum(before * x["lease_price"]) / jnp.maximum(jnp.sum(before), TINY)
    price = p.ell * jnp.where(t <= 1, 1.0, level)
    return {"budget": budget, "gw_wanted": 4.0 * budget / price}


def capacity(x: Any, p: Any, t: Any) -> Values:
    """GW in service by lessor: what is wanted, as far as shells stand and chips have arrived, less
    what is given up; and which limit binds, by lessor and weighted by their shares of the plan.

    Capacity idle for two quarters is given up against a fee: the share phi_term of the floor that
    remains, half a contract's term being left on average (section 3).
    """
    first = p.G_2025 * jnp.stack([p[f"G0_{lessor}"] for lessor in LESSORS])
    before = began(x, "gw", t, first=first)
    total = jnp.sum(before) + x.lag("gw_own")
    shares = along(p.lessor_share, t)
    wanted = jnp.maximum(x["gw_wanted"] * shares, before)
    reached = jnp.minimum(jnp.minimum(wanted, x["gw_shells"]), x["gw_arrived"])
    reached = jnp.maximum(reached, before)
    added = granted(reached - before, jnp.maximum(x["gw_wanted"] - total, 0.0))
    own = added * x["owned_share"]
    idle = jnp.maximum(total - x["gw_wanted"], 0.0)
    lasting = jnp.minimum(idle, x.lag("gw_idle"))
    ended = before * jnp.minimum(1.0, lasting / jnp.maximum(jnp.sum(before), TINY))
    fee = p.phi_term * p.tau_top * p.ell * p.T_ls / 2.0
    held = binding(x, wanted=wanted, reached=reached)
    return {
        "gw_added": added - own,
        "gw_own_added": jnp.sum(own),
        "gw_own": x.lag("gw_own") + jnp.sum(own),
        "gw_idle": idle,
        "gw_ended": ended,
        "ending_fee": fee * ended * x["leases_kept"],
        "gw": before + added - own - ended,
        "binding_by": held,
        "binding": shares @ held,
    }


def use(x: Any, p: Any, t: Any) -> Values:
    """Inference first, the rest trains; how short inference is, and effective compute.

    Demand starts at `D_inf0` GW and follows users; its rate per user is the one that takes
    inference to the share theta_i of planned capacity in 2030, and the growth of tasks per user
    which that rate needs is returned (section 17.6, second point). Effective compute counts each
    vintage at its hardware efficiency.
    """
    years = t / 4
    in_2030 = p.theta_i * 4.0 * p.plan_compute[TO_2030 - 1] / p.ell
    rate = in_2030 / (p.D_inf0 * p.W_2030 / p.W_0)
    pace = rate ** jnp.minimum(t / TO_2030, 1.0)
    demand = p.D_inf0 * jnp.sum(x["weekly_users"]) / p.W_0 * pace
    total = jnp.sum(x["gw"]) + x["gw_own"]
    planned = 4.0 * p.plan_compute[t - 1] / p.ell
    short = jnp.clip(1.0 - total / jnp.maximum(demand, 1e-9), 0.0, 1.0)
    vintage = (1.0 + p.g_hw) ** years
    new = jnp.sum(x["gw_added"]) + x["gw_own_added"]
    iron = began(x, "iron", t, first=p.G_2025) + new * vintage
    drift = -p.delta_g / 4 - p.sig_H**2 / 8
    rental = began(x, "rental_index", t, first=1.0)
    return {
        "inference_wanted": demand,
        "shortage": short,
        "compute_gap": jnp.minimum(jnp.log(jnp.maximum(total, 1e-6) / planned), 0.0),
        "inference_part": demand / jnp.maximum(total, 1e-9),
        "gw_in_all": total,
        "tasks_growth": rate ** (4.0 / TO_2030) * p.g_inf / p.g_task,
        "training_gw": jnp.maximum(total - demand, 0.0),
        "iron": iron,
        "effective_compute": iron * p.g_alg**years,
        "accelerators": total * 1e3 / p.w_c,
        "it_gw": total / p.PUE,
        "rental_index": rental * jnp.exp(drift + p.sig_H / 2 * x.shock.normal("rental")),
    }


def rent(x: Any, p: Any, t: Any) -> Values:
    """Rent by lessor, USD bn a quarter: capacity used, at least the take-or-pay floor in service.

    The floor counts commissioned GW only (section 17.4); price cuts and rejected leases come from
    the decisions and outcome states.
    """
    total = jnp.maximum(x["gw_in_all"], TINY)
    used = jnp.minimum(1.0, x["gw_wanted"] / total)
    floor = jnp.maximum(used, p.tau_top) * x["leases_kept"]
    return {
        "utilised": used,
        "rent": p.ell / 4 * x["lease_price"] * x["gw"] * floor * (1.0 - x["price_cut"]),
    }


def capex(x: Any, p: Any, t: Any) -> Values:
    """What lessors pay to build, USD bn a quarter: chips by maker, other IT, shell and grid.

    A deposit a year before delivery, the bulk at delivery, the rest a quarter later; the shell is
    spread over the quarters before. Orders follow the plan's own path (section 3). Vehicles build
    the share `spv_shell` of shells on debt and let them to the lessors at an annuity (T09).
    """
    last = began(x, "gw_added", t, first=jnp.zeros(len(LESSORS)))
    now = planned_by(p, t)
    ahead = jnp.maximum(planned_by(p, t + 4.0) - planned_by(p, t + 3.0), 0.0)
    soon = jnp.maximum(planned_by(p, t + 6.0) - now, 0.0) / 6.0
    rest = 1.0 - p.dep - p.dep_delivery
    paced = x["lessor_open"] * x["leases_kept"] * (1.0 - x["owned_share"])
    gw_paid = p.dep_delivery * x["gw_added"] + rest * last + p.dep * ahead * paced
    bought = content(p) * x["chip_shares"]
    chips = gw_paid[:, None] * bought * x["chip_price"]
    servers = jnp.maximum(p.kappa * p.sh_IT - jnp.sum(bought), 0.0)
    shell = p.kappa * (1.0 - p.sh_IT) * soon * paced
    built_by = shell * (1.0 - p.spv_shell)
    built_by = built_by.at[VEHICLES].add(jnp.sum(shell) * p.spv_shell)
    level = p.r_les / (1.0 - (1.0 + p.r_les) ** -p.n_sh)
    ready = x["vehicle_plant"] * level / 4 * x["leases_kept"]
    return {
        "chips": chips,
        "servers": gw_paid * servers,
        "shell": built_by,
        "shell_rent": ready * x["gw"] / jnp.maximum(jnp.sum(x["gw"]), 1e-9),
    }
