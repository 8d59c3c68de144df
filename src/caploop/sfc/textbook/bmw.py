"""BMW and BMWK (chapter 7): bank money, made by loans that pay for capital."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.sfc.language.model import Model

PARAMS = {
    "rl": 0.025, "alpha0": 20.0, "alpha1": 0.75, "alpha2": 0.1,
    "delta": 0.1, "gamma": 0.15, "kappa": 1.0, "pr": 1.0,
}  # fmt: skip
EQUATIONS = """
    Cs = Cd
    Is = Id
    Ns = Nd
    Ls = Ls[-1] + d(Ld)                                  # loans granted as asked for
    Y = Cs + Is                                          # national income
    WBd = Y - rl[-1]*Ld[-1] - AF                         # wages: what is left
    AF = delta*K[-1]                                     # depreciation allowance
    Ld = Ld[-1] + Id - AF                                # loans asked for
    YD = WBs + rm[-1]*Mh[-1]                             # disposable income
    Mh = Mh[-1] + YD - Cd                                # deposits held
    Ms = Ms[-1] + d(Ls)                                  # deposits made by loans
    rm = rl
    WBs = W*Ns
    Nd = Y/pr                                            # employment
    W = WBd/Nd                                           # wage rate
    K = K[-1] + Id - DA                                  # capital
    DA = delta*K[-1]                                     # depreciation
    KT = kappa*Y[-1]                                     # capital wanted
    Id = gamma*(KT - K[-1]) + DA                         # investment
"""
BY_WAGE = "Cd = alpha0 + alpha1w*WBs + alpha1r*rm[-1]*Mh[-1] + alpha2*Mh"
BY_INCOME = "Cd = alpha0 + alpha1*YD + alpha2*Mh[-1]"


def bmw(
    *,
    params: Mapping[str, float] = {},
    start: Mapping[str, float] = {},
    default: float = 0.0,
    by_wage: bool = False,
) -> Model:
    """Wages and deposits fund consumption; `by_wage` is BMWK, with alpha1w and alpha1r."""
    m = Model("BMWK" if by_wage else "BMW", freq="Y")
    households, firms, bank = m.sectors("households", "firms", "bank")
    deposits = m.instrument("deposits", issuer=bank)
    loans = m.instrument("loans", issuer=firms)
    capital = m.instrument("capital", real=True)
    m.params(**{**PARAMS, **params})
    m.equations(EQUATIONS + (BY_WAGE if by_wage else BY_INCOME))
    m.start(default=default, **start)
    m.flow("consumption", payer=households, payee=firms, via=deposits, amount="Cd")
    m.flow("wages", payer=firms, payee=households, via=deposits, amount="WBd")
    m.flow("loan interest", payer=firms, payee=bank, via=deposits, amount="rl[-1]*Ld[-1]")
    m.flow("deposit interest", payer=bank, payee=households, via=deposits, amount="rm[-1]*Mh[-1]")
    m.exchange("loans", buyer=bank, seller=firms, asset=loans, via=deposits, amount="d(Ld)")
    m.accumulation("investment", owner=firms, asset=capital, amount="Id")
    m.accumulation("depreciation", owner=firms, asset=capital, amount="-DA")
    m.position(households, deposits, value="Mh")
    m.position(firms, deposits, value="0")
    m.position(firms, loans, value="-Ld")
    m.position(firms, capital, value="K")
    m.position(bank, loans, value="Ls")
    if default == 0:  # opened at 1e-5 everywhere, the bank's first interest does not match
        m.position(bank, deposits, value="-Ms")
    return m
