"""OPEN: what one country imports more, it pays in gold, and both accounts close."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


def test_a_deficit_drains_gold_from_one_country_to_the_other() -> None:
    start = {"XR": 1.0, "PgN": 1.0, "PgS": 1.0, "ORN": 10.0, "ORS": 10.0}
    model = textbook.open_economy(start=start)
    more = {"muS": sfc.Change(0.20781, start=100)}
    run = sfc.simulate(model, "2001", 120, scenarios={"base": {}, "more": more})
    north, south = (run[f"OR{c}"][1, 0].values for c in "NS")
    assert north + south == pytest.approx(20.0)
    assert north[-1] > north[98] + 1
    gold = run["holding:central bank N:gold"][1, 0]
    assert gold.values == pytest.approx(north, rel=1e-9)
