"""Payments of the government: T22, T23 and T45, credit due and paid, guarantee, support."""

from __future__ import annotations

from typing import Any

from caploop import sfc
from caploop.model.accounts.ledger import Parts
from caploop.model.step.values import wide


def flows_of_government(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Amounts by flow, USD bn a quarter, as functions of the quarter's values."""
    state = s.government

    def pay(name: str, payer: Any, payee: Any, *, via: Any) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=via)

    def buy(name: str, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=state, seller=seller, asset=asset, via=s.money)

    return {
        pay("credit due", state, s.firms, via=s.credit_receivable): (
            lambda x, p, t: wide(x["credit_earned"])
        ),
        buy("credit paid", s.firms, asset=s.credit_receivable): (
            lambda x, p, t: wide(x["credit_paid"])
        ),
        pay("guarantee fee", s.openai, state, via=s.money): lambda x, p, t: x["fee_paid"],
        pay("guarantee called", state, s.lenders, via=s.money): (
            lambda x, p, t: x["guarantee_paid"]
        ),
        pay("guarantee fee of vehicles", s.firms, state, via=s.money): (
            lambda x, p, t: x["guarantee_fee_vehicles"]
        ),
        m.exchange(
            "loans taken over", buyer=state, seller=s.lenders, asset=s.firm_loans, via=s.money
        ): lambda x, p, t: x["guarantee_paid_vehicles"],
        buy("public stake", s.openai, asset=s.shares): lambda x, p, t: x["support_cheque"],
    }
