"""The chapter on the plans: numbers are the record's, references close, both languages say all."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from caploop.report.chapters.book.page_context import page_context
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.plan.chapter import plan_chapter
from caploop.report.chapters.section import RunChapter
from caploop.report.html.page import report_html
from caploop.report.tables.plan.answer import telling
from caploop.report.text.words import LANGUAGES
from caploop.study.plan import plan
from caploop.study.plan.record import PlanRecord
from tests.real_book import real_known
from tests.report.html.test_page import Page, bundled
from tests.report.real_records import bundled_book


@cache
def held() -> PlanRecord:
    return plan(real_known(), draws=2000)


def told(language: str = "en", of: PlanRecord | None = None) -> RunChapter:
    return plan_chapter(
        of or held(), page_context(bundled_book(), claim_index(bundled(), language))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reference_of_the_page_has_its_place_once(language: str) -> None:
    text = report_html(bundled(), language=language, book=bundled_book(), plan=held())
    found = Page(text)
    ids = found.values("id")
    assert found.open == []
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in found.values("href") if h.startswith("#")} <= set(ids)


def test_the_finding_says_that_plans_close_and_by_how_much_the_mixture_misses() -> None:
    assert told().finding.startswith("Each plan closes alone; mixed, the figures miss by")
    assert "$101bn" in told().standfirst
    assert "至少差1" in told("zh").finding
    apart = tuple(replace(s, coherent=False) for s in held().sets)
    assert "cannot all hold" in told(of=replace(held(), sets=apart)).finding


def test_the_finding_changes_with_the_record() -> None:
    calm = tuple(replace(s, coherent=True) for s in held().sets)
    assert "can hold together" in told(of=replace(held(), sets=calm)).finding
    none = tuple(replace(s, coherent=None) for s in held().sets)
    assert "Too few figures" in told(of=replace(held(), sets=none)).finding


def test_the_set_that_parts_most_is_told() -> None:
    found = telling(held())
    assert found is not None
    assert found.id == "mixed"


def test_rows_are_as_wide_as_their_headings() -> None:
    for language in LANGUAGES:
        for section in told(language).sections:
            assert {len(row) for row in section.rows} <= {len(section.names)}


def test_the_pictures_have_a_bar_for_each_change_and_link_to_claims() -> None:
    pulls = next(s for s in told().sections if s.id == "plan_pulls")
    svg = pulls.scenes["wide"].svg
    assert svg.count("<rect") == len(pulls.rows)
    assert 'href="#c-004-53"' in svg
    assert pulls.rows[0][1:3] == ("$600bn", "$516bn")


def test_every_row_read_has_its_line() -> None:
    section = told().sections[-1]
    assert len(section.bases) == len(held().priors)
    assert section.notes


def test_without_results_the_chapter_ends_with_the_least_change() -> None:
    bare = replace(held(), results=None, no_results="not public")
    ids = [s.id for s in told(of=bare).sections]
    assert ids == ["plan_room", "plan_pulls", "plan_turn", "plan_priors"]
