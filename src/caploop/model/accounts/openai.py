"""Payments of OpenAI: T01 to T06, T12, T13, T15 to T17, T22, T27 and T37, accrual and settlement
apart."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop import sfc
from caploop.model.accounts.ledger import MICROSOFT, N_FIRMS, Parts
from caploop.model.finance.maturities import loans_part
from caploop.model.step.values import at, makers, wear_rate, wide


def _other_part(x: Any) -> Any:
    due = x["other_cost"] + x["fees"] + x["device_cost_due"] + x["other_arrears"]
    return x["other_paid"] / jnp.maximum(due, 1e-12)


def own_part(x: Any) -> Any:
    """Share of the bill for own capacity that is paid."""
    return x["own_capex_paid"] / jnp.maximum(x["own_capex"], 1e-12)


def flows_of_openai(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Amounts by flow, USD bn a quarter, as functions of the quarter's values."""
    return {**_sales(m, s), **_bills(m, s), **_own_plant(m, s), **_money(m, s)}


def _sales(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T01 to T04 and T29: what customers pay, ahead or on an invoice, and what they are served."""

    def pay(name: str, payer: Any, *, via: Any = s.money) -> Any:
        return m.flow(name, payer=payer, payee=s.openai, via=via)

    def settle(name: str, buyer: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=s.openai, asset=asset, via=s.money)

    return {
        pay("subscriptions paid", s.households): (lambda x, p, t: x["subscriptions"] - x["served"]),
        settle("plans bought ahead", s.households, asset=s.prepaid): lambda x, p, t: x["billed"],
        pay("plans served", s.households, via=s.prepaid): lambda x, p, t: x["served"],
        pay("advertising paid", s.advertisers): lambda x, p, t: x["advertising"],
        pay("enterprise sales", s.enterprises, via=s.customer_invoices): (
            lambda x, p, t: x["work_revenue"]
        ),
        settle("enterprise invoices paid", s.enterprises, asset=s.customer_invoices): (
            lambda x, p, t: x["collected"]
        ),
        pay("devices paid", s.households): lambda x, p, t: x["devices_revenue"],
    }


def _bills(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T05, T06, T12, T13, T36 and T27: what falls due, and what of it is settled."""
    rent, bill, settle = s.compute_invoices, s.other_invoices, _other_part

    def due(name: str, payee: Any, *, via: Any) -> Any:
        return m.flow(name, payer=s.openai, payee=payee, via=via)

    def settled(name: str, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=s.openai, seller=seller, asset=asset, via=s.money)

    return {
        due("rent due", s.firms, via=rent): lambda x, p, t: wide(x["rent"]),
        due("fees of ended leases due", s.firms, via=rent): lambda x, p, t: wide(x["ending_fee"]),
        settled("rent settled", s.firms, asset=rent): lambda x, p, t: wide(x["rent_paid"]),
        due("other cost due", s.outside, via=bill): lambda x, p, t: x["other_cost"] + x["fees"],
        due("assembly due", s.assembler, via=bill): lambda x, p, t: x["device_cost_due"],
        settled("other cost settled", s.outside, asset=bill): (
            lambda x, p, t: settle(x) * (x["other_cost"] + x["fees"] + x["other_arrears_by"][0])
        ),
        settled("assembly settled", s.assembler, asset=bill): (
            lambda x, p, t: settle(x) * (x["device_cost_due"] + x["other_arrears_by"][1])
        ),
        m.flow("assembly passed on", payer=s.assembler, payee=s.outside, via=s.money): (
            lambda x, p, t: settle(x) * x["device_cost_due"] * (1.0 - p.foxconn_net_margin)
        ),
        due("revenue share paid", s.firms, via=s.money): (
            lambda x, p, t: at(MICROSOFT, x["share_settled"])
        ),
    }


def _own_plant(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T07 and T08 of OpenAI itself: chips and buildings of what it owns, and their wear."""

    def pay(name: str, payee: Any) -> Any:
        return m.flow(name, payer=s.openai, payee=payee, via=s.money)

    return {
        pay("own chips paid", s.firms): lambda x, p, t: makers(own_part(x) * x["own_chips"]),
        pay("own building paid", s.outside): (
            lambda x, p, t: own_part(x) * (x["own_capex"] - jnp.sum(x["own_chips"]))
        ),
        m.accumulation("own plant built and worn", owner=s.openai, asset=s.plant): (
            lambda x, p, t: x["own_capex_paid"] - wear_rate(p) * x["own_plant"]
        ),
    }


def _money(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T15 to T17, T20, T22 and T37: cheques, debt, interest, tax, warrant shares sold."""

    def pay(name: str, payer: Any, payee: Any) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=s.money)

    def raised(name: str, buyer: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=s.openai, asset=asset, via=s.money)

    def repaid(name: str, *, asset: Any) -> Any:
        return m.exchange(name, buyer=s.openai, seller=s.lenders, asset=asset, via=s.money)

    return {
        pay("opening cash", s.lenders, s.openai): lambda x, p, t: x["opening_cash_paid"],
        pay("cash of openai restated", s.lenders, s.openai): lambda x, p, t: x["cash_restated"],
        pay("cost left unexplained", s.openai, s.outside): lambda x, p, t: x["unexplained_cost"],
        pay("warrant shares sold", s.market, s.openai): lambda x, p, t: x["warrant_sale"],
        pay("interest of openai", s.openai, s.lenders): lambda x, p, t: x["interest_paid"],
        pay("interest on cash", s.lenders, s.openai): lambda x, p, t: x["interest_earned"],
        pay("tax of openai", s.openai, s.government): lambda x, p, t: x["tax_paid"],
        repaid("loans repaid by openai", asset=s.loans): (
            lambda x, p, t: x["debt_repaid"] * loans_part(x)
        ),
        repaid("notes repaid", asset=s.notes): (
            lambda x, p, t: x["debt_repaid"] * (1.0 - loans_part(x))
        ),
        raised("loan to openai", s.lenders, asset=s.loans): (
            lambda x, p, t: x["debt_raised"] - x["notes_raised"]
        ),
        raised("cheques of firms", s.firms, asset=s.shares): (
            lambda x, p, t: x["cheques"][:N_FIRMS]
        ),
        raised("cheques of the market", s.market, asset=s.shares): (
            lambda x, p, t: x["cheques"][-1]
        ),
    }
