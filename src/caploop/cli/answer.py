"""A question answered on the command line: record, tables and headline to where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import msgspec
from msgspec import Struct

from caploop.book import is_vintage, known_book
from caploop.cli.form import LIST, TEXT, wanted
from caploop.cli.options import SharedOptions
from caploop.cli.output import Tell, check_place, emit, rendered, teller
from caploop.cli.progress import progress_line
from caploop.core.command import refuse_idle
from caploop.report import Answer, Question
from caploop.report.answers import ShownAnswer, chart_list, next_command, with_inputs
from caploop.report.tables import outcome_list
from caploop.study.options import CompareOptions, DriversOptions
from caploop.study.shared import (
    BookSince,
    afresh,
    open_book,
    other_book,
    refuse_other_files,
    reopened,
)

WHENCE = ("book", "ledger", "as_of", "known_at", "fresh")
"""What says where an answer comes from, unless it is one that was saved."""


def answer(question: Question, options: Struct, shared: SharedOptions) -> None:
    """Prints or writes the record that answers under the options, or one saved."""
    tell = teller(quiet=shared.quiet)
    asked = wanted(shared, question.name)
    if asked.chart == LIST:
        emit(chart_list(question.name, shared.lang), None, tell)
        return
    if isinstance(options, DriversOptions) and LIST in options.outcomes:
        emit(outcome_list(shared.lang), None, tell)
        return
    check_place(shared.output)
    found = question.answer()
    record = _record(found, options, shared, tell=tell)
    shown = ShownAnswer(
        question=question.name,
        record=record,
        tables=with_inputs(record, found.tables(record)),
        language=shared.lang,
    )
    if asked.form != TEXT:
        tell(shown.finding)
    then = next_command(shown, options, beside=_beside(shared))
    emit(rendered(shown, asked, then=then, output=shared.output), shared.output, tell)


def _record(found: Answer, options: Struct, shared: SharedOptions, *, tell: Tell) -> Any:
    if shared.reopen is not None:
        kinds = cast(Any, (found.record, *found.others))
        record = reopened(shared.reopen, *kinds)
        own = {f.name for f in msgspec.structs.fields(type(options))} - {"scenario", "a", "b"}
        refuse_idle(*sorted(own), *WHENCE, where="beside --reopen, which shows what was asked then")
        made_with = getattr(getattr(record, "versions", record), "files", ())
        refuse_other_files(made_with, _worlds(options))
        since = other_book(record)
        if since is not None:
            tell(_made_otherwise(since))
        return record
    book = open_book(book=shared.book, url=shared.ledger, name=shared.name)
    known = known_book(book, as_of=shared.as_of, known_at=shared.known_at)
    days = f"as of {known.as_of}, known at {known.known_at}"
    one = known.vintage
    if is_vintage(shared.book) and shared.ledger is None:
        days = f"{days}, book {one.id}"
    if hasattr(options, "draws"):
        days = f"{days}, runs from {one.first_quarter}"
    tell(_asked_of(options, days))
    with progress_line(quiet=shared.quiet):
        if shared.fresh:
            with afresh():
                return found.ask(known, options)
        return found.ask(known, options)


def _made_otherwise(since: BookSince) -> str:
    """That a saved record is of another book, and how much of what it read reads otherwise."""
    said = f"made with another book than {since.vintage} as it stands today"
    if since.rows is None:
        return said
    rows = "1 row has" if since.rows == 1 else f"{since.rows} rows have"
    return f"{said}; {rows} changed since, of the parameters it read"


def _beside(shared: SharedOptions) -> Iterator[str]:
    """Which book was asked, and on which days, as words of the command line."""
    given = {
        "--book": shared.book,
        "--ledger": shared.ledger,
        "--as-of": shared.as_of,
        "--known-at": shared.known_at,
    }
    for flag, value in given.items():
        if value is not None:
            yield from (flag, str(value))


def _worlds(options: Any) -> tuple[str, ...]:
    """The scenarios that options name."""
    if isinstance(options, CompareOptions):
        return options.a, options.b
    return tuple(getattr(options, "scenario", ()))


def _asked_of(options: Any, dates: str) -> str:
    """The two days, and of a run how many draws of which world, or of which two."""
    if isinstance(options, CompareOptions):
        return f"{dates}; {options.draws:,} draws of {options.a} and {options.b}"
    if not hasattr(options, "scenario") or getattr(options, "simulated", True) is False:
        return dates
    settings = ",".join(getattr(options, "settings", ()))
    world = "+".join([*(options.scenario or ("S0",)), *([settings] if settings else [])])
    return f"{dates}; {options.draws:,} draws of {world}"
