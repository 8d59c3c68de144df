"""OPEN (chapter 6): two countries with a money each and a fixed rate; gold settles their trade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caploop.sfc.language.model import Model

PARAMS = {
    "alpha1N": 0.6, "alpha1S": 0.7, "alpha2N": 0.4, "alpha2S": 0.3, "thetaN": 0.2, "thetaS": 0.2,
    "lambda0N": 0.635, "lambda0S": 0.67, "lambda1N": 5.0, "lambda1S": 6.0,
    "lambda2N": 0.01, "lambda2S": 0.07, "muN": 0.18781, "muS": 0.18781,
    "RbarN": 0.025, "RbarS": 0.025, "GN": 20.0, "GS": 20.0, "Pgbar": 1.0, "XRbar": 1.0,
}  # fmt: skip
COUNTRY = """
    Y@ = C@ + G@ + X@ - IM@                              # income of the country, in its money
    IM@ = mu@*Y@                                         # imports
    YD@ = Y@ - T@ + R@[-1]*Bh@[-1]                       # disposable income
    T@ = theta@*(Y@ + R@[-1]*Bh@[-1])                    # taxes
    V@ = V@[-1] + (YD@ - C@)                             # wealth
    C@ = alpha1@*YD@ + alpha2@*V@[-1]
    Hh@ = V@ - Bh@                                       # money held
    Bh@ = V@*(lambda0@ + lambda1@*R@ - lambda2@*(YD@/V@)) # bills held
    Bs@ = Bs@[-1] + ((G@ + R@[-1]*Bs@[-1]) - (T@ + R@[-1]*Bcb@[-1]))
    Bcb@ = Bs@ - Bh@                                     # the central bank takes the rest
    OR@ = OR@[-1] + (d(Hs@) - d(Bcb@))/Pg@               # gold held
    Hs@ = Hh@
    R@ = Rbar@
"""
TRADE = """
    XN = IMS/XR                                          # one country's imports, in own money
    XS = IMN*XR
    PgN = Pgbar                                          # price of gold
    PgS = PgN*XR
    XR = XRbar                                           # money of S for one unit of N's
"""


def open_economy(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = {},
    default: float = 0.0,
    rounded: bool = False,
) -> Model:
    """Accounts in N's money; an exporter sells the foreign money it earns to its central bank,
    which presents it for gold. Issuers' positions are audited only if the opening balances:
    not where it has a default, nor where it is `rounded` as in print.
    """
    m = Model("OPEN", freq="Y")
    m.params(**{**PARAMS, **params})
    m.equations(COUNTRY.replace("@", "N") + COUNTRY.replace("@", "S") + TRADE)
    m.start(default=default, **start)
    gold = m.instrument("gold", real=True)
    rate = {"N": "", "S": "/XR"}
    firms = dict(zip("NS", m.sectors("firms N", "firms S"), strict=True))
    banks = dict(zip("NS", m.sectors("central bank N", "central bank S"), strict=True))
    moneys = {c: m.instrument(f"money {c}", issuer=banks[c]) for c in "NS"}
    for c, other in (("N", "S"), ("S", "N")):
        households, government = m.sectors(f"households {c}", f"government {c}")
        bills = m.instrument(f"bills {c}", issuer=government)
        money, bank, per = moneys[c], banks[c], rate[c]
        own: dict[str, Any] = {"payer": households, "payee": firms[c], "via": money}
        m.flow(f"consumption {c}", amount=f"C{c}{per}", **own)
        m.flow(f"spending {c}", payer=government, payee=firms[c], via=money, amount=f"G{c}{per}")
        m.flow(f"income {c}", payer=firms[c], payee=households, via=money, amount=f"Y{c}{per}")
        m.flow(f"taxes {c}", payer=households, payee=government, via=money, amount=f"T{c}{per}")
        for name, holder, held in (("", households, "Bh"), (" to bank", bank, "Bcb")):
            paid = f"R{c}[-1]*{held}{c}[-1]{per}"
            m.flow(f"interest {c}{name}", payer=government, payee=holder, via=money, amount=paid)
            sale: dict[str, Any] = {"buyer": holder, "seller": government, "asset": bills}
            m.exchange(f"bills {c}{name}", via=money, amount=f"d({held}{c}){per}", **sale)
            m.position(holder, bills, value=f"{held}{c}{per}")
        profit = f"R{c}[-1]*Bcb{c}[-1]{per}"
        m.flow(f"bank profit {c}", payer=bank, payee=government, via=money, amount=profit)
        abroad, imports = banks[other], f"IM{c}{per}"
        trade: dict[str, Any] = {"payer": firms[c], "payee": firms[other], "via": money}
        m.flow(f"imports {c}", amount=imports, **trade)
        change: dict[str, Any] = {"buyer": abroad, "seller": firms[other], "asset": money}
        m.exchange(f"money {c} changed", via=moneys[other], amount=imports, **change)
        settle: dict[str, Any] = {"buyer": abroad, "seller": bank, "asset": gold, "via": money}
        m.exchange(f"gold for imports {c}", amount=imports, **settle)
        m.position(households, money, value=f"(V{c} - Bh{c}){per}")
        m.position(firms[c], money, value="0")
        if default == 0 and not rounded:
            m.position(bank, gold, value=f"OR{c}*PgN")
            m.position(government, money, value=f"(Bh{c} + Bcb{c} - Bs{c}){per}")
    return m
