"""What a run may say: each bound once, and in which draws the equations alone would pass it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp

from caploop.model.firms.counterparty import COREWEAVE, LEVERAGE_MOST, LOAN_TO_VALUE_MOST
from caploop.model.step.values import Quarter, Values, began
from caploop.model.terms.parties import FIRMS
from caploop.sfc import Series

ORACLE, VEHICLES = FIRMS.index("oracle"), FIRMS.index("vehicles")
BOUNDS: Mapping[str, str] = {
    "business": "revenue from businesses is all of the market for AI (S_E30)",
    "advertising": "advertising is all of the world's digital advertising (S_A30)",
    "ad_load": "the plan's advertising needs more advertisements a query than load_most",
    "loan_to_value": f"SoftBank's loan-to-value is {LOAN_TO_VALUE_MOST:.0%} or more",
    "leverage_oracle": f"Oracle's debt is {LEVERAGE_MOST:.0f} times EBITDA or more",
    "leverage_coreweave": f"CoreWeave's debt is {LEVERAGE_MOST:.0f} times EBITDA or more",
    "leverage_vehicles": f"the vehicles' debt is {LEVERAGE_MOST:.0f} times EBITDA or more",
}
"""Bounds by name, and what it means that a draw is held at one. SoftBank's own EBITDA is next to
nothing in every draw, so its leverage is never told."""
AXES = {"bound": len(BOUNDS)}
GIVES = (Series("at_bound", "share", axes="bound", says="1 once a draw has been held at a bound"),)


def bounds(x: Any, p: Any, t: Any) -> Values:
    """Whether a draw has been held at a bound by the end of the quarter, in the order of BOUNDS."""
    leverage = x["leverage"]
    now = [
        x["at_market"][0],
        x["at_market"][1],
        x["ad_load_needed"] > p.ad_load_cap,
        x["loan_to_value"] >= LOAN_TO_VALUE_MOST,
        *(leverage[n] >= LEVERAGE_MOST for n in (ORACLE, COREWEAVE, VEHICLES)),
    ]
    held = jnp.stack([jnp.asarray(n, float) for n in now])
    return {"at_bound": jnp.maximum(began(x, "at_bound", t, first=jnp.zeros(len(now))), held)}


AFTER: tuple[Quarter, ...] = (bounds,)
