"""The answer of every clearing: payments, rounds, and how far they can be trusted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caploop.clearing.payments.fixed_point import Fixed, greatest, least
from caploop.clearing.payments.obligations import Obligations, by_rank, passed_on
from caploop.clearing.payments.regular import unfunded
from caploop.clearing.problem import Bools, Floats, Ints, amounts, positive_count, positive_number
from caploop.clearing.spectral import spectral_radius

IN_CACHE = 40_000
TOGETHER_LEAST = 16
SAME = 1e-8
NOTHING: Floats = np.zeros(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clearing:
    """Payments in dollars; the axes of scenarios, then rank where there are several, then party.

    `paid_usd` is the greatest solution and `least_paid_usd` the least; `is_unique` where they are
    one, which is no verdict without convergence. `rounds` says in which round of fictitious default
    a party fails, 0 for never.
    `residual` is the largest step left, over the largest debt, `steps` the products of matrix and
    payments. `spectral_radius` belongs to the shares passed on, at 1 a loop keeps all it is paid;
    `failed_share` is the share of debtors that fail, at 1 the answer is saturated. A party in
    `is_disconnected` neither owes nor is owed: it pays 0 of 0.
    """

    paid_usd: Floats
    least_paid_usd: Floats
    owed_usd: Floats
    rounds: NDArray[np.int32]
    is_unique: Bools
    is_converged: Bools
    residual: Floats
    steps: Ints
    spectral_radius: float
    failed_share: Floats
    is_disconnected: Bools

    @property
    def short_usd(self) -> Floats:
        """What each party owes and does not pay."""
        return np.asarray(self.owed_usd - self.paid_usd)


def cleared(
    owed: Obligations,
    cash_usd: ArrayLike,
    *,
    tolerance: float,
    is_plain: bool = False,
    workers: int = 1,
) -> Clearing:
    """Clears scenarios in blocks small enough for a core's cache, `workers` at a time.

    `cash_usd` has the axis party last and any axes of scenarios before it: (scenario, party).
    `is_plain`: one rank and no costs of default, where the graph alone gives the least payments.
    """
    positive_number("tolerance", tolerance)
    cash = amounts("cash_usd", cash_usd, parties=owed.parties)
    flat = cash.reshape(prod(cash.shape[:-1]), owed.parties)
    paid, low = np.empty_like(flat), None
    rounds = np.empty(flat.shape, dtype=np.int32)
    tops: list[Fixed] = []
    together = max(IN_CACHE // max(owed.parties, 1), TOGETHER_LEAST)
    blocks = [slice(start, start + together) for start in range(0, len(flat), together)]

    def work(block: slice) -> tuple[Fixed, Floats]:
        column = np.ascontiguousarray(flat[block].T)
        return _both(owed, column, tolerance=tolerance, is_plain=is_plain)

    with ThreadPoolExecutor(positive_count("workers", workers)) as pool:
        for block, (top, bottom) in zip(blocks, pool.map(work, blocks), strict=True):
            paid[block], rounds[block] = top.paid_usd.T, top.rounds.T
            if low is None and (bottom != top.paid_usd).any():
                low = paid.copy()
            if low is not None:
                low[block] = np.minimum(bottom, top.paid_usd).T
            tops.append(replace(top, paid_usd=NOTHING, rounds=NOTHING.astype(np.int64)))
    low = paid if low is None else low
    return _told(owed, tops, paid=paid, low=low, rounds=rounds, shape=cash.shape[:-1])


def _both(
    owed: Obligations, cash: Floats, *, tolerance: float, is_plain: bool
) -> tuple[Fixed, Floats]:
    top = greatest(owed, cash, tolerance=tolerance)
    if is_plain:
        return top, np.where(unfunded(owed, cash), 0.0, top.paid_usd)
    bottom = least(owed, cash)
    return replace(top, is_converged=top.is_converged & bottom.is_converged), bottom.paid_usd


def _told(
    owed: Obligations,
    tops: list[Fixed],
    *,
    paid: Floats,
    low: Floats,
    rounds: NDArray[np.int32],
    shape: tuple[int, ...],
) -> Clearing:
    ranks = () if len(owed.by_rank_usd) == 1 else (len(owed.by_rank_usd),)
    full = (*shape, *ranks, owed.parties)
    debtors = max(int((owed.total_usd > 0).sum()), 1)
    gap = (paid - low).max(axis=1, initial=0.0) if low is not paid else np.zeros(len(paid))

    def joined(name: str, dtype: type) -> NDArray[Any]:
        parts = [np.asarray(getattr(top, name)) for top in tops]
        return np.concatenate([*parts, np.zeros(0)]).astype(dtype).reshape(shape)

    return Clearing(
        paid_usd=_by_rank(owed, paid).reshape(full),
        least_paid_usd=_by_rank(owed, low).reshape(full),
        owed_usd=owed.by_rank_usd.reshape((*ranks, owed.parties)),
        rounds=rounds.reshape((*shape, owed.parties)),
        is_unique=(gap <= SAME * owed.scale_usd).reshape(shape),
        is_converged=joined("is_converged", bool),
        residual=joined("residual", float),
        steps=joined("steps", int),
        spectral_radius=spectral_radius(passed_on(owed)),
        failed_share=((rounds > 0).sum(axis=1) / debtors).reshape(shape),
        is_disconnected=(owed.total_usd == 0) & (np.asarray(owed.receives.sum(axis=1)) == 0),
    )


def _by_rank(owed: Obligations, paid: Floats) -> Floats:
    if len(owed.by_rank_usd) == 1:
        return paid
    return np.stack([part.T for part in by_rank(owed, paid.T)], axis=1)
