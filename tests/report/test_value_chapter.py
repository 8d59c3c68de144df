"""The chapter on the valuation: its numbers are the record's, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.run_section import percent, usd
from caploop.report.text import LANGUAGES, plain
from caploop.report.value_chapter import valued
from caploop.study.assume import assumed
from caploop.study.drivers import drivers
from caploop.study.drivers_record import DriversRecord
from caploop.study.value_record import ValueRecord
from tests.study.test_value import BOOK, answer


@pytest.fixture(scope="module")
def record() -> ValueRecord:
    return answer(draws=40)


@pytest.fixture(scope="module")
def moves() -> DriversRecord:
    dates = {"as_of": BOOK.as_of, "known_at": BOOK.known_at}
    world = assumed(BOOK, scenarios=["S0"])
    return drivers(BOOK, world, **dates, draws=40, seed=1, question="value")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_and_the_surface_are_the_records(
    record: ValueRecord, moves: DriversRecord, language: str
) -> None:
    told = valued(record, language, moves=moves)
    asked = record.inverse[-1]
    assert usd(asked.revenue_2030, language) in plain(told.finding)
    assert percent(asked.plan_share) in told.finding
    first = told.sections[0]
    for row in record.surface.cells:
        for cell in row:
            assert f">{cell.value:,.0f}<" in first.scenes["narrow"].svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(
    record: ValueRecord, moves: DriversRecord, language: str
) -> None:
    for section in valued(record, language, moves=moves).sections:
        assert {len(row) for row in section.rows} == {len(section.names)}
        assert "{" not in section.about


def test_another_price_changes_the_finding(record: ValueRecord, moves: DriversRecord) -> None:
    rows = [replace(r, revenue_2030=r.revenue_2030 * 2) for r in record.inverse]
    other = replace(record, inverse=tuple(rows))
    assert valued(other, "en", moves=moves).finding != valued(record, "en", moves=moves).finding
