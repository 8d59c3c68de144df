"""The front page: ten answers, each with its interval; what it says is on the pages."""

from __future__ import annotations

import pytest

from caploop.charts import Scene
from caploop.report.chapters.loop.chapter import loop_chapter
from caploop.report.html.front import TEN, Front, FrontRecords, front_page
from caploop.study.loop import loop
from caploop.study.plan import plan
from tests.real_book import real_known
from tests.report.real_records import bundled_book
from tests.report.test_page_chapters import desk, held, told


@pytest.fixture(scope="module")
def front() -> Front:
    known, page = real_known(), desk("en")
    found = loop(known)
    chapters = {chapter.id: chapter for chapter in told()}
    return front_page(
        FrontRecords(
            chapters=chapters,
            held=held(),
            circular=loop_chapter(found, bundled_book(), page.shelf),
            loop=found,
            plan=plan(known, draws=2000),
            book=bundled_book(),
        ),
        page,
    )


def test_the_front_opens_with_the_chance_that_cash_runs_out_and_its_interval(front: Front) -> None:
    assert front.finding == told()[1].finding
    assert "of samples of 200 draws" in front.interval


def test_nine_answers_without_the_plans_chapter_each_as_its_own_page_says(front: Front) -> None:
    findings = {chapter.id: chapter.finding for chapter in told()}
    assert [one.page for one in front.answers] == [name for name in TEN if name != "plan"]
    assert all(one.finding == findings[one.page] for one in front.answers if one.page != "loop")
    assert all(one.evidence for one in front.answers)


def test_the_thinnest_year_of_coverage_is_the_year_of_the_plan_in_february(front: Front) -> None:
    """In 2027 OpenAI owes 82.7 within the group and its plan has 62 from customers: 0.75 times."""
    assert front.coverage is not None
    assert front.coverage.ratio == "0.75×"
    assert "$82.7bn" in front.coverage.told


def test_a_picture_that_stands_twice_has_ids_of_its_own(front: Front) -> None:
    pictures: list[Scene] = [*front.hero.values()]
    assert all('id="front-ring' in scene.svg for scene in pictures)
    assert all('aria-labelledby="front-ring' in scene.svg for scene in pictures)
    assert 'id="front-' in front.curves
