"""DIS (chapter 8): inventories, financed by loans, and prices set on normal historic cost."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.sfc.language.model import Model

PARAMS = {
    "rl": 0.025, "pr": 1.0, "W": 0.75, "add": 0.02, "alpha0": 15.0, "alpha1": 0.8,
    "alpha2": 0.1, "beta": 0.75, "epsilon": 0.75, "gamma": 0.25, "phi": 0.25, "sigma_T": 0.15,
}  # fmt: skip
START = {"y": 0.001, "p": 0.001, "NHUC": 0.001, "s_E": 0.001}
EQUATIONS = """
    y = s_E + inv_E - inv[-1]                            # output
    inv_T = sigma_T*s_E                                  # inventories wanted
    inv_E = inv[-1] + gamma*(inv_T - inv[-1])
    inv = inv[-1] + (y - s)                              # inventories, in goods
    s_E = beta*s[-1] + (1 - beta)*s_E[-1]                # expected sales
    s = c
    N = y/pr                                             # employment
    WB = N*W                                             # wage bill
    UC = WB/y                                            # unit cost
    INV = inv*UC                                         # inventories at cost
    S = p*s                                              # sales
    p = (1 + phi)*NHUC                                   # price
    NHUC = (1 - sigma_T)*UC + sigma_T*(1 + rl[-1])*UC[-1]
    EF = S - WB + d(INV) - rl[-1]*INV[-1]                # profit of firms
    Ld = INV
    Ls = Ld
    Ms = Ls
    rm = rl - add                                        # deposit rate
    EFb = rl[-1]*Ls[-1] - rm[-1]*Mh[-1]                  # profit of banks
    YD = WB + EF + EFb + rm[-1]*Mh[-1]
    Mh = Mh[-1] + YD - C                                 # deposits held
    ydhs = c + (mh - mh[-1])
    C = c*p
    mh = Mh/p
    c = alpha0 + alpha1*ydhs_E + alpha2*mh[-1]           # consumption, in goods
    ydhs_E = epsilon*ydhs[-1] + (1 - epsilon)*ydhs_E[-1]
"""


def dis(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = START,
    default: float = 1e-5,
) -> Model:
    """Opens at 1e-5 as published; equal openings balance here, so every position is audited."""
    m = Model("DIS", freq="Y")
    households, firms, bank = m.sectors("households", "firms", "bank")
    deposits = m.instrument("deposits", issuer=bank)
    loans = m.instrument("loans", issuer=firms)
    inventories = m.instrument("inventories", real=True)
    m.params(**{**PARAMS, **params})
    m.equations(EQUATIONS)
    m.start(default=default, **start)
    m.flow("sales", payer=households, payee=firms, via=deposits, amount="C")
    m.flow("wages", payer=firms, payee=households, via=deposits, amount="WB")
    m.flow("loan interest", payer=firms, payee=bank, via=deposits, amount="rl[-1]*Ls[-1]")
    m.flow("deposit interest", payer=bank, payee=households, via=deposits, amount="rm[-1]*Mh[-1]")
    m.flow("profit of firms", payer=firms, payee=households, via=deposits, amount="EF")
    m.flow("profit of bank", payer=bank, payee=households, via=deposits, amount="EFb")
    m.exchange("loans", buyer=bank, seller=firms, asset=loans, via=deposits, amount="d(Ld)")
    m.accumulation("change in inventories", owner=firms, asset=inventories, amount="d(INV)")
    m.position(households, deposits, value="Mh")
    m.position(firms, deposits, value="0")
    m.position(firms, loans, value="-Ld")
    m.position(firms, inventories, value="INV")
    m.position(bank, loans, value="Ls")
    m.position(bank, deposits, value="-Ms")
    return m
