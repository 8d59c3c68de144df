"""Views of clauses: the over-count is refused where it would arise, and sums close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.book.clauses.definitions import Obligation
from caploop.book.clauses.maturities import Maturity
from caploop.report.tables.beside.clauses import CLAUSE_VIEWS
from caploop.report.tables.book import book_table
from caploop.study.shared.clauses import Clauses
from tests.report.book_cases import record
from tests.report.tables.small import small

DAY = date(2026, 9, 30)
NONE = small(Clauses, **dict.fromkeys(Clauses.__struct_fields__, ()))


def owed(party: str, definition: str, amount: int) -> Obligation:
    return small(
        Obligation,
        party=party,
        definition=definition,
        amount_usd=Decimal(amount) * 10**9,
        day=DAY,
        position=party,
    )


def rows(view: str, **found: object) -> list[tuple[str, ...]]:
    held = small(Clauses, **{**dict.fromkeys(Clauses.__struct_fields__, ()), **found})
    columns, of = CLAUSE_VIEWS[view]
    made = [tuple("" if c is None else str(c) for c in row) for row in of(held)]
    assert all(len(row) == len(columns) for row in made)
    return made


def test_each_definition_has_its_own_total_and_there_is_none_over_all() -> None:
    told = rows(
        "obligations",
        obligations=(owed("a", "backlog", 5), owed("b", "backlog", 2), owed("a", "guarantee", 9)),
    )
    totals = [(row[0], row[2]) for row in told if row[1] == "all of these"]
    assert totals == [("backlog", "7"), ("guarantee", "9")]


def test_the_wall_has_a_column_a_year_and_one_each_for_later_and_undated() -> None:
    due = [(True, 2027, 6), (True, None, 27), (False, None, 4)]
    found = tuple(
        Maturity(issuer="x", year=y, dated=d, amount_usd=Decimal(v) * 10**9, rows=())
        for d, y, v in due
    )
    (row,) = rows("maturities", maturities=found)
    assert (row[2], row[-2], row[-1]) == ("6", "27", "4")


@pytest.mark.parametrize("view", CLAUSE_VIEWS)
def test_an_empty_book_has_every_view_and_no_rows(view: str) -> None:
    empty = type(record())(
        **{**{n: getattr(record(), n) for n in record().__struct_fields__}, "clauses": NONE}
    )
    assert book_table(empty, view).rows == ()
