"""What everybody holds and owes at the end of last quarter, read off the ledger."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.accounts.ledger import N_LESSORS, Parts
from caploop.model.step.values import Quarter, Values, began
from caploop.model.terms.parties import FIRMS, ORIGINS
from caploop.sfc import Series

AXES = {"payee": 2}
GIVES = (
    Series("observed", "share", says="1 in a quarter of history, in which nothing is decided"),
    Series("opening_cash_paid", "USD bn", says="OpenAI's opening cash, put in as the run begins"),
    Series("cash_restated", "USD bn", says="OpenAI's cash as stated less what history left"),
    Series("firm_cash_restated", "USD bn", axes="firm", says="the same of each firm"),
    Series("firm_debt_restated", "USD bn", axes="firm", says="the same of each firm's debt"),
    Series("cash", "USD bn", says="OpenAI's cash"),
    Series("loans", "USD bn", says="loans that OpenAI owes"),
    Series("notes", "USD bn", says="convertible notes that OpenAI owes"),
    Series("debt", "USD bn", says="loans and notes together"),
    Series("vendor_notes", "USD bn", axes="lessor", says="rent left open that OpenAI owes"),
    Series("arrears", "USD bn", axes="lessor", says="rent that fell due and was not paid"),
    Series("other_arrears_by", "USD bn", axes="payee", says="other bills not paid, by payee"),
    Series("other_arrears", "USD bn", says="the same in all"),
    Series("prepaid", "USD bn", says="annual plans paid ahead and still to be served"),
    Series("owed_by_business", "USD bn", says="invoices that businesses have not paid"),
    Series("firm_cash", "USD bn", axes="firm", says="cash of each firm"),
    Series("firm_debt", "USD bn", axes="firm", says="debt of each firm"),
    Series("firm_plant", "USD bn", axes="firm", says="plant of each firm at book value"),
    Series("own_plant", "USD bn", says="OpenAI's own plant at book value"),
    Series("vehicle_plant", "USD bn", says="plant of the vehicles at book value"),
    Series("investor_cash", "USD bn", axes="investor", says="cash to write cheques out of"),
    Series("monthly_cost", "USD bn/mo", says="what a month cost last quarter"),
    Series("plan_burn_now", "USD bn/qtr", says="burn that the plan has for this quarter"),
    Series("burn_over_plan", "USD bn/qtr", says="burn of last quarter above the plan's"),
    Series("tags_openai", "share", axes="origin", says="whose money its cash is at first"),
    Series("tags_firms", "share", axes="firm origin", says="whose money each firm's cash is"),
    Series("tags_before", "share", axes="firm origin", says="whose money was invested earlier"),
)


def _restated(x: Any, p: Any, t: Any, *, s: Parts) -> dict[str, Any]:
    """What a published balance that the quarter begins with is above what history left."""
    cash, debt = x.holding(s.firms, s.money), -x.holding(s.firms, s.firm_loans)
    left = p.cash_seen - x.holding(s.openai, s.money)
    return {
        "cash_restated": jnp.where(t == p.cash_seen_in, left, 0.0),
        "firm_cash_restated": jnp.where(t == p.firm_cash_seen_in, p.firm_cash_seen - cash, 0.0),
        "firm_debt_restated": jnp.where(t == p.firm_debt_seen_in, p.firm_debt_seen - debt, 0.0),
    }


def positions_of(s: Parts) -> Quarter:
    """The quarter's function that reads the ledger's positions, USD bn."""

    def positions(x: Any, p: Any, t: Any) -> Values:
        """What everybody holds and owes at the end of last quarter, as the mechanisms read it.

        A quarter that begins with a published balance begins with that: what history left is
        restated to it, which is shown and paid by nobody in the loop.
        """
        opens = jnp.where(t <= 1, p.opening_cash_openai_usd_bn, 0.0)
        told = _restated(x, p, t, s=s)
        fresh = jnp.eye(len(ORIGINS))[0]
        first = jnp.maximum(t - 2, 0)
        over = x.lag("burn") - (p.plan_cost[first] - p.plan_revenue[first])
        cash = x.holding(s.firms, s.money) + told["firm_cash_restated"]
        planned = p.plan_cost[t - 1] - p.plan_revenue[t - 1]
        monthly = began(x, "monthly_cost_now", t, first=p.plan_cost[0] / 3)
        return {
            "observed": jnp.where(t < p.first_quarter, 1.0, 0.0),
            "opening_cash_paid": opens,
            **told,
            "cash": x.holding(s.openai, s.money) + opens + told["cash_restated"],
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
            "firm_debt": told["firm_debt_restated"] - x.holding(s.firms, s.firm_loans),
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
