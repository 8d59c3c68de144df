"""A question as one value: what it may be told, what answers it, how the answer is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from caploop.book import KnownBook, Scenario
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.section import RunChapter
from caploop.report.tables.cell import AnswerTable
from caploop.study.report_runs import ReportRuns
from caploop.study.world import world_of


class Answer(Struct, frozen=True, kw_only=True):
    """What answers a question and shows it.

    `ask` makes the record of the book on its two dates under the question's options; `record` is
    the kind that a saved answer is read back as, or one of `others`, which some options make;
    `tables` are of the terminal, `chapter` is of the page where it has one.
    """

    record: type[Struct]
    ask: Callable[[KnownBook, Any], Any]
    tables: Callable[[Any], Sequence[AnswerTable]]
    chapter: Callable[[ReportRuns, PageContext], RunChapter] | None = None
    others: tuple[type[Struct], ...] = ()


def in_world(
    record: type[Struct],
    ask: Callable[[KnownBook, Scenario, Any], Any],
    *,
    tables: Callable[[Any], Sequence[AnswerTable]],
    chapter: Callable[[ReportRuns, PageContext], RunChapter] | None = None,
) -> Answer:
    """What answers a question that is asked of a scenario: `ask` gets book, scenario, options."""
    return Answer(
        record=record,
        ask=lambda known, options: ask(*world_of(known, options), options),
        tables=tables,
        chapter=chapter,
    )
