"""The chapters on runs as data for the template: earn, pay, what breaks, what limits it."""

from __future__ import annotations

from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.build.chapter import building
from caploop.report.chapters.earn import earning
from caploop.report.chapters.policy.chapter import supporting
from caploop.report.chapters.rivals import raced
from caploop.report.chapters.run import carrying
from caploop.report.chapters.runway import paying
from caploop.report.chapters.section import RunChapter
from caploop.report.chapters.stress.chapter import broken
from caploop.report.chapters.value import valued
from caploop.study.report_runs import ReportRuns


def run_chapters(held: ReportRuns, desk: PageContext) -> tuple[RunChapter, ...]:
    """The chapters in the language of the desk."""
    return (
        earning(held.earn, desk.language),
        paying(held.runway, held.dry, desk.language, moves=held.drivers["runway"]),
        carrying(held.run, desk),
        broken(held.stress, desk, runway=held.runway, dry=held.dry),
        valued(held.value, desk.language, moves=held.drivers["value"]),
        building(held.build, desk),
        supporting(held.policy, desk),
        raced(held.rivals, desk.language),
    )
