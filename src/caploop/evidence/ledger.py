"""The ledger: append-only, asked with two dates. SQLite or PostgreSQL through SQLAlchemy Core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, Engine, inspect, update

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.problem import Place
from caploop.core.secret import without_passwords
from caploop.evidence.check import check_batch, check_claim, check_cycles, check_taken
from caploop.evidence.claim import Batch, Claim, CrossCheck, Document, Link, Override
from caploop.evidence.measure import Vocabulary
from caploop.evidence.query import (
    chunks,
    engine_at,
    existing,
    insert,
    names_in,
    neighbourhood,
    read,
    recorded_sql,
    tables_of,
    visible_sql,
)
from caploop.evidence.resolve import Resolved, resolve
from caploop.evidence.tables import CLAIM, CROSSCHECK, DOCUMENT, LINK, OVERRIDE, SCHEMA
from caploop.evidence.vintage import Vintage, standings


class Ledger:
    """Claims for ever: nothing is overwritten; closing `recorded_to` is the only update."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self._engine = engine
        self.vocabulary = vocabulary
        SCHEMA.create_all(engine)

    @classmethod
    def open(cls, url: str, vocabulary: Vocabulary, *, must_exist: bool = False) -> Ledger:
        """The ledger at a database address; tables are made where they are missing.

        With `must_exist`, a database without a ledger is refused with NotFoundError.
        """
        engine = engine_at(url, must_exist=must_exist)
        if must_exist and not inspect(engine).has_table(CLAIM.name):
            engine.dispose()
            message = f"{without_passwords(url)} holds no claims"
            raise NotFoundError(f"{message}; load them: caploop claims load --ledger")
        return cls(engine, vocabulary)

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    def append(
        self, batch: Batch, *, recorded_at: datetime, places: Mapping[str, Place] | None = None
    ) -> Ledger:
        """This ledger with the batch stored whole.

        Raises InputInvalidError with every problem found; nothing is stored then.
        """
        where = places or {}
        with self._engine.begin() as connection:
            known = existing(connection, names_in(batch))
            problems = check_taken(batch, known, places=where)
            problems += check_batch(batch, self.vocabulary, places=where, known=known)
            if not problems and batch.links:
                stored = read(connection, LINK, Link, LINK.c.recorded_to.is_(None))
                problems = check_cycles((*stored, *batch.links), places=where) if stored else []
            if problems:
                raise InputInvalidError(problems)
            for table, records in tables_of(batch):
                insert(connection, table, records, recorded_at=recorded_at)
        return self

    def amend(self, claim: Claim, *, recorded_at: datetime) -> Ledger:
        """This ledger with a wrongly recorded claim closed and the right one beside it.

        For our own slips only: what a source revises is a new claim with a link.
        Raises NotFoundError where no open claim has the id, InputInvalidError for a bad claim.
        """
        with self._engine.begin() as connection:
            known = existing(connection, (claim.document, claim.id))
            problems = check_claim(claim, self.vocabulary, documents=known, place=Place())
            if problems:
                raise InputInvalidError(problems)
            if claim.id not in known:
                raise NotFoundError(f"no claim is called {claim.id!r}; append it instead")
            still_open = (CLAIM.c.id == claim.id) & CLAIM.c.recorded_to.is_(None)
            connection.execute(update(CLAIM).where(still_open).values(recorded_to=recorded_at))
            insert(connection, CLAIM, (claim,), recorded_at=recorded_at)
        return self

    def vintage(
        self, *, as_of: date, known_at: date, recorded_at: datetime | None = None
    ) -> Vintage:
        """Everything visible at the two dates; `recorded_at` asks for an earlier state of ours."""
        _refuse_undated(as_of=as_of, known_at=known_at)
        wanted = visible_sql(as_of=as_of, known_at=known_at)
        with self._engine.connect() as connection:
            rows = read(connection, CLAIM, Claim, wanted, recorded_sql(CLAIM, recorded_at))
            links = read(connection, LINK, Link, recorded_sql(LINK, recorded_at))
            claims = {claim.id: claim for claim in rows}
            return self._seen(connection, claims, links, dates=(as_of, known_at))

    def lookup(
        self,
        party: str,
        measure: str,
        *,
        counterparty: str | None = None,
        as_of: date,
        known_at: date,
    ) -> tuple[Resolved, ...]:
        """Resolved views of one party's measure at the two dates, one for each subject."""
        _refuse_undated(as_of=as_of, known_at=known_at)
        wanted = visible_sql(as_of=as_of, known_at=known_at) & CLAIM.c.recorded_to.is_(None)
        about = (CLAIM.c.party == party) & (CLAIM.c.measure == measure)
        if counterparty is not None:
            about &= CLAIM.c.counterparty == counterparty
        with self._engine.connect() as connection:
            claims = {c.id: c for c in read(connection, CLAIM, Claim, wanted, about)}
            asked = frozenset(claims)
            links = neighbourhood(connection, claims, wanted)
            seen = self._seen(connection, claims, links, dates=(as_of, known_at))
        return tuple(view for view in resolve(seen) if asked & view.members())

    def crosschecks(self) -> tuple[CrossCheck, ...]:
        """The cross-checks stored with the claims, in the order of their ids."""
        with self._engine.connect() as connection:
            is_open = CROSSCHECK.c.recorded_to.is_(None)
            found = read(connection, CROSSCHECK, CrossCheck, is_open)
        return tuple(sorted(found, key=lambda check: check.id))

    def batch(self) -> Batch:
        """Everything stored and not closed, as one batch: what an export writes."""
        with self._engine.connect() as connection:
            return Batch(
                documents=read(connection, DOCUMENT, Document, recorded_sql(DOCUMENT, None)),
                claims=read(connection, CLAIM, Claim, recorded_sql(CLAIM, None)),
                links=read(connection, LINK, Link, recorded_sql(LINK, None)),
                overrides=read(connection, OVERRIDE, Override, recorded_sql(OVERRIDE, None)),
                crosschecks=read(
                    connection, CROSSCHECK, CrossCheck, recorded_sql(CROSSCHECK, None)
                ),
            )

    def _seen(
        self,
        connection: Connection,
        claims: Mapping[str, Claim],
        links: Iterable[Link],
        *,
        dates: tuple[date, date],
    ) -> Vintage:
        active = tuple(k for k in links if k.source in claims and k.target in claims)
        as_of, known_at = dates
        ours = read(connection, OVERRIDE, Override, recorded_sql(OVERRIDE, None))
        named = {c.document for c in claims.values()}
        documents = [
            d
            for ids in chunks(sorted(named))
            for d in read(connection, DOCUMENT, Document, DOCUMENT.c.id.in_(ids))
        ]
        return Vintage(
            as_of=as_of,
            known_at=known_at,
            claims=claims,
            documents={d.id: d for d in documents},
            links=active,
            overrides=tuple(o for o in ours if o.known_at <= known_at and o.claim in claims),
            standings=standings(claims, active),
            vocabulary=self.vocabulary,
        )


def _refuse_undated(**dates: date | None) -> None:
    for name, value in dates.items():
        if not isinstance(value, date):
            raise UsageError(f"{name} is {value!r}: a question to the ledger names both dates")
