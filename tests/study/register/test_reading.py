"""Statements of a file, ours and one's own: every fault is told with its line and a remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.report.text.words import is_text
from caploop.study.register.reading import (
    TOLD,
    bundled_statements,
    read_statements,
    statements_from,
)

GOOD = """
[[statement]]
id = "a"
group = "suppliers"
party = "coreweave"
measure = "firm-debt"
end = 2026-12-31
comparison = ">="
threshold = 40.0
deadline = 2027-03-31
source = "annual-report"
claim = "total_debt"
"""
SECOND = 14
"""The line of the second statement, where two of these stand in a file."""


def codes(text: str) -> list[tuple[str, int | None, str | None]]:
    return [
        (p.code, p.place.line, p.place.field) for p in statements_from(text, file="own.toml")[1]
    ]


@pytest.mark.parametrize(
    ("found", "made", "code", "field"),
    [
        ('"firm-debt"', '"firm-dept"', "measure-unknown", "measure"),
        ('"coreweave"', '"openai"', "party-unknown", "party"),
        ('"total_debt"', '"total_dept"', "claim-unknown", "claim"),
        ("end = 2026-12-31", "start = 2026-10-01\nend = 2026-12-31", "period-wrong", "start"),
        ("end = 2026-12-31\n", "", "period-wrong", "end"),
        ("end = 2026-12-31", "end = 2025-12-30", "period-outside", "end"),
        ("2027-03-31", "2026-12-30", "period-wrong", "deadline"),
        ("threshold = 40.0\n", "", "limit-wrong", "comparison"),
        ('comparison = ">="\n', "", "limit-wrong", "comparison"),
        ('">="', '"within"', "limit-wrong", "comparison"),
        ('">="', '"happens"', "limit-wrong", "comparison"),
        ('"firm-debt"', '"cost-of-gw"', "party-unknown", "party"),
    ],
)
def test_a_fault_is_told_with_line_field_and_remedy(
    found: str, made: str, code: str, field: str
) -> None:
    assert GOOD.replace(found, made) != GOOD
    second = GOOD.replace(found, made).replace('"a"', '"b"')
    _, problems = statements_from(GOOD + second, file="own.toml")
    assert (problems[0].code, problems[0].place.line) == (code, SECOND)
    assert problems[0].place.field == field
    assert problems[0].hint


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("firm-dept", "firm-debt"), ("backlogs", "backlog"), ("firm-cpaex", "firm-capex")],
)
def test_a_misspelt_series_is_answered_with_the_nearest(wrong: str, right: str) -> None:
    _, problems = statements_from(GOOD.replace("firm-debt", wrong), file="own.toml")
    assert problems[0].hint == f"did you mean {right!r}?"


@pytest.mark.parametrize(
    ("right", "wrong"), [("coreweave", "coreweav"), ("total_debt", "total_dept")]
)
def test_a_misspelt_party_or_claim_is_answered_with_the_nearest(right: str, wrong: str) -> None:
    _, problems = statements_from(GOOD.replace(f'"{right}"', f'"{wrong}"'), file="own.toml")
    assert problems[0].hint == f"did you mean {right!r}?"


def test_a_misspelt_field_is_answered_with_the_nearest() -> None:
    _, problems = statements_from(GOOD.replace("threshold", "treshold"), file="own.toml")
    assert "did you mean 'threshold'?" in [p.hint for p in problems]


def test_an_event_is_over_a_period_and_has_no_threshold() -> None:
    text = GOOD.replace("firm-debt", "downgraded").replace('">="', '"happens"')
    text = text.replace("threshold = 40.0\n", "").replace("end =", "start = 2026-12-01\nend =")
    assert codes(text) == []
    assert codes(text.replace("start = 2026-12-01\n", "")) == [("period-wrong", 2, "start")]


def test_the_other_side_is_of_the_same_unit_and_known_to_the_model() -> None:
    against = GOOD.replace("threshold = 40.0", "against = { end = 2026-06-30 }")
    assert codes(against) == []
    other = "against = { end = 2026-06-30, measure = %s }"
    unit = GOOD.replace("threshold = 40.0", other % '"backlog-share"')
    assert codes(unit) == [("unit-differs", 2, "against")]
    unknown = GOOD.replace("threshold = 40.0", other % '"backlogg"')
    assert codes(unknown) == [("measure-unknown", 2, "against")]


def test_an_id_twice_and_an_empty_file_are_told() -> None:
    assert codes(GOOD + GOOD) == [("id-twice", SECOND, "id")]
    assert codes("") == [("statements-empty", None, None)]


def test_a_missing_file_and_one_that_is_no_toml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_statements(tmp_path / "none.toml")
    path = tmp_path / "own.toml"
    path.write_text("[[statement]\n", "utf-8")
    with pytest.raises(InputInvalidError, match=r"own\.toml"):
        read_statements(path)
    path.write_text(GOOD, "utf-8")
    assert [s.id for s in read_statements(path)] == ["a"]


def test_ours_has_at_least_twenty_that_the_model_can_say_and_a_reason_for_the_others() -> None:
    every = bundled_statements()
    sayable = [s for s in every if s.unsaid is None]
    assert len(sayable) >= 20
    assert all(is_text(f"register_unsaid_why.{s.unsaid}") for s in every if s.unsaid)
    assert all(is_text(f"register_source.{s.source}") for s in every)
    assert all(is_text(f"register_group.{s.group}") for s in sayable)
    assert all(is_text(f"score_measure.{s.measure}") for s in sayable)
    assert all(is_text(f"register_base.{s.base.why}") for s in sayable if s.base)
    assert all(is_text(f"register_differs.{s.differs}") for s in sayable if s.differs)
    assert {s.measure for s in sayable} <= set(TOLD)


def test_ours_are_decided_after_the_last_fact_that_they_rest_on() -> None:
    for one in bundled_statements():
        assert one.facts, one.id
        assert one.last >= date(2026, 11, 30)
        assert one.deadline <= date(2027, 7, 31)
