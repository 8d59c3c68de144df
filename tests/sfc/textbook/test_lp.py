"""LP: a fall of the bond price from 20 to 15 costs holders five a bond, without a payment."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


def test_bonds_lose_what_their_price_loses() -> None:
    scenarios = {"base": {}, "fall": {"Pblbar": sfc.Change(15, start=3)}}
    run = sfc.simulate(textbook.lp(), "2001", 6, scenarios=scenarios)
    bonds = float(run["BLh"].sel(scenario="fall")[0, 1])
    loss = float(run["flow:gain on bonds"].sel(scenario="fall")[0, 2])
    assert loss == pytest.approx(-5 * bonds)
    assert float(run["V"].sel(scenario="base")[0, 0]) == pytest.approx(95.803, rel=1e-3)
    assert run.audit.gap < 1e-12
