"""INSOUT (chapter 10): money made inside by banks' loans and outside by the central bank."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.sfc.language.model import Model
from caploop.sfc.textbook import insout_book as book
from caploop.sfc.textbook.cashbook import contracts, parties, write_ledger

CONTRACTS = (
    ("cash", "cash", "central"),
    ("checking", "checking deposits", "banks"),
    ("term", "term deposits", "banks"),
    ("loans", "loans", "firms"),
    ("advances", "advances", "banks"),
    ("bills", "bills", "government"),
    ("bonds", "bonds", "government"),
    ("inventories", "inventories"),
)
FLOWS = (
    ("consumption", "households", "firms", "CONS"),
    ("government spending", "government", "firms", "G"),
    ("sales tax", "firms", "government", "T"),
    ("wages", "firms", "households", "WB"),
    ("profit of firms", "firms", "households", "Ff"),
    ("profit of banks", "banks", "households", "Fb"),
    ("profit of central bank", "central", "government", "Fcb"),
    ("interest on loans", "firms", "banks", "Rl[-1]*IN[-1]"),
    ("interest on deposits", "banks", "households", "Rm[-1]*M2d[-1]"),
    ("interest on advances", "banks", "central", "Ra[-1]*Ad[-1]"),
    ("interest on bills", "government", "households", "Rb[-1]*Bhh[-1]"),
    ("interest on bills to banks", "government", "banks", "Rb[-1]*Bbd[-1]"),
    ("interest on other bills", "government", "central", "Rb[-1]*(Bs[-1] - Bhh[-1] - Bbd[-1])"),
    ("coupons", "government", "households", "BLh[-1]"),
)
EXCHANGES = (
    ("checking", "households", "banks", "checking", "d(M1h)"),
    ("term", "households", "banks", "term", "d(M2h)"),
    ("lending", "banks", "firms", "loans", "d(Ls)"),
    ("refinancing", "central", "banks", "advances", "d(As)"),
    ("bills to households", "households", "government", "bills", "d(Bhh)"),
    ("bills to banks", "banks", "government", "bills", "d(Bbd)"),
    ("bills to central bank", "central", "government", "bills", "d(Bcb)"),
    ("bonds to households", "households", "government", "bonds", "Pbl*d(BLh)"),
)
REVALUATIONS = (("gain on bonds", "households", "bonds", "CG"),)
ACCUMULATIONS = (("change in inventories", "firms", "inventories", "d(IN)"),)
POSITIONS = (
    ("households", "cash", "V - M1h - M2h - Bhh - Pbl*BLh"),
    ("banks", "cash", "M1s + M2s + Ad - Ls - Bbd"),
    ("firms", "cash", "Ls - IN"),
    ("government", "cash", "Bhh + Bbd + Bcb - Bs + Pbl*(BLh - BLs)"),
    ("households", "checking", "M1h"),
    ("households", "term", "M2h"),
    ("households", "bills", "Bhh"),
    ("households", "bonds", "Pbl*BLh"),
    ("banks", "loans", "Ls"),
    ("banks", "bills", "Bbd"),
    ("central", "bills", "Bcb"),
    ("central", "advances", "As"),
    ("firms", "inventories", "IN"),
)


def insout(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = book.START,
    default: float = 0.0,
) -> Model:
    """The published opening is rounded; what it leaves open stands in cash until the first period
    closes it, and interest on bills outside goes to whom they are left with.
    """
    m = Model("INSOUT", freq="Y")
    m.params(**{**book.PARAMS, **params})
    m.equations(book.EQUATIONS)
    m.start(default=default, **start)
    who = parties(m)
    what = contracts(m, who, CONTRACTS)
    write_ledger(
        m,
        who,
        what,
        flows=FLOWS,
        exchanges=EXCHANGES,
        revaluations=REVALUATIONS,
        accumulations=ACCUMULATIONS,
        positions=POSITIONS,
    )
    return m
