"""M8, the government in the run: a credit to owners of assets, a guarantee of debt, support.

All three are off unless a lever turns them on; off, every number is to the bit what it is without
them. A statement that a guarantee was asked for is a claim, not a setting (section 9).
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step import Values

LAG = 2
"""Quarters between a credit and its cash (row lag_credit); the engine keeps that many."""
NEVER = -1e9
READS = ("credit_on", "tau", "elig", "guarantee_on", "cov", "fee", "support_on", "u_gov")


def relief(p: Any) -> Any:
    """What is left of a spread over riskless debt where the guarantee covers its share of it."""
    return 1.0 - p.guarantee_on * p.cov


def support_score(p: Any) -> Any:
    """Utility of government support as an exit; none with the lever off."""
    return jnp.where(p.support_on > 0, p.u_gov, NEVER)


def government(x: Any, p: Any, t: Any) -> Values:
    """Credit earned on what lessors and vehicles place in service for OpenAI and its cash two
    quarters later (T22); the fee of a guarantee; what it pays lenders the quarter after a
    bankruptcy, taking over their claim at its share of cover (T23); USD bn.
    """
    placed = jnp.sum(x["chips"], axis=1) + x["servers"] + x["shell"]
    lost = jnp.maximum(x["loans"] + x["notes"] - x["recovered_by_lenders"], 0.0) * x["fell"]
    paid = jnp.where(t > LAG, x.lag("credit_earned", LAG), 0.0)
    so_far = jnp.where((t - 1) % 4 == 0, 0.0, 1.0)
    return {
        "credit_earned": p.credit_on * p.tau * p.elig * placed,
        "credit_paid": paid,
        "credit_year": so_far * x.lag("credit_year") + jnp.sum(paid),
        "built_year": so_far * x.lag("built_year") + jnp.sum(placed),
        "guarantee_fee": p.guarantee_on * p.cov * p.fee * x["debt"] / 4.0 * x["alive"],
        "guarantee_called": p.guarantee_on * p.cov * lost,
        "guarantee_paid": x.lag("guarantee_called"),
    }
