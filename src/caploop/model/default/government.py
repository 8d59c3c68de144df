"""M8, the government in the run: a credit to owners of assets, a guarantee of debt, support.

What was asked for is finance of data centres, so the guarantee covers the loans of the vehicles
that build them beside those of OpenAI.

All three are off unless a lever turns them on; off, every number is to the bit what it is without
them. A statement that a guarantee was asked for is a claim, not a setting (section 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, at
from caploop.model.terms.parties import FIRMS
from caploop.sfc import Series

LAG = 2
"""Quarters between a credit and its cash (row lag_credit); the engine keeps that many."""
NEVER = -1e9
LEAST_CALL = 1e-6
VEHICLES = FIRMS.index("vehicles")
SO_FAR = {
    "public_paid": "paid for OpenAI and the vehicles",
    "public_paid_vehicles": "paid for the vehicles",
    "public_fees": "fees of OpenAI and the vehicles",
    "fees_vehicles": "fees of the vehicles",
    "spread_saved": "interest that OpenAI and the vehicles save",
    "spread_saved_vehicles": "interest that the vehicles save",
}
"""What adds up over a run, and what of it stands in draws in which the guarantee is called."""
GIVES = (
    Series("credit_earned", "USD bn/qtr", axes="lessor", says="investment credit earned"),
    Series("credit_paid", "USD bn/qtr", axes="lessor", says="credit earned a quarter ago, paid"),
    Series("credit_year", "USD bn", says="credit paid in the year so far"),
    Series("built_year", "USD bn", says="plant in its scope built in the year so far"),
    Series("guarantee_fee", "USD bn/qtr", says="OpenAI's fee for the guarantee"),
    Series("guarantee_fee_vehicles", "USD bn/qtr", axes="firm", says="the vehicles' fee for it"),
    Series("guarantee_called", "USD bn/qtr", says="what lenders to OpenAI call"),
    Series("guarantee_called_vehicles", "USD bn/qtr", says="what lenders to the vehicles call"),
    Series("guarantee_paid", "USD bn/qtr", says="what the government pays for OpenAI"),
    Series("guarantee_paid_vehicles", "USD bn/qtr", says="what it pays for the vehicles"),
    Series("vehicle_loans_public", "USD bn", says="loans to the vehicles that it has taken over"),
    Series("vehicles_covered", "USD bn", says="vehicles' debt whose lenders it covers in part"),
    Series("lenders_lost", "USD bn", says="what lenders have lost so far and nobody has paid"),
    Series("guarantee_used", "share", says="1 once the guarantee was called"),
    *(Series(name, "USD bn", says=f"{says} so far") for name, says in SO_FAR.items()),
    *(
        Series(f"{name}_if_used", "USD bn", says=f"{says} so far, where it was called")
        for name, says in SO_FAR.items()
    ),
)


def relief(p: Any) -> Any:
    """What is left of a spread over riskless debt where the guarantee covers its share of it."""
    return 1.0 - p.guarantee_on * p.guarantee_coverage_share


def support_score(p: Any) -> Any:
    """Utility of government support as an exit; none with the lever off."""
    return jnp.where(p.support_on > 0, p.support_utility, NEVER)


def government(x: Any, p: Any, t: Any) -> Values:
    """Credit earned on what lessors and vehicles place in service for OpenAI and its cash two
    quarters later (T22); the fees of a guarantee; what it pays lenders the quarter after a
    bankruptcy, taking over their claim at its share of cover (T23); USD bn.

    What lenders to the vehicles lost when these failed a quarter ago the guarantee pays for its
    share, which is not written off.
    """
    placed = jnp.sum(x["chips"], axis=1) + x["servers"] + x["shell"]
    lost = jnp.maximum(x["loans"] + x["notes"] - x["recovered_by_lenders"], 0.0) * x["fell"]
    loans = jnp.maximum(x["firm_debt"][VEHICLES] - x.lag("vehicle_loans_public"), 0.0)
    under = x.lag("vehicles_lost")
    covered = p.guarantee_on * p.guarantee_coverage_share
    fee = covered * p.guarantee_fee_per_year * x["debt"] / 4.0 * x["alive"]
    fee_vehicles = covered * p.guarantee_fee_per_year * loans / 4.0
    called, called_vehicles = covered * lost, covered * under
    saved_vehicles = covered * p.vehicle_spread * loans / 4.0
    moved = {
        "public_paid": called + called_vehicles,
        "public_paid_vehicles": called_vehicles,
        "public_fees": fee + fee_vehicles,
        "fees_vehicles": fee_vehicles,
        "spread_saved": covered * p.openai_spread * x["debt"] / 4.0 * x["alive"] + saved_vehicles,
        "spread_saved_vehicles": saved_vehicles,
    }
    taken_over = x.lag("guarantee_called_vehicles")
    paid = jnp.where(t > LAG, x.lag("credit_earned", LAG), 0.0)
    so_far = jnp.where((t - 1) % 4 == 0, 0.0, 1.0)
    return {
        "credit_earned": p.credit_on * p.credit_rate * p.credit_eligible_share * placed,
        "credit_paid": paid,
        "credit_year": so_far * x.lag("credit_year") + jnp.sum(paid),
        "built_year": so_far * x.lag("built_year") + jnp.sum(placed),
        "guarantee_fee": fee,
        "guarantee_fee_vehicles": at(VEHICLES, fee_vehicles),
        "guarantee_called": called,
        "guarantee_called_vehicles": called_vehicles,
        "guarantee_paid": x.lag("guarantee_called"),
        "guarantee_paid_vehicles": taken_over,
        "vehicle_loans_public": x.lag("vehicle_loans_public") + taken_over,
        "vehicles_covered": p.guarantee_on * loans,
        "lenders_lost": x.lag("lenders_lost") + (1.0 - covered) * (lost + under),
        **_added_up(x, moved),
    }


def _added_up(x: Any, moved: Mapping[str, Any]) -> Values:
    """What has moved so far, and the same where the guarantee was called by then."""
    now = jnp.where(moved["public_paid"] > LEAST_CALL, 1.0, 0.0)
    used = jnp.maximum(x.lag("guarantee_used"), now)
    so_far = {name: x.lag(name) + amount for name, amount in moved.items()}
    return {
        "guarantee_used": used,
        **so_far,
        **{f"{name}_if_used": amount * used for name, amount in so_far.items()},
    }
