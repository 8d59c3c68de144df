"""The page of features has every row, and each row's command and checks can be read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tools.answer_path import sides
from tools.features import BEGIN, DRAWS, STATES, Row, answer_of, block, rows, shown, understood

PAGE = Path(__file__).parents[2] / "docs" / "features.md"
TOLD = "run: .venv/bin/python -m tools.features docs/features.md"
NUMBERS = {row.number: row for row in rows()}
ASKED = [n for n, row in NUMBERS.items() if not row.refused]
LINE = re.compile(r"^\| (\d+) \| (.*?) \| (works|partly|refused|fails) \| ", re.MULTILINE)


def test_there_are_a_hundred_and_eight_rows_in_order() -> None:
    assert [row.number for row in rows()] == list(range(1, 109))
    assert max(Counter(row.wants for row in rows()).values()) == 1


@pytest.mark.parametrize("number", ASKED)
def test_a_row_that_is_not_refused_has_a_command_that_parses_checks_and_figures(
    number: int,
) -> None:
    row = NUMBERS[number]
    if not row.command.startswith("file "):
        assert understood(row).info_name == row.command.split()[0]
    assert row.check
    assert row.figures
    assert all(sides(check) for check in row.check)


def test_a_refusal_has_a_reason_and_nothing_to_check() -> None:
    for number in NUMBERS.keys() - set(ASKED):
        row = NUMBERS[number]
        assert row.refused.endswith(".")
        assert (row.check, row.figures, row.missing) == ((), {}, "")


def test_the_page_has_the_rows_of_today_and_counts_them() -> None:
    text = PAGE.read_text("utf-8")
    found = LINE.findall(text)
    assert [(int(n), wants) for n, wants, _ in found] == [(r.number, r.wants) for r in rows()], TOLD
    counts = Counter(state for *_, state in found)
    said = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    assert f"Of {len(found)} rows: {said}. Runs have {DRAWS:,} draws." in text, TOLD
    assert text.count(BEGIN) == 1


def test_a_row_works_only_where_every_check_is_true_and_nothing_is_missing() -> None:
    row = Row(number=1, wants="", command="loop", check=("a = 1", "b > 0"), figures={"b": "b"})
    assert shown(row, {"a": 1, "b": 2}).state == "works"
    assert shown(row, {"a": 1, "b": 0}).state == "fails"
    assert shown(row, {"a": 1}).state == "fails"
    part = Row(number=1, wants="", command="loop", check=("a = 1",), missing="b")
    assert shown(part, {"a": 1}).state == "partly"
    assert shown(Row(number=1, wants="", refused="no source."), None).state == "refused"


def test_what_a_false_check_read_stands_on_the_page() -> None:
    row = Row(number=7, wants="w", command="loop", check=("a > 1",))
    assert "a > 1 (0 > 1.0)" in block({"part": [shown(row, {"a": 0})]})


@pytest.mark.parametrize("number", [6, 65, 101])
def test_rows_on_claims_are_as_the_page_has_them(number: int) -> None:
    row = NUMBERS[number]
    assert shown(row, answer_of(row)).state == "works"
