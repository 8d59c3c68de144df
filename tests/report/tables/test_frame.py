"""Answers as rows."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.evidence import Target
from caploop.report.tables.frame import TextTable, as_csv, as_text, table
from caploop.study.claims.answer import VIEWS, claims
from caploop.study.claims.record import ClaimsRecord
from caploop.study.shared.opening import open_ledger
from tests.study.claims.test_answer import SMALL


@pytest.fixture(scope="module")
def record() -> ClaimsRecord:
    opened = open_ledger(book=SMALL)
    return claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "targets"])
def test_every_view_is_a_table_with_rows(record: ClaimsRecord, view: str) -> None:
    shown = table(record, view)
    assert shown.rows
    assert all(len(row) == len(shown.columns) for row in shown.rows)
    assert "2026-03-01" in shown.title


def test_a_target_stands_beside_what_came_with_its_verdict(record: ClaimsRecord) -> None:
    aim = Target(
        party="lantern",
        measure="revenue",
        start=date(2025, 1, 1),
        end=date(2025, 12, 31),
        unit="USD",
        claim="a",
        speaker="lantern",
        nature="guidance",
        said_at=date(2025, 10, 1),
        said=Decimal("20e9"),
        outcome="b",
        came_at=date(2026, 2, 1),
        came=Decimal("13.1e9"),
        verdict="below",
    )
    (row,) = table(replace(record, targets=(aim,)), "targets").rows
    assert {"20 bn USD", "13.1 bn USD", "below", "2025-01-01..2025-12-31"} <= set(row)


def test_csv_can_be_read_back() -> None:
    shown = TextTable(title="t", columns=("a", "b"), rows=(('x,"y"', "1\n2"),))
    assert list(csv.reader(StringIO(as_csv(shown)))) == [["a", "b"], ['x,"y"', "1\n2"]]


def test_columns_are_aligned_where_chinese_letters_are_wide() -> None:
    shown = TextTable(title="t", columns=("a", "b"), rows=(("亿", "1"), ("abc", "2")))
    assert as_text(shown).splitlines()[2:] == ["a    b", "---  -", "亿   1", "abc  2"]


def test_a_long_cell_stands_in_several_lines_and_loses_nothing() -> None:
    shown = TextTable(title="t", columns=("a", "b"), rows=(("one two three four", "x"),))
    lines = as_text(shown, 12).splitlines()[4:]
    assert lines == ["one two    x", "three", "four"]


def test_an_unknown_view_is_refused(record: ClaimsRecord) -> None:
    with pytest.raises(UsageError, match="the views are claims"):
        table(record, "claim")


def test_amounts_are_written_with_their_bound(record: ClaimsRecord) -> None:
    amounts = {row[0]: row[4] for row in table(record, "claims").rows}
    assert amounts["z-04"] == "≤ 3 bn USD"
    assert amounts["z-03"] == "about 40 mn user"
    assert amounts["e-03"] == "2 bn to 2.4 bn USD"
    assert amounts["z-01"] == "1.25 bn USD"
