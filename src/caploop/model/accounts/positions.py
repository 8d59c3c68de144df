"""What everybody holds and owes at the end of last quarter, read off the ledger."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.accounts.ledger import N_LESSORS, Parts
from caploop.model.step.values import Quarter, Values, began
from caploop.model.terms.parties import FIRMS, ORIGINS


def positions_of(s: Parts) -> Quarter:
    """The quarter's function that reads the ledger's positions, USD bn."""

    def positions(x: Any, p: Any, t: Any) -> Values:
        """What everybody holds and owes at the end of last quarter, as the mechanisms read it."""
        opens = jnp.where(t <= 1, p.Cash_2025Q4, 0.0)
        fresh = jnp.eye(len(ORIGINS))[0]
        first = jnp.maximum(t - 2, 0)
        over = x.lag("burn") - (p.plan_cost[first] - p.plan_revenue[first])
        cash = x.holding(s.firms, s.money)
        planned = p.plan_cost[t - 1] - p.plan_revenue[t - 1]
        monthly = began(x, "monthly_cost_now", t, first=p.plan_cost[0] / 3)
        return {
            "opening_cash_paid": opens,
            "cash": x.holding(s.openai, s.money) + opens,
            "loans": -x.holding(s.openai, s.loans),
            "notes": -x.holding(s.openai, s.notes),
            "debt": -x.holding(s.openai, s.loans) - x.holding(s.openai, s.notes),
            "vendor_notes": x.holding(s.firms, s.vendor_notes)[:N_LESSORS],
            "arrears": x.holding(s.firms, s.compute_invoices)[:N_LESSORS],
            "other_arrears_by": jnp.stack(
                [x.holding(n, s.other_invoices) for n in (s.outside, s.assembler)]
            ),
            "other_arrears": -x.holding(s.openai, s.other_invoices),
            "prepaid": x.holding(s.households, s.prepaid),
            "owed_by_business": x.holding(s.openai, s.customer_invoices),
            "firm_cash": cash,
            "firm_debt": -x.holding(s.firms, s.firm_loans),
            "firm_plant": x.holding(s.firms, s.plant),
            "own_plant": x.holding(s.openai, s.plant),
            "vehicle_plant": x.holding(s.firms, s.plant)[FIRMS.index("vehicles")],
            "investor_cash": jnp.concatenate([jnp.maximum(cash, 0.0), jnp.full(1, jnp.inf)]),
            "monthly_cost": monthly,
            "plan_burn_now": planned,
            "burn_over_plan": jnp.where(t <= 1, 0.0, over),
            "tags_openai": began(x, "tags_openai_now", t, first=fresh),
            "tags_firms": began(x, "tags_firms_now", t, first=fresh),
            "tags_before": began(x, "tags_before_now", t, first=fresh),
        }

    return positions
