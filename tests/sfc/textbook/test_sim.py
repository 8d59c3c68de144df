"""SIM against what the book prints (Godley and Lavoie 2007, Table 3.4, p. 69)."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


def test_sim_as_printed() -> None:
    run = sfc.simulate(textbook.sim(), "2001", 120)
    for name, printed in {"Y": 38.5, "Td": 7.7, "YD": 30.8, "Cd": 18.5, "Hh": 12.3}.items():
        assert float(run[name][0, 0, 0]) == pytest.approx(printed, abs=0.06)
    for name, steady in {"Y": 100, "Td": 20, "YD": 80, "Cd": 80, "Hh": 80}.items():
        assert float(run[name][0, 0, -1]) == pytest.approx(steady, rel=1e-6)
    assert run.audit.gap < 1e-12


def test_expectations_change_the_way_but_not_the_end() -> None:
    run = sfc.simulate(textbook.simex(), "2001", 200)
    assert float(run["Y"][0, 0, 0]) == pytest.approx(20)
    assert float(run["Y"][0, 0, -1]) == pytest.approx(100, rel=1e-6)
