"""The chapters on runs as data for the template: can it earn, can it pay, who carries it."""

from __future__ import annotations

from caploop.report.book_chapter_words import Desk
from caploop.report.rivals_chapter import raced
from caploop.report.run_chapter_earn import earning
from caploop.report.run_chapter_pay import paying
from caploop.report.run_chapter_system import carrying
from caploop.report.run_section import RunChapter
from caploop.report.value_chapter import valued
from caploop.study.worlds import Worlds


def run_chapters(held: Worlds, desk: Desk) -> tuple[RunChapter, ...]:
    """The five chapters in the language of the desk."""
    return (
        earning(held.earn, desk.language),
        paying(held.runway, held.dry, desk.language),
        carrying(held.run, desk),
        valued(held.value, desk.language),
        raced(held.rivals, desk.language),
    )
