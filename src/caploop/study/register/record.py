"""The record of `caploop register`: what was said before the fact, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.register.statement import DatedStatement
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import Versions


class RegisteredRow(Struct, frozen=True, kw_only=True):
    """A registered statement with its first and its last probability, and its state on the day.

    `entries` are the numbers of its lines. Of a decided one `claims` decided it, public on
    `decided`, `came` is the number in `unit`, and `brier`, `brier_last` and `brier_base` are the
    squared distances of both probabilities and of the base rate from what came.
    """

    statement: DatedStatement
    unit: str
    entries: tuple[int, ...]
    made: date
    made_last: date
    first: float
    probability: float
    low: float
    high: float
    told: float
    base_rate: float
    base: Message
    state: str
    decided: date | None
    came: float | None
    claims: tuple[str, ...]
    why: Message | None
    brier: float | None
    brier_last: float | None
    brier_base: float | None


class EntryRow(Struct, frozen=True, kw_only=True):
    """A line of the register: what was said, by which run of which program, and its hash."""

    number: int
    statement: str
    made: date
    probability: float
    draws: int
    seed: int
    as_of: date
    known_at: date
    vintage: str | None
    book: str
    caploop: str
    code: str
    commit: str | None
    because: str | None
    hash: str


class BrierRow(Struct, frozen=True, kw_only=True):
    """Statements of one group: how many stand in each state, and mean squared distances of those
    decided: of the first probability, of the last one before it was decided, of the base rate."""

    group: str
    statements: int
    open: int
    true: int
    false: int
    void: int
    overdue: int
    brier: float | None
    brier_last: float | None
    brier_base: float | None


class NotRegistered(Struct, frozen=True, kw_only=True):
    """A statement of the file without an entry: the model cannot say it, or nobody asked it yet."""

    statement: DatedStatement
    reason: str


class RegisterRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer on a day; `groups` ends with all together, `last` is the hash of the last line."""

    command: ClassVar[str] = "register"

    day: date
    file: str
    added: int
    last: str
    headline: Message
    groups: tuple[BrierRow, ...]
    rows: tuple[RegisteredRow, ...]
    entries: tuple[EntryRow, ...]
    not_registered: tuple[NotRegistered, ...]
    notes: tuple[Message, ...]
    versions: Versions
    hash: str
