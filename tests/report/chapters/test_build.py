"""The chapter on building: its finding is the record's, tables close, both languages say all."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from caploop.report.chapters.book.page_context import PageContext, page_context
from caploop.report.chapters.build import build_chapter
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.section import RunChapter, Section
from caploop.report.tables.build import build_tables
from caploop.report.tables.plain import plain_table
from caploop.report.tables.shown import percent
from caploop.report.text.words import LANGUAGES
from caploop.study.build.record import BuildRecord
from caploop.study.report_runs import report_runs
from tests.real_book import real_known
from tests.report.html.test_page import bundled
from tests.report.real_records import bundled_book


def held() -> BuildRecord:
    return report_runs(real_known(), draws=200).build


@cache
def desk(language: str) -> PageContext:
    return page_context(bundled_book(), claim_index(bundled(), language))


def told(language: str = "en", of: BuildRecord | None = None) -> RunChapter:
    return build_chapter(of or held(), desk(language))


def part(name: str, language: str = "en") -> Section:
    return next(s for s in told(language).sections if s.id == name)


def test_the_finding_is_what_holds_most_with_power_beside_it() -> None:
    one = held()
    most = one.claim.most[0]
    assert percent(one.claim.held[most]) in told().finding
    assert percent(one.claim.held["power"]) in told().finding
    assert max(one.claim.held.values()) == one.claim.held[most]
    claim = replace(one.claim, held={**one.claim.held, "chips": 0.9}, most=("chips", "shell"))
    other = told(of=replace(one, claim=claim))
    assert other.finding.startswith("90% of projects due by 2030 wait for chips at times")


def test_what_nobody_builds_yet_is_in_the_table_and_not_in_the_columns() -> None:
    section = part("build_states")
    assert "announced" in section.names
    assert "st-announced" not in next(iter(section.scenes.values())).svg
    assert "announced" not in section.kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(
    language: str,
) -> None:
    chapter = told(language)
    for section in chapter.sections:
        assert {len(row) for row in section.rows} <= {len(section.names)}


def test_pictures_have_their_tables_and_every_width() -> None:
    for name in ("build_states", "build_limits", "build_gaps"):
        assert len(part(name).scenes) == 3
        assert part(name).rows


def test_every_gap_of_the_record_is_drawn_with_its_definition() -> None:
    for language in LANGUAGES:
        section = part("build_gaps", language)
        assert len(section.rows) == len(held().gaps)
        svg = next(iter(section.scenes.values())).svg
        assert "201 GW" in svg
    assert "#c-004-23" in next(iter(part("build_gaps").scenes.values())).svg


def test_tables_print_every_project_limit_and_quarter() -> None:
    found = {t.id: plain_table(t)[1] for t in build_tables(held())}
    projects = {p.project for p in held().projects}
    for name in ("build_held", "build_due"):
        assert projects == {row[0] for row in found[name]}
    assert len(part("build_limits").rows) == 25
