"""What `caploop book` prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from caploop.book import (
    Book,
    changes,
    database,
    init_sheets,
    story,
    vintage_named,
    vintages,
    write_sheets,
)
from caploop.cli.form import OF_A_VIEW, form_of
from caploop.cli.output import Tell, emit, json_text, teller, text_width
from caploop.core.command import refuse_idle
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.names import nearest
from caploop.report.tables import as_csv, as_text, book_table, check_text, shown_text, story_text
from caploop.report.text import terminal_text
from caploop.study.claims import claims
from caploop.study.shared import (
    book_record,
    check_book,
    open_book,
    open_ledger,
    read_book,
    show_agreement,
)


class BookCall(Struct, frozen=True, kw_only=True):
    """A call of `caploop book`: where the book is, the dates, the form wanted."""

    book: Path | None
    ledger: str | None
    name: str
    as_of: date | None
    known_at: date | None
    form: str | None
    output: Path | None
    values: tuple[str, ...]
    quiet: bool

    def open(self) -> Book:
        """The checked book."""
        return open_book(book=self.book, url=self.ledger, name=self.name)

    def dates(self, book: Book) -> tuple[date, date]:
        """The two dates: those given, else the book's."""
        return self.as_of or book.as_of, self.known_at or book.known_at


def answer_book(view: str, names: Sequence[str], **options: Any) -> int:
    """Prints or does what the view says; returns the exit code."""
    asked = BookCall(**options)
    tell = teller(quiet=asked.quiet)
    _refuse_idle(view, asked)
    asked = replace(asked, form=form_of(asked.form, asked.output, OF_A_VIEW))
    if view in _ACTIONS:
        return _ACTIONS[view](names, asked, tell)
    return _table(view, asked, tell)


def _refuse_idle(view: str, asked: BookCall) -> None:
    if view not in {"show", "diff", "export", "init"}:
        refuse_idle("names", where=f"for {view}")
    if view != "show":
        refuse_idle("values", where="but for show")
    if view == "diff":
        refuse_idle("known_at", where="for diff, which names its days")
    if view in {"export", "import"}:
        refuse_idle("as_of", "known_at", where=f"for {view}: the whole book goes")
    if view in {"export", "import", "init"}:
        refuse_idle("form", "output", where=f"for {view}")
    if view == "init":
        refuse_idle("book", "ledger", where="for init: it makes a new one")
    if asked.ledger is None:
        refuse_idle("name", where="without --ledger")


def _check(names: Sequence[str], asked: BookCall, tell: Tell) -> int:
    sheets, places = read_book(book=asked.book, url=asked.ledger, name=asked.name)
    found = check_book(sheets, places=places)
    emit(json_text(found) if asked.form == "json" else check_text(found), asked.output, tell)
    if found.problems:
        raise InputInvalidError(found.problems)
    return 0


def _show(names: Sequence[str], asked: BookCall, tell: Tell) -> int:
    if not names:
        raise UsageError("name an agreement: caploop book show nvidia-openai-2025-loi")
    book = asked.open()
    as_of, known_at = asked.dates(book)
    tell(f"as of {as_of}, known at {known_at}")
    flagged = _slips(asked, as_of, known_at)
    shown = [
        show_agreement(
            book, name, as_of=as_of, known_at=known_at, values=_values(book, asked), flagged=flagged
        )
        for name in names
    ]
    if asked.form == "json":
        emit(json_text(shown[0] if len(shown) == 1 else shown), asked.output, tell)
    else:
        emit("\n\n".join(shown_text(s) for s in shown), asked.output, tell)
    return 0


def _slips(asked: BookCall, as_of: date, known_at: date) -> list[str]:
    opened = open_ledger(book=asked.book, as_of=as_of, known_at=known_at)
    record = claims(opened.ledger, as_of=as_of, known_at=known_at)
    opened.ledger.close()
    return [flag.claim for flag in record.flags if flag.kind == "tenfold"]


