"""The chapters on runs as data for the template: earn, pay, what breaks, what limits it."""

from __future__ import annotations

from caploop.report.book_chapter_words import Desk
from caploop.report.build_chapter import building
from caploop.report.policy_chapter import supporting
from caploop.report.rivals_chapter import raced
from caploop.report.run_chapter_earn import earning
from caploop.report.run_chapter_pay import paying
from caploop.report.run_chapter_system import carrying
from caploop.report.run_section import RunChapter
from caploop.report.stress_chapter import broken
from caploop.report.value_chapter import valued
from caploop.study.worlds import Worlds


def run_chapters(held: Worlds, desk: Desk) -> tuple[RunChapter, ...]:
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
