"""The ledger: append-only, asked with two dates. SQLite or PostgreSQL through SQLAlchemy Core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, inspect, true, update

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.problem import Place
from caploop.core.secret import passwords_of, without_passwords
from caploop.evidence.checks.link import check_cycles
from caploop.evidence.checks.whole import check_batch, check_taken
from caploop.evidence.claim import Batch, Claim, CrossCheck, Document, Link, Override
from caploop.evidence.decision import removed
from caploop.evidence.measure import Vocabulary
from caploop.evidence.query import (
    chunks,
    engine_at,
    existing,
    names_in,
    neighbourhood,
    published,
    read,
    read_claims,
    recorded_sql,
    spellings,
    tables_of,
    visible_sql,
)
from caploop.evidence.resolve import Resolved, resolve
from caploop.evidence.tables import CLAIM, CROSSCHECK, DOCUMENT, LINK, OVERRIDE
from caploop.evidence.vintage import Vintage, standings
from caploop.evidence.write import insert, prepare, writing


class Ledger:
    """Claims for ever: nothing is overwritten; closing `recorded_to` is the only update."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self._engine = engine
        self.vocabulary = vocabulary

    @classmethod
    def open(cls, url: str, vocabulary: Vocabulary, *, must_exist: bool = False) -> Ledger:
        """The ledger at a database address; tables are made where they are missing.

        With `must_exist`, a database without a ledger is refused with NotFoundError, and nothing
        is written to one that has it.
        """
        engine = engine_at(url, must_exist=must_exist)
        if not must_exist:
            prepare(engine)
        elif not inspect(engine).has_table(CLAIM.name):
            engine.dispose()
            message = f"{without_passwords(url, secrets=passwords_of([url]))} holds no claims"
            raise NotFoundError(f"{message}; load them: caploop claims load --ledger")
        return cls(engine, vocabulary)

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    def append(
        self, batch: Batch, *, recorded_at: datetime, places: Mapping[str, Place] | None = None
    ) -> Ledger:
        """This ledger with the batch stored whole.

        Loads wait for each other: each sees all that those before it stored. Raises
        InputInvalidError with every problem found, CaploopError where the database refuses;
        nothing is stored then.
        """
        where = places or {}
        with writing(self._engine) as connection:
            known = existing(connection, names_in(batch))
            spoken = {c.document for c in batch.claims} & known
            problems = check_taken(batch, known, places=where)
            problems += check_batch(
                batch,
                self.vocabulary,
                places=where,
                known=known,
                published=published(connection, spoken),
            )
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
        with writing(self._engine) as connection:
            known = existing(connection, (claim.document, claim.id))
            problems = check_batch(
                Batch(claims=(claim,)),
                self.vocabulary,
                places={},
                known=known,
                published=published(connection, (claim.document,)),
            )
            if problems:
                raise InputInvalidError(problems)
            still_open = (CLAIM.c.id == claim.id) & CLAIM.c.recorded_to.is_(None)
            closing = update(CLAIM).where(still_open).values(recorded_to=recorded_at)
            if connection.execute(closing).rowcount != 1:
                raise NotFoundError(f"no claim is called {claim.id!r}; append it instead")
            insert(connection, CLAIM, (claim,), recorded_at=recorded_at)
        return self

    def vintage(
        self, *, as_of: date, known_at: date, recorded_at: datetime | None = None
    ) -> Vintage:
        """Everything visible at the two dates; `recorded_at` asks for an earlier state of ours."""
        _refuse_undated(as_of=as_of, known_at=known_at)
        with self._engine.connect() as connection:
            ours = read(connection, OVERRIDE, Override, recorded_sql(OVERRIDE, recorded_at))
            wanted = visible_sql(as_of=as_of, known_at=known_at) & _kept(ours)
            claims = read_claims(connection, wanted, recorded_sql(CLAIM, recorded_at))
            links = read(connection, LINK, Link, recorded_sql(LINK, recorded_at))
            return self._seen(connection, claims, links, ours=ours, dates=(as_of, known_at))

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
        with self._engine.connect() as connection:
            ours = read(connection, OVERRIDE, Override, recorded_sql(OVERRIDE, None))
            visible = visible_sql(as_of=as_of, known_at=known_at)
            wanted = visible & CLAIM.c.recorded_to.is_(None) & _kept(ours)
            about = CLAIM.c.party.in_(spellings(connection, party)) & (CLAIM.c.measure == measure)
            if counterparty is not None:
                about &= CLAIM.c.counterparty.in_(spellings(connection, counterparty))
            claims = read_claims(connection, wanted, about)
            asked = frozenset(claims)
            links = neighbourhood(connection, claims, wanted)
            seen = self._seen(connection, claims, links, ours=ours, dates=(as_of, known_at))
        return tuple(view for view in resolve(seen) if asked & view.members())

    def crosschecks(self) -> tuple[CrossCheck, ...]:
        """The cross-checks stored with the claims, in the order of their ids."""
        with self._engine.connect() as connection:
            is_open = CROSSCHECK.c.recorded_to.is_(None)
            found = read(connection, CROSSCHECK, CrossCheck, is_open)
        return tuple(sorted(found, key=lambda check: check.id))

    def batch(self) -> Batch:
        """Everything stored that stands, as one batch: what an export writes.

        Claims that were removed are left out with what links and overrides say of them; the
        database keeps them.
        """
        with self._engine.connect() as connection:
            ours = read(connection, OVERRIDE, Override, recorded_sql(OVERRIDE, None))
            gone = removed(ours)
            links = read(connection, LINK, Link, recorded_sql(LINK, None))
            return Batch(
                documents=read(connection, DOCUMENT, Document, recorded_sql(DOCUMENT, None)),
                claims=read(connection, CLAIM, Claim, recorded_sql(CLAIM, None) & _kept(ours)),
                links=tuple(k for k in links if not gone & {k.source, k.target}),
                overrides=tuple(o for o in ours if o.claim not in gone),
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
        ours: Iterable[Override],
        dates: tuple[date, date],
    ) -> Vintage:
        active = tuple(k for k in links if k.source in claims and k.target in claims)
        as_of, known_at = dates
        named = {c.document for c in claims.values()}
        documents = [
            d
            for ids in chunks(sorted(named))
            for d in read(
                connection,
                DOCUMENT,
                Document,
                DOCUMENT.c.id.in_(ids),
                DOCUMENT.c.recorded_to.is_(None),
            )
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


def _kept(overrides: Iterable[Override]) -> ColumnElement[bool]:
    """Claims that nobody removed."""
    gone = removed(overrides)
    return CLAIM.c.id.not_in(sorted(gone)) if gone else true()


def _refuse_undated(**dates: date | None) -> None:
    for name, value in dates.items():
        if not isinstance(value, date):
            raise UsageError(f"{name} is {value!r}: a question to the ledger names both dates")
