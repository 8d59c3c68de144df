"""A saved record says so when the book it was made with has changed."""

from __future__ import annotations

from caploop.book import Book
from caploop.study.shared.rows import PriorRow, Versions, versions
from caploop.study.shared.since import against
from caploop.study.value import ValueRecord
from tests.report.tables.small import small
from tests.study.changes.small import OLD, book, parameter


def holding(**central: int) -> Book:
    return book(OLD, parameters=[parameter(s, n, low=n, high=n) for s, n in central.items()]).book


def record(made: Book, **central: float) -> ValueRecord:
    rows = tuple(small(PriorRow, symbol=s, low=n, central=n, high=n) for s, n in central.items())
    return small(ValueRecord, versions=versions(made), priors=rows)


def test_nothing_is_said_of_a_record_of_todays_book() -> None:
    made = holding(a=1, b=2)
    assert against(record(made, a=1, b=2), made, name="2026-03") is None


def test_rows_that_read_otherwise_or_are_gone_are_counted() -> None:
    today = holding(a=1, b=3)
    found = against(record(holding(a=1, b=2, c=4), a=1, b=2, c=4), today, name="2026-03")
    assert found is not None
    assert (found.vintage, found.rows) == ("2026-03", 2)
    assert found.book == versions(today).book


def test_a_record_that_lists_no_rows_says_only_that_the_book_is_another() -> None:
    made = small(ValueRecord, versions=Versions(caploop="1", book="an older one"))
    found = against(made, holding(a=1), name="2026-03")
    assert found is not None
    assert found.rows is None
