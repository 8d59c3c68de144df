"""Dated payments, the purses they leave, and what part of each can be one party's own money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import coo_array

from caploop.core.errors import UsageError
from caploop.core.labels import axes_of
from caploop.network.arrays import Bools, Floats, Ints, money, reached

ROUNDING = 1e-12
TIGHTEST = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, kw_only=True, slots=True)
class Payments:
    """Dated cash payments, one entry of each list a payment; periods and parties from 0.

    `cheque` marks which payments of the vendor put its own money in, `revenue` which payments to
    it are revenue; None marks all.
    """

    period: Sequence[int]
    payer: Sequence[int]
    payee: Sequence[int]
    amount_usd: ArrayLike
    cheque: Sequence[bool] | None = None
    revenue: Sequence[bool] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedPayments:
    """Payments as arrays, seen from one vendor; `cheque` and `revenue` lie at the vendor only."""

    vendor: int
    period: Ints
    payer: Ints
    payee: Ints
    amount_usd: Floats
    cheque: Bools
    revenue: Bools


@dataclass(frozen=True, kw_only=True, slots=True)
class Purses:
    """Cash of every party: `cash_usd[period, party]` at the end of each period, and its sources.

    `source_usd` is what a party had or got from outside before it received from others,
    `available_usd` that and its receipts, `unexplained_usd` what it paid beyond that. Where
    `is_open` a party may have held any more, since not all its cash from outside is known.
    """

    cash_usd: Floats
    source_usd: Floats
    available_usd: Floats
    outflow_usd: Floats
    unexplained_usd: Floats
    is_open: Bools


def dated(payments: Payments, vendor: int, shape: tuple[int, ...]) -> DatedPayments:
    """The payments as arrays, checked against the number of periods and parties."""
    _check_entries(payments)
    amount = money("amount_usd", payments.amount_usd)
    lists = [payments.period, payments.payer, payments.payee]
    if any(len(values) != len(amount) for values in lists) or amount.ndim != 1:
        raise UsageError("period, payer, payee and amount_usd differ in length; give one of each")
    period, payer, payee = (np.array(values, dtype=np.int64).reshape(-1) for values in lists)
    for name, values, count in (
        ("period", period, shape[0]),
        ("payer", payer, shape[1]),
        ("payee", payee, shape[1]),
    ):
        if ((values < 0) | (values >= count)).any():
            raise UsageError(f"a {name} is outside 0 to {count - 1}; widen inflow_usd or mend it")
    if (payer == payee).any():
        raise UsageError("a party pays itself; leave that payment out")
    return DatedPayments(
        vendor=vendor,
        period=period,
        payer=payer,
        payee=payee,
        amount_usd=amount,
        cheque=_marked("cheque", payments.cheque, payer == vendor),
        revenue=_marked("revenue", payments.revenue, payee == vendor),
    )


def _check_entries(payments: Payments) -> None:
    """Refuses lists that are labelled in different orders: they would be paired wrongly."""
    found = {
        item.name: axes_of(item.name, getattr(payments, item.name)) for item in fields(payments)
    }
    first = next((name for name, axes in found.items() if axes is not None), None)
    for name, axes in found.items():
        if axes is not None and first is not None and axes != found[first]:
            raise UsageError(
                f"{name} and {first} are labelled differently; take both from one table, or give "
                "plain lists in one order"
            )


def _marked(name: str, marks: Sequence[bool] | None, possible: Bools) -> Bools:
    if marks is None:
        return possible
    chosen = np.array(marks, dtype=np.bool_)
    if chosen.shape != possible.shape or (chosen & ~possible).any():
        raise UsageError(f"{name} marks a payment that is not the vendor's; mark only the vendor's")
    return chosen


def purses(paid: DatedPayments, *, inflow: Floats, outflow: Floats, opening: Floats) -> Purses:
    """Cash carried from period to period; NaN in `inflow` or `opening` is cash nobody knows.

    `inflow[period, party]` and `outflow[period, party]` in dollars, from and to outside;
    `opening[party]` is cash at the start.
    What a party lacks is taken as outside cash, and tells that not all of it is known.
    """
    unknown = np.isnan(inflow)
    unknown[:1] |= np.isnan(opening)
    inflow, opening = np.nan_to_num(inflow), np.nan_to_num(opening)
    received, spent = np.zeros_like(inflow), outflow.copy()
    np.add.at(received, (paid.period, paid.payee), paid.amount_usd)
    np.add.at(spent, (paid.period, paid.payer), paid.amount_usd)
    cash, source, unexplained = (np.zeros_like(inflow) for _ in range(3))
    before = opening
    for period in range(len(inflow)):
        known = before + inflow[period] + received[period]
        left = known - spent[period]
        left[np.abs(left) <= ROUNDING * known] = 0
        cash[period], unexplained[period] = np.maximum(left, 0), np.maximum(-left, 0)
        source[period] = before + inflow[period] + unexplained[period]
        before = cash[period]
    return Purses(
        cash_usd=cash,
        source_usd=source,
        available_usd=source + received,
        outflow_usd=outflow,
        unexplained_usd=unexplained,
        is_open=np.logical_or.accumulate(unknown, axis=0) | (unexplained > 0).any(axis=0),
    )


def own_least_and_most(paid: DatedPayments, purse: Purses) -> tuple[float, float]:
    """Least and most own money in revenue, in dollars, by two linear programmes."""
    scale = float(paid.amount_usd.max())
    payments, cells = len(paid.amount_usd), purse.cash_usd.size
    parties = purse.cash_usd.shape[1]
    fixed = paid.payer == paid.vendor
    least = np.zeros(payments + 2 * cells)
    kept = np.where(purse.is_open, np.inf, purse.cash_usd)
    most = np.concatenate(
        [paid.amount_usd, kept.ravel(), purse.outflow_usd.ravel()], dtype=np.float64
    )
    most[:payments][fixed & ~paid.cheque] = 0
    least[:payments][fixed] = most[:payments][fixed]
    others = np.flatnonzero(np.arange(cells) % parties != paid.vendor)
    goal = np.zeros(len(most))
    goal[:payments] = paid.revenue
    low, high = (
        linprog(
            sign * goal,
            A_eq=_conservation(paid, cells, parties)[others],
            b_eq=np.zeros(len(others)),
            bounds=np.column_stack([least, most]) / scale,
            method="highs",
            options=TIGHTEST,
        )
        for sign in (1, -1)
    )
    if low.x is None or high.x is None:
        raise UsageError(f"no mix fits the payments ({low.message}); check their sizes")
    return float(low.fun) * scale, -float(high.fun) * scale


def _conservation(paid: DatedPayments, cells: int, parties: int) -> coo_array:
    """One row a period and party: own money kept, less that before, in and out, is 0."""
    payments = np.arange(len(paid.amount_usd))
    cell = np.arange(cells)
    kept = len(payments) + cell
    carried = cell[parties:]
    row = [
        paid.period * parties + paid.payee,
        paid.period * parties + paid.payer,
        cell,
        carried,
        cell,
    ]
    column = [payments, payments, kept, kept[: len(carried)], kept + cells]
    sign = [-1, 1, 1, -1, 1]
    value = np.concatenate(
        [np.full(len(r), s, dtype=np.float64) for r, s in zip(row, sign, strict=True)]
    )
    shape = (cells, len(payments) + 2 * cells)
    return coo_array((value, (np.concatenate(row), np.concatenate(column))), shape=shape).tocsr()


def own_pro_rata(paid: DatedPayments, purse: Purses) -> Floats:
    """Own money in revenue (period), in dollars, if every purse is well mixed."""
    periods, parties = purse.cash_usd.shape
    kept = np.zeros(parties)
    revenue = np.zeros(periods)
    for period in range(periods):
        now = paid.period == period
        flow, cheque = np.zeros((parties, parties)), np.zeros(parties)
        np.add.at(flow, (paid.payer[now], paid.payee[now]), paid.amount_usd[now])
        mine = now & paid.cheque
        np.add.at(cheque, paid.payee[mine], paid.amount_usd[mine])
        flow[paid.vendor] = 0
        share = _mix(flow, kept + cheque, purse, period=period)
        share[paid.vendor] = 0
        earned = now & paid.revenue
        revenue[period] = share[paid.payer[earned]] @ paid.amount_usd[earned]
        kept = share * purse.cash_usd[period]
    return revenue


def _mix(flow: Floats, own: Floats, purse: Purses, *, period: int) -> Floats:
    """Own share of each purse after the period's receipts; 0 where a ring of payments has none."""
    available = purse.available_usd[period]
    from_outside = available - flow.sum(axis=0)
    fed = reached(flow, from_outside > ROUNDING * available) & (available > 0)
    matrix = np.where(fed[:, None], np.diag(available) - flow.T, np.eye(len(own)))
    right = np.where(fed, own, 0.0)
    return np.clip(np.linalg.solve(matrix, right), 0, 1)
