"""Writing to the ledger's database: one writer at a time, and all of a load or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from caploop.core.errors import CaploopError, InputInvalidError
from caploop.core.letters import folded, is_plain
from caploop.core.problem import Problem
from caploop.evidence.claim import Claim
from caploop.evidence.fields import Fields, fields_of
from caploop.evidence.tables import ADDED, CLAIM, SCHEMA, SPELLING

_WRITERS_TURN = 0x63_61_70_6C_6F_6F_70
"""The number of the lock that writers of a PostgreSQL database hold: "caploop" in ASCII."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write until the block ends; then all of it stays, or nothing.

    Others wait for their turn. Raises CaploopError where the turn does not come or the database
    refuses, InputInvalidError where an id was stored by a program that did not wait.
    """
    try:
        with engine.connect() as connection:
            alone = _sqlite_turn if engine.dialect.name == "sqlite" else _postgres_turn
            with alone(connection) as turn:
                yield turn
    except IntegrityError as error:
        raise InputInvalidError([_taken(error)]) from error
    except DBAPIError as error:
        raise CaploopError(
            f"the database refused: {one_line(error)}; nothing of this load was stored; "
            "see what holds it, then load again"
        ) from error


def prepare(engine: Engine, schema: MetaData = SCHEMA) -> None:
    """Makes the tables and the indexes that are missing, while nobody else does."""
    with writing(engine) as connection:
        there = set(inspect(connection).get_table_names())
        schema.create_all(connection)
        for table in schema.tables.values():
            if table.name in there:
                _add_columns(connection, table)
                _add_indexes(connection, table)
        if SPELLING.metadata is schema and SPELLING.name not in there and CLAIM.name in there:
            names = (CLAIM.c.party, CLAIM.c.counterparty)
            spelled = [n for c in names for n in connection.execute(select(c).distinct()).scalars()]
            _spell(connection, (name for name in spelled if name))


def insert(
    connection: Connection,
    table: Table,
    records: Sequence[msgspec.Struct],
    *,
    recorded_at: datetime,
) -> None:
    """Records as new open rows; names that are not their own key are written down beside them."""
    if not records:
        return
    if connection.dialect.name == "sqlite":
        _insert_plainly(connection, table, records, recorded_at=recorded_at)
    else:
        stamp: dict[str, Any] = {"recorded_from": recorded_at}
        rows = [{**msgspec.structs.asdict(record), **stamp} for record in records]
        connection.execute(table.insert(), rows)
    if table is CLAIM:
        names = {n for c in records if isinstance(c, Claim) for n in (c.party, c.counterparty) if n}
        _spell(connection, names)


def one_line(error: SQLAlchemyError) -> str:
    """What the database says, without the statement, its values and the address."""
    said = getattr(error, "orig", None) or error
    return " ".join(str(said).split())


def _add_columns(connection: Connection, table: Table) -> None:
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    quoted = connection.dialect.identifier_preparer.quote
    for column in table.columns:
        if column.info == ADDED and column.name not in there:
            kind = column.type.compile(connection.dialect)
            added = f"ADD COLUMN {quoted(column.name)} {kind}"
            connection.exec_driver_sql(f"ALTER TABLE {quoted(table.name)} {added}")


def _add_indexes(connection: Connection, table: Table) -> None:
    there = {index["name"] for index in inspect(connection).get_indexes(table.name)}
    for index in table.indexes:
        if index.name not in there and not (index.unique and _has_twice(connection, table)):
            index.create(connection)


def _has_twice(connection: Connection, table: Table) -> bool:
    """Whether an older program stored an id twice: then the rule waits until that is mended."""
    named = table.c["id"] if "id" in table.c else table.c["name"]
    still_open = table.c.recorded_to.is_(None)
    query = select(named).where(still_open).group_by(named).having(func.count() > 1).limit(1)
    return connection.execute(query).first() is not None


def _spell(connection: Connection, names: Iterable[str]) -> None:
    odd = {name for name in names if not is_plain(name)}
    if odd:
        there = set(connection.execute(select(SPELLING.c.text)).scalars())
        rows = [{"text": name, "key": folded(name)} for name in sorted(odd - there)]
        if rows:
            connection.execute(SPELLING.insert(), rows)


@contextmanager
def _sqlite_turn(connection: Connection) -> Iterator[Connection]:
    """SQLite's driver begins a transaction with the first change only, after what was read."""
    own = connection.execution_options(isolation_level="AUTOCOMMIT")
    own.exec_driver_sql("BEGIN IMMEDIATE")
    driver: Any = own.connection.dbapi_connection
    try:
        yield own
    except BaseException:
        driver.rollback()
        raise
    own.exec_driver_sql("COMMIT")


@contextmanager
def _postgres_turn(connection: Connection) -> Iterator[Connection]:
    with connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _WRITERS_TURN})
        yield connection


def _taken(error: IntegrityError) -> Problem:
    return Problem(
        code="database-refused",
        subject="load",
        message=f"{one_line(error)}; nothing of this load was stored",
        hint="an id stands twice, or a value breaks a rule of the table: ask for the claims named",
    )


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
    stamp = recorded_at.isoformat(sep=" ", timespec="microseconds")
    fields = fields_of(type(records[0]))
    rows = [_row(record, fields, stamp) for record in records]
    connection.exec_driver_sql(
        f"INSERT INTO {quoted(table.name)} ({columns}) VALUES ({marks})", rows
    )


def _row(record: msgspec.Struct, fields: Fields, stamp: str) -> tuple[Any, ...]:
    """A record as SQLite keeps it: dates in ISO form, decimals digit by digit."""
    row = [*msgspec.structs.astuple(record), stamp]
    for i in fields.days:
        if row[i] is not None:
            row[i] = row[i].isoformat()
    for i in fields.numbers:
        if row[i] is not None:
            row[i] = str(row[i])
    return tuple(row)
