"""What `caploop drivers` answers: which inputs move a result."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, Versions


class Third(Struct, frozen=True, kw_only=True):
    """The outcome where an input lies in a third: its share or median, and a 95 % interval.

    `edge` is where the third ends: the most of the lowest, the least of the highest. `draws` is
    more or less than a third where many draws of the input are equal.
    """

    edge: float
    draws: int
    value: float
    low: float
    high: float


class Driver(Struct, frozen=True, kw_only=True):
    """One input, or one result on the way, against an outcome over all draws.

    `kind` is input (a row of the book), luck (drawn, no row describes it) or on the way (itself a
    result of the inputs). `q05` to `q95` are as drawn, in `unit`. `beyond` says that the rank
    correlation is farther from 0 than chance gives any of the inputs tested.
    """

    symbol: str
    name: str
    kind: str
    unit: str
    q05: float
    q50: float
    q95: float
    distribution: str
    assumption: bool
    rank_correlation: float
    standard_error: float
    beyond: bool
    lowest: Third
    highest: Third


class Pinned(Struct, frozen=True, kw_only=True):
    """The outcome over the same draws with one input at its 5 and at its 95 % quantile.

    `change` goes from the low to the high one, draw by draw: of an event the change of its share,
    of an amount the median; `change_low` and `change_high` are its 95 % interval.
    """

    symbol: str
    low: float
    high: float
    at_low: float
    at_high: float
    change: float
    change_low: float
    change_high: float


class VarianceShare(Struct, frozen=True, kw_only=True):
    """Sobol indices of an input, of all other inputs, or of luck, with 95 % half-widths."""

    source: str
    first: float
    first_95: float
    total: float
    total_95: float


class Moved(Struct, frozen=True, kw_only=True):
    """One outcome and what moves it.

    `value` is a share of draws or a median, with its 95 % interval, over `draws` in which it is a
    number. `floor` is the |rank correlation| that chance gives any of `tested` inputs with
    probability 1 %, `beyond` how many pass it, `most` the largest that one input could have,
    `explained` the share of variance of ranks that all inputs add up to; none where their draws
    are joined.
    """

    outcome: str
    title: Message
    unit: str
    is_event: bool
    value: float
    low: float
    high: float
    draws: int
    tested: int
    floor: float
    beyond: int
    most: float
    explained: float | None
    drivers: tuple[Driver, ...]
    on_the_way: tuple[Driver, ...]
    pinned: tuple[Pinned, ...]
    parts: tuple[VarianceShare, ...]


OUTCOMES = (
    *("cash-out-by", "least-cash-by", "listed-by", "bankrupt-by", "need", "burn", "revenue"),
    *("gw", "value", "users", "payers", "coverage"),
)
"""Kinds of outcome, a year behind each; leverage of each firm is one more."""


class DriversRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn, inputs in the units of the book."""

    command: ClassVar[str] = "drivers"

    question: str
    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    outcomes: tuple[Moved, ...]
    notes: tuple[Message, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    accounts_gap: float
    versions: Versions
    hash: str
