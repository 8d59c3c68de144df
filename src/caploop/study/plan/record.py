"""What `caploop plan` answers: which stated figures can hold together, and what moved most."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.consistency import (
    CapacityBought,
    FigureChange,
    Mixed,
    Origin,
    PlanChance,
    PlanRoom,
    RevenueNeeded,
    Runway,
    SolvedTerm,
    TestedIdentity,
)
from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import PriorRow, Versions


class Used(Struct, frozen=True, kw_only=True):
    """One figure of a set, in the unit of its term; `low` or `high` is None where it is open.

    `error` is the standard deviation of its logarithm by kind of source, 0 where it is certain.
    """

    term: str
    name: str
    unit: str
    low: float | None
    value: float | None
    high: float | None
    origin: Origin
    ref: str
    claims: tuple[str, ...]
    vintage: str | None
    error: float


class SetVerdict(Struct, frozen=True, kw_only=True):
    """One set of figures: whether they hold together, by how much not, and the least change.

    `coherent` is None where no identity has all its terms. `gap` is that of the identity that
    parts most, in the unit of its first term, with what it is at least in all but the tail of
    draws, its share of the largest linked term, and the share of draws in which it holds.
    `moved_most` is the term whose claim the least change moves most, `repair` its figure after.
    """

    id: str
    plans: tuple[str, ...]
    coherent: bool | None
    identity: str | None
    gap: float
    least: float
    share: float
    holds: float
    figures: tuple[Used, ...]
    tested: tuple[TestedIdentity, ...]
    derived: tuple[SolvedTerm, ...]
    solved: tuple[SolvedTerm, ...]
    changes: tuple[FigureChange, ...]
    moved_most: str | None
    before: float | None
    repair: float | None
    aside: tuple[Aside, ...]


class PossiblePayer(Struct, frozen=True, kw_only=True):
    """Who could pay for compute, at least and at most, USD bn; equity does not shrink burn."""

    source: str
    low: float
    high: float
    shrinks_burn: bool
    symbols: tuple[str, ...]
    claims: tuple[str, ...]


class Fits(Struct, frozen=True, kw_only=True):
    """Compute spend at which half of all draws burn no more than is said, and burn at others."""

    profile: str
    compute: float
    burn_at_low: float
    burn_at_high: float


class PlanResults(Struct, frozen=True, kw_only=True):
    """Arithmetic and draws on the plans, USD bn; probabilities hang on the priors of the record.

    `compute`, `burn` and `revenue_2030` are the figures the draws were made for, `burn_at` the
    two sums of compute of `fits`. Blocks of `chances`: `share` (revenue of 2030 near the claim,
    Microsoft has its share of revenue) and `unconditioned` (any revenue of 2030); once the cap is
    public also `capped`, `conditioned` (share or cap at even odds), and `unconditioned` the same.
    `grounds` says of each field which rows and claims it was computed from.
    """

    compute: float
    burn: float
    revenue_2030: tuple[float, float]
    rooms: tuple[PlanRoom, ...]
    mixed: tuple[Mixed, ...]
    payers: tuple[PossiblePayer, ...]
    chances: tuple[PlanChance, ...]
    fits: tuple[Fits, ...]
    burn_at: tuple[float, float]
    capacity: tuple[CapacityBought, ...]
    runway: Runway
    needed: tuple[RevenueNeeded, ...]
    grounds: tuple[ResultSources, ...]


class PlanRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn, other figures in the unit of their term.

    `sets` are plans alone and figures mixed from several, `tail` the probability left on a side.
    `results` is None with `no_results` where a row they need was not public. `later` are priors
    whose source is later than known_at: judgements, read with a range half as wide again.
    """

    command: ClassVar[str] = "plan"

    party: str
    as_of: date
    known_at: date
    asked_claims: tuple[str, ...]
    asked_figures: dict[str, float]
    asked_vintage: str | None
    draws: int
    seed: int
    tail: float
    headline: Message
    sets: tuple[SetVerdict, ...]
    names: dict[str, tuple[str, str]]
    results: PlanResults | None
    no_results: str
    notes: tuple[Message, ...]
    claims: tuple[str, ...]
    priors: tuple[PriorRow, ...]
    later: tuple[str, ...]
    versions: Versions
    hash: str


class Aside(Struct, frozen=True, kw_only=True):
    """A claim on a term that was not used, its figure in the term's unit, and why."""

    term: str
    claim: str
    figure: float | None
    vintage: str | None
    reason: Message


class ResultSources(Struct, frozen=True, kw_only=True):
    """What the numbers of one result rest on: rows and claims, and whether a row is a judgement."""

    field: str
    parameters: tuple[str, ...]
    claims: tuple[str, ...]
    assumption: bool
