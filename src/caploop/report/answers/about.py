"""What an answer is of: question, finding, dates, draws, seed, hash, versions, source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caploop.book import FileHash
from caploop.report.answers.shown import ShownAnswer
from caploop.report.questions import QUESTIONS
from caploop.report.text.amounts import day_text
from caploop.report.text.words import message_text, say

FIELDS = ("as_of", "known_at", "scenario", "scenario_title", "plan_vintage", "draws", "seed")


def about_rows(answer: ShownAnswer) -> Iterator[tuple[str, str | int]]:
    """Names and values, for a sheet or a file's metadata; what a record lacks is left out."""
    record, language = answer.record, answer.language
    yield "question", f"caploop {answer.question}: {QUESTIONS[answer.question].help}"
    yield "finding", answer.finding
    for name in FIELDS:
        value = getattr(record, name, None)
        if value is not None:
            yield name, value if isinstance(value, int) else str(value)
    if answer.weak_point is not None:
        yield "weak_point", message_text(answer.weak_point, language)
    versions = getattr(record, "versions", None)
    if versions is not None:
        yield "version_caploop", versions.caploop
        yield "version_book", versions.book
        if versions.first_quarter:
            yield "book_vintage", versions.vintage
            yield "opened", str(versions.opened)
            yield "first_quarter", versions.first_quarter
    for file in own_files(record):
        yield f"own_file {file.name}", file.hash
    if getattr(record, "priors", ()):
        yield "inputs", len(record.priors)
        yield "assumptions", sum(getattr(row, "assumption", False) for row in record.priors)
    if getattr(record, "hindsight", ()):
        yield "figures_of_later_pages", len(record.hindsight)
    yield "hash", record.hash
    yield "source", source_line(answer)


def source_line(answer: ShownAnswer) -> str:
    """Where the numbers come from, in a line: command, dates, draws, version, hash.

    Draws stand in it where the record has them, and so do the dates.
    """
    return say("about.joint", answer.language).join(_parts(answer))


def _parts(answer: ShownAnswer) -> Iterator[str]:
    record, language = answer.record, answer.language
    versions = getattr(record, "versions", None)
    made = {"question": answer.question, "version": versions.caploop if versions else ""}
    yield say("about.source" if versions else "about.source_bare", language, **made)
    yield from dates(answer)
    if versions is not None and versions.first_quarter:
        told = {"vintage": versions.vintage, "quarter": versions.first_quarter}
        yield say("about.vintage", language, **told)
    draws = getattr(record, "draws", None)
    if draws is not None:
        told = {"draws": f"{draws:,}", "seed": record.seed, "world": world_of(record)}
        yield say("about.draws" if told["world"] else "about.drawn", language, **told)
    for file in own_files(record):
        yield say("about.own", language, file=file.name, hash=file.hash)
    later = len(getattr(record, "hindsight", ()))
    if later:
        yield say("about.later", language, count=later)
    yield say("about.hash", language, hash=record.hash)
    yield say("foot.advice", language)


def assumed(answer: ShownAnswer) -> Iterator[str]:
    """How many of the inputs that a run read no source states; nothing where none was told."""
    read = getattr(answer.record, "priors", ())
    guessed = sum(getattr(row, "assumption", False) for row in read)
    if guessed:
        told = {"count": guessed, "all": len(read)}
        yield say("about.assumed", answer.language, **told)


def own_files(record: Any) -> tuple[FileHash, ...]:
    """Files of one's own that the record was made with."""
    found: tuple[FileHash, ...] = getattr(getattr(record, "versions", record), "files", ())
    return found


def dates(answer: ShownAnswer) -> Iterator[str]:
    """The two days in words; none of a record without."""
    for name in ("as_of", "known_at"):
        day = getattr(answer.record, name, None)
        if day is not None:
            yield f"{say(name, answer.language)} {day_text(day, answer.language)}"


def world_of(record: object) -> str:
    """The scenario of a run, or the two that were compared; "" for neither."""
    pair = (getattr(record, end, "") for end in ("a", "b"))
    return getattr(record, "scenario", "") or " ".join(filter(None, pair))
