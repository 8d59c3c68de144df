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
        ("10.3", "nan", "not-a-number", "value"),
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


def codes(text: str) -> list[tuple[str, int | None]]:
    """Codes of the problems of a table, each with its line."""
    return [(p.code, p.place.line) for p in outcomes_from(text, file="own.csv")[1]]


def test_faults_of_the_header_are_told_once_on_its_line() -> None:
    assert codes(f"{HEAD},colour\n{GOOD},red\n{GOOD},red") == [("column-unknown", 1)]
    assert codes(f"{HEAD},unit\n{GOOD},GW") == [("column-twice", 1)]
    assert codes("id,group\na,rivals")[0] == ("column-missing", 1)


def test_a_second_id_a_cell_too_many_and_an_empty_table_are_told() -> None:
    assert codes(f"{HEAD}\n{GOOD}\n{GOOD}") == [("id-twice", 3)]
    assert codes(f"{HEAD}\n{GOOD},more") == [("row-too-long", 2)]
    assert codes(f"{HEAD}\n") == [("outcomes-empty", None)]


def test_an_earlier_figure_has_its_day_and_its_days_in_order() -> None:
    head = f"{HEAD},last,last_start,last_end"
    assert codes(f"{head}\n{GOOD},9,2025-10-01,2025-12-31") == []
    assert codes(f"{head}\n{GOOD},9,,") == [("half-given", 2)]
    assert codes(f"{head}\n{GOOD},,,2025-12-31") == [("half-given", 2)]
    assert codes(f"{head}\n{GOOD},9,2025-12-31,2025-10-01") == [("period-wrong", 2)]


def test_a_missing_file_and_a_wrong_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no file"):
        read_outcomes(tmp_path / "none.csv")
    (tmp_path / "other.csv").write_bytes(b"\xff\xfe\x00a")
    with pytest.raises(InputInvalidError, match="save the table as CSV in UTF-8"):
        read_outcomes(tmp_path / "other.csv")
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
