"""How much of a vendor's revenue is its own money come back: an interval and a point in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Bools, Floats, money
from caploop.network.own_money import Payments, dated, own_least_and_most, own_pro_rata, purses

TOLERANCE = 1e-6


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfFunded:
    """Dollars of a vendor's revenue over all periods that are its own money, and of how much.

    0 <= `least_usd` <= `pro_rata_usd` <= `most_usd` <= min(`put_in_usd`, `revenue_usd`).
    `pro_rata_by_period_usd` adds up to the point. `unexplained_usd[period, party]` is what a
    party paid beyond the cash the data give it, taken as outside cash of that period in the point.
    `is_open[period, party]`: not all cash of the party up to then is known.
    """

    least_usd: float
    pro_rata_usd: float
    most_usd: float
    put_in_usd: float
    revenue_usd: float
    pro_rata_by_period_usd: Floats
    unexplained_usd: Floats
    is_open: Bools
    reason: str | None = None


@by_name()
def self_funded_revenue(
    payments: Payments,
    vendor: int,
    inflow_usd: ArrayLike,
    *,
    opening_cash_usd: ArrayLike | None = None,
    outflow_usd: ArrayLike | None = None,
) -> SelfFunded:
    """The interval [least, pro rata, most] of a vendor's revenue paid with its own money.

    Money is fungible: a payer with several sources may have paid from any of them, so only an
    interval is known. `payments` are dated cash flows (never promises: equity, purchases and debt
    enter as cash when paid, or not at all); `inflow_usd[period, party]` and `outflow_usd` are
    cash from and to the outside, `opening_cash_usd[party]` cash held before, all in dollars. NaN
    in either of the first and last is cash that nobody knows: at least 0 and perhaps any amount.

    Own money is born in the vendor's cheques (all it pays, or those marked `cheque`) and ends in
    what the vendor is paid; what counts is all of that, or what is marked `revenue`. Money that
    returns and goes out again is counted again. It may pass through any number of intermediaries
    within a period, whose payments have no order, and never goes back in time. Cash kept at the
    end of a period keeps its mix and may be spent later or never, so cash a payer need not have
    spent may be the own part (least) or the other part (most). Opening cash is nobody's own
    money. With y the own part of each payment, m of each purse and w of each outflow, for every
    party but the vendor and every period, m' = m + sum y_in - sum y_out - w, 0 <= y <= paid,
    0 <= m' <= cash (no bound where not all cash is known: who paid beyond what it had is such a
    party), 0 <= w <= outflow; least and most are the minimum and maximum of sum y into revenue
    (linear programme, HiGHS). Pro rata, every payer pays the mix it has after the period's
    receipts, unknown cash at its least: 30 x 60/90 x 40/90 = 8.9 below. More outside cash never
    raises the least while nothing is unexplained.

    No cheque or no revenue: zeros and a reason. Bounds and point that are out of order by more than
    the solver's tolerance are given as they came, with a reason: nothing is cut to fit. Raises
    UsageError for unknown parties or periods, wrong shapes, negative values or NaN.

    >>> loop = Payments(period=[0, 0, 0], payer=[0, 1, 2], payee=[1, 2, 0], amount_usd=[30, 60, 40])
    >>> share = self_funded_revenue(loop, 0, [[150, 60, 30]])
    >>> share.least_usd, round(share.pro_rata_usd, 3), share.most_usd
    (0.0, 8.889, 30.0)
    """
    inflow = money("inflow_usd", inflow_usd, is_unknown_allowed=True)
    if inflow.ndim != 2:
        raise UsageError(f"inflow_usd has the shape {inflow.shape}; give axes period and party")
    if not 0 <= vendor < inflow.shape[1]:
        raise UsageError(f"vendor {vendor} is none of {inflow.shape[1]} parties; give its column")
    outflow = np.zeros(inflow.shape)
    if outflow_usd is not None:
        outflow = money("outflow_usd", outflow_usd, shape=inflow.shape)
    opening = np.zeros(inflow.shape[1])
    if opening_cash_usd is not None:
        opening = money(
            "opening_cash_usd", opening_cash_usd, shape=opening.shape, is_unknown_allowed=True
        )
    paid = dated(payments, vendor, inflow.shape)
    purse = purses(paid, inflow=inflow, outflow=outflow, opening=opening)
    put_in = float(paid.amount_usd[paid.cheque].sum())
    revenue = float(paid.amount_usd[paid.revenue].sum())
    reason = _reason(put_in, revenue)
    by_period = np.zeros(len(inflow)) if reason else own_pro_rata(paid, purse)
    least, most = (0.0, 0.0) if reason else own_least_and_most(paid, purse)
    found = least, float(by_period.sum()), most
    ordered = _in_order(found, top=min(put_in, revenue))
    if ordered is None:
        reason = "least, pro rata and most are out of order: the three are given as they came"
    low, point, high = ordered or found
    return SelfFunded(
        least_usd=low,
        pro_rata_usd=point,
        most_usd=high,
        put_in_usd=put_in,
        revenue_usd=revenue,
        pro_rata_by_period_usd=by_period,
        unexplained_usd=purse.unexplained_usd,
        is_open=purse.is_open,
        reason=reason,
    )


def _in_order(
    found: tuple[float, float, float], *, top: float
) -> tuple[float, float, float] | None:
    """The three without the solver's tolerance; None where more than that parts them."""
    least, point, most = found
    inside = min(max(point, 0.0), top)
    kept = min(max(least, 0.0), inside), inside, max(min(most, top), inside)
    wide = TOLERANCE * max(top, most, point)
    return kept if all(abs(a - b) <= wide for a, b in zip(kept, found, strict=True)) else None


def _reason(put_in: float, revenue: float) -> str | None:
    if put_in == 0:
        return "the vendor paid nothing into the network: none of its revenue is its own money"
    return "the vendor has no revenue: there is nothing to share" if revenue == 0 else None
