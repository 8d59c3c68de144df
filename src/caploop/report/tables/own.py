"""Files of one's own and scenarios of the book as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from caploop.book import ChangeRow, RowPair
from caploop.report.tables.frame import TextTable


class ListedScenario(Struct, frozen=True, kw_only=True):
    """A scenario by its name: of the book, or of a file with its author, date and hash."""

    name: str
    title: str
    changes: int
    author: str
    date: date | None
    hash: str


class ListedName(Struct, frozen=True, kw_only=True):
    """A name that a file may use: a parameter, agreement, group or lever, with what it has."""

    kind: str
    name: str
    value: str
    unit: str
    about: str
    rests_on: str = ""


def changes_table(rows: Iterable[ChangeRow], *, title: str) -> TextTable:
    """What a scenario changes, the book's value beside it."""
    columns = ("kind", "name", "what", "quarters", "book", "own", "unit", "reason", "by", "on")
    cells = (
        (r.kind, r.name, r.what, r.quarters, r.book, r.own, r.unit, r.reason, r.author, r.day)
        for r in rows
    )
    return _table(title, columns, cells)


def pairs_table(rows: Iterable[RowPair], *, names: tuple[str, str]) -> TextTable:
    """What differs between two."""
    columns = ("kind", "name", "what", "quarters", "book", *names, "unit")
    cells = ((r.kind, r.name, r.what, r.quarters, r.book, r.a, r.b, r.unit) for r in rows)
    return _table(f"{names[0]} and {names[1]}", columns, cells)


def list_table(rows: Iterable[ListedScenario]) -> TextTable:
    """Scenarios of the book and of files."""
    columns = ("name", "title", "changes", "by", "on", "hash")
    cells = ((r.name, r.title, r.changes, r.author, r.date, r.hash) for r in rows)
    return _table("scenarios", columns, cells)


def names_table(rows: Iterable[ListedName]) -> TextTable:
    """Names that a scenario may use."""
    columns = ("kind", "name", "book", "unit", "about", "rests on")
    cells = ((r.kind, r.name, r.value, r.unit, r.about, r.rests_on) for r in rows)
    return _table("names that a scenario may use", columns, cells)


def _table(title: str, columns: tuple[str, ...], rows: Iterable[Sequence[object]]) -> TextTable:
    texts = tuple(tuple("" if c is None else str(c) for c in row) for row in rows)
    return TextTable(title=title, columns=columns, rows=texts)
