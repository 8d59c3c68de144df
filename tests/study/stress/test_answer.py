"""Which questions `stress` refuses, and its horizon."""

from __future__ import annotations

import pytest

from caploop.core.errors import NotFoundError, UsageError
from caploop.stress import Shock
from caploop.study.options import RunOptions
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress import stress
from caploop.study.stress.record import ShocksAsked, StressRecord
from tests.real_book import real_book, real_known


def asked(*shocks: Shock, quarter: str | None = None) -> StressRecord:
    return stress(
        real_known(),
        scenario_of(real_book(), scenarios=["S0"]),
        RunOptions(draws=20),
        asked=ShocksAsked(shocks=shocks, quarter=quarter),
    )


def test_the_horizon_ends_with_the_quarter_asked_for() -> None:
    found = asked(Shock(kind="miss", target="openai", from_quarter="2027Q1"), quarter="2027Q2")
    assert found.quarter == "2027Q2"
    assert {s.quarter for s in found.shortfalls} == {"2027Q1", "2027Q2"}
    assert any(r.what.code == "shock-in-run" for r in found.refused)
    assert found.draws == 0


def test_a_larger_miss_of_revenue_never_leaves_less_unpaid() -> None:
    unpaid = [
        sum(r.amount for r in asked(Shock(kind="revenue", target="openai", size=s)).losses)
        for s in (0.1, 0.3)
    ]
    assert unpaid[0] <= unpaid[1]


def test_a_quarter_outside_the_run_is_refused() -> None:
    with pytest.raises(UsageError, match="--quarter is 2026Q1 to 2035Q4"):
        asked(quarter="2036Q1")


def test_an_unknown_party_is_refused() -> None:
    with pytest.raises(NotFoundError, match="oracle"):
        asked(Shock(kind="miss", target="orcle"))


def test_the_run_is_read_at_fixed_dates_whatever_the_noise() -> None:
    """The quarter of the largest difference moves with the draws; the end of a year does not."""
    for seed in (0, 1):
        world = scenario_of(real_book(), scenarios=["S0"])
        found = stress(real_known(), world, RunOptions(draws=20, seed=seed))
        assert {d.quarter for d in found.distress} == {"2028Q4", "2030Q4"}
        measures = {(d.party, d.measure) for d in found.distress}
        assert len(found.distress) == 2 * len(measures)
