"""A dated statement as data: what is said of whom, until when, and what decides it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

Comparison = Literal["", "<", "<=", ">", ">=", "within", "happens"]
Silence = Literal["overdue", "void", "true", "false"]


class _Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Written without what says nothing, so that a field of tomorrow changes no digest of today."""


class OtherSide(_Said, frozen=True):
    """What a number is held against: the same measure of the same party where these are left out.

    `value` is what was public of it when the statement was written, for when no claim tells it.
    """

    end: date
    start: date | None = None
    measure: str | None = None
    party: str | None = None
    value: float | None = None


class JudgedBase(_Said, frozen=True):
    """A base rate by judgement: `hits` of `of` like cases, and the code of what these are."""

    hits: int
    of: int
    why: str


class DatedStatement(_Said, frozen=True):
    """One statement that public figures will decide.

    It says that `measure` of `party`, over `start` to `end` or on `end` alone, stands in
    `comparison` to `threshold` in the measure's unit (`within`: from it to `upper`), or to what
    `against` names; an event `happens` in that time and has neither. A claim of the measure `claim`
    on the same party and period resolves it, whose text is `source`. After `deadline` without one
    it is what `silence` says. Without `base` the base rate is that of the figures the score knows.
    `differs` is the code of how the model's series is not quite what the source tells. `unsaid` is
    the code of why the model gives no probability; nothing but `source` is then needed.
    """

    id: str
    group: str
    deadline: date
    source: str
    party: str
    measure: str = ""
    start: date | None = None
    end: date | None = None
    comparison: Comparison = ""
    threshold: float | None = None
    upper: float | None = None
    against: OtherSide | None = None
    claim: str = ""
    qualifier: str | None = None
    silence: Silence = "overdue"
    base: JudgedBase | None = None
    facts: tuple[str, ...] = ()
    differs: str | None = None
    unsaid: str | None = None

    @property
    def last(self) -> date:
        """The last day that it speaks of."""
        return self.end or self.deadline


def statement_digest(statement: DatedStatement) -> str:
    """SHA-256 of all that a statement says, in hexadecimal digits."""
    return hashlib.sha256(msgspec.json.encode(statement, order="deterministic")).hexdigest()
