"""SQL of the ledger: rows in, records out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    create_engine,
    func,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from caploop.core.errors import NotFoundError, UsageError
from caploop.core.secret import passwords_of, without_passwords
from caploop.evidence.claim import Batch, Claim, Link
from caploop.evidence.tables import CLAIM, CROSSCHECK, DOCUMENT, LINK, OVERRIDE

CHUNK = 10_000

Record = TypeVar("Record", bound=msgspec.Struct)


def engine_at(url: str, *, must_exist: bool = False) -> Engine:
    """The database at an address, once it has answered; a file of SQLite is made if need be.

    Raises UsageError for an address that cannot be read or a driver that is not installed,
    NotFoundError where no database answers.
    """
    shown, secrets = without_passwords(url), passwords_of([url])
    # Raised outside of `except`, so that no error with the address hangs on to what is raised.
    try:
        engine = create_engine(url)
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        if must_exist and file is not None and not Path(file).exists():
            raise NotFoundError(f"there is no database {file}")
        with engine.connect() as connection:
            connection.execute(text("select 1"))
        return engine
    except (ArgumentError, ModuleNotFoundError, ValueError) as error:
        told = without_passwords(str(error), secrets=secrets)
        hint = "write it like sqlite:///claims.db or postgresql+psycopg://host/name"
        refusal: UsageError | NotFoundError = UsageError(
            f"{shown!r} is no database address we can use ({told}); {hint}; PostgreSQL needs "
            "the extra caploop[postgres]"
        )
    except DBAPIError as error:
        told = without_passwords(str(error.orig), secrets=secrets)
        refusal = NotFoundError(f"no database answers at {shown!r}: {told}")
    raise refusal


def visible_sql(*, as_of: date, known_at: date) -> ColumnElement[bool]:
    """Claims public on `known_at` that speak from a day up to `as_of`."""
    in_world = func.coalesce(CLAIM.c.as_of, CLAIM.c.known_at) <= as_of
    return (CLAIM.c.known_at <= known_at) & in_world


def recorded_sql(table: Table, recorded_at: datetime | None) -> ColumnElement[bool]:
    """Rows that were ours at `recorded_at`; the rows open now where it is None."""
    if recorded_at is None:
        return table.c.recorded_to.is_(None)
    ended = table.c.recorded_to.is_(None) | (table.c.recorded_to > recorded_at)
    return (table.c.recorded_from <= recorded_at) & ended


def read(
    connection: Connection, table: Table, kind: type[Record], *conditions: ColumnElement[bool]
) -> tuple[Record, ...]:
    """Records of one table that meet all conditions, in the order they were recorded."""
    columns = [table.c[name] for name in kind.__struct_fields__]
    query = select(*columns).where(*conditions).order_by(table.c.row)
    return tuple(kind(**row._mapping) for row in connection.execute(query))


def existing(connection: Connection, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that an open document or claim has as its id."""
    found: set[str] = set()
    for chunk in chunks(sorted(set(names))):
        for table in (DOCUMENT, CLAIM):
            query = select(table.c.id).where(table.c.id.in_(chunk), table.c.recorded_to.is_(None))
            found.update(connection.execute(query).scalars())
    return frozenset(found)


def neighbourhood(
    connection: Connection, claims: dict[str, Claim], wanted: ColumnElement[bool]
) -> list[Link]:
    """Links from and to the claims; adds to `claims` what they reach, step by step."""
    links: dict[tuple[str, str, str], Link] = {}
    fresh = set(claims)
    while fresh:
        for ids in chunks(sorted(fresh)):
            touching = LINK.c.source.in_(ids) | LINK.c.target.in_(ids)
            near = read(connection, LINK, Link, touching, LINK.c.recorded_to.is_(None))
            links.update({(k.source, k.target, k.kind): k for k in near})
        ends = {end for k in links.values() for end in (k.source, k.target)} - claims.keys()
        fresh = set()
        for ids in chunks(sorted(ends)):
            more = read(connection, CLAIM, Claim, wanted, CLAIM.c.id.in_(ids))
            claims.update({c.id: c for c in more})
            fresh |= {c.id for c in more}
    return list(links.values())


def insert(
    connection: Connection,
    table: Table,
    records: Sequence[msgspec.Struct],
    *,
    recorded_at: datetime,
) -> None:
    """Records as new open rows."""
    if not records:
        return
    if connection.dialect.name == "sqlite":
        _insert_plainly(connection, table, records, recorded_at=recorded_at)
        return
    stamp: dict[str, Any] = {"recorded_from": recorded_at}
    rows = [{**msgspec.structs.asdict(record), **stamp} for record in records]
    connection.execute(table.insert(), rows)


def _insert_plainly(
    connection: Connection,
    table: Table,
    records: Sequence[msgspec.Struct],
    *,
    recorded_at: datetime,
) -> None:
    """The same into SQLite, past the statement compiler, which costs more than the insert."""
    quoted = connection.dialect.identifier_preparer.quote
    names = (*records[0].__struct_fields__, "recorded_from")
    columns = ", ".join(quoted(name) for name in names)
    marks = ", ".join("?" * len(names))
    stamp = _plain(recorded_at)
    rows = [(*map(_plain, msgspec.structs.astuple(record)), stamp) for record in records]
    connection.exec_driver_sql(
        f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", rows
    )


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it: dates in ISO form, decimals digit by digit."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def tables_of(batch: Batch) -> tuple[tuple[Table, Sequence[msgspec.Struct]], ...]:
    """Each table with the batch's records for it."""
    return (
        (DOCUMENT, batch.documents),
        (CLAIM, batch.claims),
        (LINK, batch.links),
        (OVERRIDE, batch.overrides),
        (CROSSCHECK, batch.crosschecks),
    )


def names_in(batch: Batch) -> set[str]:
    """Every id a batch brings or speaks of."""
    own = {d.id for d in batch.documents} | {c.id for c in batch.claims}
    spoken = {c.document for c in batch.claims} | {o.claim for o in batch.overrides}
    return own | spoken | {end for k in batch.links for end in (k.source, k.target)}


def chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    """The ids in pieces that a statement can take."""
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))
