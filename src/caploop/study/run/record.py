"""The record of `caploop run`: every firm's statements, capacity, projects, circularity, ends."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.book import FileHash
from caploop.core.message import Message
from caploop.study.run.tenor import Tenor
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, Hindsight, PriorRow, QuantileRow, Versions


class Levels(Struct, frozen=True, kw_only=True):
    """The middle draw, and between what nine draws of ten lie."""

    q05: float
    q50: float
    q95: float


class Statement(Struct, frozen=True, kw_only=True):
    """One firm's year in USD bn, the whole firm: flows of the year, stocks at its end.

    `ebitda` is operating cash flow before what the run adds of interest. `leverage` is debt over
    EBITDA of the last quarter times four; with leases those are added to debt, and the rent of
    shells to EBITDA. `cover` is operating cash flow before that interest over interest and
    repayments of debt raised since the start, 99 where that is next to nothing.
    `dependency` is sales inside the loop over all its sales, `downgraded` the share of draws below
    its line, `stake` its shares of OpenAI at the price of the last round, `unpaid` rent that OpenAI
    owes and has not paid, of which an unsecured creditor recovers the share rec_u in a default:
    means.
    """

    party: str
    year: int
    sales_inside: Levels
    revenue: Levels
    ebitda: Levels
    operating_cash_flow: Levels
    capex: Levels
    free_cash_flow: Levels
    borrowed: Levels
    cash: Levels
    debt: Levels
    leases: Levels
    backlog: Levels
    stake: Levels
    leverage: Levels
    leverage_with_leases: Levels
    cover: Levels
    dependency: float
    downgraded: float
    unpaid: float


class OpeningBalance(Struct, frozen=True, kw_only=True):
    """A balance that a run begins with after quarters of history: USD bn, or a share of OpenAI.

    `value` is the mean over draws, `stated` what was last published and `day` for when; `rolled`
    where nothing was published for the opening itself and the model carried it on from its last
    known day. `holder` is whose share an ownership is.
    """

    party: str
    item: str
    holder: str
    value: float
    stated: float | None
    day: date | None
    positions: tuple[str, ...]
    rolled: bool


class Trough(Struct, frozen=True, kw_only=True):
    """A firm's least free cash flow of a year to 2030, USD bn, and the year in which it is: of the
    middle draw, and the first and last of nine draws of ten."""

    party: str
    free_cash_flow: Levels
    year: int
    first_year: int
    last_year: int


class Failure(Struct, frozen=True, kw_only=True):
    """How many draws a firm has failed in by the end of a year, and what its lenders have lost.

    `beside` is that share of the draws in which OpenAI is bankrupt by then, none where no draw is;
    `alone` of those in which it stands. `tight` is the share in which its cash is below its least
    in the year's last quarter. Losses are USD bn since the start: the mean, and what one draw in
    twenty is above.
    """

    party: str
    year: int
    failed: float
    beside: float | None
    alone: float
    tight: float
    lenders_lost: float
    lenders_lost_q95: float


class OwnMoneyYear(Struct, frozen=True, kw_only=True):
    """One supplier's year: its sales inside, and how much was its own money, USD bn, means.

    Under three conventions: its own money leaves a pool `last`, `pro_rata` or `first`. None of them
    is a bound of the others: what stayed in a pool in one year leaves it in a later one. `least`
    and `most` are the ends of the three.
    """

    party: str
    year: int
    sales: float
    last: float
    pro_rata: float
    first: float
    least: float
    most: float


class CapacityYear(Struct, frozen=True, kw_only=True):
    """GW at the end of a year, by lessor (mean), wanted, and by state of project (mean).

    `binding` is the share of quarters and draws in which each limit held service back.
    """

    year: int
    gw: dict[str, float]
    wanted: float
    total: QuantileRow
    states: dict[str, float]
    binding: dict[str, float]


class Site(Struct, frozen=True, kw_only=True):
    """One project of the book at the end of a year, GW, means over draws.

    Financed, powered, delivered and in service are cumulative; `complete` is the share of draws in
    which all of it is in service. `estimated`: sized by its price, an assumption.
    """

    project: str
    party: str
    lessor: str
    firmness: str
    gw: float
    estimated: bool
    year: int
    financed: float
    powered: float
    delivered: float
    in_service: float
    complete: float
    claims: tuple[str, ...]


class Books(Struct, frozen=True, kw_only=True):
    """A lessor's accelerators bought in the run, USD bn, means: books, value, written off so far.

    `over_value` is what books have above the value by the rental index and nobody has written off.
    """

    party: str
    year: int
    book: float
    value: float
    over_value: float
    written_off: float


class End(Struct, frozen=True, kw_only=True):
    """Probability of each state at the end of a year, and of being listed or rescued by then.

    `rescued` among the states is the quarter of a rescue itself; `rescued_ever` counts every draw
    that was rescued once, whatever became of it.
    """

    year: int
    states: dict[str, float]
    listed: float
    rescued_ever: float


class BoundHeld(Struct, frozen=True, kw_only=True):
    """A bound that equations alone would pass: its name, and the share of draws held at it by the
    end of each year shown."""

    bound: str
    share: dict[str, float]


class Switch(Struct, frozen=True, kw_only=True):
    """An if-sentence of the articles that a run can switch on, by the scenario's name."""

    name: str
    title_en: str
    title_zh: str
    runs: bool


