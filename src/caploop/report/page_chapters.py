"""The questions on runs that have a chapter on the pages, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from caploop.report.questions import QUESTIONS

if TYPE_CHECKING:
    from caploop.report.chapters.book.page_context import PageContext
    from caploop.report.chapters.section import RunChapter
    from caploop.study.report_runs import ReportRuns

CHAPTERS = (
    "earn",
    "runway",
    "run",
    "stress",
    "value",
    "build",
    "policy",
    "rivals",
    "whatif",
    "register",
)
"""Questions on runs in the order of the page."""


def run_chapters(held: ReportRuns, page: PageContext) -> Iterator[RunChapter]:
    """The chapter of each question on runs in the language of the page."""
    for name in CHAPTERS:
        chapter = QUESTIONS[name].answer().chapter
        if chapter is not None:
            yield chapter(held, page)
