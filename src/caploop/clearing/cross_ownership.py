"""Equity and debt that firms hold of one another, all due at one date, by seniority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, diags_array, eye_array
from scipy.sparse.linalg import splu

from caploop.clearing.problem import (
    Bools,
    Floats,
    Matrix,
    amounts,
    positive_count,
    positive_number,
    square_matrix,
)
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

ROUNDS_BETWEEN_SOLVES = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class CrossOwnership:
    """What each firm's shares and debts are worth at the date they all fall due.

    `value_usd[.., firm]` is all a firm has; `debt_usd[.., class, firm]` what it pays to each class
    of creditors, first the most senior; `equity_usd` the rest. `kink_usd` is the least distance of
    any firm from a value at which another class takes the next dollar: derivatives hold within it.
    """

    value_usd: Floats
    equity_usd: Floats
    debt_usd: Floats
    rounds: int
    gap_usd: Floats
    is_converged: Bools
    kink_usd: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnershipGreeks:
    """Derivatives by the firms' own assets, on the last axis; exact away from kinks.

    `value[.., i, j]` and `equity[.., i, j]` are dollars more of i for a dollar more in j's own
    assets, `debt[.., class, i, j]` the same of what i pays a class.
    """

    value: Floats
    equity: Floats
    debt: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class System:
    """Holdings by class, shares last, and where in a firm's value each class begins and ends."""

    held: tuple[csr_array, ...]
    start_usd: Floats
    end_usd: Floats

    def paid(self, value: Floats) -> Floats:
        """What each class gets of a firm with that value, axes class, firm."""
        return np.clip(value, self.start_usd, self.end_usd) - self.start_usd

    def total(self, assets: Floats, value: Floats) -> Floats:
        """What firms then have: their own assets and all they hold."""
        paid = self.paid(value)
        held = [h @ p for h, p in zip(self.held, paid, strict=True)]
        return np.asarray(assets + np.sum(held, axis=0))

    def slope(self, value: Floats) -> csr_array:
        """How a dollar more in one firm's value adds to all: holdings of the class that gets it."""
        next_to = (value >= self.start_usd) & (value < self.end_usd)
        parts = [h @ diags_array(n * 1.0) for h, n in zip(self.held, next_to, strict=True)]
        return csr_array(sum(parts[1:], parts[0]))


@by_name("equity_held", "debt_held")
def cross_ownership(
    assets_usd: ArrayLike,
    *,
    equity_held: Matrix,
    debt_held: Sequence[Matrix],
    debt_usd: ArrayLike,
    tolerance: float = 1e-12,
    rounds_most: int = 100_000,
) -> CrossOwnership:
    """Value, equity and debt of firms that hold shares and debts of one another.

    `assets_usd[.., i]` are i's own assets at the date, `debt_usd[class, i]` what i owes to each
    class, first the most senior, `equity_held[i, j]` the share of j's equity that i holds,
    `debt_held[class][i, j]` the share of j's debt of that class. v = a + sum of what is held;
    each class is paid min(owed, what is left), equity the rest (Suzuki 2002, J. Oper. Res. Soc.
    Japan 45:123; several classes: Fischer 2014, Math. Finance 24:97). Of every class of every
    firm a part must be held outside: then the solution is unique. Solved by rounds, with Newton
    steps between; `tolerance` is a share of the largest amount.

    A sum of equities counts dollars twice. Raises UsageError for a class wholly held inside,
    wrong shapes, negative amounts, NaN.

    >>> found = cross_ownership([1, 3], equity_held=[[0, 0.5], [0, 0]],
    ...                         debt_held=[[[0, 0], [0.5, 0]]], debt_usd=[[4, 1]])
    >>> found.debt_usd.tolist(), found.equity_usd.round(4).tolist()
    ([[2.6666..., 1.0]], [0.0, 3.3333])
    """
    system, assets = _ready(assets_usd, equity_held, debt_held, debt_usd=debt_usd)
    positive_count("rounds_most", rounds_most)
    scale = max(float(assets.max(initial=0)), float(system.start_usd.max(initial=0)), 1e-300)
    within = positive_number("tolerance", tolerance) * scale
    rows = assets.reshape(-1, assets.shape[-1]) if assets.size else assets.reshape(1, -1)
    solved = [_settled(system, row, within=within, rounds_most=rounds_most) for row in rows]
    value = np.array([v for v, _, _ in solved]).reshape(assets.shape)
    gap = np.array([g for _, _, g in solved]).reshape(assets.shape[:-1])
    paid = np.array([system.paid(v) for v, _, _ in solved])
    paid = paid.reshape(*assets.shape[:-1], *system.start_usd.shape)
    edges = np.abs(value[..., None, :] - system.start_usd)
    return CrossOwnership(
        value_usd=value,
        equity_usd=paid[..., -1, :],
        debt_usd=paid[..., :-1, :],
        rounds=max(r for _, r, _ in solved),
        gap_usd=gap,
        is_converged=gap <= within,
        kink_usd=edges.min(axis=(-2, -1), initial=np.inf),
    )


