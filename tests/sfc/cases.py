"""Small models that several tests run: SIM of Godley and Lavoie (2007, ch. 3), in two writings."""

from __future__ import annotations

from typing import Any

from caploop import sfc

ALPHA1, ALPHA2, THETA, SPENDING = 0.6, 0.4, 0.2, 20.0


def sim_in_equations(**params: Any) -> sfc.Model:
    """SIM as simultaneous equations; the household's money is audited against H."""
    m = sfc.Model("SIM", freq="Y", unit="USD bn")
    household, firm, government = m.sectors("household", "firm", "government")
    money = m.instrument("money", issuer=government)
    values = {"alpha1": ALPHA1, "alpha2": ALPHA2, "theta": THETA, "G": SPENDING}
    m.params(**(values | params))
    m.equations("""
        Y = C + G                     # national income
        T = theta*Y                   # taxes
        C = alpha1*(Y - T) + alpha2*H[-1]
        H = H[-1] + Y - T - C         # money held
    """)
    m.flow("consumption", payer=household, payee=firm, via=money, amount="C")
    m.flow("spending", payer=government, payee=firm, via=money, amount="G")
    m.flow("wages", payer=firm, payee=household, via=money, amount="Y")
    m.flow("tax", payer=household, payee=government, via=money, amount="T")
    m.position(household, money, value="H")
    return m


def sim_in_code(**params: Any) -> sfc.Model:
    """SIM solved by hand, as one plain function."""
    m = sfc.Model("SIM", freq="Y", unit="USD bn")
    household, firm, government = m.sectors("household", "firm", "government")
    money = m.instrument("money", issuer=government)
    consumption = m.flow("consumption", payer=household, payee=firm, via=money)
    spending = m.flow("spending", payer=government, payee=firm, via=money)
    wages = m.flow("wages", payer=firm, payee=household, via=money)
    tax = m.flow("tax", payer=household, payee=government, via=money)
    values = {"alpha1": ALPHA1, "alpha2": ALPHA2, "theta": THETA, "G": SPENDING}
    m.params(**(values | params))

    @m.behaviour
    def year(x: Any, p: Any, t: Any) -> Any:
        """Income follows from spending and last year's money."""
        wealth = x.holding(household, money)
        income = (p.G + p.alpha2 * wealth) / (1 - p.alpha1 * (1 - p.theta))
        taxes = p.theta * income
        return {consumption: income - p.G, spending: p.G, wages: income, tax: taxes, "Y": income}

    return m


def income_by_hand(periods: int) -> list[float]:
    """The recursion of SIM, written out."""
    money, found = 0.0, []
    for _ in range(periods):
        income = (SPENDING + ALPHA2 * money) / (1 - ALPHA1 * (1 - THETA))
        money += SPENDING - THETA * income
        found.append(income)
    return found
