"""What was said before the fact: each statement with its probability, and how it came out."""

from __future__ import annotations

from caploop.report.chapters.section import RunChapter, section_of
from caploop.report.tables import register as tables
from caploop.report.tables.shown import Reader
from caploop.report.text.words import say
from caploop.study.register import RegisterRecord


def register_chapter(record: RegisterRecord, language: str) -> RunChapter:
    """The chapter on registered statements in one language."""
    every, reader = record.groups[-1], Reader(language)
    decided = every.brier is not None
    counts = {"count": every.statements, "open": every.open}
    return RunChapter(
        id="register",
        finding=say("register.scored" if decided else "register.finding", language, **counts),
        standfirst=say("register.standfirst", language),
        sections=(
            section_of(tables.statements(record), reader),
            section_of(tables.scores(record), reader),
            section_of(tables.bases(record), reader),
            section_of(tables.sources(record), reader),
            section_of(tables.not_registered(record), reader, notes=record.notes),
        ),
    )
