"""What `caploop rivals` answers: other ways of financing, other technology, how many survive."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, QuantileRow, Versions


class DeveloperYear(Struct, frozen=True, kw_only=True):
    """A developer at the end of a year: money, GW, quality are medians over draws, shares means.

    `capacity` is what it can pay in a year, all its business counted, and `for_models` the part of
    it that is for models; `spent` what it spends on compute, `raised` what rounds bring, USD bn a
    year; `worth` the value of its equity, USD bn. `cost_of_capital` a year; `gw` in service for
    models; `quality` in logits, nought being what would have opened with all of the use; shares of
    use and of revenue. `short` is the share of draws in which it cannot pay its plan, `stands` that
    in which it is still in the race, `at_frontier` that in which it can pay its part of what the
    frontier costs. None where the run has another word for it (OpenAI's funding is in `caploop
    runway`), where a parent pays, and for the revenue of Meta, whose models are free.
    """

    developer: str
    year: int
    capacity: float | None
    for_models: float | None
    cost_of_capital: float | None
    spent: float
    spent_q05: float
    spent_q95: float
    short: float | None
    raised: float | None
    worth: float | None
    gw: float
    quality: float
    use_share: float
    revenue_share: float
    revenue: float | None
    revenue_q05: float | None
    revenue_q95: float | None
    stands: float
    at_frontier: float


class RefusedDeveloper(Struct, frozen=True, kw_only=True):
    """A developer without numbers: the lag that was claimed, months, by whom, and why no more."""

    developer: str
    lag_low: float
    lag_high: float
    speaker: str
    claims: tuple[str, ...]
    reason: Message


class Developer(Struct, frozen=True, kw_only=True):
    """Who it is: financing route and technology route, and the claims that say so."""

    developer: str
    financing: str
    technology: str
    claims: tuple[str, ...]


class RouteSurvival(Struct, frozen=True, kw_only=True):
    """By financing route, shares of draws: stands and is at the frontier in 2030 and 2035."""

    route: str
    developer: str
    stands_2030: float
    stands_2035: float
    frontier_2030: float
    frontier_2035: float


class IndustryClasses(Struct, frozen=True, kw_only=True):
    """Probability of each class of the industry at the end of a year, and of how it would end."""

    year: int
    classes: dict[str, float]
    ends: dict[str, float]


class EndStates(Struct, frozen=True, kw_only=True):
    """Probability of each end of a developer at the end of 2035; they sum to 1.

    `known` says that the end is a fact and no outcome of the run: Google and Meta are listed.
    """

    developer: str
    states: dict[str, float]
    known: bool
    priors: tuple[str, ...]


class MarketBenchmarks(Struct, frozen=True, kw_only=True):
    """Golden numbers beside the run: spend on models today, and firms in Cournot competition."""

    api_spend: float
    cournot_small: float
    cournot_large: float


class BreakYear(Struct, frozen=True, kw_only=True):
    """Central path with one break more in 2026Q1 against none more, at the end of a year."""

    year: int
    share: float
    share_without: float
    viable: float
    viable_without: float
    price: float
    price_without: float
    entry_years: float
    entry_years_without: float


class StatementYear(Struct, frozen=True, kw_only=True):
    """OpenAI's share of use at the end of a year, and its change in points (of 1) when the
    parameter is a tenth larger."""

    year: int
    share: float
    change: float


class TestedStatement(Struct, frozen=True, kw_only=True):
    """One statement of an article put to the model: what is moved, what its share does, verdict.

    `verdict` is holds, fails, or in_part where the sign is not that of the statement in every
    year; `at` are the values under which it is tested.
    """

    id: str
    moved: str
    at: dict[str, float]
    expected: str
    years: tuple[StatementYear, ...]
    verdict: str
    claims: tuple[str, ...]


class RivalsRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn, shares of 1, levels q05 to q95 over draws.

    The break and the statements are on the central path with OpenAI on its plan; everything else
    is of the run.
    """

    command: ClassVar[str] = "rivals"

    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    developers: tuple[Developer, ...]
    years: tuple[DeveloperYear, ...]
    refused: tuple[RefusedDeveloper, ...]
    survival: tuple[RouteSurvival, ...]
    viable: tuple[QuantileRow, ...]
    hhi_revenue: tuple[QuantileRow, ...]
    hhi_compute: tuple[QuantileRow, ...]
    hhi_use: tuple[QuantileRow, ...]
    top_share: tuple[QuantileRow, ...]
    price_index: tuple[QuantileRow, ...]
    entry_years: tuple[QuantileRow, ...]
    quality_gap: tuple[QuantileRow, ...]
    concentration: MarketBenchmarks
    classes: tuple[IndustryClasses, ...]
    ends: tuple[EndStates, ...]
    efficiency_break: tuple[BreakYear, ...]
    statements: tuple[TestedStatement, ...]
    notes: tuple[Message, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    accounts_gap: float
    versions: Versions
    hash: str
