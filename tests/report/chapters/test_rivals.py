"""The chapter on rivals: its numbers are the record's, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.chapters.rivals import rivals_chapter
from caploop.report.tables.rivals import rivals_tables
from caploop.report.tables.shown import percent
from caploop.report.text.words import LANGUAGES, plain
from caploop.study.rivals.record import RivalsRecord
from tests.study.rivals.test_answer import answer


@pytest.fixture(scope="module")
def record() -> RivalsRecord:
    return answer("S0", draws=40)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_the_interval_of_the_table(record: RivalsRecord, language: str) -> None:
    told = rivals_chapter(record, language)
    low, high = (f"{v:.0f}" for v in (record.viable[4].q05, record.viable[4].q95))
    assert low in plain(told.finding)
    assert high in plain(told.finding)
    rows = {r[0]: r for r in next(s for s in told.sections if s.id == "rivals_live").rows}
    assert f"({low} – {high})" in rows["2030"][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(record: RivalsRecord, language: str) -> None:
    for section in rivals_chapter(record, language).sections:
        assert {len(row) for row in section.rows} == {len(section.names)}
        assert "{" not in section.about
    for table in rivals_tables(record):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_a_narrow_interval_is_a_finding_and_one_of_everything_is_none(
    record: RivalsRecord,
) -> None:
    def found(low: float, high: float) -> str:
        row = replace(record.viable[4], q05=low, q95=high)
        viable = (*record.viable[:4], row, *record.viable[5:])
        return plain(rivals_chapter(replace(record, viable=viable), "en").finding)

    assert found(2, 4) == "In 2030 the market can support 2 to 4 developers at the frontier"
    assert "cannot be said" in found(0, 6)


def test_the_class_of_the_industry_is_the_one_that_is_drawn(record: RivalsRecord) -> None:
    """A table of ends beside a chart of classes is how one share came to be two."""
    section = next(s for s in rivals_chapter(record, "en").sections if s.id == "rivals_class")
    for row, year in zip(section.rows, record.classes, strict=True):
        assert row[1:] == tuple(percent(v) for v in year.ends.values())
    shown = rivals_chapter(record, "en").finding + rivals_chapter(record, "en").standfirst
    assert not any(percent(v) in shown for v in record.classes[-1].classes.values() if v)
