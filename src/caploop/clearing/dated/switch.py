"""One quarter: payments and the promises they switch on, found together.

With every promise monotone, start with all on and clear; switch off what is not met; repeat. Each
state lies above every solution, so the first one that stands still is the greatest (Tarski 1955).
With others every way of switching is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.sparse import csr_array

from caploop.clearing.dated.promise import Promise, is_met
from caploop.clearing.payments.fixed_point import greatest
from caploop.clearing.payments.obligations import by_rank, made, receipts
from caploop.clearing.problem import Floats, Ints
from caploop.core.errors import UsageError

TIGHT = 1e-13
UNPAID = 1e-9
SWITCHES_MOST = 12

Switches = tuple[bool, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What a quarter starts from: firm debts by rank, promised debts, outside debts, cash."""

    firm: tuple[csr_array, ...]
    promised: csr_array
    outside_usd: Floats
    cash_usd: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """One way of switching, cleared; amounts have the axes rank and party, promises last.

    `performed` is the share of firm debts paid, 1 where there are none.
    """

    matrices: tuple[csr_array, ...]
    outside_usd: Floats
    owed_usd: Floats
    paid_usd: Floats
    received_usd: Floats
    rounds: Ints
    performed: Floats
    is_on: Switches


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What was settled on (None: nothing is consistent), out of how many, and if it is greatest."""

    settled: Settled | None
    solutions: int
    is_greatest: bool


def switched(due: Due, promises: Sequence[Promise]) -> Choice:
    """The greatest way of switching where there is one by proof; else the best of all tried."""
    if all(promise.is_monotone for promise in promises):
        return Choice(settled=_from_above(due, promises), solutions=1, is_greatest=True)
    if len(promises) > SWITCHES_MOST:
        raise UsageError(
            f"{len(promises)} promises are open at once and not all are monotone; "
            f"give at most {SWITCHES_MOST}, or a lag of a quarter"
        )
    found = list(_consistent(due, promises))
    if not found:
        return Choice(settled=None, solutions=0, is_greatest=False)
    best = max(found, key=lambda settled: float(settled.received_usd.sum()))
    is_greatest = all(_is_above(best, other) for other in found)
    return Choice(settled=best, solutions=len(found), is_greatest=is_greatest)


def settle(due: Due, promises: Sequence[Promise], is_on: Switches) -> Settled:
    """The greatest payments with these promises on, and money set aside for those that are not."""
    matrices = [*due.firm, due.promised]
    aside = np.zeros(due.cash_usd.size)
    for promise, on in zip(promises, is_on, strict=True):
        if on:
            rank = -1 if promise.rank is None else promise.rank
            matrices[rank] = matrices[rank] + entry(promise, due.cash_usd.size)
        elif promise.is_monotone:
            aside[promise.payer] += promise.amount_usd
    rows = np.stack([np.asarray(matrix.sum(axis=1)) for matrix in matrices])
    outside = np.concatenate([due.outside_usd, np.zeros((1, aside.size))])
    owed = rows + outside
    return _settled(due, tuple(matrices), outside=outside, owed=owed, aside=aside, is_on=is_on)


def entry(promise: Promise, parties: int) -> csr_array:
    """The debts in dollars, [debtor, creditor], with the promise as the only one."""
    place = ([promise.payer], [promise.receiver])
    return csr_array(([promise.amount_usd], place), shape=(parties, parties))


def _settled(
    due: Due,
    matrices: tuple[csr_array, ...],
    *,
    outside: Floats,
    owed: Floats,
    aside: Floats,
    is_on: Switches,
) -> Settled:
    wide = owed.copy()
    wide[-1] += aside
    ones = np.ones(aside.size)
    debts = made(matrices, by_rank_usd=wide, cash_kept=ones, receipts_kept=ones)
    found = greatest(debts, due.cash_usd[:, None], tolerance=TIGHT)
    paid = np.stack([part[:, 0] for part in by_rank(debts, found.paid_usd)])
    drawn = np.divide(owed[-1], wide[-1], out=np.zeros_like(aside), where=wide[-1] > 0)
    paid[-1] *= drawn
    firm_owed, firm_paid = owed[:-1].sum(axis=0), paid[:-1].sum(axis=0)
    is_short = (owed - paid).sum(axis=0) > UNPAID * debts.scale_usd
    return Settled(
        matrices=matrices,
        outside_usd=outside,
        owed_usd=owed,
        paid_usd=paid,
        received_usd=receipts(debts, found.paid_usd)[:, 0],
        rounds=np.where(is_short, found.rounds[:, 0], 0),
        performed=np.divide(firm_paid, firm_owed, out=np.ones_like(aside), where=firm_owed > 0),
        is_on=is_on,
    )


def _from_above(due: Due, promises: Sequence[Promise]) -> Settled:
    is_on: Switches = (True,) * len(promises)
    while True:
        settled = settle(due, promises, is_on)
        met = _met(promises, settled)
        still = tuple(on and is_met for on, is_met in zip(is_on, met, strict=True))
        if still == is_on:
            return settled
        is_on = still


def _consistent(due: Due, promises: Sequence[Promise]) -> Iterator[Settled]:
    for is_on in product((True, False), repeat=len(promises)):
        settled = settle(due, promises, is_on)
        if _met(promises, settled) == is_on:
            yield settled


def _met(promises: Sequence[Promise], settled: Settled) -> Switches:
    return tuple(is_met(promise, settled.performed) for promise in promises)


def _is_above(best: Settled, other: Settled) -> bool:
    scale = float(best.owed_usd.sum()) or 1.0
    return bool((best.received_usd >= other.received_usd - UNPAID * scale).all())
