"""The valuation of the real book: golden numbers, the surface, holders that add up, chances."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.report.text.words import terminal_text
from caploop.study.options import RunOptions
from caploop.study.shared.rows import digest
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.value import value
from caploop.study.value.record import ValueRecord
from tests.real_book import real_book, real_known


def answer(*settings: str, draws: int = 200) -> ValueRecord:
    world = scenario_of(real_book(), scenarios=["S0"], settings=settings)
    return value(real_known(), world, RunOptions(draws=draws, seed=1))


@pytest.fixture(scope="module")
def record() -> ValueRecord:
    return answer()


def test_multiples_of_the_price_after_the_round(record: ValueRecord) -> None:
    found = {m.basis: m.multiple for m in record.multiples}
    golden = {"calendar": 840 / 13.1, "run_rate": 840 / 20.5, "forward": 840 / 280}
    assert found == pytest.approx(golden, rel=0.01)


def test_the_price_is_what_was_signed_and_not_the_sum_of_its_rumoured_parts(
    record: ValueRecord,
) -> None:
    """730 before the round and 110 signed are 840; 120 with the rumoured 10 are no contract."""
    assert {r.price for r in record.inverse} == {730, 840}
    assert record.surface.price == 840
    assert {c.price for c in record.chances} == {840}
    newest = next(c for c in record.classes.classes if c.name == "2026")
    assert newest.preference == pytest.approx(110)
    assert newest.share == pytest.approx(110 / 840)


def test_the_inverse_is_the_specifications(record: ValueRecord) -> None:
    """Of 730; of 840 by the same arithmetic: it grows at 15 % for 4.85 years, 80 more for 2.5."""
    revenue = [r.revenue_2030 for r in record.inverse]
    assert revenue[:2] == pytest.approx([150.6, 183.9], rel=0.01)
    margins = [r.margin_at_plan for r in record.inverse]
    assert margins[:2] == pytest.approx([0.133, 0.163], rel=0.01)
    asked = 840 * 1.15**4.85 + 80 * 1.15**2.5
    assert record.inverse[2].equity_2030 == pytest.approx(asked)
    over = record.inverse[0].equity_2030 / record.inverse[0].revenue_2030
    assert revenue[2] == pytest.approx(asked / over)
    shares = [r.plan_share for r in record.inverse[2:]]
    assert f"{shares[0]:.0%} to {shares[1]:.0%} of the plan" in terminal_text(record.headline)


def test_the_last_quarter_of_2025_times_four_bends_least(record: ValueRecord) -> None:
    assert record.quarter_rate == pytest.approx(20.18, rel=0.001)


def test_the_surface_is_enough_beyond_its_line(record: ValueRecord) -> None:
    for row, line in zip(record.surface.cells, record.surface.needed, strict=True):
        assert [c.enough for c in row] == [
            line.margin is not None and c.margin >= line.margin for c in row
        ]


def test_owners_sum_to_one_and_later_shares_take_from_all(record: ValueRecord) -> None:
    for year in record.owned:
        assert sum(year.shares.values()) == pytest.approx(1, abs=1e-9)
    foundation = next(h for h in record.holders if h.holder == "foundation")
    assert foundation.share_2030 == pytest.approx(foundation.first * (1 - foundation.diluted))
    assert 0 < foundation.diluted < 0.6


def test_a_bankruptcy_leaves_holders_nothing(record: ValueRecord) -> None:
    for holder in record.holders:
        assert holder.rates["bankrupt"] in {-1, None}
        if holder.rate_q05 is not None and holder.rate_q95 is not None:
            assert -1 <= holder.rate_q05 <= holder.rate_q95


def test_the_headline_is_above_the_fair_equity_by_both_ways(record: ValueRecord) -> None:
    classes = record.classes
    assert classes.by_options < classes.headline
    assert classes.by_sample == pytest.approx(840 / 1.48)
    whole = sum(c.fair_value for c in classes.classes)
    assert whole == pytest.approx(classes.by_options)


def test_a_higher_return_is_reached_less_often(record: ValueRecord) -> None:
    low, high = record.chances
    assert low.required < high.required
    assert low.by_process >= high.by_process
    assert low.by_cash_flow >= high.by_cash_flow
    assert {p for c in record.chances for p in c.priors} <= {p.symbol for p in record.priors}


def test_put_in_is_cash_paid_and_never_a_stake_at_a_price(record: ValueRecord) -> None:
    """Claim F132 has Microsoft's funded equity at 11.6 billion; a quarter of 730 is no payment."""
    found = {h.holder: h for h in record.holders}
    funded = next(c for c in real_book().sheets.evidence.claims if c.id == "F132")
    assert found["microsoft"].paid_before == pytest.approx(float(funded.value or 0) / 1e9)
    assert found["microsoft"].first_value == pytest.approx(found["microsoft"].first * 730)
    assert found["microsoft"].put_in < 0.2 * found["microsoft"].first_value
    for name in ("foundation", "employees"):
        assert found[name].put_in == 0
        assert found[name].paid_before is None
    assert found["amazon"].paid_before == 0
    assert found["nvidia"].put_in >= 30 * 0.9


def test_two_tests_of_one_price_differ_by_what_is_left_of_the_premium(record: ValueRecord) -> None:
    """A premium below one: the price asks for more than the cash flow gives, and less often."""
    left = record.mark[19].premium
    for chance in record.chances:
        times = chance.times_by_process, chance.times_by_cash_flow
        assert min(times) > 0
        assert times[0] / times[1] == pytest.approx(left, abs=0.15)
        likely = chance.by_process, chance.by_cash_flow
        assert (left < 1) == (likely[0] < likely[1])


def test_the_opening_has_a_discount_on_the_plan_that_closes_in_part(record: ValueRecord) -> None:
    """730 asks for 62 to 76 % of the plan (specification, 17.1): so is the price over the plan."""
    assert 0.55 < record.mark[0].premium < 0.85
    assert record.value[0].q50 == pytest.approx(730)


def test_holders_earn_more_where_revenue_is_higher(record: ValueRecord) -> None:
    """And the middle of them less than the cost of capital: half of the draws miss the plan."""
    rates = {}
    for forecast in ("213", "280", "350"):
        found = record if forecast == "280" else answer(f"R_2030={forecast}")
        rates[forecast] = next(h for h in found.holders if h.holder == "foundation").rate_median
    assert -0.2 < (rates["213"] or 0) < (rates["280"] or 0) < (rates["350"] or 0) < 0.4


def test_marks_age_between_rounds(record: ValueRecord) -> None:
    assert record.mark[0].mark == pytest.approx(840, rel=0.01)
    assert [m.quarters_since for m in record.mark[:3]] == [0, 1, 2]
    assert record.mark[2].stale == 0 < record.mark[9].stale


def test_every_number_has_a_basis_and_a_source(record: ValueRecord) -> None:
    assert record.hash == digest(record)
    assert {"inverse", "surface", "holders", "chances.by_cash_flow"} <= {
        b.field for b in record.basis
    }
    assert all(p.claims or p.assumption or p.source for p in record.priors)


def test_whole_paths_of_too_many_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="20,000"):
        answer(draws=20_001)
