"""M5, contracts between firms: CoreWeave's loans on chips, Nvidia's renting and its buy-back."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Quarter, Values
from caploop.model.terms.parties import LESSORS
from caploop.sfc import Series

COREWEAVE = LESSORS.index("coreweave")
CLOUDS = ("microsoft", "oracle", "coreweave", "amazon", "google")
TINY = 1e-9
GIVES = (
    Series("chip_loan", "USD bn", says="CoreWeave's loans on chips"),
    Series("chip_loan_ever", "USD bn", says="those drawn so far"),
    Series("chip_loan_drawn", "USD bn/qtr", says="those drawn in the quarter"),
    Series("chip_loan_repaid", "USD bn/qtr", says="those repaid, cash swept included"),
    Series("chip_loan_margin", "USD bn/qtr", says="interest on them above the base rate"),
    Series("unsold", "GW", says="CoreWeave's capacity that OpenAI gave up"),
    Series("bought_back_ever", "USD bn", says="what Nvidia has paid for it so far"),
    Series("rented_by_nvidia", "USD bn/qtr", axes="lessor", says="what Nvidia pays clouds"),
)


def chip_loans(x: Any, p: Any, t: Any) -> Values:
    """CoreWeave's delayed-draw loans, USD bn: drawn for the part `chip_loan_advance_share` of
    servers, repaid evenly over `chip_loan_years` years; where rent covers service less than dscr
    times, spare cash is swept."""
    before = x.lag("chip_loan")
    servers = jnp.sum(x["chips"][COREWEAVE]) + x["servers"][COREWEAVE]
    drawn = p.chip_loan_advance_share * servers
    ever = x.lag("chip_loan_ever") + drawn
    due = jnp.minimum(before, x.lag("chip_loan_ever") / (4.0 * p.chip_loan_years))
    margin = before * p.chip_loan_spread / 4.0
    service = due + before * p.base_rate / 4.0 + margin
    earned = x["rent_paid"][COREWEAVE] * (1.0 - p.running_cost_share)
    cover = jnp.where(service > TINY, earned / jnp.maximum(service, TINY), p.debt_service_cover)
    least = p.least_cash_share * p.opening_cash[COREWEAVE]
    spare = jnp.maximum(x["firm_cash"][COREWEAVE] - least, 0.0)
    swept = jnp.where(cover < p.debt_service_cover, jnp.minimum(before - due, spare), 0.0)
    return {
        "chip_loan": before + drawn - due - swept,
        "chip_loan_ever": ever,
        "chip_loan_drawn": drawn,
        "chip_loan_repaid": due + swept,
        "chip_loan_margin": margin,
    }


def rented_by_vendor(x: Any, p: Any, t: Any) -> Values:
    """What Nvidia pays clouds, USD bn a quarter by lessor: its cloud agreements (T21+), by their
    shares of OpenAI's plan, and CoreWeave's capacity that OpenAI gave up (T21), to its limit."""
    of = jnp.array([1.0 if name in CLOUDS else 0.0 for name in LESSORS])
    shares = of * p.lessor_share[t - 1]
    open_still = jnp.where(t <= 4.0 * p.cloud_agreement_years, 1.0, 0.0)
    agreed = p.nvidia_cloud_agreements_usd_bn / (4.0 * p.cloud_agreement_years) * open_still
    rented = agreed * shares / jnp.maximum(jnp.sum(shares), TINY)
    given_up = x.lag("unsold") + x["gw_ended"][COREWEAVE]
    rejected = x["gw"][COREWEAVE] * (1.0 - x["leases_kept"])
    left = jnp.maximum(p.coreweave_backstop_usd_bn - x.lag("bought_back_ever"), 0.0)
    back = jnp.minimum(p.lease_usd_bn_per_gw_year / 4.0 * (given_up + rejected), left)
    return {
        "unsold": given_up,
        "bought_back_ever": x.lag("bought_back_ever") + back,
        "rented_by_nvidia": rented.at[COREWEAVE].add(back),
    }


BEFORE: tuple[Quarter, ...] = (chip_loans, rented_by_vendor)
