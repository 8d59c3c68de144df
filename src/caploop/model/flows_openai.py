"""Payments of OpenAI: T01 to T06, T12, T13, T15 to T17 and T27, accrual and settlement apart."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop import sfc
from caploop.model.ledger import MICROSOFT, N_FIRMS, Parts
from caploop.model.step import at, wide


def _other_part(x: Any) -> Any:
    due = x["other_cost"] + x["fees"] + x["device_cost_due"] + x["other_arrears"]
    return x["other_paid"] / jnp.maximum(due, 1e-12)


def flows_of_openai(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Amounts by flow, USD bn a quarter, as functions of the quarter's values."""

    def pay(name: str, payer: Any, payee: Any, *, via: Any = None) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=via or s.money)

    def buy(name: str, buyer: Any, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=seller, asset=asset, via=s.money)

    work = ("seats_revenue", "agents_revenue", "custom_revenue", "api_revenue")
    bill, settle = s.other_invoices, _other_part
    return {
        pay("opening cash", s.lenders, s.openai): lambda x, p, t: x["opening_cash_paid"],
        pay("subscriptions paid", s.households, s.openai): lambda x, p, t: x["subscriptions"],
        pay("advertising paid", s.advertisers, s.openai): lambda x, p, t: x["advertising"],
        pay("enterprise sales", s.enterprises, s.openai): lambda x, p, t: sum(x[n] for n in work),
        pay("devices paid", s.households, s.openai): lambda x, p, t: x["devices_revenue"],
        pay("rent due", s.openai, s.firms, via=s.compute_invoices): lambda x, p, t: wide(x["rent"]),
        buy("rent settled", s.openai, s.firms, asset=s.compute_invoices): (
            lambda x, p, t: wide(x["rent_paid"])
        ),
        pay("other cost due", s.openai, s.outside, via=bill): (
            lambda x, p, t: x["other_cost"] + x["fees"]
        ),
        pay("assembly due", s.openai, s.assembler, via=bill): lambda x, p, t: x["device_cost_due"],
        buy("other cost settled", s.openai, s.outside, asset=bill): (
            lambda x, p, t: settle(x) * (x["other_cost"] + x["fees"] + x["other_arrears_by"][0])
        ),
        buy("assembly settled", s.openai, s.assembler, asset=bill): (
            lambda x, p, t: settle(x) * (x["device_cost_due"] + x["other_arrears_by"][1])
        ),
        pay("assembly passed on", s.assembler, s.outside): (
            lambda x, p, t: settle(x) * x["device_cost_due"] * (1.0 - p.nm_fx)
        ),
        pay("revenue share paid", s.openai, s.firms): (
            lambda x, p, t: at(MICROSOFT, x["share_settled"])
        ),
        pay("warrant shares sold", s.market, s.openai): lambda x, p, t: x["warrant_sale"],
        pay("interest of openai", s.openai, s.lenders): lambda x, p, t: x["interest_paid"],
        buy("loan to openai", s.lenders, s.openai, asset=s.loans): lambda x, p, t: x["debt_raised"],
        buy("cheques of firms", s.firms, s.openai, asset=s.shares): (
            lambda x, p, t: x["cheques"][:N_FIRMS]
        ),
        buy("cheques of the market", s.market, s.openai, asset=s.shares): lambda x, p, t: x[
            "cheques"
        ][-1],
    }
