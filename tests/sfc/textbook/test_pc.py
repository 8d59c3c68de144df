"""PC: with the book's numbers, income settles where taxes pay spending and net interest."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


def test_a_higher_rate_raises_income_in_the_end() -> None:
    scenarios = {"base": {}, "up": {"Rbar": 0.035}}
    run = sfc.simulate(textbook.pc(), "2001", 300, scenarios=scenarios)
    base, up = run["Y"][:, 0, -1].values
    assert base == pytest.approx(106.486, abs=0.01)
    assert up > base
    interest = 0.025 * run["Bh"][0, 0, -1]
    assert float(run["T"][0, 0, -1]) == pytest.approx(20 + float(interest), rel=1e-9)
    assert run.audit.gap < 1e-12


def test_expectations_end_where_knowledge_does() -> None:
    known, expected = (
        float(sfc.simulate(build(), "2001", 400)["Y"][0, 0, -1])
        for build in (textbook.pc, textbook.pcex)
    )
    assert known == pytest.approx(expected, rel=1e-9)
