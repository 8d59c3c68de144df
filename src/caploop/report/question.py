"""A question as one value: what it may be told, what answers it, how the answer is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from caploop.book import KnownBook, Scenario
from caploop.report.tables.cell import AnswerTable
from caploop.study.shared import begin, found
from caploop.study.world import world_of

if TYPE_CHECKING:
    from caploop.report.chapters.book.page_context import PageContext
    from caploop.report.chapters.section import RunChapter
    from caploop.study.report_runs import ReportRuns

    Chapter = Callable[[ReportRuns, PageContext], RunChapter]


class Answer(Struct, frozen=True, kw_only=True):
    """What answers a question and shows it.

    `ask` makes the record of the book on its two dates under the question's options, or reads it
    back where the same was asked before; `record` is the kind that a saved answer is read back as,
    or one of `others`, which some options make; `tables` are of the terminal, `chapter` is of the
    page where it has one.
    """

    record: type[Struct]
    ask: Callable[[KnownBook, Any], Any]
    tables: Callable[[Any], Sequence[AnswerTable]]
    chapter: Chapter | None = None
    others: tuple[type[Struct], ...] = ()


def in_world(
    question: str,
    record: type[Struct],
    answering: Callable[[], Callable[[KnownBook, Scenario, Any], Any]],
    *,
    tables: Callable[[Any], Sequence[AnswerTable]],
    chapter: Chapter | None = None,
) -> Answer:
    """What answers a question that is asked of a scenario: it gets book, scenario, options.

    `answering` gives the function, with the engine behind it, once no answer is found to read back.
    """

    def ask(known: KnownBook, options: Any) -> Any:
        told = (*world_of(known, options), options)
        held = found(question, (record,), told)
        if held is None:
            begin()
            held = answering()(*told)
        return held

    return Answer(record=record, ask=ask, tables=tables, chapter=chapter)


def asked(
    question: str,
    records: tuple[type[Struct], ...],
    answering: Callable[[Any], Callable[[KnownBook, Any], Any]],
    *,
    tables: Callable[[Any], Sequence[AnswerTable]],
    chapter: Chapter | None = None,
) -> Answer:
    """What answers a question of the book, by the function that `answering` has for its options."""

    def ask(known: KnownBook, options: Any) -> Any:
        held = found(question, records, (known, options))
        return answering(options)(known, options) if held is None else held

    return Answer(record=records[0], ask=ask, tables=tables, chapter=chapter, others=records[1:])
