"""Books in a database: SQLite or PostgreSQL, append-only, the same records as in files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
    text,
)

from caploop.book.agreement import Agreement
from caploop.book.book import TABLES, BookVintage, Sheets
from caploop.core.errors import NotFoundError
from caploop.evidence import Batch, engine_at, prepare, writing

SCHEMA = MetaData()

BOOK = Table(
    "book",
    SCHEMA,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, index=True),
    Column("recorded_from", DateTime(timezone=False), nullable=False),
    Column("recorded_to", DateTime(timezone=False)),
    Index(
        "book_name_once",
        "name",
        unique=True,
        sqlite_where=text("recorded_to IS NULL"),
        postgresql_where=text("recorded_to IS NULL"),
    ),
)

BOOK_ROW = Table(
    "book_row",
    SCHEMA,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("book", Integer, nullable=False, index=True),
    Column("sheet", String, nullable=False),
    Column("body", Text, nullable=False),
)

_ENCODER = msgspec.json.Encoder(decimal_format="number")
DAY, NUMBER = "$day", "$number"


@contextmanager
def connected(url: str, *, must_exist: bool = False) -> Iterator[Engine]:
    """The database at an address, its connections given back at the end."""
    engine = engine_at(url, must_exist=must_exist)
    try:
        yield engine
    finally:
        engine.dispose()


def save(engine: Engine, sheets: Sheets, *, name: str, recorded_at: datetime) -> None:
    """Stores a book whole under a name; an earlier one of that name is closed, never changed."""
    prepare(engine, SCHEMA)
    with writing(engine) as connection:
        still_open = (BOOK.c.name == name) & BOOK.c.recorded_to.is_(None)
        connection.execute(BOOK.update().where(still_open).values(recorded_to=recorded_at))
        head = {"name": name, "recorded_from": recorded_at}
        made = connection.execute(BOOK.insert().returning(BOOK.c.row), head).scalar_one()
        rows = [{"book": made, "sheet": s, "body": body} for s, body in _bodies(sheets)]
        connection.execute(BOOK_ROW.insert(), rows)


def load(engine: Engine, *, name: str) -> Sheets:
    """The book of a name as it was stored last. Raises NotFoundError with the names there are."""
    if not inspect(engine).has_table(BOOK.name):
        raise NotFoundError("the database holds no book; store one: caploop book import --ledger")
    with engine.connect() as connection:
        open_books = select(BOOK.c.name, BOOK.c.row).where(BOOK.c.recorded_to.is_(None))
        held = {found.name: found.row for found in connection.execute(open_books)}
        if name not in held:
            there = ", ".join(sorted(held)) or "none"
            raise NotFoundError(f"no book is called {name!r}; there is: {there}")
        wanted = BOOK_ROW.c.book == held[name]
        query = select(BOOK_ROW.c.sheet, BOOK_ROW.c.body).where(wanted).order_by(BOOK_ROW.c.row)
        return _sheets([(row.sheet, row.body) for row in connection.execute(query)])


def _bodies(sheets: Sheets) -> Iterable[tuple[str, str]]:
    yield "dates", _text({"as_of": sheets.as_of, "known_at": sheets.known_at})
    if sheets.vintage is not None:
        yield "vintage", _text(sheets.vintage)
    for kind in Batch.__struct_fields__:
        for record in getattr(sheets.evidence, kind):
            yield kind, _text(record)
    for agreement in sheets.agreements:
        yield "agreements", _text(agreement)
    for kind, rows in (("parties", sheets.parties), ("scenarios", sheets.scenarios)):
        for row in rows:
            yield kind, _text(_marked(row))
    for name in TABLES:
        yield f"columns {name}", _text(list(sheets.columns[name]))
        for line in sheets.tables[name]:
            yield name, _text(line)


def _sheets(rows: Iterable[tuple[str, str]]) -> Sheets:
    held: dict[str, list[str]] = {}
    for sheet, body in rows:
        held.setdefault(sheet, []).append(body)
    dates = msgspec.json.decode(held["dates"][0], type=dict[str, date])
    kinds = msgspec.structs.fields(Batch)
    batch = {
        kind.name: msgspec.json.decode(f"[{','.join(held.get(kind.name, []))}]", type=kind.type)
        for kind in kinds
    }
    agreements = [msgspec.json.decode(body, type=Agreement) for body in held.get("agreements", [])]
    return Sheets(
        as_of=dates["as_of"],
        known_at=dates["known_at"],
        evidence=Batch(**batch),
        agreements=tuple(agreements),
        parties=tuple(_unmarked(_decoded(body)) for body in held.get("parties", [])),
        scenarios=tuple(_unmarked(_decoded(body)) for body in held.get("scenarios", [])),
        tables={name: tuple(_decoded(body) for body in held.get(name, [])) for name in TABLES},
        columns={name: tuple(_decoded(held[f"columns {name}"][0])) for name in TABLES},
        vintage=_vintage(held),
    )


def _vintage(held: dict[str, list[str]]) -> BookVintage | None:
    rows = held.get("vintage", [])
    return msgspec.json.decode(rows[0], type=BookVintage) if rows else None


def _text(value: Any) -> str:
    return _ENCODER.encode(value).decode()


def _decoded(body: str) -> Any:
    return msgspec.json.decode(body)


def _marked(value: Any) -> Any:
    """Days and decimals of TOML rows, told apart from text and whole numbers in JSON."""
    if isinstance(value, dict):
        return {key: _marked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    return {NUMBER: str(value)} if isinstance(value, Decimal) else value


def _unmarked(value: Any) -> Any:
    if isinstance(value, dict):
        if DAY in value:
            return date.fromisoformat(value[DAY])
        if NUMBER in value:
            return Decimal(value[NUMBER])
        return {key: _unmarked(inner) for key, inner in value.items()}
    return [_unmarked(inner) for inner in value] if isinstance(value, list) else value
