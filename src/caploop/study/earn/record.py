"""What `earn` answers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.model.terms import (
    Consumer,
)
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import (
    FieldSources,
    PriorRow,
    QuantileRow,
    Versions,
)


class EarningYear(Struct, frozen=True, kw_only=True):
    """One year's means over draws: USD bn, users in millions, shares of revenue.

    The three margins are over all revenue: less inference for subscribers, less all inference,
    less all cost of revenue; each is no larger than the one before.
    """

    year: int
    revenue: float
    plan: float
    segments: dict[str, float]
    users: float
    payers: float
    margin_all_inference: float
    margin_paying_users: float
    margin_cost_of_revenue: float
    coverage: float
    burn_multiple: float | None
    ad_load: float
    lift_consumer: float
    lift_enterprise: float


class Tier(Struct, frozen=True, kw_only=True):
    """A subscriber's life at central values: price and value in USD, monthly churn.

    `cost_to_win_at_most` is the value over `ltv_cac_min`: above it growth is not worth its cost
    (section 18). What winning one costs is estimated in `winning`.
    """

    tier: str
    price: float
    churn: float
    lifetime_value: float
    cost_to_win_at_most: float


class EarnRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn unless a name says otherwise."""

    command: ClassVar[str] = "earn"

    party: str
    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    revenue: tuple[QuantileRow, ...]
    revenue_years: tuple[QuantileRow, ...]
    run_rate: tuple[QuantileRow, ...]
    years: tuple[EarningYear, ...]
    consumer_half: Consumer
    advertising_prior: tuple[float, float, float]
    tiers: tuple[Tier, ...]
    winning: tuple[Winning, ...]
    cohorts: tuple[Cohort, ...]
    tasks_growth: float
    notes: tuple[Message, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    versions: Versions
    hash: str


class Cohort(Struct, frozen=True, kw_only=True):
    """Payers who joined in one quarter, mn, and how many of them are left at the end of each year.

    Each quarter all lose the same share, that of all payers who leave, so that what is left of all
    cohorts adds up to the mean of payers over draws.
    """

    joined: str
    payers: float
    left: dict[str, float]


class Winning(Struct, frozen=True, kw_only=True):
    """What a year's new payers cost and are worth, means over draws.

    `gross_adds` in mn; `spent` is sales and marketing in USD bn, an estimate: only the first half
    of 2025 is public; `cost` is spent over gross adds, with `lifetime_value` in USD. `growth` is
    spending over what the plan spends; `code_red` and `price_war` shares of quarters and draws.
    `payback_months` is when a payer who stays has paid back what it cost, by `payback_of`: none
    where it is worth less than it cost, as then it leaves before.
    """

    year: int
    gross_adds: float
    spent: float
    cost: float
    lifetime_value: float
    value_over_cost: float
    payback_months: float | None
    growth: float
    code_red: float
    price_war: float
