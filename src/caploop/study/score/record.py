"""The record of `caploop score`: what came, where it lies among the draws, and what missed it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import Hindsight, Versions


class ScoredFact(Struct, frozen=True, kw_only=True):
    """A later fact against the draws: their 5, 50 and 95 % levels in `unit`, and where it lies.

    `measure` of `party` over `start` to `end`, or on `end` alone. `outcome_low` and `outcome_high`
    are the ends that its source states. `percentile` is the share of draws below it, `width` the
    band's over the outcome, without sign. `crps` and those of the naive forecasts are in `unit`;
    a naive one is absent where no figure of the kind was public. `told` is the share of draws in
    which the company stands. `reason` is given for a miss alone.
    """

    id: str
    group: str
    measure: str
    party: str
    start: date | None
    end: date
    nature: str
    outcome: float
    outcome_low: float | None
    outcome_high: float | None
    unit: str
    q05: float
    q50: float
    q95: float
    percentile: float
    inside: bool
    width: float
    crps: float
    last_value: float | None
    last_growth: float | None
    crps_last_value: float | None
    crps_last_growth: float | None
    told: float
    published: date
    publisher: str
    address: str | None
    known_from: tuple[str, ...]
    reason: str | None


class GroupScore(Struct, frozen=True, kw_only=True):
    """Facts of one group: how many, how many inside, and means of what is over the outcome.

    `crps` is the mean over all. The naive forecasts are told of fewer facts, and beside each stands
    the model's own mean over the same ones.
    """

    group: str
    facts: int
    inside: int
    width: float
    crps: float
    facts_last_value: int
    crps_last_value: float | None
    crps_beside_last_value: float | None
    facts_last_growth: int
    crps_last_growth: float | None
    crps_beside_last_growth: float | None


class NotScored(Struct, frozen=True, kw_only=True):
    """A fact that is not scored, and the code of the reason."""

    id: str
    party: str
    kind: str
    reason: str


class ScoreRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; `groups` ends with all together, facts that fall out come first in a group."""

    command: ClassVar[str] = "score"

    scenario: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    groups: tuple[GroupScore, ...]
    facts: tuple[ScoredFact, ...]
    not_scored: tuple[NotScored, ...]
    outcomes_hash: str
    hindsight: tuple[Hindsight, ...]
    notes: tuple[Message, ...]
    versions: Versions
    hash: str