class SimulatedLoop(AnswerRecord, frozen=True, kw_only=True, omit_defaults=True):
    """Circularity in the run: own money come back, outside revenue over compute, loop gain.

    `files` are those of one's own that `--scenario` named; without any the field is left out.
    """

    command: ClassVar[str] = "loop"

    scenario: str
    draws: int
    seed: int
    headline: Message
    own: tuple[OwnMoneyYear, ...]
    coverage: tuple[QuantileRow, ...]
    loop_gain: tuple[QuantileRow, ...]
    broken: BrokenLink | None
    hash: str
    files: tuple[FileHash, ...] = ()


class RunRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer of `caploop run`; money in USD bn."""

    command: ClassVar[str] = "run"

    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    revenue: tuple[QuantileRow, ...]
    cost: tuple[QuantileRow, ...]
    burn: tuple[QuantileRow, ...]
    value: tuple[QuantileRow, ...]
    statements: tuple[Statement, ...]
    troughs: tuple[Trough, ...]
    failures: tuple[Failure, ...]
    opening: tuple[OpeningBalance, ...]
    tenors: tuple[Tenor, ...]
    capacity: tuple[CapacityYear, ...]
    sites: tuple[Site, ...]
    books: tuple[Books, ...]
    chip_shares: dict[str, dict[str, float]]
    heaviness: tuple[QuantileRow, ...]
    ends: tuple[End, ...]
    owned: dict[str, dict[str, float]]
    loan_to_value: tuple[QuantileRow, ...]
    held: tuple[BoundHeld, ...]
    loop: SimulatedLoop
    suppliers: Suppliers
    decisions: FirmDecisions
    switches: tuple[Switch, ...]
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


class SeriesResponse(Struct, frozen=True, kw_only=True):
    """How one series, in USD bn, answers to a broken link: difference of means to the unbroken run.

    `differences` at the ends of fixed years; `half_life` is the number of quarters from the end of
    2028 until no more than half of that difference is left for good, none where that does not
    happen by the end of the run, or where there is none.
    """

    series: str
    differences: dict[str, float]
    half_life: int | None


class BrokenLink(Struct, frozen=True, kw_only=True):
    """An agreement that is never paid, with common draws, and the loop's gain beside it.

    `damped` says that the gain stays below 1: a shock then loses force round by round.
    """

    link: str
    responses: tuple[SeriesResponse, ...]
    largest_gain: float
    damped: bool


class Bargain(Struct, frozen=True, kw_only=True):
    """How two sides hang on each other in 2027, and the price cut that follows from it.

    `of_sellers_sales` is OpenAI's share of the supplier's sales, direct or through lessors;
    `of_purchases` the supplier's share of OpenAI's rent, for a chip maker of the chips in it.
    Negative cuts are what the seller can ask on top.
    """

    supplier: str
    of_sellers_sales: float
    of_purchases: float
    price_cut: float


class FirmDecisions(Struct, frozen=True, kw_only=True):
    """Rules read on the run; money in USD bn a year.

    `hole` is what Nvidia's guidance of a quarter, times four, leaves after its other customers.
    """

    bargains: tuple[Bargain, ...]
    guidance: float
    hole: float
    hole_share: float
    cost_of_owning: float
    lease: float
    owned_share: float
    plan_before: float
    plan_after: float
    expected_over_required: float


class Orders(Struct, frozen=True, kw_only=True):
    """A firm's signed orders at the end of a year and what moved OpenAI's in it, USD bn, means."""

    party: str
    year: int
    openai: float
    others: float
    booked: float
    recognised: float
    cancelled: float


class Dependence(Struct, frozen=True, kw_only=True):
    """How a firm hangs on OpenAI at the end of a year, means over draws (D1 to D5).

    Shares of sales, signed orders and EBITDA; debt raised for OpenAI's projects so far, with the
    levels between which nine draws of ten lie, and what OpenAI's default would cost, USD bn, the
    latter over opening equity and over a year's EBITDA, medians; none where the firm has no equity
    in the book.
    """

    party: str
    year: int
    of_sales: float
    of_orders: float
    of_ebitda: float
    raised: float
    raised_q05: float
    raised_q95: float
    lost: float
    lost_over_equity: float | None
    lost_over_ebitda: float


class Price(Struct, frozen=True, kw_only=True):
    """A supplier's bargained price against its contract's at the end of a year, mean over draws,
    and the cut that a contract renewed then would get."""

    party: str
    year: int
    price: float
    cut: float


class Suppliers(Struct, frozen=True, kw_only=True):
    """Order books, dependence and prices by firm; by quarter: CoreWeave's loans on chips, Oracle's
    leases not begun, Nvidia's hole in USD bn a year and as a share of its guidance, capacity it has
    bought back so far, supply that chip makers have written off so far."""

    orders: tuple[Orders, ...]
    dependence: tuple[Dependence, ...]
    prices: tuple[Price, ...]
    chip_loan: tuple[QuantileRow, ...]
    leases_not_begun: tuple[QuantileRow, ...]
    vendors_hole: tuple[QuantileRow, ...]
    hole_share: tuple[QuantileRow, ...]
    bought_back_ever: tuple[QuantileRow, ...]
    supply_lost: tuple[QuantileRow, ...]
