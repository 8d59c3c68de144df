"""Paths as blocks."""

from __future__ import annotations

from caploop.report.answers.path import paths, periods, sparkline
from caploop.report.tables.cell import Money, table
from tests.report.answers.small_answer import CASH, SOURCES


def test_the_least_is_lowest_and_the_most_is_highest() -> None:
    assert sparkline([5, 1, 9]) == "▃▁▇"
    assert sparkline([-2, -2, 0]) == "▁▁▇"


def test_only_a_table_with_a_row_a_period_has_paths() -> None:
    assert periods(CASH) == ("2026", "2039")
    assert [place for place, _ in paths(CASH)] == [1]
    assert periods(SOURCES) is None
    assert not list(paths(SOURCES))


def test_periods_that_repeat_are_no_path() -> None:
    rows = [("2026", Money(1.0)), ("2026", Money(2.0)), ("2027", Money(3.0))]
    assert not list(paths(table("runway_cash", ("year", "median"), rows)))
