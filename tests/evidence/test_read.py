"""Rows that cannot be taken: every fault, with file, line and field."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caploop.core.problem import Place
from caploop.evidence.claim import Claim, Link
from caploop.evidence.read import read_rows

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
