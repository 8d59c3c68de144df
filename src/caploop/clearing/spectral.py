"""The spectral radius of a matrix without negative entries: above 1 distress feeds on itself."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from caploop.clearing.problem import Floats, Ints

STEPS_MOST = 10_000
BRACKET_TOLERANCE = 1e-10
EXACT_PARTIES_MOST = 2_000
SOLVES_MOST = 100
ROUNDING = 1e-14


def spectral_radius(matrix: csr_array) -> float:
    """The largest absolute eigenvalue of a square matrix with entries of at least 0; 0 if acyclic.

    A scalar without unit; both axes of the matrix are parties, in one order.
    The radius is the largest of those of the strongly connected components, each between the
    smallest and the largest growth of a positive vector (Collatz-Wielandt), which meet. All
    components are iterated side by side, until no other can be above the largest found.

    >>> round(spectral_radius(csr_array([[0.0, 4.0], [1.0, 0.0]])), 9)
    2.0
    """
    count, label = connected_components(matrix, directed=True, connection="strong")
    entry = matrix.tocoo()
    inside = label[entry.row] == label[entry.col]
    if count == 0 or not inside.any():
        return 0.0
    is_in = np.zeros(count, dtype=bool)
    is_in[label[entry.row[inside]]] = True
    order = np.argsort(label, kind="stable")
    order = order[is_in[label[order]]]
    place = np.zeros(label.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    rows, columns = place[entry.row[inside]], place[entry.col[inside]]
    blocks = csr_array((entry.data[inside], (rows, columns)), shape=(order.size, order.size))
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    return _largest(blocks, starts)


def _largest(blocks: csr_array, starts: Ints) -> float:
    """By powers of each block shifted by its mean row sum, so that no period stops them."""
    size = np.diff(starts, append=blocks.shape[0])
    shift = np.add.reduceat(np.asarray(blocks.sum(axis=1)), starts) / size
    shifts = np.repeat(shift, size)
    vector: Floats = np.ones(blocks.shape[0])
    low = high = shift
    for _ in range(STEPS_MOST):
        grown = blocks @ vector + shifts * vector
        growth = grown / vector
        low = np.minimum.reduceat(growth, starts) - shift
        high = np.maximum.reduceat(growth, starts) - shift
        if high.max() - low.max() <= BRACKET_TOLERANCE * (high + shift).max():
            break
        peak = np.repeat(np.maximum.reduceat(grown, starts), size)
        vector = np.maximum(grown / peak, np.finfo(np.float64).tiny)
    else:
        for block in np.flatnonzero((high >= low.max()) & (size <= EXACT_PARTIES_MOST)):
            part = slice(starts[block], starts[block] + size[block])
            low[block], high[block] = _exact(blocks[part][:, part], vector[part])
    return float(low.max() + high.max()) / 2


def _exact(block: csr_array, vector: Floats) -> tuple[float, float]:
    """Bounds that meet after few linear systems (Noda 1971), where powers are too slow.

    The bound from above is shifted by rounding, so that no system is singular.
    """
    low, high = 0.0, np.inf
    for _ in range(SOLVES_MOST):
        growth = block @ vector / vector
        low, high = max(low, float(growth.min())), min(high, float(growth.max()))
        if high - low <= BRACKET_TOLERANCE * high:
            break
        system = (high * (1 + ROUNDING) * eye_array(vector.size) - block).tocsc()
        solved = splu(system).solve(vector)
        vector = np.maximum(solved / solved.max(), np.finfo(np.float64).tiny)
    return low, high
