"""The runway of the real book: probabilities that sum, sources that add up, the plan alone."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.study.options import RunwayOptions
from caploop.study.runway import runway
from caploop.study.runway.record import RunwayRecord
from caploop.study.shared.rows import digest
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


def answer(name: str, draws: int = 250) -> RunwayRecord:
    world = scenario_of(real_book(), scenarios=[name])
    return runway(real_known(), world, RunwayOptions(draws=draws, seed=1))


@pytest.fixture(scope="module")
def dry() -> RunwayRecord:
    return answer("no-new-money")


@pytest.fixture(scope="module")
def plan() -> RunwayRecord:
    return answer("S0")


def test_opening_cash_alone_runs_out_inside_2027_in_every_draw(dry: RunwayRecord) -> None:
    none = dry.opening_draws[0]
    assert none.money == 0
    assert none.in_year["2027"] >= 0.9
    assert none.never == 0


def test_without_new_money_cash_is_out_by_2028(dry: RunwayRecord) -> None:
    assert dry.cash_out.quantiles["q50"] in {"2027Q1", "2027Q2", "2027Q3", "2027Q4"}
    assert dry.cash_out.in_year["2027"] > 0.75
    assert {s.origin for s in dry.sources} <= {"amd_warrant"}


def test_2025_is_what_was_reported(plan: RunwayRecord) -> None:
    assert [p.quarter for p in plan.history] == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    revenue, burn = ([getattr(p, n) for p in plan.history] for n in ("revenue", "burn"))
    assert (sum(revenue), sum(revenue[:2])) == pytest.approx((13.1, 4.3), abs=1e-5)
    assert 19.5 < 4 * revenue[-1] < 21.5
    assert (sum(burn), sum(burn[:2])) == pytest.approx((8, 2.5), abs=1e-5)


def test_low_cash_comes_before_no_cash(dry: RunwayRecord) -> None:
    for quarter, share in dry.cash_out.by_quarter.items():
        assert dry.constrained.by_quarter[quarter] >= share - 1e-9


def test_the_shares_of_years_add_up_to_the_probability(plan: RunwayRecord) -> None:
    assert sum(plan.cash_out.in_year.values()) == pytest.approx(plan.cash_out.probability)
    for row in plan.outcomes:
        assert sum(row.states.values()) == pytest.approx(1, abs=1e-6)


def test_money_agreed_is_the_books(plan: RunwayRecord) -> None:
    by = {s.origin: s for s in plan.sources}
    assert by["amazon"].to_2026 == pytest.approx(15)
    assert by["softbank"].to_2026 == pytest.approx(30)
    assert 30 <= by["nvidia"].to_2026 < 32
    assert by["lenders"].agreed == 0


def test_quantiles_are_in_order_and_cash_never_below_zero(plan: RunwayRecord) -> None:
    for row in (*plan.revenue, *plan.cash, *plan.burn):
        levels = (row.q05, row.q10, row.q25, row.q50, row.q75, row.q90, row.q95)
        assert levels == tuple(sorted(levels))
    assert min(row.q05 for row in plan.cash) >= 0


def test_every_number_it_rests_on_has_a_source(plan: RunwayRecord) -> None:
    assert all(prior.claims or prior.assumption or prior.source for prior in plan.priors)
    assert plan.assumptions
    assert plan.claims
    assert {p.symbol for p in plan.priors}.isdisjoint(plan.unread)


def test_the_hash_is_that_of_the_content_and_a_seed_gives_it_again(plan: RunwayRecord) -> None:
    assert plan.hash == digest(plan) == answer("S0").hash


def test_a_party_that_borrows_has_no_runway() -> None:
    world = scenario_of(real_book(), scenarios=[])
    with pytest.raises(UsageError, match="openai"):
        runway(real_known(), world, RunwayOptions(party="oracle"))


def test_revenue_less_all_bills_is_less_burn_in_every_year(plan: RunwayRecord) -> None:
    for year in plan.bills:
        costs = (
            *(year.rent, year.people, year.marketing, year.remaining, year.fees, year.devices),
            *(year.microsoft_share, year.rest),
        )
        assert year.revenue - sum(costs) == pytest.approx(-year.burn, abs=1e-5)
        assert 0.0 <= year.late <= year.rent
        assert abs(year.rest) < 0.1 * year.rent


def test_the_first_years_bills_are_the_plans(plan: RunwayRecord) -> None:
    """The plan of February 2026 earns 30 and burns 25 in its first year."""
    first = plan.bills[0]
    assert first.year == 2026
    assert first.revenue == pytest.approx(30.0, rel=0.05)
    assert first.burn == pytest.approx(plan.plan_burn[0], rel=0.1)
