"""What stops when a supplier stops: inputs that are essential, inputs that are not (ESRI)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array, csr_array

from caploop.clearing.batch import columns, still_to_come
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
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

ROUNDING = 1e-14
NEGLIGIBLE, NON_ESSENTIAL, ESSENTIAL = range(3)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductionCascade:
    """Production lost by scenario (where given) and party, as a share of that before, in [0, 1].

    `loss_down` comes from missing inputs, `loss_up` from missing customers, `loss` is the larger.
    `index` is `loss` weighted by size, over all parties; `index_down` and `index_up` likewise.
    """

    loss: Floats
    loss_down: Floats
    loss_up: Floats
    index: Floats
    index_down: Floats
    index_up: Floats
    rounds: int
    is_converged: Bools


@by_name("supplied_usd")
def production_cascade(
    supplied_usd: Matrix,
    *,
    sector: ArrayLike,
    essential: ArrayLike,
    capacity: ArrayLike,
    size_usd: ArrayLike | None = None,
    tolerance: float = 1e-12,
    rounds_most: int = 100_000,
) -> ProductionCascade:
    """Production lost everywhere when parties are held to a part of their capacity.

    `supplied_usd[i, j]` is what i supplies to j in the period; `sector[i]` the number of i's
    sector; `essential[of, to]` says what inputs of a sector are to parties of another: 2 essential,
    1 not, 0 negligible, and is an assumption to be sourced; `capacity[.., i]` the part of its
    production i can reach by itself; `size_usd[i]` what losses are weighted with, by default the
    larger of purchases and sales. Production is the least over sectors of essential inputs, and at
    most 1 less the share of non-essential ones missing in all inputs that count (generalised
    Leontief: Diem, Borsos, Reisch, Kertesz and Thurner 2022, Sci. Rep. 12:7719). Upwards a party
    loses what its customers no longer take; without customers, nothing.

    No stocks, prices or substitutes: a bound, not a forecast. Raises UsageError for wrong shapes,
    NaN, codes other than 0, 1, 2, a capacity outside 0 to 1.

    >>> chain = [[0, 4, 0], [0, 0, 4], [0, 0, 0]]
    >>> found = production_cascade(chain, sector=[0, 1, 2], essential=np.full((3, 3), 2),
    ...                            capacity=[1, 0.5, 1])
    >>> found.loss_down.tolist(), found.loss_up.tolist()
    ([0.0, 0.5, 0.5], [0.5, 0.5, 0.0])
    """
    supplied = square_matrix("supplied_usd", supplied_usd)
    parties = supplied.shape[0]
    ceiling = amounts("capacity", capacity, parties=parties)
    if (ceiling > 1).any():
        raise UsageError("capacity is above 1; give the part of its production a party can reach")
    weight = np.maximum(supplied.sum(axis=0), supplied.sum(axis=1))
    if size_usd is not None:
        weight = amounts("size_usd", size_usd, parties=parties, batch=False)
    limit = (positive_number("tolerance", tolerance), positive_count("rounds_most", rounds_most))
    inputs = _inputs(supplied, _code(sector, essential, parties))
    down, rounds_down, good_down = _rounds(inputs.level, columns(ceiling), limit)
    outlets = _shares(supplied, np.asarray(supplied.sum(axis=1)))
    silent = (np.asarray(supplied.sum(axis=1)) == 0)[:, None]

    def sales(level: Floats) -> Floats:
        return np.asarray(outlets @ level + silent)

    up, rounds_up, good_up = _rounds(sales, columns(ceiling), limit)
    parts = [1 - np.minimum(down, up), 1 - down, 1 - up]
    whole = max(float(weight.sum()), np.finfo(np.float64).tiny)
    lead = ceiling.shape[:-1]
    index = [(weight @ part / whole).reshape(lead) for part in parts]
    loss = [part.T.reshape(ceiling.shape) for part in parts]
    return ProductionCascade(
        loss=loss[0],
        loss_down=loss[1],
        loss_up=loss[2],
        index=index[0],
        index_down=index[1],
        index_up=index[2],
        rounds=max(rounds_down, rounds_up),
        is_converged=(good_down & good_up).reshape(lead),
    )


@by_name("supplied_usd")
def esri(
    supplied_usd: Matrix,
    *,
    sector: ArrayLike,
    essential: ArrayLike,
    size_usd: ArrayLike | None = None,
) -> Floats:
    """Economic systemic risk index: the share of all production lost if each party stops, alone.

    Arguments and errors as of `production_cascade`; the result (party) lies in 0 to 1.

    >>> esri([[0, 4], [0, 0]], sector=[0, 1], essential=np.full((2, 2), 1)).tolist()
    [1.0, 1.0]
    """
    parties = square_matrix("supplied_usd", supplied_usd).shape[0]
    found = production_cascade(
        supplied_usd,
        sector=sector,
        essential=essential,
        size_usd=size_usd,
        capacity=1 - np.eye(parties),
    )
    return found.index


@dataclass(frozen=True, kw_only=True, slots=True)
class _Inputs:
    """Shares of inputs: rows of `essential` are pairs of a buyer and a sector it cannot miss."""

    essential: csr_array
    buyer: Ints
    first: Ints
    other: csr_array
    other_share: Floats

    def level(self, level: Floats) -> Floats:
        """Production that the inputs allow, by party and scenario."""
        reached = 1 - self.other_share[:, None] + np.asarray(self.other @ level)
        if len(self.first):
            least = np.minimum.reduceat(self.essential @ level, self.first, axis=0)
            at = self.buyer[self.first]
            reached[at] = np.minimum(reached[at], least)
        return np.asarray(reached)


def _code(sector: ArrayLike, essential: ArrayLike, parties: int) -> tuple[Ints, Ints]:
    number, code = np.asarray(sector), np.asarray(essential)
    square = code.ndim == 2 and code.shape[0] == code.shape[1]
    if number.shape != (parties,) or not square or not np.isin(code, range(3)).all():
        raise UsageError(
            "give sector, one whole number a party, and essential, a square of 0, 1 and 2 "
            f"(negligible, non-essential, essential); got {number.shape} and {code.shape}"
        )
    whole = number.astype(np.int64)
    if (whole != number).any() or (whole < 0).any() or (whole >= len(code)).any():
        raise UsageError(f"sector goes beyond 0 to {len(code) - 1}, the rows of essential")
    return whole, code.astype(np.int64)


def _inputs(supplied: csr_array, coded: tuple[Ints, Ints]) -> _Inputs:
    sector, essential = coded
    edge = supplied.tocoo()
    supplier, buyer, usd = edge.row, edge.col, edge.data
    code = essential[sector[supplier], sector[buyer]]
    parties = supplied.shape[0]
    counted = usd * (code != NEGLIGIBLE)
    counts = np.bincount(buyer, weights=counted, minlength=parties).astype(np.float64)
    soft, hard = code == NON_ESSENTIAL, code == ESSENTIAL
    shape = (parties, parties)
    other = coo_array((usd[soft], (buyer[soft], supplier[soft])), shape=shape).tocsr()
    other = _shares(other, counts)
    pairs = buyer[hard].astype(np.int64) * len(essential) + sector[supplier[hard]]
    pair, row = np.unique(pairs, return_inverse=True)
    table = coo_array((usd[hard], (row, supplier[hard])), shape=(len(pair), parties)).tocsr()
    owner = pair // len(essential)
    return _Inputs(
        essential=_shares(table, np.asarray(table.sum(axis=1))),
        buyer=owner,
        first=np.flatnonzero(np.diff(owner, prepend=-1)),
        other=other,
        other_share=np.asarray(other.sum(axis=1)),
    )


def _shares(matrix: csr_array, total: Floats) -> csr_array:
    inverse = np.divide(1.0, total, out=np.zeros(len(total)), where=total > 0)
    return csr_array(matrix * inverse[:, None])


def _rounds(
    reachable: Callable[[Floats], Floats], ceiling: Floats, limit: tuple[float, int]
) -> tuple[Floats, int, Bools]:
    """From full production downwards until what is still to come is within the tolerance."""
    level, before = np.ones(ceiling.shape), np.full(ceiling.shape[1], np.inf)
    good = np.zeros(ceiling.shape[1], dtype=np.bool_)
    rounds = 0
    while rounds < limit[1] and not (rounds and good.all()):
        new = np.clip(np.minimum(reachable(level), ceiling), 0.0, level)
        step = (level - new).max(axis=0, initial=0.0)
        good = (still_to_come(step, before, rounding=ROUNDING) <= limit[0]) & (step <= limit[0])
        level, before, rounds = new, step, rounds + 1
    return level, rounds, np.asarray(good)
