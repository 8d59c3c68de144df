"""The ledger of the loop: who is on it, what is owed, and what everybody starts with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from caploop import sfc
from caploop.model.terms.parties import (
    CHIPMAKERS,
    FIRMS,
    LESSORS,
)

N_FIRMS, N_LESSORS, N_CHIPS = len(FIRMS), len(LESSORS), len(CHIPMAKERS)
MICROSOFT, SOFTBANK = FIRMS.index("microsoft"), FIRMS.index("softbank")


class Parts(NamedTuple):
    """The sectors and instruments of the ledger."""

    openai: Any
    firms: Any
    households: Any
    advertisers: Any
    enterprises: Any
    outside: Any
    assembler: Any
    lenders: Any
    government: Any
    market: Any
    money: Any
    compute_invoices: Any
    other_invoices: Any
    prepaid: Any
    customer_invoices: Any
    loans: Any
    shares: Any
    firm_loans: Any
    firm_shares: Any
    notes: Any
    vendor_notes: Any
    supplier_loan: Any
    credit_receivable: Any
    listed: Any
    plant: Any


def ledger(m: sfc.Model) -> Parts:
    """The sectors and instruments, made on the model."""
    names = ("openai", "households", "advertisers", "enterprises", "outside", "foxconn")
    openai, households, advertisers, enterprises, outside, assembler = m.sectors(*names)
    firms = m.group("firms", members=FIRMS)
    lenders, market, government = m.sectors("lenders", "market", "government")
    return Parts(
        openai=openai,
        firms=firms,
        households=households,
        advertisers=advertisers,
        enterprises=enterprises,
        outside=outside,
        assembler=assembler,
        lenders=lenders,
        government=government,
        market=market,
        money=m.instrument("money", issuer=lenders),
        compute_invoices=m.instrument("compute invoices", issuer=openai),
        other_invoices=m.instrument("other invoices", issuer=openai),
        prepaid=m.instrument("plans paid ahead", issuer=openai),
        customer_invoices=m.instrument("customer invoices", issuer=enterprises),
        loans=m.instrument("loans to openai", issuer=openai),
        shares=m.instrument("openai shares at cost", issuer=openai),
        firm_loans=m.instrument("loans to firms", issuer=firms),
        firm_shares=m.instrument("new shares of firms", issuer=firms),
        notes=m.instrument("convertible notes of openai", issuer=openai),
        vendor_notes=m.instrument("vendor notes of openai", issuer=openai),
        supplier_loan=m.instrument("loan to a supplier", issuer=firms),
        credit_receivable=m.instrument("credit receivable", issuer=government),
        listed=m.instrument("listed holdings", issuer=market),
        plant=m.instrument("plant", real=True),
    )


def openings_of(s: Parts, params: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """What each sector holds of an instrument at the start, or owes (negative), USD bn."""
    listed = np.zeros(N_FIRMS)
    listed[SOFTBANK] = params["listed_holdings"]
    paid_ahead, owed = float(params["deferred_0"]), float(params["owed_0"])
    held = (
        (s.firms, s.money, np.asarray(params["opening_cash"])),
        (s.firms, s.firm_loans, -np.asarray(params["opening_debt"])),
        (s.lenders, s.firm_loans, float(np.sum(params["opening_debt"]))),
        (s.firms, s.plant, np.asarray(params["opening_plant"])),
        (s.firms, s.listed, listed),
        (s.households, s.prepaid, paid_ahead),
        (s.openai, s.prepaid, -paid_ahead),
        (s.openai, s.customer_invoices, owed),
        (s.enterprises, s.customer_invoices, -owed),
    )
    return {(sector.name, item.name): amount for sector, item, amount in held}
