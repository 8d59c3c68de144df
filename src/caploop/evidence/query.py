"""SQL of the ledger: questions in, records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    create_engine,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.letters import folded
from caploop.core.problem import Place, Problem
from caploop.core.secret import passwords_of, without_passwords
from caploop.evidence.claim import Batch, Claim, Link, keyed
from caploop.evidence.expression import claims_of
from caploop.evidence.tables import (
    ADDED,
    CLAIM,
    CROSSCHECK,
    DOCUMENT,
    LINK,
    OVERRIDE,
    SPELLING,
)

CHUNK = 10_000
FIGURE_POWER = 30
SECONDS_TO_WAIT = 60
"""How long a load waits for those before it to end."""

Record = TypeVar("Record", bound=msgspec.Struct)


def engine_at(url: str, *, must_exist: bool = False) -> Engine:
    """The database at an address, once it has answered; a file of SQLite is made if need be.

    Raises UsageError for an address that cannot be read or a driver that is not installed,
    NotFoundError where no database answers.
    """
    secrets = passwords_of([url])
    shown = without_passwords(url, secrets=secrets)
    # Raised outside of `except`, so that no error with the address hangs on to what is raised.
    try:
        engine = _engine(url)
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        if must_exist and file is not None and not Path(file).exists():
            raise NotFoundError(f"there is no database {file}")
        with engine.connect() as connection:
            connection.execute(text("select 1"))
        return engine
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        told = without_passwords(str(error), secrets=secrets)
        hint = "write it like sqlite:///claims.db or postgresql+psycopg://host/name"
        refusal: UsageError | NotFoundError = UsageError(
            f"{shown!r} is no database address we can use ({told}); {hint}; PostgreSQL needs "
            "the extra caploop[postgres]"
        )
    except DBAPIError as error:
        told = without_passwords(" ".join(str(error.orig).split()), secrets=secrets)
        refusal = NotFoundError(f"no database answers at {shown!r}: {told}")
    raise refusal


def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ValueError("only SQLite and PostgreSQL are known")
    patient = {"timeout": SECONDS_TO_WAIT} if address.get_backend_name() == "sqlite" else {}
    return create_engine(address, connect_args=patient, hide_parameters=True)


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
    """Records of one table that meet all conditions, in the order they were recorded.

    A column that an older program's table lacks is left at the record's default.
    """
    columns = [table.c[name] for name in kind.__struct_fields__]
    if any(column.info == ADDED for column in columns):
        there = {column["name"] for column in inspect(connection).get_columns(table.name)}
        columns = [column for column in columns if column.name in there]
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


def published(connection: Connection, ids: Iterable[str]) -> dict[str, date]:
    """Day on which each stored document of these ids became public."""
    found: dict[str, date] = {}
    for chunk in chunks(sorted(set(ids))):
        columns = select(DOCUMENT.c.id, DOCUMENT.c.known_at)
        query = columns.where(DOCUMENT.c.id.in_(chunk), DOCUMENT.c.recorded_to.is_(None))
        found.update((row.id, row.known_at) for row in connection.execute(query))
    return found


def spellings(connection: Connection, name: str) -> list[str]:
    """The name's key and every way of writing it that the ledger holds."""
    key = folded(name)
    if not inspect(connection).has_table(SPELLING.name):
        return sorted({key, name})
    found = connection.execute(select(SPELLING.c.text).where(SPELLING.c.key == key)).scalars()
    return sorted({key, name, *found})


def read_claims(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, Claim]:
    """Claims that meet all conditions by id, each under the keys its names stand for.

    Raises InputInvalidError where one has a figure that is none or an id of another, as a
    database filled before these were checked may: no answer can be computed then.
    """
    rows = read(connection, CLAIM, Claim, *conditions)
    claims = {c.id: keyed(c) for c in rows}
    problems = [_not_a_figure(c) for c in claims.values() if not _finite(c)]
    if len(claims) < len(rows):
        times = Counter(c.id for c in rows)
        problems += [stands_twice(name) for name, count in times.items() if count > 1]
    if problems:
        raise InputInvalidError(problems)
    return claims


def _finite(claim: Claim) -> bool:
    numbers = (claim.value, claim.value_low, claim.value_high, claim.step)
    return all(n is None or (n.is_finite() and n.adjusted() < FIGURE_POWER) for n in numbers)


def stands_twice(name: str) -> Problem:
    """The problem of an id under which two loads stored a claim before ids were held once."""
    return Problem(
        code="id-duplicate",
        subject=name,
        message="two claims of the database have the id, so that neither can be told apart",
        hint=f"load an override that removes {name}, then the right claim under another id",
        place=Place(field="id"),
    )


def _not_a_figure(claim: Claim) -> Problem:
    return Problem(
        code="value-infinite",
        subject=claim.id,
        message="the database holds a figure that is no number",
        hint=f"load an override that removes {claim.id}; see docs/howto-claims.md",
        place=Place(field="value"),
    )


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
            more = read_claims(connection, wanted, CLAIM.c.id.in_(ids))
            claims.update(more)
            fresh |= more.keys()
    return list(links.values())


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
    spoken |= {name for check in batch.crosschecks for name in claims_of(check)}
    return own | spoken | {end for k in batch.links for end in (k.source, k.target)}


def chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    """The ids in pieces that a statement can take."""
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))
