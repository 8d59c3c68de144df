"""Revenue that dues are held against: of the plan in force, of the quarter that was told last."""

from __future__ import annotations

from functools import cache

import pytest

from caploop.study.loop.inputs import OutsideCash, loop_inputs
from tests.reference.later.test_to_come import known


@cache
def outside(vintage: str) -> dict[tuple[str, int], OutsideCash]:
    return {(row.party, row.year): row for row in loop_inputs(known(vintage)).outside}


def test_the_plan_of_september_gives_openai_36_then_350_and_840_in_all() -> None:
    """Claims N146, N147 and N148: 36 for 2026, 350 for 2030, 840 for the five years."""
    years = [outside("2026-09")["openai", year] for year in range(2026, 2031)]
    revenue = [(row.revenue_usd or 0) / 1e9 for row in years]
    assert (years[0].claims, years[4].claims) == (("N146",), ("N147",))
    assert (revenue[0], revenue[4]) == (36, 350)
    assert sum(revenue) == pytest.approx(840)
    assert [row.assumed for row in years] == [False, True, True, True, False]
    assert {row.basis.code for row in years[1:4]} == {"interpolated"}


def test_a_quarter_told_after_the_last_year_counts_four_times_and_is_an_assumption() -> None:
    """Claim N202: Anthropic's second quarter of 2026 brought 11.5 bn; its year 2025 4.5."""
    row = outside("2026-09")["anthropic", 2027]
    assert row.revenue_usd == 4 * 11.5e9
    assert (row.claims, row.assumed) == (("N202",), True)
    assert outside("2026-03")["anthropic", 2027].revenue_usd == 4.5e9


def test_a_year_that_ended_with_the_last_quarter_is_taken_as_it_was() -> None:
    """Position of Microsoft's year to 30 June 2026: 331.839 bn, no quarter after it."""
    row = outside("2026-09")["microsoft", 2027]
    assert (row.basis.code, row.revenue_usd) == ("held-level", 331.839e9)


def test_the_book_of_june_is_still_on_the_plan_of_february() -> None:
    """A later plan was talked of by then; the vintage stands on V2, with 62 bn for 2027 (F072)."""
    june, march = (outside(name)["openai", 2027] for name in ("2026-06", "2026-03"))
    assert (june.revenue_usd, june.claims) == (62e9, ("F072",))
    assert june == march
