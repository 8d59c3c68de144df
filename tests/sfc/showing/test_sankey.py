"""A period's payments as a picture."""

from __future__ import annotations

import pytest

from caploop import sfc
from tests.sfc.cases import sim_in_code


def test_every_payment_is_drawn_and_told() -> None:
    run = sfc.simulate(sim_in_code(), "2001", 2)
    scene = sfc.sankey(run, "2001")
    svg = scene.svg
    assert "SIM, 2001" in svg
    for name in ("household", "firm", "government", "consumption", "wages", "tax"):
        assert name in svg


def test_amounts_that_are_products_are_drawn_as_they_come_out() -> None:
    """SIM's first year, without money yet: of an income of 20 / 0.52 a fifth is tax, and 60 % of
    the rest is spent; with 20 of the government and the wages that is 20 + 1.68 of an income."""
    m = sfc.Model("PRODUCTS", freq="Y", unit="USD bn")
    household, firm, government = m.sectors("household", "firm", "government")
    money = m.instrument("money", issuer=government)
    m.params(alpha=0.6, theta=0.2, G=20.0)
    m.equations("Y = alpha*(1 - theta)*Y + G")
    m.flow("consumption", payer=household, payee=firm, via=money, amount="alpha*(1 - theta)*Y")
    m.flow("spending", payer=government, payee=firm, via=money, amount="G")
    m.flow("wages", payer=firm, payee=household, via=money, amount="1*Y")
    m.flow("tax", payer=household, payee=government, via=money, amount="theta*Y")
    run = sfc.simulate(m, "2001", 1)
    income = 20 / 0.52
    assert float(run["flow:tax"][0, 0, 0]) == pytest.approx(0.2 * income)
    assert float(run["flow:consumption"][0, 0, 0]) == pytest.approx(0.48 * income)
    svg = sfc.sankey(run, "2001").svg
    assert f"4 payments between 3 parties, {20 + 1.68 * income:,.4g} USD bn in all" in svg


def test_money_that_comes_back_turns_the_arrow() -> None:
    m = sfc.Model("BACK", freq="Y")
    a, b = m.sectors("ana", "ben")
    cash = m.instrument("cash", issuer=b)
    m.flow("refund", payer=a, payee=b, via=cash, amount="-5")
    scene = sfc.sankey(sfc.simulate(m, "2001", 1), "2001")
    assert "refund: ben to ana" in scene.svg
