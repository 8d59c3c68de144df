"""Building on the real book: shares that sum, gaps side by side, limits, a high gap that binds."""

from __future__ import annotations

import pytest

from caploop.study.build import build
from caploop.study.build.record import BuildRecord
from caploop.study.options import RunOptions
from caploop.study.shared.rows import digest
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


def answer(name: str) -> BuildRecord:
    world = scenario_of(real_book(), scenarios=[name])
    return build(real_known(), world, RunOptions(draws=100, seed=1))


@pytest.fixture(scope="module")
def plan() -> BuildRecord:
    return answer("S0")


@pytest.fixture(scope="module")
def wide() -> BuildRecord:
    return answer("S5")


def test_shares_of_each_layer_sum_to_one_in_the_book_and_in_the_run(plan: BuildRecord) -> None:
    for origin in ("book", "run"):
        total: dict[str, float] = {}
        for s in plan.supply:
            if s.origin == origin and s.share is not None:
                total[s.layer] = total.get(s.layer, 0.0) + s.share
        assert total
        assert all(v == pytest.approx(1, abs=1e-4) for v in total.values())


def test_every_layer_has_a_supplier(plan: BuildRecord) -> None:
    assert {s.layer for s in plan.supply} == {"compute", "chips", "racks", "shells", "power"}


def test_states_end_in_what_is_in_service(plan: BuildRecord) -> None:
    for year in plan.capacity:
        assert year.states["commissioned"] == pytest.approx(year.in_service.mean, abs=1e-4)


def test_shares_of_limits_sum_to_one_by_year_and_quarter(plan: BuildRecord) -> None:
    for row in (*plan.binding_years, *plan.binding_quarters):
        assert sum(row.shares.values()) == pytest.approx(1, abs=1e-4)


def test_projects_are_held_only_where_the_plan_has_reached_them(plan: BuildRecord) -> None:
    for row in plan.projects:
        assert sum(row.held.values()) <= row.due + 1e-5
        assert len(row.quarters) == 4
        in_quarters = [sum(q.values()) for q in row.quarters.values()]
        assert sum(in_quarters) / 4 == pytest.approx(sum(row.held.values()), abs=1e-4)
        assert row.in_service <= row.powered + 1e-6 <= row.gw + 1e-5


def test_the_high_gap_binds_through_power(plan: BuildRecord, wide: BuildRecord) -> None:
    assert wide.claim.held["power"] > plan.claim.held["power"] + 0.2
    in_2028 = [next(b for b in r.binding_years if b.period == "2028") for r in (plan, wide)]
    assert in_2028[1].shares["power"] > in_2028[0].shares["power"] + 0.2
    for one, other in zip(plan.country, wide.country, strict=True):
        assert other.powered.q50 < one.powered.q50
        assert other.price.q50 > one.price.q50


def test_what_held_most_comes_first_beside_the_claims_on_power(plan: BuildRecord) -> None:
    assert plan.claim.claims[:2] == ("000-07", "000-08")
    shares = [plan.claim.held[name] for name in plan.claim.most]
    assert shares == sorted(shares, reverse=True)
    assert plan.claim.said.values["share"] == shares[0]
    assert plan.headline.values["held"] == plan.claim.said


def test_delay_costs_add_up_over_limits_that_hold(plan: BuildRecord) -> None:
    assert all(cost["wanted"] == 0 for cost in plan.delay_cost.values())
    assert plan.delay_cost["2027"]["shell"] > 0


def test_weak_points_say_what_no_source_has(plan: BuildRecord) -> None:
    assert {n.code for n in plan.notes} >= {"peak-load-from-gap", "power-gap-published"}
    assert digest(plan) == plan.hash
