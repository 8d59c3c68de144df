"""The chapter on the valuation: its numbers are the record's, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.run_section import percent, usd
from caploop.report.text import LANGUAGES, plain
from caploop.report.value_chapter import valued
from caploop.study.value_record import ValueRecord
from tests.study.test_value import answer


@pytest.fixture(scope="module")
def record() -> ValueRecord:
    return answer(draws=40)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_and_the_surface_are_the_records(record: ValueRecord, language: str) -> None:
    told = valued(record, language)
    asked = record.inverse[-1]
    assert usd(asked.revenue_2030, language) in plain(told.finding)
    assert percent(asked.plan_share) in told.finding
    first = told.sections[0]
    for row in record.surface.cells:
        for cell in row:
            assert f">{cell.value:,.0f}<" in first.scenes["narrow"].svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(record: ValueRecord, language: str) -> None:
    for section in valued(record, language).sections:
        assert {len(row) for row in section.rows} == {len(section.names)}
        assert "{" not in section.about


def test_another_price_changes_the_finding(record: ValueRecord) -> None:
    rows = [replace(r, revenue_2030=r.revenue_2030 * 2) for r in record.inverse]
    other = replace(record, inverse=tuple(rows))
    assert valued(other, "en").finding != valued(record, "en").finding
