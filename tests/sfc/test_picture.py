"""A period's payments as a picture."""

from __future__ import annotations

from caploop import sfc
from tests.sfc.cases import sim_in_code


def test_every_payment_is_drawn_and_told() -> None:
    run = sfc.simulate(sim_in_code(), "2001", 2)
    scene = sfc.sankey(run, "2001")
    svg = scene.svg
    assert "SIM, 2001" in svg
    for name in ("household", "firm", "government", "consumption", "wages", "tax"):
        assert name in svg


def test_money_that_comes_back_turns_the_arrow() -> None:
    m = sfc.Model("BACK", freq="Y")
    a, b = m.sectors("ana", "ben")
    cash = m.instrument("cash", issuer=b)
    m.flow("refund", payer=a, payee=b, via=cash, amount="-5")
    scene = sfc.sankey(sfc.simulate(m, "2001", 1), "2001")
    assert "refund: ben to ana" in scene.svg
