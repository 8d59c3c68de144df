"""The whole system on the real book: statements, capacity, ends, circularity."""

from __future__ import annotations

import pytest

from caploop.model.terms.parties import FIRMS
from caploop.study.options import RunOptions
from caploop.study.run.answer import run_record, simulated_loop
from caploop.study.run.record import RunRecord
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


@pytest.fixture(scope="module")
def record() -> RunRecord:
    world = scenario_of(real_book(), scenarios=["S0"])
    return run_record(real_known(), world, RunOptions(draws=250, seed=1))


def test_every_firm_has_a_statement_for_every_year(record: RunRecord) -> None:
    assert len(record.statements) == len(FIRMS) * 10
    oracle = [s for s in record.statements if s.party == "oracle"]
    assert oracle[0].debt.q05 > 100
    assert oracle[2].sales_inside.q50 > oracle[0].sales_inside.q50 > 0
    assert all(0 <= s.dependency <= 1 and 0 <= s.downgraded <= 1 for s in record.statements)


def test_free_cash_flow_is_operating_cash_flow_less_capex_where_luck_is_small(
    record: RunRecord,
) -> None:
    """Of SoftBank and of Nvidia, whose capex is small, to within a twentieth of revenue."""
    for s in record.statements:
        assert s.revenue.q50 >= s.sales_inside.q50 - 1e-6
        assert s.free_cash_flow.q05 <= s.free_cash_flow.q50 <= s.free_cash_flow.q95
        if s.party in {"nvidia", "softbank"}:
            left = s.operating_cash_flow.q50 - s.capex.q50
            assert s.free_cash_flow.q50 == pytest.approx(left, abs=0.05 * s.revenue.q50)


def test_bands_of_firms_hold_what_was_guided_for_2026(record: RunRecord) -> None:
    """Alphabet 175 to 185, CoreWeave 30 to 35, Amazon 200: their priors are made of it."""
    built = {s.party: s.capex for s in record.statements if s.year == 2026}
    for party, guided in {"google": 180, "coreweave": 31, "amazon": 200, "oracle": 50}.items():
        assert built[party].q05 < guided < built[party].q95


def test_leases_raise_leverage_where_there_are_any(record: RunRecord) -> None:
    oracle = [s for s in record.statements if s.party == "oracle"]
    assert all(s.leverage_with_leases.q50 > s.leverage.q50 for s in oracle)
    assert oracle[0].leases.q05 >= 16


def test_the_trough_is_the_least_free_cash_flow_of_a_year(record: RunRecord) -> None:
    for trough in record.troughs:
        rows = [s for s in record.statements if s.party == trough.party and s.year <= 2030]
        assert trough.free_cash_flow.q50 <= min(s.free_cash_flow.q50 for s in rows) + 1e-6
        assert 2026 <= trough.first_year <= trough.year <= trough.last_year <= 2030


def test_rent_left_unpaid_is_carried_by_lessors_alone(record: RunRecord) -> None:
    """Most of any year: what a bankrupt tenant owed is settled or written off a quarter later."""
    worst: dict[str, float] = {}
    for s in record.statements:
        worst[s.party] = max(worst.get(s.party, 0.0), s.unpaid)
    assert worst["oracle"] > 0
    assert worst["microsoft"] > 0
    assert worst["nvidia"] == worst["softbank"] == 0


def test_chip_makers_sell_into_the_loop(record: RunRecord) -> None:
    sales = {s.party: s.sales_inside.q50 for s in record.statements if s.year == 2027}
    assert sales["nvidia"] > sales["amd"] > 0


def test_ends_and_ownership_sum_to_one(record: RunRecord) -> None:
    for end in record.ends:
        assert sum(end.states.values()) == pytest.approx(1, abs=1e-6)
    for shares in record.owned.values():
        assert sum(shares.values()) == pytest.approx(1, abs=1e-6)


def test_capacity_is_between_its_quantiles_and_limits_add_up(record: RunRecord) -> None:
    for year in record.capacity:
        assert year.total.q05 <= year.total.q50 <= year.total.q95
        assert sum(year.binding.values()) == pytest.approx(1, abs=1e-6)


def test_own_money_is_an_interval_inside_sales(record: RunRecord) -> None:
    assert record.loop.own
    for own in record.loop.own:
        assert 0 <= own.least <= own.pro_rata <= own.most + 1e-9
        assert own.pro_rata <= own.sales + 1e-9


def test_both_sides_of_nvidia_and_openai_are_shown(record: RunRecord) -> None:
    rows = {b.supplier: b for b in record.decisions.bargains}
    nvidia = rows["nvidia"]
    assert nvidia.of_purchases > nvidia.of_sellers_sales > 0
    assert nvidia.price_cut == pytest.approx(0.5 * (nvidia.of_sellers_sales - nvidia.of_purchases))
    assert rows["cerebras"].price_cut > 0


def test_the_hole_the_owned_share_and_the_revision_are_figures(record: RunRecord) -> None:
    found = record.decisions
    assert found.guidance == 260
    assert 0 <= found.hole_share <= 1
    assert found.cost_of_owning < found.lease
    assert 0.5 < found.owned_share < 1
    assert found.expected_over_required == pytest.approx(3 / 7)


def test_the_articles_switches_are_named_and_say_whether_they_run(record: RunRecord) -> None:
    runs = {s.name: s.runs for s in record.switches}
    assert runs["no-new-money"]
    assert all(runs.values())


def test_without_cheques_only_amds_warrant_can_bring_own_money_back() -> None:
    world = scenario_of(real_book(), scenarios=["no-new-money"])
    found = simulated_loop(real_known(), world, RunOptions(draws=100, seed=1))
    assert {own.party for own in found.own} <= {"amd"}
