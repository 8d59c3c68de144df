"""Scenarios that part from the baseline later, and events that replace what was to be paid."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from tests.sfc.cases import sim_in_code


def test_a_scenario_starts_from_the_state_before_its_origin() -> None:
    scenarios = {"base": {}, "more": {"G": 25.0}, "later": {"G": sfc.Change(25.0, start=2)}}
    run = sfc.simulate(sim_in_code(), "2001", 8, scenarios=scenarios, origin="2004")
    base, more, later = (run["Y"].sel(scenario=n).values[0] for n in scenarios)
    assert np.array_equal(base[:3], more[:3])
    assert np.array_equal(base[:4], later[:4])
    fresh = sfc.simulate(
        sim_in_code(), "2001", 8, scenarios={"x": {"G": sfc.Change(25.0, start=4)}}
    )
    assert np.array_equal(fresh["Y"].values[0, 0], more)
    assert more[3] > base[3]


def test_an_origin_outside_the_run_is_refused() -> None:
    with pytest.raises(UsageError, match="origin '1999' is not in this run, 2001 to 2008"):
        sfc.simulate(sim_in_code(), "2001", 8, origin="1999")


def spender() -> sfc.Model:
    """Pays one a year out of two and a half, and half of it when nothing is left."""
    m = sfc.Model("SPENDER", freq="Y")
    buyer, shop = m.sectors("buyer", "shop")
    cash = m.instrument("cash", issuer=shop)
    paid = m.flow("paid", payer=buyer, payee=shop, via=cash)
    m.open(buyer, cash, amount=2.5)

    @m.behaviour
    def spend(x: Any, p: Any, t: Any) -> Any:
        """One a year."""
        return {paid: 1.0}

    @m.event("short", when=lambda x, p, t: x.holding(buyer, cash) - 1.0, priority=1)
    def half(x: Any, p: Any, t: Any) -> Any:
        """Half of it."""
        return {paid: 0.5}

    @m.event("empty", when=lambda x, p, t: x.holding(buyer, cash) - 0.25, priority=2)
    def stop(x: Any, p: Any, t: Any) -> Any:
        """Nothing."""
        return {paid: 0.0}

    return m


def test_the_later_event_has_the_last_word() -> None:
    run = sfc.simulate(spender(), "2001", 5)
    assert list(run["flow:paid"].values[0, 0]) == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert list(run["short"].values[0, 0]) == [0, 0, 1, 1, 1]
    assert list(run["empty"].values[0, 0]) == [0, 0, 0, 1, 1]
    assert list(run["holding:buyer:cash"].values[0, 0]) == [1.5, 0.5, 0.0, 0.0, 0.0]


def test_an_event_is_a_gate_for_gradients() -> None:
    model = spender()
    model.params(k=1.0)
    with pytest.raises(sfc.GradientError, match="the gates short, empty are steps"):
        sfc.gradient(model, lambda r: r["flow:paid"][-1], 3, wrt=["k"])


def test_the_description_tells_events() -> None:
    assert "| short | 1 | Half of it. |" in sfc.describe(spender())
