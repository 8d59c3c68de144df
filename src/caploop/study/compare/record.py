"""What `compare` answers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import (
    FieldSources,
    PriorRow,
    Versions,
)


class Difference(Struct, frozen=True, kw_only=True):
    """An input that is not the same: a parameter's central number, a lever, or a dated change."""

    kind: str
    name: str
    unit: str
    a: str
    b: str


class Compared(Struct, frozen=True, kw_only=True):
    """One series at the end of a year in both worlds, and B less A draw by draw.

    `higher` is the share of draws in which B is above A. Shares of draws are means of 0 and 1.
    OpenAI's own flows and cash are told of the share `told` of draws in which it stands in both.
    """

    series: str
    unit: str
    year: int
    a: float
    b: float
    difference: float
    q05: float
    q50: float
    q95: float
    higher: float
    told: float


class CompareRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer of `caploop compare`; money in USD bn."""

    command: ClassVar[str] = "compare"

    a: str
    b: str
    a_title: str
    b_title: str
    a_vintage: str
    b_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    inputs: tuple[Difference, ...]
    rows: tuple[Compared, ...]
    notes: tuple[Message, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    versions: Versions
    hash: str


ENDS = ("rescued", "renegotiated", "acquired", "bankrupt")
