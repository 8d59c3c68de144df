"""The chapter on registered statements: its finding counts what stands below it."""

from __future__ import annotations

from msgspec.structs import replace

from caploop.report.chapters.register import register_chapter
from caploop.report.text.words import LANGUAGES
from tests.report.tables.test_register import RECORD, ROWS


def test_the_finding_counts_the_statements_and_says_whether_any_is_decided() -> None:
    decided = register_chapter(RECORD, "en")
    assert (
        decided.finding
        == f"{len(ROWS)} forecasts were registered before the fact; 3 are still open"
    )
    every = replace(RECORD.groups[-1], brier=None)
    early = register_chapter(replace(RECORD, groups=(*RECORD.groups[:-1], every)), "en")
    assert early.finding == f"{len(ROWS)} forecasts stand registered before the fact; 3 are open"


def test_each_section_has_its_rows_in_both_languages() -> None:
    for language in LANGUAGES:
        sections = register_chapter(RECORD, language).sections
        assert [s.id for s in sections] == [
            *("register_statements", "register_scores", "register_bases", "register_sources"),
            "register_unsaid",
        ]
        assert all(s.rows and s.about for s in sections)
        assert sections[-1].notes
