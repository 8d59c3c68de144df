"""M2, compute: gigawatts wanted, what limits them, rent with floors, capex of those who build."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.compute.chips import content
from caploop.model.compute.pipeline import binding, granted, planned_by
from caploop.model.step.values import Values, along, began
from caploop.model.terms.parties import LESSORS
from caploop.sfc import Series

VEHICLES = LESSORS.index("vehicles")
TINY = 1e-9
GIVES = (
    Series("budget", "USD bn/qtr", says="dollars for compute, the plan as revised"),
    Series("gw_wanted", "GW", says="capacity that those dollars pay for"),
    Series("gw_added", "GW", axes="lessor", says="capacity that came into service"),
    Series("gw_own_added", "GW", says="own capacity that came into service"),
    Series("gw_own", "GW", says="own capacity in service"),
    Series("gw_idle", "GW", says="capacity above what is wanted"),
    Series("gw_ended", "GW", axes="lessor", says="capacity given up"),
    Series("ending_fee", "USD bn/qtr", axes="lessor", says="fees for capacity given up"),
    Series("gw", "GW", axes="lessor", says="leased capacity in service"),
    Series("binding_by", "share", axes="lessor limit", says="1 for the limit that holds one back"),
    Series("binding", "share", axes="limit", says="the same, weighted by shares of the plan"),
    Series("gw_in_all", "GW", says="capacity in service, leased and own"),
    Series("iron", "GW", says="capacity at the hardware efficiency of 2025"),
    Series("accelerators", "k", says="accelerators in service"),
    Series("it_gw", "GW", says="capacity of the computers alone, without cooling"),
    Series("rental_index", "1", says="what accelerators rent for, 1 at the start"),
    Series("rent", "USD bn/qtr", axes="lessor", says="rent due"),
    Series("chips", "USD bn/qtr", axes="lessor chipmaker", says="chips that lessors buy"),
    Series("servers", "USD bn/qtr", axes="lessor", says="other equipment that lessors buy"),
    Series("shell", "USD bn/qtr", axes="lessor", says="shells and grid that lessors build"),
    Series("shell_rent", "USD bn/qtr", axes="lessor", says="rent of shells that vehicles own"),
)


def wanted(x: Any, p: Any, t: Any) -> Values:
    """GW that the spending plan pays for at the lease price, and the plan as it was revised.

    Dollars are the plan (section 17.6), or the part `compute_kept` of it that a calibration finds,
    and `dollars_wanted` times that under an investment credit;
    the GW they buy follow from the price `lease_usd_bn_per_gw_year`, as bargained.
    """
    budget = p.plan_compute[t - 1] * p.compute_kept * p.dollars_wanted * x["plan_kept"]
    frozen = x["frozen"]
    held = jnp.minimum(budget, jnp.where(t <= 1, budget, x.lag("budget")))
    budget = frozen * held + (1.0 - frozen) * budget
    before = x.lag("gw")
    level = jnp.sum(before * x["lease_price"]) / jnp.maximum(jnp.sum(before), TINY)
    price = p.lease_usd_bn_per_gw_year * jnp.where(t <= 1, 1.0, level)
    return {"budget": budget, "gw_wanted": 4.0 * budget / price}


def capacity(x: Any, p: Any, t: Any) -> Values:
    """GW in service by lessor: what is wanted, as far as shells stand and chips have arrived, less
    what is given up; and which limit binds, by lessor and weighted by their shares of the plan.

    Capacity idle for two quarters is given up against a fee: the share `early_termination_share` of
    the floor that remains, half a contract's term being left on average (section 3).
    """
    first = p.opening_gw * jnp.stack([p[f"opening_gw_share_{lessor}"] for lessor in LESSORS])
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
    fee = (
        p.early_termination_share
        * p.take_or_pay_share
        * p.lease_usd_bn_per_gw_year
        * p.lease_years
        / 2.0
    )
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
    """Capacity in service, at the efficiency of its hardware, and what it would rent for."""
    total = jnp.sum(x["gw"]) + x["gw_own"]
    vintage = (1.0 + p.hardware_progress) ** (t / 4)
    new = jnp.sum(x["gw_added"]) + x["gw_own_added"]
    iron = began(x, "iron", t, first=p.opening_gw) + new * vintage
    drift = -p.accelerator_depreciation_per_year / 4 - p.rental_volatility**2 / 8
    rental = began(x, "rental_index", t, first=1.0)
    return {
        "gw_in_all": total,
        "iron": iron,
        "accelerators": total * 1e3 / p.kw_per_accelerator,
        "it_gw": total / p.power_usage_effectiveness,
        "rental_index": rental
        * jnp.exp(drift + p.rental_volatility / 2 * x.shock.normal("rental")),
    }


def rent(x: Any, p: Any, t: Any) -> Values:
    """Rent by lessor, USD bn a quarter: capacity used, at least the take-or-pay floor in service.

    The floor counts commissioned GW only (section 17.4); price cuts and rejected leases come from
    the decisions and outcome states. The bill for late capacity goes to lessors by what they have
    in service.
    """
    total = jnp.maximum(x["gw_in_all"], TINY)
    used = jnp.minimum(1.0, x["gw_wanted"] / total)
    floor = jnp.maximum(used, p.take_or_pay_share) * x["leases_kept"]
    return {
        "rent": p.lease_usd_bn_per_gw_year
        / 4
        * x["lease_price"]
        * x["gw"]
        * floor
        * (1.0 - x["price_cut"])
        + x["late_bill"] * x["gw"] / jnp.maximum(jnp.sum(x["gw"]), TINY),
    }


def capex(x: Any, p: Any, t: Any) -> Values:
    """What lessors pay to build, USD bn a quarter: chips by maker, other IT, shell and grid.

    A deposit a year before delivery, the bulk at delivery, the rest a quarter later; the shell is
    spread over the quarters before. Orders follow the plan's own path (section 3). Accelerators
    that are replaced are paid for at once, without a new shell. Vehicles build
    the share `vehicle_shell_share` of shells on debt and let them to the lessors at an annuity
    (T09). A lessor owes that rent whether its own tenant pays or not; one that has failed owes it
    only for what is still let.
    """
    last = began(x, "gw_added", t, first=jnp.zeros(len(LESSORS)))
    now = planned_by(p, t)
    ahead = jnp.maximum(planned_by(p, t + 4) - planned_by(p, t + 3), 0.0)
    soon = jnp.maximum(planned_by(p, t + 6) - now, 0.0) / 6.0
    rest = 1.0 - p.chip_deposit_share - p.chip_delivery_payment_share
    paced = x["lessor_open"] * x["leases_kept"] * (1.0 - x["owned_share"])
    gw_paid = (
        p.chip_delivery_payment_share * x["gw_added"]
        + rest * last
        + p.chip_deposit_share * ahead * paced
    )
    gw_paid = gw_paid + x["gw_renewed"]
    bought = content(p) * x["chip_shares"]
    chips = gw_paid[:, None] * bought * x["chip_price"]
    servers = jnp.maximum(p.capex_usd_bn_per_gw * p.it_share_of_capex - jnp.sum(bought), 0.0)
    shell = p.capex_usd_bn_per_gw * (1.0 - p.it_share_of_capex) * soon * paced
    built_by = shell * (1.0 - p.vehicle_shell_share)
    built_by = built_by.at[VEHICLES].add(jnp.sum(shell) * p.vehicle_shell_share)
    level = p.lessor_capital_cost / (1.0 - (1.0 + p.lessor_capital_cost) ** -p.shell_life_years)
    ready = x["vehicle_plant"] * level / 4
    return {
        "chips": chips,
        "servers": gw_paid * servers,
        "shell": built_by,
        "shell_rent": ready * x["gw"] / jnp.maximum(jnp.sum(x["gw"]), 1e-9) * x["shells_owed"],
    }
