"""Paths along which one failure alone can ruin the next: susceptibility, diffusion, fluidity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import expm

from caploop.clearing.problem import Floats, Matrix, amounts, square_matrix
from caploop.core.labels import by_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Communicability:
    """By party: paths that can reach it over direct ones, and what it adds to those of others.

    `susceptibility` above 1 says that failures beyond the direct debtors reach the party.
    `diffusion` is what falls away from all paths, over those it starts, if it passes nothing on.
    `fluidity` is the mean susceptibility.
    """

    susceptibility: Floats
    diffusion: Floats
    fluidity: float


@by_name("owed_usd")
def communicability(owed_usd: Matrix, equity_usd: ArrayLike) -> Communicability:
    """Path counts in the network of debts that are at least the creditor's whole equity.

    `owed_usd[i, j]` is what i owes j, `equity_usd[i]` the equity of i. A path of k steps counts
    1/k!, the exponential of the matrix (Silva, Souza and Tabak 2015, Banco Central do Brasil,
    working papers 391 and 392). It counts paths, not money: for comparison only, and for
    networks small enough for a dense exponential by party.

    Raises UsageError for wrong shapes, negative amounts or NaN.

    >>> communicability([[0, 9, 0], [0, 0, 9], [0, 0, 0]], [1, 1, 1]).susceptibility.tolist()
    [0.0, 1.0, 1.5]
    """
    owed = square_matrix("owed_usd", owed_usd)
    equity = amounts("equity_usd", equity_usd, parties=owed.shape[0], batch=False)
    dense = owed.toarray()
    ruins = ((dense > 0) & (dense >= equity)).astype(np.float64)
    paths = _paths(ruins)
    susceptibility = _over(paths.sum(axis=0), ruins.sum(axis=0))
    starts = ruins.sum(axis=1)
    lost = np.array([_lost(ruins, paths, party) for party in range(len(ruins))])
    return Communicability(
        susceptibility=susceptibility,
        diffusion=_over(lost, starts),
        fluidity=float(susceptibility.mean()) if len(ruins) else 0.0,
    )


def _paths(ruins: Floats) -> Floats:
    paths = np.array(expm(ruins)) if ruins.size else ruins.copy()
    np.fill_diagonal(paths, 0.0)
    return paths


def _lost(ruins: Floats, paths: Floats, party: int) -> float:
    silent = ruins.copy()
    silent[party] = 0.0
    return float(np.maximum(paths - _paths(silent), 0.0).sum())


def _over(count: Floats, direct: Floats) -> Floats:
    return np.divide(count, direct, out=np.zeros_like(count), where=direct > 0)
