"""The chapter on the valuation: its numbers are the record's, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.chapters.value import value_chapter
from caploop.report.tables.shown import percent, usd
from caploop.report.text.words import LANGUAGES, plain
from caploop.study.drivers import drivers
from caploop.study.drivers.record import DriversRecord
from caploop.study.options import DriversOptions
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.value.record import ValueRecord
from tests.real_book import real_book, real_known
from tests.study.value.test_answer import answer

RETURNS = "value_returns"


@pytest.fixture(scope="module")
def record() -> ValueRecord:
    return answer(draws=40)


@pytest.fixture(scope="module")
def moves() -> DriversRecord:
    world = scenario_of(real_book(), scenarios=["S0"])
    return drivers(real_known(), world, DriversOptions(draws=40, seed=1, question="value"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_and_the_surface_are_the_records(
    record: ValueRecord, moves: DriversRecord, language: str
) -> None:
    told = value_chapter(record, language, moves=moves)
    asked = record.inverse[-1]
    assert usd(asked.price, language) in plain(told.finding)
    assert percent(asked.plan_share) in told.finding
    first = told.sections[0]
    for row in record.surface.cells:
        for cell in row:
            assert f">{cell.value:,.0f}<" in first.scenes["narrow"].svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(
    record: ValueRecord, moves: DriversRecord, language: str
) -> None:
    for section in value_chapter(record, language, moves=moves).sections:
        assert {len(row) for row in section.rows} == {len(section.names)}
        assert "{" not in section.about


def test_another_price_changes_the_finding(record: ValueRecord, moves: DriversRecord) -> None:
    rows = [replace(r, plan_share=r.plan_share * 2) for r in record.inverse]
    other = replace(record, inverse=tuple(rows))
    assert (
        value_chapter(other, "en", moves=moves).finding
        != value_chapter(record, "en", moves=moves).finding
    )


def test_both_tests_stand_side_by_side_with_the_multiples_they_imply(
    record: ValueRecord, moves: DriversRecord
) -> None:
    told = value_chapter(record, "en", moves=moves)
    rows = next(s for s in told.sections if s.id == "value_chance").rows
    for row, chance in zip(rows, record.chances, strict=True):
        assert row[3:5] == (percent(chance.by_process), percent(chance.by_cash_flow))
        assert row[5:] == (f"{chance.times_by_process:.2g}×", f"{chance.times_by_cash_flow:.2g}×")
        assert row[3] in told.standfirst
        assert row[4] in told.standfirst


def test_the_table_of_holders_shows_cash_and_says_where_it_is_not_known(
    record: ValueRecord, moves: DriversRecord
) -> None:
    rows = {
        r[0]: r
        for r in next(
            s for s in value_chapter(record, "en", moves=moves).sections if s.id == RETURNS
        ).rows
    }
    assert rows["Microsoft"][1] == "$11.6bn"
    assert rows["foundation"][1:3] == ("not in our contracts", "0")
