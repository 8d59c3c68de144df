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
    """Who has a part of a credit's cost: its share, where nine of ten draws of elasticities and of
    what is passed on have it, and USD bn on the central capex after it."""

    who: str
    share: float
    low: float
    high: float
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
    """A guarantee of OpenAI's debt and of the vehicles' in the run, USD bn, means to 2035.

    `covered_2030` is the vehicles' debt at the end of 2030 whose lenders it covers in part. It is
    called in the share `used` of draws; `paid` is what the government pays lenders, of it
    `paid_vehicles` for vehicles, `paid_if_used` the same in draws in which it is called; `fees`
    what it has had; `budget` the first less the second, expected and discounted at the riskless
    rate (FCRA). Lenders lose what is left, `lenders_lost`, beside `lenders_lost_without`.
    `differs` says whether the two shares of bankrupt draws differ by more than two standard errors.
    """

    cover: float
    covered_2030: float
    used: float
    budget: float
    paid: float
    paid_vehicles: float
    paid_if_used: float | None
    fees: float
    interest_saved: float
    lenders_lost_without: float
    lenders_lost: float
    bankrupt_without: float
    bankrupt_with: float
    differs: bool


class GuaranteeSide(Struct, frozen=True, kw_only=True):
    """What one side has of the guarantee to 2035, USD bn, means: over all draws, over those in
    which it is called, and over the others; columns sum to nought, as it only moves money. None
    where there are no such draws."""

    who: str
    all: float
    used: float | None
    unused: float | None


class CreditPair(Struct, frozen=True, kw_only=True):
    """The credit in the run at one pair of elasticities, beside the closed form's additionality.

    `name` says which: at the 5th, the central, and the 95th of a hundred pairs by additionality.
    """

    name: str
    demand: float
    supply: float
    price: float
    gw_more: float
    additional: float
    closed: float
    cost_to_2030: float
    cost_per_gw: float | None


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
    median; `pairs` what the run makes of its ends; `additional_all` is the interval that holds
    both and the closed form. `bridge` are four costs
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
    pairs: tuple[CreditPair, ...]
    cases: tuple[Case, ...]
    additional_span: tuple[float, float, float]
    additional_all: tuple[float, float]
    bridge: tuple[CostStep, ...]
    static: tuple[StaticCost, ...]
    gainers: tuple[Gainer, ...]
    guarantee: GuaranteeRun
    sides: tuple[GuaranteeSide, ...]
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
