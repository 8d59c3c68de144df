"""The record of `caploop build`: who supplies what, GW by state, what binds, gaps, the queue."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.book import TierOfPower
from caploop.core.message import Message
from caploop.study.build.platforms import Platform, PublishedCost
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, QuantileRow, Versions


class Supplier(Struct, frozen=True, kw_only=True):
    """Who supplies one layer, and how it is held: `share` of the layer, where it can be said.

    Layers are compute, chips, racks, shells and power. `origin` says whether the row is what the
    book agrees (GW and USD bn as far as stated) or what the run makes of it in `year` (GW, mean).
    """

    layer: str
    supplier: str
    tenure: str
    origin: str
    year: int | None
    firmness: str
    optional: bool
    gw: float | None
    amount: float | None
    share: float | None
    refs: tuple[str, ...]


class Counted(Struct, frozen=True, kw_only=True):
    """OpenAI's agreed GW at one step of counting: of each layer, and in all."""

    step: str
    layers: dict[str, float]
    gw: float


class OptionDrawn(Struct, frozen=True, kw_only=True):
    """An option of OpenAI's on chips or capacity: its GW, those that count first, and the GW of it
    that the run draws by the end of each year, mean."""

    tranche: str
    supplier: str
    layer: str
    firmness: str
    gw: float
    after: float
    drawn: dict[str, float]


class States(Struct, frozen=True, kw_only=True):
    """GW of OpenAI's capacity in each state at the end of a year, mean, and in service."""

    year: int
    states: dict[str, float]
    wanted: float
    in_service: QuantileRow


class ProjectGate(Struct, frozen=True, kw_only=True):
    """One project of the book in a year: GW reached at its end, and what held it back.

    `due` is the share of quarters and draws in which the plan has reached it, `held` that in which
    each limit kept it short of the plan, `orders` where less is ordered than planned, for want of
    money; means over draws. `quarters` has the share of draws by limit for each of its quarters.
    """

    project: str
    party: str
    lessor: str
    firmness: str
    gw: float
    estimated: bool
    year: int
    powered: float
    in_service: float
    due: float
    held: dict[str, float]
    quarters: dict[str, dict[str, float]]
    claims: tuple[str, ...]


class Binding(Struct, frozen=True, kw_only=True):
    """Share of draws (of quarters and draws in a year) in which each limit held capacity back."""

    period: str
    shares: dict[str, float]


class PowerClaim(Struct, frozen=True, kw_only=True):
    """What held projects back at least once, 2026 to 2030, beside what two articles say of power.

    `held` is the share of projects the plan reaches that a limit held back at least once, mean over
    draws; `most` are limits from the one that holds most; `lead_months` are lead times, low,
    central and high. Whether power takes longer than chips the run cannot say: the book has no lead
    time of chips, so that they hardly ever hold.
    """

    claims: tuple[str, ...]
    held: dict[str, float]
    most: tuple[str, ...]
    lead_months: dict[str, tuple[float, float, float]]
    said: Message


class Gap(Struct, frozen=True, kw_only=True):
    """A published power gap of the United States, GW, with what it is said to count."""

    id: str
    gw: float
    least: float
    who: str
    period: str
    definition: str
    claims: tuple[str, ...]
    scenario: str


class Balance(Struct, frozen=True, kw_only=True):
    """How a published gap is closed: needed, listed by kind, the gap, and the rest unlisted, GW."""

    gap: float
    needed: float
    listed: dict[str, float]
    unlisted: float


class Region(Struct, frozen=True, kw_only=True):
    """A region at the end of a year, means: gap if all were served, reserve, GW of data centres
    connected since 2024."""

    region: str
    year: int
    gap: float
    reserve: float
    connected: float


class Country(Struct, frozen=True, kw_only=True):
    """The United States at the end of a year, GW and USD/MWh."""

    year: int
    gap: QuantileRow
    powered: QuantileRow
    on_site: QuantileRow
    waiting: QuantileRow
    price: QuantileRow


class Queue(Struct, frozen=True, kw_only=True):
    """A queue of Erlang stages at central values: rates a quarter, what comes through, when.

    `months` are those by which a tenth to nine tenths of all that comes through is through;
    `naive_months` the median that a step of 1-exp(-rate) would give. `waiting` GW stand in it now,
    of which `through_2030` come through by the end of 2030, if they stand in it as a steady inflow
    would.
    """

    id: str
    stages: int
    out: float
    advance: float
    withdraw: float
    completion: float
    months: dict[str, float]
    naive_months: float
    waiting: float
    through_2030: float
    scheduled_2030: float | None


class BuildRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer of `caploop build`; GW, money in USD bn, power in USD/MWh.

    `tiers` are the book's gigawatts of OpenAI by evidence, in W, and stand beside the run.
    """

    command: ClassVar[str] = "build"

    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    supply: tuple[Supplier, ...]
    counted: tuple[Counted, ...]
    options: tuple[OptionDrawn, ...]
    platforms: tuple[Platform, ...]
    published_costs: tuple[PublishedCost, ...]
    capacity: tuple[States, ...]
    projects: tuple[ProjectGate, ...]
    binding_years: tuple[Binding, ...]
    binding_quarters: tuple[Binding, ...]
    claim: PowerClaim
    gaps: tuple[Gap, ...]
    balances: tuple[Balance, ...]
    regions: tuple[Region, ...]
    country: tuple[Country, ...]
    granted: tuple[QuantileRow, ...]
    late: tuple[QuantileRow, ...]
    delay_cost: dict[str, dict[str, float]]
    queues: tuple[Queue, ...]
    tiers: tuple[TierOfPower, ...] = ()
    notes: tuple[Message, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    accounts_gap: float
    versions: Versions
    hash: str
