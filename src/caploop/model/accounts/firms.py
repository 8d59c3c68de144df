"""Payments of the firms: T07, T08, T10, T11, T16, T17, T21, T25, T26 and T44."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop import sfc
from caploop.model.accounts.ledger import N_CHIPS, N_FIRMS, N_LESSORS, SOFTBANK, Parts
from caploop.model.step.values import at, began, makers, wear_rate, wide
from caploop.model.terms.parties import FIRMS

COREWEAVE, NVIDIA = FIRMS.index("coreweave"), FIRMS.index("nvidia")


def flows_of_firms(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Amounts by flow, USD bn a quarter, as functions of the quarter's values."""
    return {**_own_business(m, s), **_of_lenders(m, s), **_between(m, s)}


def _own_business(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Sales outside, chips, shells, building, payouts, listed holdings and what plant wears."""

    def pay(name: str, payer: Any, payee: Any) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=s.money)

    def chips(x: Any, p: Any, t: Any) -> Any:
        square = jnp.zeros((N_FIRMS, N_FIRMS))
        direct = x["chips"] * (1.0 - p.foxconn_rack_share)
        return square.at[:N_LESSORS, N_LESSORS : N_LESSORS + N_CHIPS].set(direct)

    def built(x: Any, p: Any, t: Any) -> Any:
        return x["firm_base_capex"] + wide(x["servers"] * (1.0 - p.foxconn_rack_share) + x["shell"])

    def wear(x: Any, p: Any, t: Any) -> Any:
        return x["firm_capex"] - wear_rate(p) * x["firm_plant"] - wide(x["impaired"])

    def marked(x: Any, p: Any, t: Any) -> Any:
        before = began(x, "listed_value", t, first=p.listed_holdings)
        return at(SOFTBANK, x["listed_value"] - (before - x["margin_sale"]))

    revalued = m.revaluation("listed prices", holder=s.firms, instrument=s.listed, issuer=s.market)
    return {
        pay("outside operations", s.enterprises, s.firms): (
            lambda x, p, t: x["firm_outside"] + x["firm_timing"]
        ),
        pay("chips paid", s.firms, s.firms): chips,
        pay("building", s.firms, s.outside): built,
        pay("running cost", s.firms, s.outside): (
            lambda x, p, t: x["firm_running"] - at(NVIDIA, jnp.sum(x["rented_by_nvidia"]))
        ),
        pay("capacity let again", s.enterprises, s.firms): lambda x, p, t: wide(x["relet"]),
        pay("payouts of firms", s.firms, s.market): lambda x, p, t: x["firm_payouts"],
        m.exchange(
            "holdings sold", buyer=s.market, seller=s.firms, asset=s.listed, via=s.money
        ): lambda x, p, t: at(SOFTBANK, x["margin_sale"]),
        revalued: marked,
        m.accumulation("plant built and worn", owner=s.firms, asset=s.plant): wear,
    }


def _of_lenders(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """Interest, loans drawn, repaid and written off, new shares, and what statements restate."""

    def buy(name: str, buyer: Any, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=seller, asset=asset, via=s.money)

    return {
        m.flow("interest of firms", payer=s.firms, payee=s.lenders, via=s.money): (
            lambda x, p, t: x["firm_interest"]
        ),
        buy("loans drawn", s.lenders, s.firms, asset=s.firm_loans): lambda x, p, t: x[
            "firm_borrowed"
        ],
        buy("loans repaid", s.firms, s.lenders, asset=s.firm_loans): (
            lambda x, p, t: (
                at(SOFTBANK, x["margin_sale"])
                + at(COREWEAVE, x["chip_loan_repaid"])
                + x["firm_unrolled"]
            )
        ),
        m.revaluation("loans to firms written off", holder=s.lenders, instrument=s.firm_loans): (
            lambda x, p, t: -x["firm_written_off"]
        ),
        m.flow("cash of firms restated", payer=s.lenders, payee=s.firms, via=s.money): (
            lambda x, p, t: x["firm_cash_restated"]
        ),
        m.revaluation("loans to firms restated", holder=s.lenders, instrument=s.firm_loans): (
            lambda x, p, t: x["firm_debt_restated"]
        ),
        buy("new shares", s.market, s.firms, asset=s.firm_shares): lambda x, p, t: x["firm_issued"],
    }


def _between(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T07 through the assembler of racks, gross in and out, shells let (T09), and what Nvidia
    rents (T21)."""

    def pay(name: str, payer: Any, payee: Any) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=s.money)

    def rented(x: Any, p: Any, t: Any) -> Any:
        square = jnp.zeros((N_FIRMS, N_FIRMS))
        return square.at[NVIDIA, :N_LESSORS].set(x["rented_by_nvidia"])

    def let(x: Any, p: Any, t: Any) -> Any:
        square = jnp.zeros((N_FIRMS, N_FIRMS))
        return square.at[:N_LESSORS, FIRMS.index("vehicles")].set(x["shell_rent"])

    return {
        pay("racks paid", s.firms, s.assembler): lambda x, p, t: wide(x["racks"]),
        pay("chips of racks passed on", s.assembler, s.firms): (
            lambda x, p, t: makers(jnp.sum(x["chips"], axis=0) * p.foxconn_rack_share)
        ),
        pay("parts of racks passed on", s.assembler, s.outside): lambda x, p, t: x["rack_parts"],
        pay("cloud rented by nvidia", s.firms, s.firms): rented,
        pay("shell rent", s.firms, s.firms): let,
    }
