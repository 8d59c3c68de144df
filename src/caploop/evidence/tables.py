"""The ledger's tables (SQLAlchemy Core), the same for SQLite and PostgreSQL."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

SCHEMA = MetaData()
ADDED = {"added": True}
"""Mark of a column that ledgers of an older program lack: empty there, and made by a load."""


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept digit by digit: NUMERIC where the server has it, text in SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on one database."""
        exact = dialect.name == "postgresql"
        return dialect.type_descriptor(Numeric() if exact else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """The value as the database takes it."""
        return value if value is None or dialect.name == "postgresql" else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The value as caploop takes it."""
        return None if value is None else Decimal(value)


def _recorded() -> tuple[Column[Any], Column[Any], Column[Any]]:
    return (
        Column("row", Integer, primary_key=True, autoincrement=True),
        Column("recorded_from", DateTime(timezone=False), nullable=False),
        Column("recorded_to", DateTime(timezone=False)),
    )


def _texts(*names: str) -> list[Column[Any]]:
    return [Column(name, String) for name in names]


def _once(table: str) -> Index:
    """No id stands twice among the rows that are not closed."""
    still_open = text("recorded_to IS NULL")
    return Index(
        f"{table}_id_once", "id", unique=True, sqlite_where=still_open, postgresql_where=still_open
    )


def _finite(*names: str) -> list[CheckConstraint]:
    """Numbers that are numbers, below a limit no figure reaches; told to each database its way."""
    made = []
    for name in names:
        as_number = f"abs({name}) < 1e30"
        as_text = f"{name} NOT LIKE '%n%' AND abs(CAST({name} AS REAL)) < 1e30"
        for dialect, rule in (("postgresql", as_number), ("sqlite", as_text)):
            check = CheckConstraint(rule, name=f"claim_{name}_finite_{dialect}")
            made.append(check.ddl_if(dialect=dialect))
    return made


def _holds(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


DOCUMENT = Table(
    "document",
    SCHEMA,
    *_recorded(),
    Column("id", String, nullable=False),
    *_texts("publisher", "title", "language", "published", "address", "origin", "sha256", "note"),
    Column("tier", String, info=ADDED),
    Column("known_at", Date, nullable=False),
    Column("known_at_precision", String, nullable=False),
    Column("translated", Boolean, nullable=False),
    _once("document"),
    _holds("document_named", "id <> ''"),
)

CLAIM = Table(
    "claim",
    SCHEMA,
    *_recorded(),
    Column("id", String, nullable=False),
    Column("document", String, nullable=False),
    Column("party", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("known_at", Date, nullable=False),
    *_texts("kind", "nature", "status", "firmness", "speaker", "origin", "counterparty"),
    *_texts("qualifier", "polarity", "state", "bound", "unit", "currency", "label"),
    *_texts("as_of_precision", "agreement", "plan_vintage", "scenario", "condition"),
    *_texts("quote_sha256", "figure", "measure_word", "firmness_word", "note"),
    *[Column(n, ExactDecimal) for n in ("value_low", "value", "value_high", "step")],
    *[Column(n, Date) for n in ("period_start", "period_end", "as_of")],
    *[Column(n, Integer) for n in ("quote_start", "quote_end", "start", "end")],
    *[Column(n, Boolean, nullable=False) for n in ("question", "verified")],
    Index("claim_subject", "party", "measure", "known_at"),
    _once("claim"),
    *_finite("value_low", "value", "value_high", "step"),
    _holds("claim_named", "id <> '' AND party <> '' AND measure <> ''"),
    _holds("claim_period_order", "period_start <= period_end"),
    _holds("claim_recorded_order", "recorded_from <= recorded_to"),
)

LINK = Table(
    "link",
    SCHEMA,
    *_recorded(),
    Column("source", String, nullable=False, index=True),
    Column("target", String, nullable=False, index=True),
    *_texts("kind", "asserted_by", "reason"),
    _holds("link_of_two", "source <> target"),
)

OVERRIDE = Table(
    "override",
    SCHEMA,
    *_recorded(),
    Column("claim", String, nullable=False, index=True),
    *_texts("action", "reason", "by"),
    Column("known_at", Date, nullable=False),
)

CROSSCHECK = Table(
    "crosscheck",
    SCHEMA,
    *_recorded(),
    Column("id", String, nullable=False),
    *_texts("expression", "expected", "note"),
    _once("crosscheck"),
)

SPELLING = Table(
    "spelling",
    SCHEMA,
    Column("text", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
)
"""Names of parties as stored that are not their own key (`core.letters.folded`), with the key."""
