"""The settled distress without counting rounds: linear systems over sets of saturated parties."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import splu

from caploop.clearing.problem import Bools, Floats


def stepped(matrix: csr_array, shock: Floats, distress: Floats) -> Floats:
    """One round: min(1, shock + matrix distress), [party, scenario]; `matrix[creditor, debtor]`."""
    new = np.asarray(matrix @ distress)
    new += shock
    return np.asarray(np.minimum(new, 1.0, out=new))


def exact_distress(matrix: csr_array, shock: Floats) -> Floats:
    """The least solution of h = min(1, shock + matrix h), [party, scenario].

    Among the parties that distress reaches the solution is unique, since the map is concave and
    lifts 0; it is found from above, first with all of them saturated, then with those freed whose
    pressure is below 1, at most once each.

    >>> matrix = csr_array([[0.0, 0.5], [0.5, 0.0]])
    >>> exact_distress(matrix, np.array([[0.3], [0.0]])).ravel().round(9).tolist()
    [0.4, 0.2]
    """
    distress = np.zeros_like(shock)
    reached = _reached(matrix, shock > 0)
    for scenario in range(shock.shape[1]):
        here = np.flatnonzero(reached[:, scenario])
        block = matrix[here][:, here]
        distress[here, scenario] = _from_above(csr_array(block), shock[here, scenario])
    return distress


def _reached(matrix: csr_array, start: Bools) -> Bools:
    while True:
        wider = start | (matrix @ start.astype(np.float64) > 0)
        if (wider == start).all():
            return start
        start = wider


def _from_above(block: csr_array, shock: Floats) -> Floats:
    distress = np.ones(len(shock))
    free = np.zeros(len(shock), dtype=np.bool_)
    for _ in range(len(shock)):
        new = ~free & (shock + block @ distress < 1)
        if not new.any():
            break
        free |= new
        distress[free] = _of_the_free(block, shock, free)
    return distress


def _of_the_free(block: csr_array, shock: Floats, free: Bools) -> Floats:
    rows = csr_array(block[np.flatnonzero(free)])
    inside = rows[:, np.flatnonzero(free)]
    known = shock[free] + rows @ (~free).astype(np.float64)
    system = (eye_array(inside.shape[0]) - inside).tocsc()
    return np.asarray(np.minimum(splu(system).solve(known), 1.0))