@by_name("equity_held", "debt_held")
def cross_ownership_greeks(
    assets_usd: ArrayLike,
    *,
    equity_held: Matrix,
    debt_held: Sequence[Matrix],
    debt_usd: ArrayLike,
) -> OwnershipGreeks:
    """Derivatives of values, equities and debts by the firms' own assets, at the solution.

    `value[.., i, j]` is dollars more of i for a dollar more in j's own assets; arguments and errors
    as of `cross_ownership`. By the implicit function theorem
    dv/da = (I - J)^-1, J the holdings of the class that gets the next dollar of each firm. At a
    kink (`kink_usd` 0) the derivative is that to the right. Column sums of dequity/da above 1 are
    dollars counted twice. With draws of assets as scenarios, the mean over them gives the Greeks
    of values before the date.

    >>> found = cross_ownership_greeks([1, 3], equity_held=[[0, 0.5], [0, 0]],
    ...                                debt_held=[[[0, 0], [0.5, 0]]], debt_usd=[[4, 1]])
    >>> found.equity.round(4).tolist()
    [[0.0, 0.0], [0.6667, 1.3333]]
    """
    given = {"equity_held": equity_held, "debt_held": debt_held, "debt_usd": debt_usd}
    value = cross_ownership(assets_usd, **given).value_usd  # type: ignore[arg-type]
    system, _ = _ready(assets_usd, equity_held, debt_held, debt_usd=debt_usd)
    firms = value.shape[-1]
    rows = value.reshape(-1, firms)
    inverse = np.array([np.linalg.inv(np.eye(firms) - system.slope(v).toarray()) for v in rows])
    inverse = inverse.reshape(*value.shape, firms)
    at = value[..., None, :]
    gets_next = (at >= system.start_usd) & (at < system.end_usd)
    paid = gets_next[..., None] * inverse[..., None, :, :]
    return OwnershipGreeks(value=inverse, equity=paid[..., -1, :, :], debt=paid[..., :-1, :, :])


def _ready(
    assets_usd: ArrayLike, equity_held: Matrix, debt_held: Sequence[Matrix], *, debt_usd: ArrayLike
) -> tuple[System, Floats]:
    classes = [(f"debt_held[{number}]", matrix) for number, matrix in enumerate(debt_held)]
    held = tuple(_held(name, m) for name, m in [*classes, ("equity_held", equity_held)])
    firms = held[-1].shape[0]
    if any(matrix.shape[0] != firms for matrix in held):
        raise UsageError("the matrices held have different sizes; give every firm in each")
    debts = amounts("debt_usd", debt_usd, parties=firms)
    if debts.shape != (len(debt_held), firms):
        raise UsageError(
            f"debt_usd has the shape {debts.shape}, expected {(len(debt_held), firms)}: one row "
            "for each matrix in debt_held, the most senior first"
        )
    ends = np.cumsum(debts, axis=0)
    start = np.concatenate([np.zeros((1, firms)), ends])
    end = np.concatenate([ends, np.full((1, firms), np.inf)])
    assets = amounts("assets_usd", assets_usd, parties=firms)
    return System(held=held, start_usd=start, end_usd=end), assets


def _held(name: str, shares: Matrix) -> csr_array:
    held = square_matrix(name, shares)
    given = np.asarray(held.sum(axis=0))
    if (given >= 1).any():
        firm = int(given.argmax())
        raise UsageError(
            f"column {firm} of {name} adds up to {given[firm]:g}; row holder, column issuer, and "
            "a part of every claim must be held outside, or no value is the only one"
        )
    return held


def _settled(
    system: System, assets: Floats, *, within: float, rounds_most: int
) -> tuple[Floats, int, float]:
    """Value of each firm, rounds, and how much the last round moved the worst."""
    value, gap = assets, np.inf
    for rounds in range(1, rounds_most + 1):
        new = system.total(assets, value)
        gap = float(np.abs(new - value).max(initial=0.0))
        if gap <= within:
            return _better(system, assets, value), rounds, gap
        value = new
        if rounds % ROUNDS_BETWEEN_SOLVES == 0:
            value = _better(system, assets, value)
    return value, rounds_most, gap


def _better(system: System, assets: Floats, value: Floats) -> Floats:
    """The solution if every firm stayed in its class, where that is nearer; else the value."""
    off = system.total(assets, value) - value
    leak = (eye_array(len(value)) - system.slope(value)).tocsc()
    tried = value + splu(leak).solve(off)
    rest = np.abs(system.total(assets, tried) - tried)
    return np.asarray(tried) if rest.max(initial=0.0) < np.abs(off).max(initial=0.0) else value
