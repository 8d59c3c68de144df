"""Payers by quarter of joining and what winning them costs, on the real book."""

from __future__ import annotations

import pytest

from caploop.study.assume import assumed
from caploop.study.book import open_book
from caploop.study.earn import EarnRecord, earn

BOOK = open_book()


@pytest.fixture(scope="module")
def record() -> EarnRecord:
    world = assumed(BOOK, scenarios=["S0"])
    return earn(BOOK, world, as_of=BOOK.as_of, known_at=BOOK.known_at, draws=100, seed=1)


def test_what_is_left_of_all_cohorts_is_the_years_payers(record: EarnRecord) -> None:
    for year in record.years[:5]:
        left = sum(c.left.get(str(year.year), 0.0) for c in record.cohorts)
        assert left == pytest.approx(year.payers, rel=1e-4)


def test_a_cohort_only_shrinks(record: EarnRecord) -> None:
    for cohort in record.cohorts:
        left = list(cohort.left.values())
        assert left == sorted(left, reverse=True)
        assert not left or left[0] <= cohort.payers + 1e-6


def test_cost_to_win_is_spending_over_gross_adds(record: EarnRecord) -> None:
    first = record.winning[0]
    assert first.cost == pytest.approx(1000 * first.spent / first.gross_adds, rel=1e-5)
    assert first.value_over_cost == pytest.approx(first.lifetime_value / first.cost, rel=1e-5)
    assert first.payback_months > 0
    assert 0 < first.code_red < 1
    assert 0 < first.price_war < 1
