"""What every measure does first: take an array, refuse what is not money, find components."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from caploop.core.array import floats
from caploop.core.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SHARE_TOLERANCE = 1e-12


def money(
    name: str,
    values: ArrayLike,
    *,
    shape: tuple[int, ...] | None = None,
    is_unknown_allowed: bool = False,
) -> Floats:
    """The values, of any shape, as a new array of floats, finite, at least 0 and, where given, of
    that shape.

    NaN, cash that nobody knows, goes through where it is allowed.

    >>> money("inflow_usd", [1, 2], shape=(2,)).tolist()
    [1.0, 2.0]
    """
    array = floats(name, values)
    if shape is not None and array.shape != shape:
        raise UsageError(
            f"{name} has the shape {array.shape}, expected {shape}; give one value for each party"
        )
    if not (np.isfinite(array) | (is_unknown_allowed & np.isnan(array))).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise UsageError(f"{name} is not a number at {where}; give one, 0 only where nothing flows")
    if (array < 0).any():
        where = tuple(int(i) for i in np.argwhere(array < 0)[0])
        raise UsageError(
            f"{name} is negative at {where}; turn the flow round: from receiver to payer"
        )
    return array


def square(name: str, values: ArrayLike) -> Floats:
    """A matrix of money [payer, payee], as many rows as columns.

    >>> square("flow_usd", [[0, 1], [2, 0]]).shape
    (2, 2)
    """
    array = floats(name, values)
    if array.size == 0:
        array = array.reshape(0, 0)
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        raise UsageError(
            f"{name} has the shape {array.shape}; give a square matrix, row payer, column payee"
        )
    return money(name, array)


def strong_component(matrix: Floats) -> Ints:
    """Number of the strongly connected component (party) of a matrix [payer, payee]."""
    return _component(matrix, "strong")


def weak_component(matrix: Floats) -> Ints:
    """Number of the component (party) when directions are left aside, in order of party."""
    return _component(matrix, "weak")


def _component(matrix: Floats, connection: str) -> Ints:
    if matrix.size == 0:
        return np.zeros(0, dtype=np.int64)
    _, label = connected_components(csr_array(matrix > 0), directed=True, connection=connection)
    return np.asarray(label, dtype=np.int64)


def reached(matrix: Floats, start: Bools) -> Bools:
    """Which parties are reached along flows [payer, payee] from those marked, these included."""
    seen = start.copy()
    step = matrix > 0
    while True:
        wider = seen | step[seen].any(axis=0)
        if (wider == seen).all():
            return seen
        seen = wider
