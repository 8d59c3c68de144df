"""Rows that cannot be taken: every fault, with file, line and field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from caploop.core.problem import Place
from caploop.evidence.claim import Claim, Link
from caploop.evidence.read import read_rows
from caploop.evidence.store import write_rows

GOOD = (
    '{"id":"a","document":"d","kind":"quantitative","party":"p","measure":"revenue",'
    '"nature":"actual","status":"reported","firmness":"executed","known_at":"2026-01-01",'
    '"speaker":"p","origin":"p","value":1.10}'
)


def test_a_row_is_read_exactly() -> None:
    rows, problems = read_rows(f"\n{GOOD}\n", Claim, file="c.jsonl")
    assert problems == []
    assert [(line, row.value) for line, row in rows] == [(2, Decimal("1.10"))]


def test_a_line_that_is_cut_off_is_named_and_the_others_are_read() -> None:
    rows, problems = read_rows(f"{GOOD}\n{GOOD[:60]}", Claim, file="c.jsonl")
    assert len(rows) == 1
    assert [(p.code, p.place) for p in problems] == [
        ("row-unreadable", Place(file="c.jsonl", line=2))
    ]
    assert "cut off" in problems[0].hint


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('"actual"', '"factual"', "field-invalid", "nature"),
        ('"2026-01-01"', '"1 Jan 2026"', "field-invalid", "known_at"),
        ("1.10", '"much"', "field-invalid", "value"),
        ('"party"', '"partie"', "field-unknown", "partie"),
        ('"speaker":"p",', "", "field-missing", "speaker"),
    ],
)
def test_each_bad_field_is_named(old: str, new: str, code: str, field: str) -> None:
    _, problems = read_rows(GOOD.replace(old, new), Claim, file="c.jsonl")
    found = {(p.code, p.place.field) for p in problems}
    assert (code, field) in found
    assert all(p.place.line == 1 and p.subject == "a" for p in problems)


def test_all_faults_of_one_row_are_named_together() -> None:
    bad = GOOD.replace('"actual"', '"x"').replace('"reported"', '"y"').replace("1.10", "[]")
    _, problems = read_rows(bad, Claim, file="c.jsonl")
    assert {p.place.field for p in problems} == {"nature", "status", "value"}


@pytest.mark.parametrize("text", ["[]", "3", '"a"', "null"])
def test_a_line_that_is_no_record_is_named(text: str) -> None:
    _, problems = read_rows(text, Link, file="l.jsonl")
    assert [p.code for p in problems] == ["row-unreadable"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x7f", "\u000b", "\u001c"])
def test_separators_inside_a_text_are_no_end_of_line(separator: str) -> None:
    row = GOOD.replace('"value":1.10', f'"note":"one{separator}two"')
    rows, problems = read_rows(f"{row}\n{GOOD}\n", Claim, file="c.jsonl")
    if separator < " ":  # JSON has these escaped alone
        assert [p.code for p in problems] == ["row-unreadable"]
        return
    assert problems == []
    assert rows[0][1].note == f"one{separator}two"
    assert [line for line, _ in rows] == [1, 2]


@given(st.text(st.characters(codec="utf-8")))
def test_a_note_of_any_letters_goes_out_and_comes_back(tmp_path_factory: Any, note: str) -> None:
    path = tmp_path_factory.mktemp("rows") / "claims.jsonl"
    (claim,) = (row for _, row in read_rows(GOOD, Claim, file="c")[0])
    noted = replace(claim, note=note)
    write_rows([noted, claim], path)
    rows, problems = read_rows(path.read_bytes().decode(), Claim, file="c.jsonl")
    assert ([row for _, row in rows], problems) == ([noted, claim], [])


def test_lines_that_end_as_on_windows_are_read() -> None:
    rows, problems = read_rows(f"{GOOD}\r\n{GOOD}\r\n", Claim, file="c.jsonl")
    assert (len(rows), problems) == (2, [])


@pytest.mark.parametrize("again", ['"value":2', '"value" : 2', r'"\u0076alue":2'])
def test_a_field_given_twice_is_not_decided_by_the_last(again: str) -> None:
    row = GOOD.replace('"value":1.10', f'"value":1.10,{again}')
    _, (problem,) = read_rows(row, Claim, file="c.jsonl")
    assert (problem.code, problem.place.field) == ("field-twice", "value")


def test_a_field_misspelt_is_answered_with_the_nearest() -> None:
    _, problems = read_rows(GOOD.replace("value", "valeu"), Claim, file="c.jsonl")
    assert [p.hint for p in problems] == ["did you mean 'value'?"]


@pytest.mark.parametrize("value", ["1e999999999", '"NaN"', "9" * 5000])
def test_a_giant_is_read_and_left_to_the_checks(value: str) -> None:
    rows, problems = read_rows(GOOD.replace("1.10", value), Claim, file="c.jsonl")
    assert len(rows) + len(problems) == 1
