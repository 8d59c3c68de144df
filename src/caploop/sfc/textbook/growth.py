"""GROWTH (chapter 11): the whole book in one model, with capital, equities, loans and defaults."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.sfc.language.model import Model
from caploop.sfc.textbook import growth_book as book
from caploop.sfc.textbook.cashbook import contracts, parties, write_ledger

CONTRACTS = (
    ("cash", "cash", "central"),
    ("deposits", "deposits", "banks"),
    ("funds", "own funds of banks", "banks"),
    ("business", "loans to firms", "firms"),
    ("personal", "loans to households", "households"),
    ("equities", "equities", "firms"),
    ("bills", "bills", "government"),
    ("bonds", "bonds", "government"),
    ("capital", "fixed capital"),
    ("inventories", "inventories"),
)
FLOWS = (
    ("consumption", "households", "firms", "CONS"),
    ("government spending", "government", "firms", "G"),
    ("taxes", "households", "government", "T"),
    ("wages", "firms", "households", "WB"),
    ("dividends of firms", "firms", "households", "FDf"),
    ("dividends of banks", "banks", "households", "FDb"),
    ("profit of central bank", "central", "government", "Fcb"),
    ("interest on loans to firms", "firms", "banks", "Rl[-1]*(Lfs[-1] - NPL)"),
    ("interest on loans to households", "households", "banks", "Rl[-1]*Lhs[-1]"),
    ("interest on deposits", "banks", "households", "Rm[-1]*Md[-1]"),
    ("interest on bills", "government", "households", "Rb[-1]*Bhd[-1]"),
    ("interest on bills to banks", "government", "banks", "Rb[-1]*Bbd[-1]"),
    ("interest on bills to central bank", "government", "central", "Rb[-1]*Bcbd[-1]"),
    ("coupons", "government", "households", "BLs[-1]"),
)
EXCHANGES = (
    ("deposits", "households", "banks", "deposits", "d(Md)"),
    ("lending to firms", "banks", "firms", "business", "d(Lfs) + NPL"),
    ("lending to households", "banks", "households", "personal", "d(Lhs)"),
    ("issue of equities", "households", "firms", "equities", "Pe*d(Ekd)"),
    ("bills to households", "households", "government", "bills", "d(Bhd)"),
    ("bills to banks", "banks", "government", "bills", "d(Bbd)"),
    ("bills to central bank", "central", "government", "bills", "d(Bcbd)"),
    ("bonds to households", "households", "government", "bonds", "Pbl*d(BLd)"),
)
REVALUATIONS = (
    ("loans written off", "banks", "business", "-NPL"),
    ("gain on equities", "households", "equities", "d(Pe)*Ekd[-1]"),
    ("gain on bonds", "households", "bonds", "d(Pbl)*BLd[-1]"),
    ("banks' retained earnings", "households", "funds", "d(OFb)"),
)
ACCUMULATIONS = (
    ("investment", "firms", "capital", "INV"),
    ("wear and price of capital", "firms", "capital", "d(K) - INV"),
    ("change in inventories", "firms", "inventories", "d(IN)"),
)
POSITIONS = (
    ("households", "cash", "V - Md - Bhd - Pe*Ekd - Pbl*BLd - OFb + Lhd"),
    ("banks", "cash", "Ms + OFb - Lfs - Lhs - Bbd"),
    ("firms", "cash", "0"),
    ("households", "deposits", "Md"),
    ("households", "bills", "Bhd"),
    ("households", "bonds", "Pbl*BLd"),
    ("households", "equities", "Pe*Ekd"),
    ("households", "funds", "OFb"),
    ("banks", "bills", "Bbd"),
    ("banks", "business", "Lfs"),
    ("banks", "personal", "Lhs"),
    ("central", "bills", "Bcbd"),
    ("firms", "capital", "K"),
    ("firms", "inventories", "IN"),
)


def growth(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = book.START,
    default: float = 0.0,
) -> Model:
    """Banks' bills are the book's redundant equation (Bbd and Bbs): the rounded opening leaves them
    apart, so what the government owes is not audited against Bs; all else is.
    """
    m = Model("GROWTH", freq="Y")
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
