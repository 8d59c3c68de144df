"""LP (chapter 5): bills and long-term bonds, whose price moves; gains without payment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caploop.sfc.language.model import Model

PARAMS = {
    "alpha1": 0.8, "alpha2": 0.2, "chi": 0.1, "theta": 0.1938, "G": 20.0,
    "Rbar": 0.03, "Pblbar": 20.0,
    "lambda20": 0.44196, "lambda22": 1.1, "lambda23": 1.0, "lambda24": 0.03,
    "lambda30": 0.3997, "lambda32": 1.0, "lambda33": 1.1, "lambda34": 0.03,
}  # fmt: skip
START = {
    "Bcb": 20.125, "Bh": 37.839, "Bs": 57.964, "BLh": 1.892, "BLs": 1.892, "Hs": 20.125,
    "Pbl": 20.0, "Rb": 0.03, "V": 95.803, "YDr": 95.803,
}  # fmt: skip
EQUATIONS = """
    Y = C + G                                            # national income
    YDr = Y - T + Rb[-1]*Bh[-1] + BLh[-1]                # regular disposable income
    T = theta*(Y + Rb[-1]*Bh[-1] + BLh[-1])              # taxes; a bond pays one a period
    V = V[-1] + (YDr - C) + CG                           # wealth
    CG = (Pbl - Pbl[-1])*BLh[-1]                         # capital gain on bonds
    C = alpha1*YDre + alpha2*V[-1]
    Ve = V[-1] + (YDre - C) + CG                         # expected wealth
    Hh = V - Bh - Pbl*BLh                                # money held
    Hd = Ve - Bd - Pbl*BLd                               # money asked for
    Bd = Ve*lambda20 + Ve*lambda22*Rb - Ve*lambda23*ERrbl - lambda24*YDre
    BLd = (Ve*lambda30 - Ve*lambda32*Rb + Ve*lambda33*ERrbl - lambda34*YDre)/Pbl
    Bh = Bd
    BLh = BLd
    Bs = Bs[-1] + (G + Rb[-1]*Bs[-1] + BLs[-1]) - (T + Rb[-1]*Bcb[-1]) - d(BLs)*Pbl
    Hs = Hs[-1] + d(Bcb)
    Bcb = Bs - Bh
    BLs = BLh
    ERrbl = Rbl + chi*(Pble - Pbl)/Pbl                   # expected return on bonds
    Rbl = 1/Pbl
    Pble = Pbl                                           # expected price
    CGe = chi*(Pble - Pbl)*BLh
    YDre = YDr[-1]
    Rb = Rbar
    Pbl = Pblbar
"""


def lp(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = START,
    default: float = 0.0,
) -> Model:
    """Liquidity preference; the published opening leaves 0.001 between money held and issued.

    So the issuers' side of money is not audited against Hs; everything else is.
    """
    m = Model("LP", freq="Y")
    households, firms, government, bank = m.sectors(
        "households", "firms", "government", "central bank"
    )
    bills = m.instrument("bills", issuer=government)
    bonds = m.instrument("bonds", issuer=government)
    money = m.instrument("money", issuer=bank)
    m.params(**{**PARAMS, **params})
    m.equations(EQUATIONS)
    m.start(default=default, **start)
    m.flow("consumption", payer=households, payee=firms, via=money, amount="C")
    m.flow("government spending", payer=government, payee=firms, via=money, amount="G")
    m.flow("income", payer=firms, payee=households, via=money, amount="Y")
    m.flow("taxes", payer=households, payee=government, via=money, amount="T")
    m.flow("interest", payer=government, payee=households, via=money, amount="Rb[-1]*Bh[-1]")
    m.flow("coupons", payer=government, payee=households, via=money, amount="BLh[-1]")
    m.flow("interest to bank", payer=government, payee=bank, via=money, amount="Rb[-1]*Bcb[-1]")
    m.flow("bank profit", payer=bank, payee=government, via=money, amount="Rb[-1]*Bcb[-1]")
    sale: dict[str, Any] = {"seller": government, "via": money}
    m.exchange("bills to households", buyer=households, asset=bills, amount="d(Bh)", **sale)
    m.exchange("bonds to households", buyer=households, asset=bonds, amount="Pbl*d(BLh)", **sale)
    m.exchange("bills to bank", buyer=bank, asset=bills, amount="d(Bcb)", **sale)
    m.revaluation("gain on bonds", holder=households, instrument=bonds, amount="CG")
    m.position(households, bills, value="Bh")
    m.position(households, bonds, value="Pbl*BLh")
    m.position(households, money, value="V - Bh - Pbl*BLh")
    m.position(bank, bills, value="Bcb")
    m.position(firms, money, value="0")
    if default == 0:
        m.position(government, bills, value="-Bs")
        m.position(government, bonds, value="-Pbl*BLs")
        m.position(government, money, value="0")
    return m
