"""Entries of a register: each names the one before it by its hash, and the last line seals all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caploop.core.message import Message
from caploop.core.problem import Place, Problem
from caploop.study.register.statement import DatedStatement, statement_digest

NOTHING_BEFORE = "0" * 64
"""What stands in the first entry in place of a hash."""


class RegisterEntry(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A statement with the probability that a run gave it on a day, never changed afterwards.

    `digest` is of the statement, `vintage` the name of the book's, `book` the digest of its content
    and `code` that of the program's source. `low` to `high` hold the probability in 95 of 100 by
    the number of draws alone, `told` is the share of draws that tell of it. `amends` is the hash of
    the entry that this one stands beside, `because` why it was made. `previous` is the hash of the
    line before, `hash` of all else here. A field that says nothing is not written, so that one of
    tomorrow changes no hash of today.
    """

    number: int
    made: date
    statement: DatedStatement
    digest: str
    probability: float
    low: float
    high: float
    told: float
    base_rate: float
    base: Message
    scenario: str
    draws: int
    seed: int
    as_of: date
    known_at: date
    vintage: str | None = None
    book: str
    caploop: str
    code: str
    commit: str | None = None
    amends: str | None = None
    because: str | None = None
    previous: str = ""
    hash: str = ""


class Seal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last line: how many entries stand above it, and the hash of the last of them."""

    entries: int
    last: str


def entry_hash(entry: RegisterEntry) -> str:
    """SHA-256 of an entry without its own hash, in hexadecimal digits."""
    return hashlib.sha256(_line(replace(entry, hash=""))).hexdigest()


def chained(
    before: Sequence[RegisterEntry], new: Iterable[RegisterEntry]
) -> tuple[RegisterEntry, ...]:
    """The entries with new ones behind them, numbered and hashed in their order."""
    found = list(before)
    for entry in new:
        last = found[-1].hash if found else NOTHING_BEFORE
        made = replace(entry, number=len(found) + 1, previous=last)
        found.append(replace(made, hash=entry_hash(made)))
    return tuple(found)


def register_text(entries: Sequence[RegisterEntry]) -> bytes:
    """A line an entry, and the seal."""
    last = entries[-1].hash if entries else NOTHING_BEFORE
    lines = [*map(_line, entries), _line(Seal(entries=len(entries), last=last))]
    return b"\n".join(lines) + b"\n"


def entries_from(text: str, *, file: str) -> tuple[tuple[RegisterEntry, ...], list[Problem]]:
    """The entries of a register, and a problem for each line that is not as it was written."""
    lines = text.removesuffix("\n").split("\n")
    entries: list[RegisterEntry] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines[:-1], start=1):
        place = Place(file=file, line=number)
        try:
            entry = msgspec.json.decode(line, type=RegisterEntry)
        except msgspec.MsgspecError as error:
            problems.append(_problem("entry-unreadable", f"line {number}", str(error), place=place))
            continue
        problems += _faults(entry, line, place=place, before=entries[-1:])
        entries.append(entry)
    problems += _seal(lines[-1], entries, Place(file=file, line=len(lines)))
    return tuple(entries), problems


def _faults(
    entry: RegisterEntry, line: str, *, place: Place, before: Sequence[RegisterEntry]
) -> Iterator[Problem]:
    subject = entry.statement.id
    if _line(entry).decode() != line or entry.hash != entry_hash(entry):
        yield _problem("entry-edited", subject, "its hash does not fit what it says", place=place)
    if entry.digest != statement_digest(entry.statement):
        yield _problem("entry-edited", subject, "the digest is not of its statement", place=place)
    expected = before[0].hash if before else NOTHING_BEFORE
    number = before[0].number + 1 if before else 1
    if (entry.previous, entry.number) != (expected, number):
        said = f"it is entry {entry.number} and does not follow on what stands above it"
        yield _problem("entry-out-of-order", subject, said, place=place)
    if before and entry.made < before[0].made:
        said = f"made on {entry.made}, before the entry above it"
        yield _problem("entry-out-of-order", subject, said, place=place)


def _seal(line: str, entries: Sequence[RegisterEntry], place: Place) -> Iterator[Problem]:
    try:
        seal = msgspec.json.decode(line, type=Seal)
    except msgspec.MsgspecError:
        said = "the last line is no seal: lines are missing at the end"
        yield _problem("seal-missing", "register", said, place=place)
        return
    last = entries[-1].hash if entries else NOTHING_BEFORE
    if (seal.entries, seal.last) != (len(entries), last):
        said = f"it seals {seal.entries} entries, and {len(entries)} stand above it"
        yield _problem("seal-differs", "register", said, place=place)


def _line(record: Struct) -> bytes:
    return msgspec.json.encode(record, order="deterministic")


def _problem(code: str, subject: str, said: str, *, place: Place) -> Problem:
    hint = "take the file back as it was published; an entry is amended by a new one alone"
    return Problem(code=code, subject=subject, message=said, hint=hint, place=place)
