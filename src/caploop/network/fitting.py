"""Amounts for the edges of many networks at once, so that every party keeps its totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caploop.network.arrays import Bools, Floats, Ints
from caploop.network.swaps import Support

FIT_TOLERANCE = 1e-10
THINNEST = 1e-6
STEPS_MOST = 40
ROUNDS_PER_STEP = 4
STEP_MOST = 4.0
RIDGE = 1e-13
NEWTON_PARTIES_MOST = 150
CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What all samples share: where each payer's edges begin, and totals, without empty ones."""

    first: Ints
    row: Ints
    out_usd: Floats
    in_usd: Floats
    column_of: Ints
    thinnest_usd: float

    @classmethod
    def of(cls, support: Support) -> Shape:
        """The shape of a network's edges, in order of payer."""
        first = np.flatnonzero(np.diff(support.payer, prepend=-1))
        return cls(
            first=first,
            row=np.repeat(np.arange(len(first)), np.diff([*first, len(support.payer)])),
            out_usd=support.out_usd[support.payer[first]],
            in_usd=support.in_usd[support.in_usd > 0],
            column_of=np.cumsum(support.in_usd > 0) - 1,
            thinnest_usd=THINNEST * float(support.amount_usd.min()),
        )


def fit(support: Support, payee: Ints) -> tuple[Floats, Bools]:
    """Maximum-entropy amounts [sample, edge] for `payee[sample, edge]`, and which samples fit.

    The amounts of one type of flow with given totals that are the product of a factor of the
    payer and one of the payee. Rows and columns are scaled in turn, with a Newton step on the
    payees' factors in between, until each total is met to 1e-10 of it. Not fit: no convergence in
    forty steps, or an edge left below a millionth of the least amount observed.
    """
    shape = Shape.of(support)
    column = shape.column_of[payee]
    at_once = max(CELLS_AT_ONCE // (len(shape.in_usd) * len(shape.out_usd)), 1)
    parts = [_fit(shape, column[i : i + at_once]) for i in range(0, len(payee), at_once)]
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _fit(shape: Shape, column: Ints) -> tuple[Floats, Bools]:
    amount = np.zeros(column.shape)
    good = np.zeros(len(column), dtype=np.bool_)
    open_ = np.arange(len(column))
    factor = np.tile(shape.in_usd / shape.in_usd.sum(), (len(column), 1))
    for step in range(STEPS_MOST):
        amount[open_], factor, off = _scaled(shape, column[open_], factor)
        thin = amount[open_].min(axis=1) < shape.thinnest_usd
        good[open_] = (off <= FIT_TOLERANCE) & ~thin
        left = (off > FIT_TOLERANCE) & ~(thin & (step > 0))
        open_, factor = open_[left], factor[left]
        if not open_.size:
            break
        if len(shape.in_usd) <= NEWTON_PARTIES_MOST:
            factor = factor * np.exp(_newton(shape, column[open_], amount[open_]))
    return amount, good


def _scaled(shape: Shape, column: Ints, factor: Floats) -> tuple[Floats, Floats, Floats]:
    """Amounts after some rounds, column factors, and how far off the worst row or column is."""
    cell = column + factor.shape[1] * np.arange(len(factor))[:, None]
    for _ in range(ROUNDS_PER_STEP):
        on_edge = factor.ravel()[cell]
        weight = (shape.out_usd / np.add.reduceat(on_edge, shape.first, axis=1))[:, shape.row]
        total = np.bincount(cell.ravel(), weights=weight.ravel(), minlength=factor.size)
        factor = shape.in_usd / total.reshape(factor.shape)
    amount = weight * factor.ravel()[cell]
    off = np.abs(np.add.reduceat(amount, shape.first, axis=1) / shape.out_usd - 1).max(axis=1)
    return amount, factor, off


def _newton(shape: Shape, column: Ints, amount: Floats) -> Floats:
    """Step of the log factors of columns that meets the row totals to first order.

    With rows scaled exactly the dual is f(v) = sum out ln(sum exp v) - in v; its Hessian is
    diag(column sums) - X^T diag(1/row sums) X, singular along a constant: hence the ridge.
    """
    samples, rows, columns = len(column), len(shape.out_usd), len(shape.in_usd)
    ratio = shape.out_usd / np.add.reduceat(amount, shape.first, axis=1)
    matrix = np.zeros((samples, rows, columns))
    matrix[np.arange(samples)[:, None], shape.row, column] = amount * ratio[:, shape.row]
    total = matrix.sum(axis=1)
    # In units of the root of each total the Hessian has ones on its diagonal.
    root = np.sqrt(shape.in_usd)
    scaled = matrix / np.sqrt(shape.out_usd)[:, None] / root
    hessian = -(scaled.transpose(0, 2, 1) @ scaled)
    diagonal = np.arange(columns)
    hessian[:, diagonal, diagonal] += total / shape.in_usd + RIDGE
    step = np.linalg.solve(hessian, ((shape.in_usd - total) / root)[:, :, None])[:, :, 0] / root
    step -= step.mean(axis=1, keepdims=True)
    largest = np.abs(step).max(axis=1, keepdims=True)
    return np.asarray(step * np.minimum(1.0, STEP_MOST / np.maximum(largest, STEP_MOST)))