def _values(book: Book, asked: BookCall) -> Mapping[str, Decimal]:
    known = {q.id for q in book.quantities}
    values = {}
    for text in asked.values:
        name, _, number = text.partition("=")
        if name not in known:
            raise NotFoundError(f"no quantity is called {name!r}{nearest(name, known)}")
        try:
            values[name] = Decimal(number)
            if not values[name].is_finite():
                raise InvalidOperation
        except InvalidOperation as error:
            raise UsageError(f"{text!r} is not of the form quantity=number") from error
    return values


def _table(view: str, asked: BookCall, tell: Tell) -> int:
    book = asked.open()
    as_of, known_at = asked.dates(book)
    tell(f"as of {as_of}, known at {known_at}")
    record = book_record(book, as_of=as_of, known_at=known_at)
    if asked.form == "json":
        field = "executed" if view == "agreements" else view
        of = record if hasattr(record, field) else record.clauses
        content = {"as_of": as_of, "known_at": known_at, view: getattr(of, field)}
        emit(json_text(content), asked.output, tell)
        return 0
    shown = book_table(record, view)
    width = text_width(asked.output)
    emit(as_csv(shown) if asked.form == "csv" else as_text(shown, width), asked.output, tell)
    return 0


def _diff(names: Sequence[str], asked: BookCall, tell: Tell) -> int:
    if not 1 <= len(names) <= 2:
        raise UsageError("name one or two days or vintages: caploop book diff 2026-03 2026-09")
    book = asked.open()
    since, until = _day(names[0]), _day(names[1]) if len(names) > 1 else book.known_at
    if since > until:
        raise UsageError(f"{since} is after {until}; name the earlier day first")
    found = changes(book.agreements, since=since, until=until)
    told = story(book.agreements, since=since, until=until)
    content = {"since": since, "until": until, "changes": found, "story": told}
    lines = (
        [story_text(told)]
        if all(map(_is_vintage, names))
        else [f"{c.day}  {c.kind:<6} {c.tranche}  {terminal_text(c.said)}" for c in found]
    )
    emit(json_text(content) if asked.form == "json" else "\n".join(lines), asked.output, tell)
    tell(f"{len(found)} changes known after {since} up to {until}")
    return 0


def _is_vintage(text: str) -> bool:
    return text in {one.id for one in vintages()}


def _day(text: str) -> date:
    if _is_vintage(text):
        return vintage_named(text).known_at
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a date; write it like 2026-03-01, or name a vintage"
        ) from error


def _export(names: Sequence[str], asked: BookCall, tell: Tell) -> int:
    folder = _folder(names, "export")
    sheets, _ = read_book(book=asked.book, url=asked.ledger, name=asked.name)
    write_sheets(sheets, folder)
    tell(f"wrote the book to {folder}")
    return 0


def _import(names: Sequence[str], asked: BookCall, tell: Tell) -> int:
    if asked.ledger is None:
        raise UsageError("name the database: --ledger sqlite:///book.db")
    sheets, places = read_book(book=asked.book)
    found = check_book(sheets, places=places)
    if found.problems:
        raise InputInvalidError(found.problems)
    stamp = datetime.combine(sheets.known_at, datetime.min.time())
    with database.connected(asked.ledger) as engine:
        database.save(engine, sheets, name=asked.name, recorded_at=stamp)
    tell(f"stored {found.agreements} agreements as {asked.name!r}")
    return 0


def _init(names: Sequence[str], asked: BookCall, tell: Tell) -> int:
    folder = _folder(names, "init")
    if asked.as_of is None or asked.known_at is None:
        raise UsageError(
            "name both dates of the new book: --as-of 2026-03-01 --known-at 2026-03-01"
        )
    init_sheets(folder, as_of=asked.as_of, known_at=asked.known_at)
    tell(f"made an empty book in {folder}; fill it and run caploop book check --book {folder}")
    return 0


def _folder(names: Sequence[str], view: str) -> Path:
    if len(names) != 1:
        raise UsageError(f"name one folder: caploop book {view} FOLDER")
    folder = Path(names[0])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; name a new folder")
    return folder


Action = Callable[[Sequence[str], BookCall, Tell], int]
_ACTIONS: dict[str, Action] = {
    "check": _check,
    "show": _show,
    "diff": _diff,
    "export": _export,
    "import": _import,
    "init": _init,
}
