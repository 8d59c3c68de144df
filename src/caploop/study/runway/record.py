"""What `caploop runway` answers: can it pay, until when, with whose money."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.runway.bridge import Bridge, YearBridge
from caploop.study.runway.market import MarketSignal
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, Hindsight, PriorRow, QuantileRow, Versions


class CashOut(Struct, frozen=True, kw_only=True):
    """When what is due first exceeds cash: probability by the horizon, and quarters by quantile.

    A quantile is of all draws: none where fewer than that share of them runs out. `by_quarter` is
    the probability of having run out by then; `in_year` of running out within a calendar year.
    """

    probability: float
    quantiles: dict[str, str | None]
    by_quarter: dict[str, float]
    in_year: dict[str, float]


class StateProbabilities(Struct, frozen=True, kw_only=True):
    """Probability of each state at the end of a quarter; they sum to 1."""

    quarter: str
    states: dict[str, float]


class YearBills(Struct, frozen=True, kw_only=True):
    """From revenue to burn in one year: means in USD bn over the draws in which OpenAI stands.

    Each quarter's mean is over the draws in which it stands then, and the year adds up four.
    `late` is the part of `rent` for capacity that is late; `rest` is what is left: interest
    on debt less that on cash, tax, own capacity, what is invested, and revenue that is not yet
    paid. Revenue less all lines is less `burn`.
    """

    year: int
    revenue: float
    rent: float
    late: float
    people: float
    marketing: float
    remaining: float
    fees: float
    devices: float
    microsoft_share: float
    rest: float
    burn: float


class MoneySource(Struct, frozen=True, kw_only=True):
    """New money by whose it is, mean over draws, USD bn to the end of each year named; `paid` is
    what had come before the first quarter."""

    origin: str
    to_2026: float
    to_2030: float
    to_2035: float
    agreed: float
    paid: float = 0.0


class PlanAlone(Struct, frozen=True, kw_only=True):
    """The plan's own arithmetic without a model: annual burn over four quarters, money at once."""

    vintage: str
    money: float
    cash: float
    quarter: str | None


class OpeningDraws(Struct, frozen=True, kw_only=True):
    """Opening cash drawn from its prior and nothing else: share of draws that run out in a year."""

    money: float
    in_year: dict[str, float]
    never: float


class Past(Struct, frozen=True, kw_only=True):
    """A quarter before the run, USD bn: reported sums cut into quarters that bend least."""

    quarter: str
    revenue: float
    burn: float


class RunwayRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn, quarters like 2027Q2, levels q05 to q95.

    `burn` counts what falls due, `burn_paid` what is paid: they differ by what stays owed.
    `funding_gap` is the cumulative need: what must have come from outside since the start of 2026
    for cash never to have been below nothing; `arrears` what is due and unpaid in the quarter.
    `hindsight` lists rows that no page public by `known_at` tells.
    """

    command: ClassVar[str] = "runway"

    party: str
    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    cash_out: CashOut
    constrained: CashOut
    history: tuple[Past, ...]
    revenue: tuple[QuantileRow, ...]
    revenue_years: tuple[QuantileRow, ...]
    burn_quarterly: tuple[QuantileRow, ...]
    burn: tuple[QuantileRow, ...]
    burn_paid: tuple[QuantileRow, ...]
    plan_burn: tuple[float, ...]
    bills: tuple[YearBills, ...]
    cash: tuple[QuantileRow, ...]
    funding_gap: tuple[QuantileRow, ...]
    arrears: tuple[QuantileRow, ...]
    outcomes: tuple[StateProbabilities, ...]
    sources: tuple[MoneySource, ...]
    default: Default
    bridge: Bridge
    bridge_years: tuple[YearBridge, ...]
    market: tuple[MarketSignal, ...]
    plan_alone: tuple[PlanAlone, ...]
    opening_draws: tuple[OpeningDraws, ...]
    notes: tuple[Message, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    hindsight: tuple[Hindsight, ...]
    accounts_gap: float
    versions: Versions
    hash: str


class Recovery(Struct, frozen=True, kw_only=True):
    """One class of claims in draws with a bankruptcy, means in USD bn; `rate` is paid over owed.

    Holders of shares claim what is left, so they have no rate.
    """

    rank: str
    claimed: float
    paid: float
    rate: float | None


class Default(Struct, frozen=True, kw_only=True):
    """Bankruptcies of the run: how likely by 2035, the estate by class, losses by lessor.

    Everything but `probability` is a mean over the draws that end so; none where no draw does.
    Losses are unpaid bills, rent left open and rejected leases, less what the estate pays.
    """

    probability: float
    recoveries: tuple[Recovery, ...]
    lost: dict[str, float]
