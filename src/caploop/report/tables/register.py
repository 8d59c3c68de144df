"""The answer of `caploop register` as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Date,
    Joined,
    Number,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.score import amount as amount_of
from caploop.report.tables.score import party, period
from caploop.report.tables.spans import weak_points
from caploop.study.register import (
    BrierRow,
    DatedStatement,
    EntryRow,
    NotRegistered,
    RegisteredRow,
    RegisterRecord,
)

SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
SHORT = 12
"""Digits of a hash that a table shows; the record has all."""


def register_tables(record: RegisterRecord) -> tuple[AnswerTable, ...]:
    """Statements, their scores, base rates, sources, what has no entry, the lines, notes."""
    return (
        statements(record),
        scores(record),
        bases(record),
        sources(record),
        not_registered(record),
        entries(record),
        weak_points(record.notes),
    )


def amount(unit: str, value: float) -> Quantity:
    """A number in the unit of a measure, with it, as a column has several."""
    if unit == "mn":
        return Number(value, None, unit="amount.mn")
    return Capacity(value, 2, note=" GW") if unit == "GW" else amount_of(unit, value)


def statements(record: RegisterRecord) -> AnswerTable:
    """A row a statement: what it says, its probability beside the base rate, and its state."""
    columns = (
        "firm",
        "said",
        "deadline",
        "probability",
        "by_draws",
        "base_rate",
        "state",
        "register_id",
    )
    values = {"day": Date(record.day)}
    return table("register_statements", columns, map(_statement, record.rows), values=values)


def _statement(row: RegisteredRow) -> tuple[Cell, ...]:
    one = row.statement
    return (
        party(one.party),
        said(one, row.unit),
        one.deadline.isoformat(),
        Share(row.probability),
        Between(Share(row.low, 1), Share(row.high, 1)),
        Share(row.base_rate),
        DataWord("register_state", row.state),
        one.id,
    )


def said(one: DatedStatement, unit: str) -> Cell:
    """What a statement says but for whom: measure, days, comparison, what it is held against."""
    measure = DataWord("score_measure", one.measure)
    when = period(one.start, one.last)
    if one.comparison == "happens":
        return Text("register.event", {"event": measure, "day": one.last.isoformat()})
    if one.comparison == "within":
        low, high = (amount(unit, v or 0.0) for v in (one.threshold, one.upper))
        ends = Between(low, high)
        return Text("register.within", {"measure": measure, "when": when, "ends": ends})
    values = {"measure": measure, "when": when, "sign": SIGNS[one.comparison]}
    return Text("register.limit", {**values, "limit": _limit(one, unit)})


def _limit(one: DatedStatement, unit: str) -> Cell:
    other = one.against
    if other is None:
        return amount(unit, one.threshold or 0.0)
    parts: list[Cell] = [party(other.party)] if other.party else []
    if (other.start, other.end) != (one.start, one.end):
        parts.append(period(other.start, other.end))
    if other.value is not None:
        parts.append(Text("register.was", {"value": amount(unit, other.value)}))
    return Joined(tuple(parts))


def scores(record: RegisterRecord) -> AnswerTable:
    """A row a group, and one of all: counts by state, and Brier's score beside the base rate's."""
    columns = (
        "register_group",
        "register_count",
        "register_open",
        "register_true",
        "register_false",
        "register_void",
        "register_overdue",
        "brier",
        "brier_last",
        "brier_base",
    )
    return table("register_scores", columns, map(_score, record.groups))


def _score(row: BrierRow) -> tuple[Cell, ...]:
    counts = (row.statements, row.open, row.true, row.false, row.void, row.overdue)
    briers = (row.brier, row.brier_last, row.brier_base)
    return (
        DataWord("register_group", row.group),
        *map(Number, counts),
        *(None if v is None else Number(v, 3) for v in briers),
    )


def bases(record: RegisterRecord) -> AnswerTable:
    """A row a statement: its base rate with the arithmetic, the rows that it rests on, and the
    share of draws that tell of the statement."""
    columns = (
        "register_id",
        "base_rate",
        "last_figure",
        "arithmetic",
        "known_from",
        "standing",
    )
    return table("register_bases", columns, map(_base, record.rows))


def _base(row: RegisteredRow) -> tuple[Cell, ...]:
    values = row.base.values
    figure, rows = values.get("figure"), values.get("rows")
    return (
        row.statement.id,
        Share(row.base_rate),
        amount(row.unit, figure) if isinstance(figure, float) else None,
        row.base,
        " ".join(map(str, rows)) if isinstance(rows, tuple | list) else None,
        Share(row.told),
    )


def sources(record: RegisterRecord) -> AnswerTable:
    """A row a statement: what decides it, which claims do, and what silence means."""
    columns = (
        "register_id",
        "truth",
        "resolving",
        "silence",
        "came",
        "decided",
        "decided_by",
        "series_differs",
        "facts",
    )
    return table("register_sources", columns, map(_source, record.rows))


def _source(row: RegisteredRow) -> tuple[Cell, ...]:
    one = row.statement
    return (
        one.id,
        DataWord("register_source", one.source),
        f"{one.claim}:{one.qualifier}" if one.qualifier else one.claim,
        DataWord("register_state", one.silence),
        None if row.came is None else amount(row.unit, row.came),
        _day(row.decided),
        " ".join(row.claims) or row.why,
        DataWord("register_differs", one.differs) if one.differs else None,
        " ".join(one.facts) or None,
    )


def not_registered(record: RegisterRecord) -> AnswerTable:
    """A row a statement without an entry, and why it has none."""
    columns = ("firm", "register_id", "deadline", "truth", "no_probability", "facts")
    return table("register_unsaid", columns, map(_unsaid, record.not_registered))


def _unsaid(row: NotRegistered) -> tuple[Cell, ...]:
    one = row.statement
    return (
        party(one.party),
        one.id,
        one.deadline.isoformat(),
        DataWord("register_source", one.source),
        DataWord("register_unsaid_why", row.reason),
        " ".join(one.facts) or None,
    )


def entries(record: RegisterRecord) -> AnswerTable:
    """The lines of the register, in their order."""
    columns = (
        "register_line",
        "register_id",
        "made",
        "probability",
        "draws_of_run",
        "seed",
        "known_at_day",
        "book_digest",
        "program",
        "why_again",
        "line_hash",
    )
    return table("register_entries", columns, _entries(record.entries))


def _entries(rows: Iterable[EntryRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        program = (row.caploop, (row.commit or row.code)[:SHORT])
        yield (
            Number(row.number),
            row.statement,
            row.made.isoformat(),
            Share(row.probability, 1),
            Number(row.draws),
            Number(row.seed),
            row.known_at.isoformat(),
            row.book,
            " ".join(program),
            row.because,
            row.hash[:SHORT],
        )


def _day(day: date | None) -> Cell:
    return None if day is None else day.isoformat()
