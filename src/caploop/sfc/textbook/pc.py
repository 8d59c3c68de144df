"""PC and PCEX (chapter 4): households choose between money and government bills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caploop.sfc.language.model import Model

PARAMS = {
    "alpha1": 0.6, "alpha2": 0.4, "theta": 0.2, "G": 20.0, "Rbar": 0.025,
    "lambda0": 0.635, "lambda1": 5.0, "lambda2": 0.01,
}  # fmt: skip
COMMON = """
    Y = C + G                                            # national income
    YD = Y - T + R[-1]*Bh[-1]                            # disposable income
    T = theta*(Y + R[-1]*Bh[-1])                         # taxes, on interest too
    V = V[-1] + (YD - C)                                 # wealth of households
    Hh = V - Bh                                          # money held
    Bs = Bs[-1] + (G + R[-1]*Bs[-1]) - (T + R[-1]*Bcb[-1])   # bills issued: the deficit
    Hs = Hs[-1] + Bcb - Bcb[-1]                          # money issued
    Bcb = Bs - Bh                                        # the central bank takes the rest
    R = Rbar                                             # rate of interest
"""
CHOSEN = """
    C = alpha1*YD + alpha2*V[-1]
    Bh = V*lambda0 + V*lambda1*R - lambda2*YD            # bills held
    Hh1 = V*(1 - lambda0) - V*lambda1*R + lambda2*YD     # money asked for, the same as Hh
"""
EXPECTED = """
    YDe = YD[-1]                                         # expected disposable income
    C = alpha1*YDe + alpha2*V[-1]
    Ve = V[-1] + (YDe - C)                               # expected wealth
    Bd = Ve*lambda0 + Ve*lambda1*R - lambda2*YDe         # bills asked for
    Hd = Ve - Bd                                         # money asked for
    Hd1 = Ve*(1 - lambda0) - Ve*lambda1*R + lambda2*YDe
    Bh = Bd
"""


def pc(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = {},
    default: float = 0.0,
) -> Model:
    """Portfolio choice with incomes known; `default` opens what `start` does not name."""
    return _model("PC", COMMON + CHOSEN, params=params, start=start, default=default)


def pcex(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = {},
    default: float = 0.0,
    thrift_by_rate: bool = False,
) -> Model:
    """With expected incomes; `thrift_by_rate`: alpha1 falls with last period's rate (PCEX2)."""
    rule = "alpha1 = alpha10 - iota*R[-1]" if thrift_by_rate else ""
    return _model("PCEX", COMMON + EXPECTED + rule, params=params, start=start, default=default)


def _model(
    name: str,
    equations: str,
    *,
    params: Mapping[str, float],
    start: Mapping[str, float],
    default: float,
) -> Model:
    m = Model(name, freq="Y")
    households, firms, government, bank = m.sectors(
        "households", "firms", "government", "central bank"
    )
    bills = m.instrument("bills", issuer=government)
    money = m.instrument("money", issuer=bank)
    m.equations(equations)
    own = {e.name for e in m.equation_list}
    m.params(**{n: v for n, v in {**PARAMS, **params}.items() if n not in own})
    m.start(default=default, **start)
    m.flow("consumption", payer=households, payee=firms, via=money, amount="C")
    m.flow("government spending", payer=government, payee=firms, via=money, amount="G")
    m.flow("income", payer=firms, payee=households, via=money, amount="Y")
    m.flow("taxes", payer=households, payee=government, via=money, amount="T")
    m.flow("interest", payer=government, payee=households, via=money, amount="R[-1]*Bh[-1]")
    m.flow("interest to bank", payer=government, payee=bank, via=money, amount="R[-1]*Bcb[-1]")
    m.flow("bank profit", payer=bank, payee=government, via=money, amount="R[-1]*Bcb[-1]")
    sale: dict[str, Any] = {"seller": government, "asset": bills, "via": money}
    m.exchange("bills to households", buyer=households, amount="d(Bh)", **sale)
    m.exchange("bills to bank", buyer=bank, amount="d(Bcb)", **sale)
    m.position(households, bills, value="Bh")
    m.position(bank, bills, value="Bcb")
    m.position(households, money, value="V - Bh")
    m.position(firms, money, value="0")
    if default == 0:  # the other published opening, 1e-5 everywhere, does not balance here
        m.position(government, bills, value="-Bs")
        m.position(government, money, value="0")
        m.position(bank, money, value="-Hs")
    return m
