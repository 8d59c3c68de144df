"""Tables of a book: nothing is passed over without a word."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.book.read import agreements_from_rows, table_rows, table_text, tables_of

KNOWN = ("id", "unit", "definition")
GOOD: dict[str, Any] = {
    "id": "a-b-2026/equity/all",
    "payer": "a",
    "payee": "b",
    "kind": "equity",
    "firmness": "signed",
    "state": "live",
    "known_at": "2026-01-01",
    "unit": "USD",
    "source": "s",
    "publisher": "p",
}


@pytest.mark.parametrize(
    ("whole", "code", "hint"),
    [
        ({"partys": [{}]}, "table-unknown", "did you mean 'party'?"),
        ({"party": [], "title": "mine"}, "table-unknown", "it may hold: party"),
        ({"party": {"id": "a"}}, "table-wrong", "[[party]]"),
        ({"party": [1]}, "table-wrong", "[[party]]"),
    ],
)
def test_a_table_that_would_not_be_read_is_told(
    whole: dict[str, Any], code: str, hint: str
) -> None:
    problem = tables_of(whole, "party", file="parties.toml")[1][0]
    assert (problem.code, problem.place.file) == (code, "parties.toml")
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"id": "a-b-2026", "tranches": [GOOD]}, "table-unknown"),
        ({"id": "a-b-2026"}, "tranches-missing"),
        ({"id": "a-b-2026", "tranche": []}, "tranches-missing"),
        ({"id": "a-b-2026", "tranche": GOOD}, "table-wrong"),
        ({"tranche": [GOOD]}, "field-invalid"),
        ({"id": 5, "tranche": [GOOD]}, "field-invalid"),
        ({"id": "a-b-2026", "group": 5, "tranche": [GOOD]}, "field-invalid"),
        ({"id": "a-b-2026", "tranche": [GOOD | {"amont": 5}]}, "field-unknown"),
        ({"id": "a-b-2026", "tranche": [GOOD | {"amount": "NaN"}]}, "value-infinite"),
        ({"id": "x-b-2026", "tranche": [GOOD]}, "id-misplaced"),
    ],
)
def test_no_agreement_vanishes(row: dict[str, Any], code: str) -> None:
    agreements, problems = agreements_from_rows([row], places={}, file="agreements.toml")
    assert code in [p.code for p in problems]
    assert not any(a.tranches for a in agreements)
    assert all(p.hint for p in problems)


def test_a_group_with_a_letter_no_database_keeps_is_told() -> None:
    row = {"id": "a-b-2026", "group": "a\0", "tranche": [GOOD]}
    _, problems = agreements_from_rows([row], places={}, file="agreements.toml")
    assert [(p.code, p.place.field) for p in problems] == [("text-wrong", "group")]


def test_a_good_agreement_is_taken() -> None:
    row = {"id": "a-b-2026", "tranche": [GOOD]}
    (agreement,), problems = agreements_from_rows([row], places={}, file="agreements.toml")
    assert (agreement.group, len(agreement.tranches), problems) == ("a-b-2026", 1, [])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("id,unit,definition\nx,1,a,b\n", "cells-wrong", 2),
        ("id,unit,definition\nx,1\n", "cells-wrong", 2),
        ("id,units,definition\nx,1,a\n", "column-unknown", 1),
        ("id,unit,unit\nx,1,a\n", "column-twice", 1),
        ('id,unit,definition\nx,1,a\ny,1,"open\nz,1,c\n', "file-unreadable", 4),
        ('id,unit,definition\nx,1,"a" b\n', "file-unreadable", 2),
        (f"id,unit,definition\nx,1,{'a' * 200_000}\n", "file-unreadable", 2),
    ],
)
def test_a_line_that_does_not_fit_is_told_with_its_number(text: str, code: str, line: int) -> None:
    _, _, problems = table_rows(text, known=KNOWN, file="quantities.csv")
    assert [(p.code, p.place.line) for p in problems if p.code == code] == [(code, line)]


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_a_table_of_any_letters_comes_back(cells: list[list[str]]) -> None:
    rows = tuple(dict(zip(KNOWN, row, strict=True)) for row in cells)
    text = table_text(KNOWN, rows)
    columns, again, problems = table_rows(text, known=KNOWN, file="t.csv")
    assert (columns, again, problems) == (KNOWN, rows, [])
    assert StringIO(text, newline="").getvalue().endswith("\n")


@pytest.mark.parametrize("text", ['a,"b\n1,2\n', '"'])
def test_a_header_whose_quotes_never_close_is_a_problem_and_no_table(text: str) -> None:
    columns, rows, problems = table_rows(text, known=["a", "b"], file="items.csv")
    assert (columns, rows) == ((), ())
    assert [p.code for p in problems] == ["file-unreadable"]
