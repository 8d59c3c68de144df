"""The record of `caploop policy`: what a credit, a guarantee and a stake cost, and who gains."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, QuantileRow, Versions


class Case(Struct, frozen=True, kw_only=True):
    """A credit's answer in closed form under one pair of elasticities; shares, relative prices.

    `cost` is over what was spent before the credit, at prices and quantities after it. `name` says
    whose reading it is; `blocked` that power binds, so that all of it is rent.
    """

    name: str
    demand: float
    supply: float
    blocked: bool
    price: float
    quantity: float
    buyer_keeps: float
    additional: float
    cost: float
    buyer: float
    seller: float
    deadweight: float


class Gainer(Struct, frozen=True, kw_only=True):
    """Who has a part of a credit's cost: its share, and USD bn on the central capex after it."""

    who: str
    share: float
    amount: float


class StaticCost(Struct, frozen=True, kw_only=True):
    """Cost of the credit on capex that stays as it is, USD bn; with the burden of raising it."""

    capex: float
    eligible: float
    cost: float
    with_burden: float


class CreditRun(Struct, frozen=True, kw_only=True):
    """The credit in the run, moments over common draws; USD bn, GW.

    `cost` is cash by year; `gw_more` the GW in service more than without, and `additional` their
    share of the GW added by 2030 with it. `cost_per_gw` is cost to 2030 over GW more in 2030, none
    where there are none.
    """

    rate: float
    eligible: float
    cost: tuple[QuantileRow, ...]
    built: tuple[QuantileRow, ...]
    gw_more: dict[str, float]
    additional: float
    cost_to_2030: float
    cost_per_gw: float | None
    power_binds: float


class CostStep(Struct, frozen=True, kw_only=True):
    """One of the sums that are quoted as what a credit costs, USD bn, and what it counts."""

    counts: str
    cost: float


class GuaranteeCase(Struct, frozen=True, kw_only=True):
    """A guarantee of one project at one volatility, shares of the face; relief in basis points."""

    volatility: float
    fair: float
    budget: float
    relief_bp: float
    fails: float
    extra_fair: float
    extra_fails: float
    public_loss: float
    public_gain: float
    private_gain: float


class GuaranteeRun(Struct, frozen=True, kw_only=True):
    """A guarantee of OpenAI's debt in the run, USD bn, means over common draws.

    `called` is what the government pays after bankruptcies by 2035, `fees` what it has had;
    `budget` the first less the second, expected and discounted at the riskless rate (FCRA).
    `differs` says whether the two shares of bankrupt draws differ by more than two standard errors.
    """

    cover: float
    budget: float
    called: float
    fees: float
    interest_saved: float
    bankrupt_without: float
    bankrupt_with: float
    differs: bool


class PolicyRequest(Struct, frozen=True, kw_only=True):
    """What was asked of the government, dated, as claims: never a setting of the run."""

    agreement: str
    known_at: date
    state: str
    amount: str
    condition: str
    claims: tuple[str, ...]


class PolicyRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer of `caploop policy`; money in USD bn.

    `additional_span` is what nine of ten pairs of elasticities make of additionality, with the
    median; `additional_all` is the interval that holds these and the run. `bridge` are four costs
    of one credit, from all capex at the full rate to the loop's own.
    """

    command: ClassVar[str] = "policy"

    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    credit: CreditRun
    cases: tuple[Case, ...]
    additional_span: tuple[float, float, float]
    additional_all: tuple[float, float]
    bridge: tuple[CostStep, ...]
    static: tuple[StaticCost, ...]
    gainers: tuple[Gainer, ...]
    guarantee: GuaranteeRun
    projects: tuple[GuaranteeCase, ...]
    whole_government: dict[str, float]
    bankrupt_2030: dict[str, float]
    asked: tuple[PolicyRequest, ...]
    notes: tuple[Message, ...]
    basis: tuple[FieldSources, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    accounts_gap: float
    versions: Versions
    hash: str
