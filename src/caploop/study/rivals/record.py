"""What `caploop rivals` answers: other ways of financing, other technology, how many survive."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, QuantileRow, Versions


class DeveloperYear(Struct, frozen=True, kw_only=True):
    """A developer at the end of a year, means over draws.

    `capacity` is what it can find in a year and `spent` what it spends on compute, USD bn;
    `cost_of_capital` a year; `gw` in service for models; `quality` in logits, nought being what
    would have opened with all of the use; shares of use and of revenue. `stands` is the share of
    draws in which it is still in the race, `at_frontier` that in which it pays at least its part
    of what the frontier costs. None where the run has another word for it: OpenAI's funding is in
    `caploop runway`.
    """

    developer: str
    year: int
    capacity: float | None
    cost_of_capital: float | None
    spent: float | None
    gw: float
    quality: float
    use_share: float
    revenue_share: float
    revenue: float
    stands: float
    at_frontier: float


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
