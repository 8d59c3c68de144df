"""What every measure of contagion does first: take arrays, refuse what cannot be cleared."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, issparse, sparray, spmatrix

from caploop.core.array import floats
from caploop.core.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Matrix: TypeAlias = ArrayLike | sparray | spmatrix


def square_matrix(name: str, values: Matrix, *, is_loop_allowed: bool = False) -> csr_array:
    """The matrix by rows, without stored zeros: as many rows as columns, finite, at least 0.

    `values[i, j]` is what i owes j, or holds of j; the caller's docstring says which. Raises
    UsageError for another shape, NaN, a negative entry, or (unless allowed) one on the diagonal.

    >>> square_matrix("owed_usd", [[0, 2], [1, 0]]).sum(axis=1).tolist()
    [2.0, 1.0]
    """
    matrix = _sparse(name, values)
    if matrix.shape[0] != matrix.shape[1]:
        raise UsageError(
            f"{name} has {matrix.shape[0]} rows and {matrix.shape[1]} columns; "
            "give one row and one column for each party, in the same order"
        )
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    columns = matrix.indices

    def place(found: Bools) -> str:
        entry = int(np.flatnonzero(found)[0])
        return f"row {rows[entry]}, column {columns[entry]}"

    for_nan = ~np.isfinite(matrix.data)
    if for_nan.any():
        raise UsageError(f"{name} is not a number at {place(for_nan)}; leave it out, at 0")
    if (below := matrix.data < 0).any():
        raise UsageError(
            f"{name} is negative at {place(below)}; enter the amount the other way round: "
            "swap row and column"
        )
    if not is_loop_allowed and (loop := rows == columns).any():
        raise UsageError(
            f"{name} has a party bound to itself at {place(loop)}; remove it: it nets to nothing"
        )
    return matrix


def _sparse(name: str, values: Matrix) -> csr_array:
    if issparse(values):
        matrix = csr_array(values, dtype=np.float64, copy=True)
    else:
        dense = floats(name, values)
        dense = dense.reshape(0, 0) if dense.size == 0 else dense
        if dense.ndim != 2:
            raise UsageError(f"{name} has the shape {dense.shape}; give a square matrix")
        matrix = csr_array(dense)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def amounts(
    name: str, values: ArrayLike, *, parties: int, is_signed: bool = False, batch: bool = True
) -> Floats:
    """Amounts [scenario, party], finite and at least 0 unless signed.

    Any axes before the last are scenarios, refused where `batch` is False. Raises UsageError for
    another number of parties, NaN or a negative amount.

    >>> amounts("cash_usd", [[1, 2], [3, 4]], parties=2).shape
    (2, 2)
    """
    array = floats(name, values)
    if array.ndim == 0 or array.shape[-1] != parties or (array.ndim > 1 and not batch):
        axes = "axis party" if not batch else "axes scenario, party"
        raise UsageError(
            f"{name} has the shape {array.shape}, but the matrix has {parties} parties; "
            f"give the {axes}, party last and in the order of the rows"
        )
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise UsageError(f"{name} is not a number at {where}; give 0 where there is nothing")
    if not is_signed and (array < 0).any():
        where = tuple(int(i) for i in np.argwhere(array < 0)[0])
        raise UsageError(f"{name} is negative at {where}; enter a debt as a liability instead")
    return array


def fractions(name: str, values: ArrayLike, *, parties: int) -> Floats:
    """Fractions (party) in [0, 1]; a scalar holds for all.

    >>> fractions("alpha", 0.5, parties=2).tolist()
    [0.5, 0.5]
    """
    array = floats(name, values)
    if array.shape not in {(), (parties,)}:
        raise UsageError(
            f"{name} has the shape {array.shape}; give one number, or one for each of the "
            f"{parties} parties"
        )
    if not ((array >= 0) & (array <= 1)).all():
        raise UsageError(f"{name} is outside 0 to 1; give a fraction: 0.4 for 40 %")
    return np.broadcast_to(array, (parties,)).copy()


def positive_number(name: str, value: float) -> float:
    """The number, finite and above 0; raises UsageError for others."""
    if not (np.isfinite(value) and value > 0):
        raise UsageError(f"{name} is {value}; give a finite number above 0")
    return float(value)


def positive_count(name: str, value: int) -> int:
    """The whole number, at least 1; raises UsageError for others."""
    if value != int(value) or value < 1:
        raise UsageError(f"{name} is {value}; give a whole number, at least 1")
    return int(value)
