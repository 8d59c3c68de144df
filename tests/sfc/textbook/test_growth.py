"""GROWTH: a hundred and eleven equations, thirty of them at once; everything grows together."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


def test_income_grows_as_spending_and_productivity_do() -> None:
    run = sfc.simulate(textbook.growth(), "2001", 300, keep=["Yk"])
    growth = run["Yk"][0, 0, -1] / run["Yk"][0, 0, -2] - 1
    assert float(growth) == pytest.approx(0.03, abs=1e-3)
    assert run.audit.gap < 1e-12
    assert run.audit.residual < 1e-11


def test_the_redundant_equation_holds_but_for_the_rounded_opening() -> None:
    run = sfc.simulate(textbook.growth(), "2001", 50, keep=["Bbd", "Bbs", "GD"])
    apart = abs(run["Bbd"] - run["Bbs"]) / run["GD"]
    assert 1e-5 < float(apart.max()) < 1e-4
