"""Clearing quarter by quarter: what is unpaid rolls on, promises fall due when others perform.

Promises after all firm debts, switched on by performance, keep the map monotone, so a greatest
solution exists in each quarter, given those before. Others may leave several or none: told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from caploop.clearing.dated.promise import Promise, check_promises, is_met
from caploop.clearing.dated.switch import Due, Settled, entry, switched
from caploop.clearing.payments.obligations import rows_scaled
from caploop.clearing.problem import Floats, Ints, Matrix, amounts, square_matrix
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

ROUNDED = 1e-12

Debts = tuple[tuple[csr_array, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quarter:
    """One quarter cleared; amounts have the axes rank and party, promises being the last rank.

    `owed_usd` holds what is due and what rolled on; `rounds` the round each party falls short in, 0
    for never; `performed` the share of firm debts paid; `is_on` the promises switched on in this
    quarter. `is_monotone`: a greatest solution exists by proof and is the one told. `solutions` is
    the number of consistent ways to switch that were found (1, the greatest, where monotone);
    `is_greatest`: the one told gives everybody at least what any other found gives.
    """

    owed_usd: Floats
    paid_usd: Floats
    received_usd: Floats
    cash_usd: Floats
    rounds: Ints
    performed: Floats
    is_on: tuple[bool, ...]
    is_monotone: bool
    is_greatest: bool
    solutions: int

    @property
    def short_usd(self) -> Floats:
        """What is owed and not paid: it rolls on in its rank."""
        return np.asarray(self.owed_usd - self.paid_usd)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """Quarters in order; `stopped` says why there are no more, None where all were cleared."""

    quarters: tuple[Quarter, ...]
    stopped: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Carried:
    """What passes from quarter to quarter: unpaid debts, cash, promises already switched on."""

    due: Due
    drawn: frozenset[int]
    quarters: tuple[Quarter, ...]


@by_name("due_usd")
def clear_quarters(
    due_usd: Sequence[Sequence[Matrix]],
    income_usd: ArrayLike,
    *,
    opening_usd: ArrayLike,
    outside_usd: ArrayLike | None = None,
    promises: Sequence[Promise] = (),
) -> Dated:
    """Clears `due_usd[quarter][rank][i, j]` with `income_usd[quarter, party]` from outside.

    Cash left is kept; `outside_usd[quarter, rank, party]` is due to others. Money that a party sets
    aside for promises not switched on stays its own. One scenario a call. Raises UsageError for
    shapes that do not fit and promises that name no party.

    >>> due = [[[[0, 10], [0, 0]]], [[[0, 0], [0, 0]]]]
    >>> found = clear_quarters(due, [[6, 0], [5, 0]], opening_usd=[0, 0])
    >>> [float(quarter.paid_usd[0, 0]) for quarter in found.quarters]
    [6.0, 4.0]
    """
    debts = _debts(due_usd)
    ranks, parties = len(debts[0]), int(debts[0][0].shape[0])
    income = _shaped("income_usd", income_usd, (len(debts), parties))
    outside = _shaped("outside_usd", outside_usd, (len(debts), ranks, parties))
    check_promises(promises, parties=parties, ranks=ranks)
    nothing = csr_array((parties, parties))
    start = Due(
        firm=(nothing,) * ranks,
        promised=nothing,
        outside_usd=np.zeros((ranks, parties)),
        cash_usd=_shaped("opening_usd", opening_usd, (parties,)),
    )
    carried = _Carried(due=start, drawn=frozenset(), quarters=())
    for number, firm in enumerate(debts):
        due = Due(
            firm=tuple(old + new for old, new in zip(carried.due.firm, firm, strict=True)),
            promised=carried.due.promised,
            outside_usd=carried.due.outside_usd + outside[number],
            cash_usd=carried.due.cash_usd + income[number],
        )
        following = _cleared(replace(carried, due=due), promises)
        if following is None:
            return Dated(quarters=carried.quarters, stopped=_no_solution(number))
        carried = following
    return Dated(quarters=carried.quarters, stopped=None)


def _cleared(carried: _Carried, promises: Sequence[Promise]) -> _Carried | None:
    """The state after one quarter, or None where no way of switching is consistent."""
    number, due = len(carried.quarters), carried.due
    waiting = [i for i, p in enumerate(promises) if i not in carried.drawn and p.is_open(number)]
    known = {i for i in waiting if promises[i].lag and _was_met(promises[i], carried.quarters)}
    for one in sorted(known):
        due = _with(due, promises[one])
    choices = [i for i in waiting if not promises[i].lag]
    chosen = switched(due, [promises[i] for i in choices])
    if chosen.settled is None:
        return None
    now = {i for i, on in zip(choices, chosen.settled.is_on, strict=True) if on} | known
    after = _rolled(chosen.settled, due.cash_usd)
    quarter = Quarter(
        owed_usd=chosen.settled.owed_usd,
        paid_usd=chosen.settled.paid_usd,
        received_usd=chosen.settled.received_usd,
        cash_usd=after.cash_usd,
        rounds=chosen.settled.rounds,
        performed=chosen.settled.performed,
        is_on=tuple(i in now for i in range(len(promises))),
        is_monotone=all(promises[i].is_monotone for i in choices),
        is_greatest=chosen.is_greatest,
        solutions=chosen.solutions,
    )
    return _Carried(due=after, drawn=carried.drawn | now, quarters=(*carried.quarters, quarter))


def _was_met(promise: Promise, quarters: tuple[Quarter, ...]) -> bool:
    then = len(quarters) - promise.lag
    return then >= 0 and is_met(promise, quarters[then].performed)


def _with(due: Due, promise: Promise) -> Due:
    more = entry(promise, due.cash_usd.size)
    if promise.rank is None:
        return replace(due, promised=due.promised + more)
    firm = [m + more if r == promise.rank else m for r, m in enumerate(due.firm)]
    return replace(due, firm=tuple(firm))


def _rolled(settled: Settled, cash_usd: Floats) -> Due:
    """Unpaid debts of every rank, creditor by creditor in proportion, and the cash left."""
    owed, paid = settled.owed_usd, settled.paid_usd
    unpaid = 1 - np.divide(paid, owed, out=np.ones_like(owed), where=owed > 0)
    unpaid = np.where(unpaid > ROUNDED, unpaid, 0.0)
    pairs = zip(unpaid, settled.matrices, strict=True)
    rolled = [rows_scaled(matrix, share) for share, matrix in pairs]
    left = cash_usd + settled.received_usd - paid.sum(axis=0)
    return Due(
        firm=tuple(rolled[:-1]),
        promised=rolled[-1],
        outside_usd=(unpaid * settled.outside_usd)[:-1],
        cash_usd=np.maximum(left, 0.0),
    )


def _debts(due_usd: Sequence[Sequence[Matrix]]) -> Debts:
    debts = tuple(
        tuple(square_matrix(f"due_usd[{q}][{r}]", m) for r, m in enumerate(ranks))
        for q, ranks in enumerate(due_usd)
    )
    shapes = {(len(ranks), *(m.shape[0] for m in ranks)) for ranks in debts}
    if len(shapes) != 1 or len(set(next(iter(shapes))[1:])) != 1:
        raise UsageError(
            "due_usd needs at least one quarter, each with the same ranks and the same parties; "
            "give an empty matrix where nothing is due"
        )
    return debts


def _shaped(name: str, values: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    if values is None:
        return np.zeros(shape)
    array = amounts(name, values, parties=shape[-1])
    if array.shape != shape:
        axes = {1: "party", 2: "quarter, party", 3: "quarter, rank, party"}[len(shape)]
        raise UsageError(
            f"{name} has the shape {array.shape}, expected {shape}; give the axes {axes}"
        )
    return array


def _no_solution(number: int) -> str:
    return (
        f"quarter {number}: no way of switching its promises on or off is consistent with what is "
        "then paid; give the promises a lag, or rank them after all firm debts"
    )
