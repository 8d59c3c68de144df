"""Forecasts registered before the fact: made, verified, resolved by claims, scored in public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.evidence import Claim
from caploop.study.options import RegisterOptions
from caploop.study.register.brier import by_group, squared
from caploop.study.register.entry import NOTHING_BEFORE, RegisterEntry
from caploop.study.register.making import Making, check_day, check_unchanged
from caploop.study.register.reading import STATEMENTS, TOLD, bundled_statements, read_statements
from caploop.study.register.record import (
    BrierRow,
    EntryRow,
    NotRegistered,
    RegisteredRow,
    RegisterRecord,
)
from caploop.study.register.resolve import read_claims, resolution
from caploop.study.register.statement import DatedStatement
from caploop.study.register.store import BUNDLED, Entries, append, read_register
from caploop.study.shared.rows import digest, versions

NOT_YET = "not-yet"
NOTES = (
    message("register-of-the-model"),
    message("register-not-independent"),
    message("register-interval-of-draws"),
    message("register-day-by-publication"),
    message("register-first-counts"),
)


class _Looked(Struct, frozen=True, kw_only=True):
    """What is shown: the register as it stands, the statements, the claims, and the day."""

    entries: Entries
    statements: tuple[DatedStatement, ...]
    claims: tuple[Claim, ...]
    day: date


def register(known: KnownBook, options: RegisterOptions) -> RegisterRecord:
    """Every entry of a register with its state; with `make` after new ones were added to it.

    Raises UsageError where `make` lacks a file or a day, or a base rate lacks figures,
    NotFoundError for a file that is not there, InputInvalidError for a register that was tampered
    with and for statements or claims with faults.
    """
    path, file = options.file or BUNDLED, options.statements
    statements = bundled_statements() if file is None else read_statements(file)
    own = read_claims(options.resolve) if options.resolve else ()
    before = read_register(path) if path.is_file() or not options.make else ()
    check_unchanged(statements, before, file.name if file else STATEMENTS)
    entries = before
    if options.make:
        entries = _made(known, options, statements=statements, own=own, path=path)
    day = options.day or _latest(known, entries, own)
    seen = _Looked(
        entries=entries,
        statements=statements,
        claims=(*known.book.standing(day), *own),
        day=day,
    )
    added = len(entries) - len(before)
    record = replace(_record(known, seen), file=path.name, added=added)
    if options.make:
        record = replace(record, headline=_made_headline(record))
    return replace(record, hash=digest(record))


def _made(
    known: KnownBook,
    options: RegisterOptions,
    *,
    statements: tuple[DatedStatement, ...],
    own: tuple[Claim, ...],
    path: Path,
) -> Entries:
    """The register after it was added to: the run first, and then under the lock the entries."""
    if options.file is None or options.day is None:
        raise UsageError("say which register is added to and on which day: --file and --day")
    making = Making(
        known=known,
        options=options,
        statements=statements,
        claims=(*known.book.standing(options.day), *own),
        day=options.day,
    )
    before = read_register(path) if path.is_file() else ()
    check_day(options.day, before)
    wanted = making.missing(before)
    if not wanted:
        return before

    run = making.probabilities(wanted)

    def added(held: Entries) -> Sequence[RegisterEntry]:
        check_day(making.day, held)
        return tuple(making.entries(held, wanted, run))

    return append(path, added)


def _latest(known: KnownBook, entries: Entries, own: Sequence[Claim]) -> date:
    """The last day that the book, an entry or a claim tells of."""
    days = (known.known_at, *(e.made for e in entries[-1:]), *(c.known_at for c in own))
    return max(days)


def _record(known: KnownBook, seen: _Looked) -> RegisterRecord:
    rows = tuple(_rows(seen))
    groups = by_group(rows)
    return RegisterRecord(
        day=seen.day,
        file="",
        added=0,
        last=seen.entries[-1].hash if seen.entries else NOTHING_BEFORE,
        headline=_headline(groups[-1]),
        groups=groups,
        rows=rows,
        entries=tuple(map(_entry, seen.entries)),
        not_registered=tuple(_missing(seen)),
        notes=NOTES,
        versions=versions(known.book),
        hash="",
    )


def _rows(seen: _Looked) -> Iterator[RegisteredRow]:
    """A row a statement, in the order in which they were first registered."""
    by_id: dict[str, list[RegisterEntry]] = {}
    for entry in seen.entries:
        if entry.made <= seen.day:
            by_id.setdefault(entry.statement.id, []).append(entry)
    for entries in by_id.values():
        yield _row(entries, seen)


def _row(entries: Sequence[RegisterEntry], seen: _Looked) -> RegisteredRow:
    first = entries[0]
    found = resolution(first.statement, seen.claims, after=first.made, day=seen.day)
    in_time = [e for e in entries if found.day is None or e.made < found.day]
    last = (in_time or [first])[-1]
    return RegisteredRow(
        statement=first.statement,
        unit=TOLD[first.statement.measure].unit,
        entries=tuple(e.number for e in entries),
        made=first.made,
        made_last=last.made,
        first=first.probability,
        probability=last.probability,
        low=last.low,
        high=last.high,
        told=last.told,
        base_rate=first.base_rate,
        base=first.base,
        state=found.state,
        decided=found.day,
        came=found.came,
        claims=found.claims,
        why=found.why,
        brier=squared(first.probability, found.state),
        brier_last=squared(last.probability, found.state),
        brier_base=squared(first.base_rate, found.state),
    )


def _entry(entry: RegisterEntry) -> EntryRow:
    names = [n for n in EntryRow.__struct_fields__ if n != "statement"]
    return EntryRow(statement=entry.statement.id, **{n: getattr(entry, n) for n in names})


def _missing(seen: _Looked) -> Iterator[NotRegistered]:
    held = {entry.statement.id for entry in seen.entries}
    for one in seen.statements:
        if one.id not in held:
            yield NotRegistered(statement=one, reason=one.unsaid or NOT_YET)


def _made_headline(record: RegisterRecord) -> Message:
    last, every = record.last, record.groups[-1]
    return message("register-made", added=record.added, statements=every.statements, last=last)


def _headline(every: BrierRow) -> Message:
    counts = {name: getattr(every, name) for name in ("statements", "open", "true", "false")}
    if every.brier is None or every.brier_base is None:
        return message("register-undecided", **counts)
    return message("register-decided", **counts, brier=every.brier, base=every.brier_base)
