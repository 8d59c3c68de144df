"""The table of later facts, ours and one's own: every fault is told with its line and a remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import caploop
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.study.score.measures import MEASURES
from caploop.study.score.outcomes import (
    GROUPS,
    bundled_outcomes,
    bundled_unscored,
    outcomes_from,
    read_outcomes,
)

HEAD = "id,group,measure,party,start,end,value,unit,nature,published,publisher"
GOOD = "a,suppliers,firm-revenue,amd,2026-01-01,2026-03-31,10.3,USD bn,actual,2026-05-12,AMD"
DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("found", "made", "code", "field"),
    [
        ("firm-revenue", "firm-revenues", "measure-unknown", "measure"),
        (",amd,", ",openai,", "party-unknown", "party"),
        ("USD bn", "GW", "unit-differs", "unit"),
        ("2026-01-01,", ",", "period-wrong", "start"),
        ("2026-01-01,", "2025-12-01,", "period-outside", "end"),
        ("2026-01-01,", "2026-04-01,", "period-outside", "end"),
        ("10.3", "0", "value-zero", "value"),
        ("10.3", "ten", "cell-invalid", "value"),
        ("suppliers", "others", "cell-invalid", "group"),
    ],
)
def test_a_fault_of_a_cell_is_told_with_line_field_and_remedy(
    found: str, made: str, code: str, field: str
) -> None:
    _, problems = outcomes_from(f"{HEAD}\n{GOOD}\n{GOOD.replace(found, made)}", file="own.csv")
    mine = [p for p in problems if p.code != "id-twice"]
    assert [(p.code, p.place.line, p.place.field) for p in mine] == [(code, 3, field)]
    assert mine[0].hint


def test_a_column_that_is_not_ours_a_second_id_and_an_empty_table_are_told() -> None:
    _, unknown = outcomes_from(f"{HEAD},colour\n{GOOD},red", file="own.csv")
    assert [p.code for p in unknown] == ["column-unknown"]
    _, twice = outcomes_from(f"{HEAD}\n{GOOD}\n{GOOD}", file="own.csv")
    assert [(p.code, p.place.line) for p in twice] == [("id-twice", 3)]
    _, empty = outcomes_from(f"{HEAD}\n", file="own.csv")
    assert [p.code for p in empty] == ["outcomes-empty"]


def test_a_missing_file_and_a_wrong_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no file"):
        read_outcomes(tmp_path / "none.csv")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(f"{HEAD}\n{GOOD.replace('amd', 'openai')}\n", "utf-8")
    with pytest.raises(InputInvalidError, match=r"wrong\.csv:2 \[party\]"):
        read_outcomes(wrong)


def test_ours_has_at_least_a_hundred_facts_all_published_later() -> None:
    rows = bundled_outcomes().rows
    assert len(rows) >= 100
    assert {row.group for row in rows} == set(GROUPS)
    assert {row.measure for row in rows} == set(MEASURES)
    assert all(row.published > DAY for row in rows)


def test_naive_forecasts_are_made_of_periods_over_by_the_date_or_of_plans() -> None:
    for row in bundled_outcomes().rows:
        last, before = row.figure("last"), row.figure("before")
        if last is None:
            assert before is None
            continue
        planned = last.end > DAY
        assert not planned or (last.end == row.end and before is None), row.id
        assert row.known_from, row.id
        assert before is None or before.end <= last.end, row.id


def test_no_fact_is_scored_and_not_scored() -> None:
    scored = {part for row in bundled_outcomes().rows for part in row.id.split("-")}
    unscored = [one.id for one in bundled_unscored()]
    assert len(unscored) == len(set(unscored))
    assert not scored & set(unscored)


def test_neither_the_model_nor_the_book_nor_the_evidence_names_the_table() -> None:
    home = Path(caploop.__file__).parent
    for package in ("model", "book", "evidence", "sfc", "study/shared"):
        for path in (home / package).rglob("*.py"):
            text = path.read_text("utf-8")
            assert not {n for n in ("outcomes.csv", "study.score") if n in text}, path
