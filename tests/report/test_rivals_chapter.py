"""The chapter on rivals: its numbers are the record's, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.rivals_chapter import raced
from caploop.report.rivals_tables import rivals_tables
from caploop.report.run_section import percent
from caploop.report.text import LANGUAGES, plain
from caploop.study.rivals_record import RivalsRecord
from tests.study.test_rivals import answer


@pytest.fixture(scope="module")
def record() -> RivalsRecord:
    return answer("S0", draws=40)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_and_the_grid_are_the_records(record: RivalsRecord, language: str) -> None:
    told = raced(record, language)
    last = record.classes[-1].classes
    assert percent(max(last.values())) in told.finding
    assert f"{record.viable[4].q50:.0f}" in plain(told.finding)
    front = next(s for s in told.sections if s.id == "rivals_front")
    for year in record.years:
        assert f">{100 * year.at_frontier:.0f}<" in front.scenes["wide"].svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(record: RivalsRecord, language: str) -> None:
    for section in raced(record, language).sections:
        assert {len(row) for row in section.rows} == {len(section.names)}
        assert "{" not in section.about
    for table in rivals_tables(record):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_another_verdict_is_said(record: RivalsRecord) -> None:
    rows = tuple(replace(t, verdict="fails") for t in record.statements)
    said = raced(replace(record, statements=rows), "en").sections[-1].rows
    assert [row[1] for row in said] == ["fails", "fails"]
