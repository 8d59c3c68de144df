"""What `caploop value` answers: what has to come true for the price, and who is diluted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, QuantileRow, Versions
from caploop.valuation import ClassValue, DiscountedYear, Multiple, Surface


class Inverse(Struct, frozen=True, kw_only=True):
    """What a price asks of 2030 at a return until then, USD bn; net debt is taken as none.

    `growth` a year from the revenue of 2025; `plan_share` of the plan's revenue of 2030;
    `margin_at_plan` the margin at the end that plan revenue needs.
    """

    price: float
    rate: float
    margin_end: float
    equity_2030: float
    revenue_2030: float
    growth: float
    plan_share: float
    margin_at_plan: float


class Discounted(Struct, frozen=True, kw_only=True):
    """Value over revenue in 2030 at a margin at the end, and what plan revenue is worth today."""

    margin_end: float
    value_over_revenue: float
    value_2030: float
    value_today: float


class Owned(Struct, frozen=True, kw_only=True):
    """Shares of holders at the end of a year, mean over draws; they sum to 1."""

    year: int
    shares: dict[str, float]


class Holder(Struct, frozen=True, kw_only=True):
    """What a holder owns, loses to new shares and earns; shares are means over draws.

    `diluted` is the part of a share held from the start that later shares have taken by 2030.
    `first_value` is the first stake at the first price, USD bn, which nobody paid; `paid_before`
    the cash the book has for it, none where it has none, and `put_in` cash paid in from 2026 to
    2030, mean: shares for work, assets or notes are no cash. A rate of return counts the first
    stake at its first value, not at its cost, and ends in 2030: at the value, less the discount for
    shares that cannot be sold, at the price of a sale, or with nothing; `lost_value` is the share
    of draws in which it is below 0. `rates` is the median by end state; none where no draw ends
    there or the holder has nothing to lose.
    """

    holder: str
    first: float
    share_2030: float
    share_2035: float
    diluted: float
    first_value: float
    paid_before: float | None
    put_in: float
    rate_q05: float | None
    rate_median: float | None
    rate_q95: float | None
    lost_value: float | None
    rates: dict[str, float | None]


class MarkStanding(Struct, frozen=True, kw_only=True):
    """The mark at the end of a quarter: its median, quarters since, share of draws where stale.

    `value` is the median before new money, `premium` the median price of the business over its own
    cash flow; that of the first quarter is what the signed price leaves: the opening's. `down` is
    the share of draws that have had a down round by then.
    """

    quarter: str
    mark: float
    value: float
    premium: float
    quarters_since: float
    stale: float
    down: float


class RoundYear(Struct, frozen=True, kw_only=True):
    """New rounds of a year: how many a draw asks for and has refused, means over draws.

    Of those that come: the part of the equity asked for that investors give, the discount of the
    price to the value, and equity and debt in USD bn, means; none where none comes.
    """

    year: int
    asked: float
    refused: float
    filled: float | None
    discount: float | None
    equity: float | None
    debt: float | None


class ReturnChance(Struct, frozen=True, kw_only=True):
    """Probability that the equity of 2030 reaches what a price and a return ask for.

    A price after a round is one price of a share: asked are the equity before the round grown at
    the return, and each dollar of new money grown from when it comes in.

    `by_process` is of the simulated value at the end of 2030, `by_cash_flow` of the same without
    the premium: each draw's own discounted cash flow plus cash less debt. `times_by_process` and
    `times_by_cash_flow` are the medians of both over revenue of 2030, where OpenAI stands: what is
    left of the premium is all the difference. Both depend on the priors named.
    """

    price: float
    rate: float
    required: float
    by_process: float
    by_cash_flow: float
    times_by_process: float
    times_by_cash_flow: float
    priors: tuple[str, ...]


class ShareClassValue(Struct, frozen=True, kw_only=True):
    """The headline against the fair value of the equity, USD bn.

    `by_options` is the equity at which the newest class is worth what it paid; `by_sample` the
    headline over the mean overstatement in the literature's sample.
    """

    headline: float
    by_options: float
    over_options: float
    by_sample: float
    over_sample: float
    classes: tuple[ClassValue, ...]


class Warrant(Struct, frozen=True, kw_only=True):
    """A warrant on a supplier's shares, USD bn: a `case` of its price in USD and its volatility.

    `signed` is worth where what is signed is delivered and nothing more, `whole` where all is that
    the warrant asks for, `most` where every tranche has vested at its own price; `shares` are
    millions.
    """

    issuer: str
    holder: str
    case: str
    shares: float
    price: float
    volatility: float
    signed: float
    whole: float
    most: float


class ValueRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn, rates and shares as fractions."""

    command: ClassVar[str] = "value"

    party: str
    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    quarter_rate: float
    multiples: tuple[Multiple, ...]
    comparable: tuple[float, float, float]
    discounted: tuple[Discounted, ...]
    explicit_years: tuple[DiscountedYear, ...]
    inverse: tuple[Inverse, ...]
    surface: Surface
    classes: ShareClassValue
    value: tuple[QuantileRow, ...]
    mark: tuple[MarkStanding, ...]
    rounds: tuple[RoundYear, ...]
    owned: tuple[Owned, ...]
    holders: tuple[Holder, ...]
    chances: tuple[ReturnChance, ...]
    warrants: tuple[Warrant, ...]
    notes: tuple[Message, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    accounts_gap: float
    versions: Versions
    hash: str
