"""M5, contracts between firms: CoreWeave's loans on chips, Nvidia's renting and its buy-back."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Quarter, Values
from caploop.model.terms.parties import LESSORS

COREWEAVE = LESSORS.index("coreweave")
CLOUDS = ("microsoft", "oracle", "coreweave", "amazon", "google")
TINY = 1e-9
READS = (
    *("adv", "T_dd", "dscr", "s_dd_nonIG_2026", "run_cost", "r_base", "cash_least"),
    *("opening_cash", "K_nv_cloud_service", "T_cloud", "buyback", "ell", "lessor_share"),
)


def chip_loans(x: Any, p: Any, t: Any) -> Values:
    """CoreWeave's delayed-draw loans, USD bn: drawn for the part `adv` of servers, repaid evenly
    over T_dd years; where rent covers service less than dscr times, spare cash is swept."""
    before = x.lag("chip_loan")
    servers = jnp.sum(x["chips"][COREWEAVE]) + x["servers"][COREWEAVE]
    drawn = p.adv * servers
    ever = x.lag("chip_loan_ever") + drawn
    due = jnp.minimum(before, x.lag("chip_loan_ever") / (4.0 * p.T_dd))
    margin = before * p.s_dd_nonIG_2026 / 4.0
    service = due + before * p.r_base / 4.0 + margin
    earned = x["rent_paid"][COREWEAVE] * (1.0 - p.run_cost)
    cover = jnp.where(service > TINY, earned / jnp.maximum(service, TINY), p.dscr)
    least = p.cash_least * p.opening_cash[COREWEAVE]
    spare = jnp.maximum(x["firm_cash"][COREWEAVE] - least, 0.0)
    swept = jnp.where(cover < p.dscr, jnp.minimum(before - due, spare), 0.0)
    return {
        "chip_loan": before + drawn - due - swept,
        "chip_loan_ever": ever,
        "chip_loan_drawn": drawn,
        "chip_loan_repaid": due + swept,
        "chip_loan_swept": swept,
        "chip_loan_margin": margin,
        "chip_loan_cover": jnp.minimum(cover, 1.0 / TINY),
    }


def rented_by_vendor(x: Any, p: Any, t: Any) -> Values:
    """What Nvidia pays clouds, USD bn a quarter by lessor: its cloud agreements (T21+), by their
    shares of OpenAI's plan, and CoreWeave's capacity that OpenAI gave up (T21), to its limit."""
    of = jnp.array([1.0 if name in CLOUDS else 0.0 for name in LESSORS])
    shares = of * p.lessor_share[t - 1]
    open_still = jnp.where(t <= 4.0 * p.T_cloud, 1.0, 0.0)
    agreed = p.K_nv_cloud_service / (4.0 * p.T_cloud) * open_still
    rented = agreed * shares / jnp.maximum(jnp.sum(shares), TINY)
    given_up = x.lag("unsold") + x["gw_ended"][COREWEAVE]
    rejected = x["gw"][COREWEAVE] * (1.0 - x["leases_kept"])
    left = jnp.maximum(p.buyback - x.lag("bought_back_ever"), 0.0)
    back = jnp.minimum(p.ell / 4.0 * (given_up + rejected), left)
    return {
        "unsold": given_up,
        "bought_back": back,
        "bought_back_ever": x.lag("bought_back_ever") + back,
        "rented_by_nvidia": rented.at[COREWEAVE].add(back),
    }


BEFORE: tuple[Quarter, ...] = (chip_loans, rented_by_vendor)
