"""A question answered on the command line: record, tables and headline to where they belong."""

from __future__ import annotations

import sys
from typing import Any, cast

from msgspec import Struct

from caploop.book import known_book
from caploop.cli.options import SharedOptions
from caploop.cli.output import Tell, check_place, emit, rendered, teller
from caploop.report import Answer
from caploop.report.text import message_text
from caploop.study.options import CompareOptions
from caploop.study.shared import open_book, refuse_other_files, reopened


def answer(found: Answer, options: Struct, shared: SharedOptions) -> None:
    """Prints or writes the record that answers under the options, or one saved."""
    tell = teller(quiet=shared.quiet)
    check_place(shared.output)
    record = _record(found, options, shared, tell=tell)
    if shared.form is not None or not sys.stdout.isatty():
        tell(message_text(record.headline, shared.lang))
    text = rendered(record, found.tables(record), shared.form, language=shared.lang)
    emit(text, shared.output, tell)


def _record(found: Answer, options: Struct, shared: SharedOptions, *, tell: Tell) -> Any:
    if shared.reopen is not None:
        kinds = cast(Any, (found.record, *found.others))
        record = reopened(shared.reopen, *kinds)
        made_with = getattr(getattr(record, "versions", record), "files", ())
        refuse_other_files(made_with, _worlds(options))
        return record
    book = open_book(book=shared.book, url=shared.ledger, name=shared.name)
    known = known_book(book, as_of=shared.as_of, known_at=shared.known_at)
    tell(_asked_of(options, f"as of {known.as_of}, known at {known.known_at}"))
    return found.ask(known, options)


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
