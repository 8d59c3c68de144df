"""Payments and write-offs of a default (T41 to T43), and of credit (T18, T30, T38)."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop import sfc
from caploop.model.accounts.ledger import Parts
from caploop.model.default.waterfall import COSTS, UNSECURED, VENDORS, running_compute
from caploop.model.step.values import wide

OUTSIDE, BUILT = range(2)
"""Places of the two who send other bills: suppliers outside, and the assembler."""


def flows_of_credit(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Notes, rent left open and repaid, and the loan to a supplier, USD bn a quarter."""

    def swap(name: str, buyer: Any, seller: Any, *, asset: Any, via: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=seller, asset=asset, via=via)

    bills, vendors = s.compute_invoices, s.vendor_notes
    return {
        swap("notes sold", s.lenders, s.openai, asset=s.notes, via=s.money): (
            lambda x, p, t: x["notes_raised"]
        ),
        swap("notes converted", s.lenders, s.openai, asset=s.shares, via=s.notes): (
            lambda x, p, t: x["notes_converted"]
        ),
        swap("rent left open", s.firms, s.openai, asset=vendors, via=bills): (
            lambda x, p, t: wide(x["left_open"])
        ),
        swap("vendor credit repaid", s.openai, s.firms, asset=vendors, via=s.money): (
            lambda x, p, t: wide(x["vendor_paid"])
        ),
        swap("loan to a supplier", s.openai, s.firms, asset=s.supplier_loan, via=s.money): (
            lambda x, p, t: x["lent"]
        ),
        m.flow("interest from a supplier", payer=s.firms, payee=s.openai, via=s.money): (
            lambda x, p, t: x["interest_from_cerebras"]
        ),
    }


def flows_of_estate(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """The estate sold and shared out in the quarter after a bankruptcy; the rest written off."""
    return {**_shared_out(m, s), **_written_off(m, s)}


def _part(x: Any, place: int = UNSECURED) -> Any:
    """Share of a class's claims that the estate pays."""
    return x["estate_part"][place]


def _gone(x: Any, place: int = UNSECURED) -> Any:
    """Share of a class's claims that is written off."""
    return x["fell"] - x["estate_part"][place]


def _shared_out(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    def pay(name: str, payer: Any, payee: Any) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=s.money)

    def back(name: str, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=s.openai, seller=seller, asset=asset, via=s.money)

    bills, rent, vendors = s.other_invoices, s.compute_invoices, s.vendor_notes
    return {
        pay("estate sold", s.market, s.openai): lambda x, p, t: x["estate_sold"],
        pay("case costs", s.openai, s.outside): lambda x, p, t: x["estate_paid"][COSTS],
        pay("compute in the case", s.openai, s.firms): lambda x, p, t: wide(running_compute(x)),
        pay("rejected leases paid", s.openai, s.firms): (
            lambda x, p, t: wide(_part(x) * x["lease_claims"])
        ),
        back("loans recovered", s.lenders, asset=s.loans): lambda x, p, t: x["loans_back"],
        back("notes recovered", s.lenders, asset=s.notes): lambda x, p, t: _part(x) * x["notes"],
        back("rent recovered", s.firms, asset=rent): lambda x, p, t: wide(_part(x) * x["arrears"]),
        back("vendor credit recovered", s.firms, asset=vendors): (
            lambda x, p, t: wide(_part(x, VENDORS) * x["vendor_notes"])
        ),
        back("bills recovered", s.outside, asset=bills): (
            lambda x, p, t: _part(x) * x["other_arrears_by"][OUTSIDE]
        ),
        back("assembly recovered", s.assembler, asset=bills): (
            lambda x, p, t: _part(x) * x["other_arrears_by"][BUILT]
        ),
        m.accumulation("own plant sold in the case", owner=s.openai, asset=s.plant): (
            lambda x, p, t: -x["fell"] * x["own_plant"] * jnp.ones(())
        ),
    }


def _written_off(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    def off(name: str, holder: Any, *, asset: Any) -> Any:
        return m.revaluation(name, holder=holder, instrument=asset)

    bills, rent, vendors = s.other_invoices, s.compute_invoices, s.vendor_notes
    return {
        off("loans written off", s.lenders, asset=s.loans): (
            lambda x, p, t: x["loans_back"] - x["fell"] * x["loans"]
        ),
        off("notes written off", s.lenders, asset=s.notes): lambda x, p, t: -_gone(x) * x["notes"],
        off("rent written off", s.firms, asset=rent): (
            lambda x, p, t: -wide(_gone(x) * x["arrears"])
        ),
        off("vendor credit written off", s.firms, asset=vendors): (
            lambda x, p, t: -wide(_gone(x, VENDORS) * x["vendor_notes"])
        ),
        off("bills written off", s.outside, asset=bills): (
            lambda x, p, t: -_gone(x) * x["other_arrears_by"][OUTSIDE]
        ),
        off("assembly written off", s.assembler, asset=bills): (
            lambda x, p, t: -_gone(x) * x["other_arrears_by"][BUILT]
        ),
    }
