"""Network valuation (NEVA): equities that agree with what creditors think of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from caploop.clearing.batch import columns, in_pieces, still_to_come
from caploop.clearing.problem import (
    Bools,
    Floats,
    Ints,
    Matrix,
    amounts,
    positive_count,
    positive_number,
    square_matrix,
)
from caploop.clearing.worth import AbstractWorth
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

ROUNDING = 1e-2

Solution = Literal["greatest", "least"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkValue:
    """Equity and worth by scenario (where given) and party; what tells of a scenario beside it.

    `worth` is that of a dollar owed by the party, in [0, 1]; equity may be below 0. `gap_usd` is
    the largest change another round makes, `is_converged` where what all further rounds would add
    is within the tolerance.
    """

    equity_usd: Floats
    worth: Floats
    rounds: Ints
    gap_usd: Floats
    is_converged: Bools


@by_name("owed_usd")
def network_value(
    owed_usd: Matrix,
    outside_usd: ArrayLike,
    *,
    owed_outside_usd: ArrayLike,
    worth: AbstractWorth,
    solution: Solution = "greatest",
    tolerance: float = 1e-12,
    rounds_most: int = 100_000,
) -> NetworkValue:
    """Equities E_i = outside_i + sum_j owed_ji V_j(E_j) - all that i owes, solved in rounds.

    `owed_usd[i, j]` is what i owes j, `outside_usd[.., i]` the assets of i outside the network,
    `owed_outside_usd[i]` what i owes outside it, of equal rank with what it owes inside.
    `worth` is V: any rule of `caploop.clearing.worth`, or one of your own (Barucca, Bardoscia,
    Caccioli, D'Errico, Visentin, Caldarelli and Battiston 2020, Math. Finance 30:1181).

    V never falls in equity, so that a greatest and a least solution exist; `solution` says which:
    from every claim whole downwards, or from every claim worthless upwards. Where they differ,
    both are true of the balance sheets alone. `tolerance` is a share of the largest amount.
    Raises UsageError for wrong shapes, NaN, negative amounts.

    >>> from caploop.clearing.worth import EisenbergNoeWorth
    >>> found = network_value([[0, 10], [0, 0]], [4, 1], owed_outside_usd=[0, 2],
    ...                       worth=EisenbergNoeWorth())
    >>> found.equity_usd.tolist(), found.worth.tolist()
    ([-6.0, 3.0], [0.4, 1.0])
    """
    owed = square_matrix("owed_usd", owed_usd)
    parties = owed.shape[0]
    outside = amounts("outside_usd", outside_usd, parties=parties)
    beyond = amounts("owed_outside_usd", owed_outside_usd, parties=parties, batch=False)
    if solution not in {"greatest", "least"}:
        raise UsageError(f"solution is {solution!r}; say 'greatest' or 'least'")
    positive_count("rounds_most", rounds_most)
    debts = np.asarray(owed.sum(axis=1)) + beyond
    largest = max(float(debts.max(initial=0)), float(outside.max(initial=0)))
    within = positive_number("tolerance", tolerance) * max(largest, np.finfo(np.float64).tiny)
    book = _Book(owed=owed, debts=debts, worth=worth, within=within, rounds_most=rounds_most)
    return _all(book, outside, start=1.0 if solution == "greatest" else 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Book:
    owed: csr_array
    debts: Floats
    worth: AbstractWorth
    within: float
    rounds_most: int

    def equity(self, outside: Floats, share: Floats) -> Floats:
        return np.asarray(outside + share @ self.owed - self.debts)

    def share(self, outside: Floats, equity: Floats) -> Floats:
        return self.worth.share(equity, owed_usd=self.debts, outside_usd=outside)


def _all(book: _Book, outside: Floats, *, start: float) -> NetworkValue:
    shape, lead = outside.shape, outside.shape[:-1]
    rows = columns(outside).T
    scenarios, parties = rows.shape
    equity, share = np.empty(rows.shape), np.empty(rows.shape)
    rounds, gap = np.empty(scenarios, dtype=np.int64), np.empty(scenarios)
    settled = np.empty(scenarios, dtype=np.bool_)

    def solve(piece: slice) -> None:
        found = _settled(book, rows[piece], start=start)
        equity[piece], share[piece], rounds[piece], gap[piece], settled[piece] = found

    in_pieces(solve, parties=parties, scenarios=scenarios)
    return NetworkValue(
        equity_usd=equity.reshape(shape),
        worth=share.reshape(shape),
        rounds=rounds.reshape(lead),
        gap_usd=gap.reshape(lead),
        is_converged=settled.reshape(lead),
    )


def _settled(
    book: _Book, outside: Floats, *, start: float
) -> tuple[Floats, Floats, int, Floats, Bools]:
    equity = book.equity(outside, np.full(outside.shape, start))
    before = np.full(len(outside), np.inf)
    settled: Bools = np.zeros(len(outside), dtype=np.bool_)
    rounds = 0
    while rounds < book.rounds_most and not (rounds and settled.all()):
        share = book.share(outside, equity)
        new = book.equity(outside, share)
        step, equity = new - equity, new
        largest = np.abs(step).max(axis=1, initial=0.0)
        left = still_to_come(largest, before, rounding=ROUNDING * book.within)
        before, rounds = largest, rounds + 1
        if (2 * left <= book.within).all():
            point = equity + _beyond(step, 2 * left)
            onward = book.equity(outside, book.share(outside, point)) - point
            onward *= -1 if start else 1
            settled = np.asarray((onward <= ROUNDING * book.within).all(axis=1))
    return equity, book.share(outside, equity), rounds, before, settled


def _beyond(step: Floats, most: Floats) -> Floats:
    """The step drawn out to `most` in its largest part.

    The map never falls: where it turns the point there back, no solution lies behind it.
    """
    largest = np.abs(step).max(axis=1, keepdims=True, initial=0.0)
    drawn = step * most[:, None]
    return np.asarray(np.divide(drawn, largest, out=np.zeros_like(step), where=largest > 0))
