"""The chapters on runs as data for the template: earn, pay, what breaks, what limits it."""

from __future__ import annotations

from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.build.chapter import build_chapter
from caploop.report.chapters.earn import earn_chapter
from caploop.report.chapters.policy.chapter import policy_chapter
from caploop.report.chapters.rivals import rivals_chapter
from caploop.report.chapters.run import run_chapter
from caploop.report.chapters.runway import runway_chapter
from caploop.report.chapters.section import RunChapter
from caploop.report.chapters.stress.chapter import stress_chapter
from caploop.report.chapters.value import value_chapter
from caploop.study.report_runs import ReportRuns


def run_chapters(held: ReportRuns, desk: PageContext) -> tuple[RunChapter, ...]:
    """The chapters in the language of the desk."""
    return (
        earn_chapter(held.earn, desk.language),
        runway_chapter(held.runway, held.dry, desk.language, moves=held.drivers["runway"]),
        run_chapter(held.run, desk),
        stress_chapter(held.stress, desk, runway=held.runway, dry=held.dry),
        value_chapter(held.value, desk.language, moves=held.drivers["value"]),
        build_chapter(held.build, desk),
        policy_chapter(held.policy, desk),
        rivals_chapter(held.rivals, desk.language),
    )
