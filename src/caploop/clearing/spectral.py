"""The spectral radius of a matrix without negative entries: above 1 distress feeds on itself."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from caploop.clearing.problem import Floats

STEPS_MOST = 10_000
BRACKET_TOLERANCE = 1e-10


def spectral_radius(matrix: csr_array) -> float:
    """The largest absolute eigenvalue of a square matrix with entries of at least 0; 0 if acyclic.

    The radius is the largest of those of the strongly connected components, each between the
    smallest and the largest growth of a positive vector (Collatz-Wielandt), which meet.

    >>> round(spectral_radius(csr_array([[0.0, 4.0], [1.0, 0.0]])), 9)
    2.0
    """
    count, label = connected_components(matrix, directed=True, connection="strong")
    entry = matrix.tocoo()
    inside = label[entry.row] == label[entry.col]
    touched = np.unique(label[entry.row[inside]])
    largest = 0.0
    if touched.size == 0 or count == 0:
        return largest
    kept = csr_array(
        (entry.data[inside], (entry.row[inside], entry.col[inside])), shape=matrix.shape
    )
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(count + 1))
    for component in touched:
        members = order[starts[component] : starts[component + 1]]
        largest = max(largest, _irreducible(kept[members][:, members]))
    return largest


def _irreducible(block: csr_array) -> float:
    """By powers of the matrix shifted by its mean row sum, so that no period stops them."""
    shift = float(np.mean(block.sum(axis=1)))
    vector: Floats = np.ones(block.shape[0])
    low = high = shift
    for _ in range(STEPS_MOST):
        grown = block @ vector + shift * vector
        growth = grown / vector
        low, high = float(growth.min()), float(growth.max())
        if high - low <= BRACKET_TOLERANCE * high:
            break
        vector = np.maximum(grown / grown.max(), np.finfo(np.float64).tiny)
    return (low + high) / 2 - shift
