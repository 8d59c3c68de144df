"""The race on the real book: what adds up, what is golden, what the statements say."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from caploop.model.rivals.start import DEVELOPERS
from caploop.report.text.words import terminal_text
from caploop.study.options import RunOptions
from caploop.study.rivals.answer import SAID, cannot_be_said, rivals
from caploop.study.rivals.record import RivalsRecord
from caploop.study.shared.rows import digest
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


def answer(*scenarios: str, draws: int = 60) -> RivalsRecord:
    world = scenario_of(real_book(), scenarios=scenarios)
    return rivals(real_known(), world, RunOptions(draws=draws, seed=1))


@pytest.fixture(scope="module")
def record() -> RivalsRecord:
    return answer("S0")


def test_shares_classes_and_ends_sum_to_one(record: RivalsRecord) -> None:
    for n in range(10):
        rows = record.years[n * len(DEVELOPERS) : (n + 1) * len(DEVELOPERS)]
        assert [r.developer for r in rows] == list(DEVELOPERS)
        for name in ("use_share", "revenue_share"):
            assert sum(getattr(r, name) for r in rows) == pytest.approx(1, abs=1e-4)
        for chances in (record.classes[n].classes, record.classes[n].ends):
            assert sum(chances.values()) == pytest.approx(1, abs=1e-5)
    for end in record.ends:
        assert sum(end.states.values()) == pytest.approx(1, abs=1e-4)


def test_golden_numbers_of_concentration(record: RivalsRecord) -> None:
    found = record.concentration
    assert found.api_spend == pytest.approx(0.2782, abs=1e-6)
    assert [found.cournot_small, found.cournot_large] == pytest.approx([2.4495, 5.4772], abs=1e-4)


def test_both_statements_are_answered_with_their_claims(record: RivalsRecord) -> None:
    """Cheaper hardware: in part, as the sign is that of the statement while OpenAI builds faster
    than its rivals. A break that spreads: in every year."""
    first, second = record.statements
    assert (first.verdict, second.verdict) == ("in_part", "holds")
    assert all(y.change > 0 for y in first.years[:3])
    assert first.years[4].change < 0
    assert all(y.change < 0 for y in second.years)
    lines = (files("caploop") / "data/evidence/claims.jsonl").read_text("utf-8").splitlines()
    known = {json.loads(line)["id"] for line in lines}
    cited = {c for t in record.statements for c in t.claims} | {c for s in SAID.values() for c in s}
    assert cited <= known


def test_a_break_takes_share_opens_entry_and_lowers_prices(record: RivalsRecord) -> None:
    """At first open followers take what fed the third closed developer; from 2029 on the cheaper
    frontier feeds more."""
    for year in record.efficiency_break:
        assert year.share < year.share_without
        assert year.viable >= year.viable_without or year.year < 2029
        assert year.price < year.price_without
        assert year.entry_years < year.entry_years_without


def test_a_break_that_spreads_runs_as_a_scenario(record: RivalsRecord) -> None:
    """S6, over common draws: OpenAI is used less in 2028 than without it."""
    broken = answer("S6")
    place = 2 * len(DEVELOPERS)
    assert broken.years[place].use_share < record.years[place].use_share
    assert broken.quality_gap[2].mean < record.quality_gap[2].mean


def test_own_cash_costs_least_and_every_row_names_its_priors(record: RivalsRecord) -> None:
    rates = {y.developer: y.cost_of_capital for y in record.years if y.year == 2030}
    assert rates["openai"] is None
    assert rates["google"] == pytest.approx(0.08, abs=0.01)
    assert (rates["anthropic"] or 0) > (rates["google"] or 1)
    symbols = {p.symbol for p in record.priors}
    assert {p for e in record.ends for p in e.priors} <= symbols
    assert record.hash == digest(record)


@pytest.mark.parametrize(
    ("low", "high", "nothing"), [(0, 6, True), (1, 6, True), (0, 5, True), (1, 5, False)]
)
def test_an_interval_that_is_everything_but_one_is_no_finding(
    low: int, high: int, nothing: bool
) -> None:
    assert cannot_be_said(low, high, count=6) is nothing


def test_the_headline_names_no_winner_and_has_the_whole_interval(record: RivalsRecord) -> None:
    row = record.viable[4]
    assert f"{round(row.q05)} to {min(round(row.q95), 6)}" in terminal_text(record.headline)
    assert not any(
        name in terminal_text(record.headline) for name in ("google", "anthropic", "oligopoly")
    )
