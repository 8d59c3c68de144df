"""REG (chapter 6): two regions, North and South, with one government and one money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caploop.sfc.language.model import Model

PARAMS = {
    "alpha1N": 0.6, "alpha1S": 0.7, "alpha2N": 0.4, "alpha2S": 0.3, "theta": 0.2,
    "lambda0N": 0.635, "lambda0S": 0.67, "lambda1N": 5.0, "lambda1S": 6.0,
    "lambda2N": 0.01, "lambda2S": 0.07, "muN": 0.18781, "muS": 0.18781,
    "Rbar": 0.025, "GN": 20.0, "GS": 20.0,
}  # fmt: skip
REGION = """
    Y@ = C@ + G@ + X@ - IM@                              # income of the region
    IM@ = mu@*Y@                                         # imports
    YD@ = Y@ - T@ + R[-1]*Bh@[-1]                        # disposable income
    T@ = theta*(Y@ + R[-1]*Bh@[-1])                      # taxes
    V@ = V@[-1] + (YD@ - C@)                             # wealth
    C@ = alpha1@*YD@ + alpha2@*V@[-1]
    Hh@ = V@ - Bh@                                       # money held
    Bh@ = V@*(lambda0@ + lambda1@*R - lambda2@*(YD@/V@)) # bills held
"""
NATION = """
    XN = IMS                                             # one region's exports
    XS = IMN
    T = TN + TS
    G = GN + GS
    Bh = BhN + BhS
    Hh = HhN + HhS
    Bs = Bs[-1] + (G + R[-1]*Bs[-1]) - (T + R[-1]*Bcb[-1])
    Hs = Hs[-1] + d(Bcb)
    Bcb = Bs - Bh
    R = Rbar
"""


def reg(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = {},
    default: float = 0.0,
) -> Model:
    """Two regions; money issued (Hs) and bills issued are audited only if the opening balances."""
    m = Model("REG", freq="Y")
    government, bank = m.sectors("government", "central bank")
    bills = m.instrument("bills", issuer=government)
    money = m.instrument("money", issuer=bank)
    m.params(**{**PARAMS, **params})
    m.equations(REGION.replace("@", "N") + REGION.replace("@", "S") + NATION)
    m.start(default=default, **start)
    firms = dict(zip("NS", m.sectors("firms N", "firms S"), strict=True))
    for r, other in (("N", "S"), ("S", "N")):
        (households,) = m.sectors(f"households {r}")
        own: dict[str, Any] = {"payer": households, "payee": firms[r], "via": money}
        m.flow(f"consumption {r}", amount=f"C{r}", **own)
        m.flow(f"spending {r}", payer=government, payee=firms[r], via=money, amount=f"G{r}")
        m.flow(f"imports {r}", payer=firms[r], payee=firms[other], via=money, amount=f"IM{r}")
        m.flow(f"income {r}", payer=firms[r], payee=households, via=money, amount=f"Y{r}")
        m.flow(f"taxes {r}", payer=households, payee=government, via=money, amount=f"T{r}")
        paid = f"R[-1]*Bh{r}[-1]"
        m.flow(f"interest {r}", payer=government, payee=households, via=money, amount=paid)
        sale: dict[str, Any] = {
            "buyer": households,
            "seller": government,
            "asset": bills,
            "via": money,
        }
        m.exchange(f"bills {r}", amount=f"d(Bh{r})", **sale)
        m.position(households, bills, value=f"Bh{r}")
        m.position(households, money, value=f"V{r} - Bh{r}")
        m.position(firms[r], money, value="0")
    m.flow("interest to bank", payer=government, payee=bank, via=money, amount="R[-1]*Bcb[-1]")
    m.flow("bank profit", payer=bank, payee=government, via=money, amount="R[-1]*Bcb[-1]")
    buy: dict[str, Any] = {"buyer": bank, "seller": government, "asset": bills, "via": money}
    m.exchange("bills to bank", amount="d(Bcb)", **buy)
    m.position(bank, bills, value="Bcb")
    if default == 0:
        m.position(government, bills, value="-Bs")
        m.position(government, money, value="0")
    return m
