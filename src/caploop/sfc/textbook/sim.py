"""SIM and SIMEX (chapter 3): government money is the only asset; income is known or expected."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.sfc.language.model import Model

PARAMS = {"alpha1": 0.6, "alpha2": 0.4, "theta": 0.2, "Gd": 20.0, "W": 1.0}
EQUATIONS = """
    Cs = Cd                              # goods supplied are those asked for
    Gs = Gd
    Ts = Td
    Ns = Nd
    YD = W*Ns - Ts                       # disposable income
    Td = theta*W*Ns                      # taxes
    Hs = Hs[-1] + Gd - Td                # money the government owes
    Hh = Hh[-1] + YD - Cd                # money households hold
    Y = Cs + Gs                          # national income
    Nd = Y/W                             # employment
"""


def sim(*, params: Mapping[str, float] = {}, start: Mapping[str, float] = {}) -> Model:
    """Households consume out of the income they have."""
    return _model("SIM", EQUATIONS + "Cd = alpha1*YD + alpha2*Hh[-1]", params=params, start=start)


def simex(*, params: Mapping[str, float] = {}, start: Mapping[str, float] = {}) -> Model:
    """Households consume out of the income they expect, which is last period's."""
    expected = """
        YDe = YD[-1]                             # expected disposable income
        Cd = alpha1*YDe + alpha2*Hh[-1]
        Hd = Hh[-1] + YDe - Cd                   # money they mean to hold
    """
    return _model("SIMEX", EQUATIONS + expected, params=params, start=start)


def _model(
    name: str, equations: str, *, params: Mapping[str, float], start: Mapping[str, float]
) -> Model:
    m = Model(name, freq="Y")
    households, firms, government = m.sectors("households", "firms", "government")
    money = m.instrument("money", issuer=government)
    m.params(**{**PARAMS, **params})
    m.equations(equations)
    m.start(**start)
    m.flow("consumption", payer=households, payee=firms, via=money, amount="Cd")
    m.flow("government spending", payer=government, payee=firms, via=money, amount="Gd")
    m.flow("wages", payer=firms, payee=households, via=money, amount="W*Ns")
    m.flow("taxes", payer=households, payee=government, via=money, amount="Ts")
    m.position(households, money, value="Hh")
    m.position(firms, money, value="0")
    m.position(government, money, value="-Hs")
    return m
