"""M8, the government in the run: a credit to owners of assets, a guarantee of debt, support.

What was asked for is finance of data centres, so the guarantee covers the loans of the vehicles
that build them beside those of OpenAI.

All three are off unless a lever turns them on; off, every number is to the bit what it is without
them. A statement that a guarantee was asked for is a claim, not a setting (section 9).
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, at
from caploop.model.terms.parties import FIRMS

LAG = 2
"""Quarters between a credit and its cash (row lag_credit); the engine keeps that many."""
NEVER = -1e9
READS = ("credit_on", "tau", "elig", "guarantee_on", "cov", "fee", "support_on", "u_gov", "h_fs")
VEHICLES = FIRMS.index("vehicles")


def relief(p: Any) -> Any:
    """What is left of a spread over riskless debt where the guarantee covers its share of it."""
    return 1.0 - p.guarantee_on * p.cov


def support_score(p: Any) -> Any:
    """Utility of government support as an exit; none with the lever off."""
    return jnp.where(p.support_on > 0, p.u_gov, NEVER)


def government(x: Any, p: Any, t: Any) -> Values:
    """Credit earned on what lessors and vehicles place in service for OpenAI and its cash two
    quarters later (T22); the fees of a guarantee; what it pays lenders the quarter after a
    bankruptcy, taking over their claim at its share of cover (T23); USD bn.

    A vehicle whose tenant is bankrupt is worth its plant at a forced sale: what its loans are above
    that is lost to its lenders, whom the guarantee pays for its share.
    """
    placed = jnp.sum(x["chips"], axis=1) + x["servers"] + x["shell"]
    lost = jnp.maximum(x["loans"] + x["notes"] - x["recovered_by_lenders"], 0.0) * x["fell"]
    loans = jnp.maximum(x["firm_debt"][VEHICLES] - x.lag("vehicle_loans_public"), 0.0)
    under = jnp.maximum(loans - x["vehicle_plant"] * (1.0 - p.h_fs), 0.0) * x["fell"]
    covered = p.guarantee_on * p.cov
    taken_over = x.lag("guarantee_called_vehicles")
    paid = jnp.where(t > LAG, x.lag("credit_earned", LAG), 0.0)
    so_far = jnp.where((t - 1) % 4 == 0, 0.0, 1.0)
    return {
        "credit_earned": p.credit_on * p.tau * p.elig * placed,
        "credit_paid": paid,
        "credit_year": so_far * x.lag("credit_year") + jnp.sum(paid),
        "built_year": so_far * x.lag("built_year") + jnp.sum(placed),
        "guarantee_fee": covered * p.fee * x["debt"] / 4.0 * x["alive"],
        "guarantee_fee_vehicles": at(VEHICLES, covered * p.fee * loans / 4.0),
        "guarantee_called": covered * lost,
        "guarantee_called_vehicles": covered * under,
        "guarantee_paid": x.lag("guarantee_called"),
        "guarantee_paid_vehicles": taken_over,
        "vehicle_loans_public": x.lag("vehicle_loans_public") + taken_over,
    }
