"""Whether clearing payments are unique, and the least ones, from the graph of debts alone.

A closed loop is a strongly connected set of debtors that owe to one another only. Equity is the
same in every solution (Eisenberg and Noe 2001, theorem 1), so payments differ at most in closed
loops that no cash reaches, and there by any common factor: the least solution pays nothing in them.
This is weaker than their regularity (theorem 2), and exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from caploop.clearing.payments.obligations import Obligations
from caploop.clearing.problem import Bools, Floats

LEAK = 1e-12


def closed_loops(owed: Obligations) -> tuple[NDArray[np.int32], Bools]:
    """The strongly connected set of each party (party), and which are closed loops (set)."""
    shares = owed.receives.T.tocsr()
    count, label = connected_components(shares, directed=True, connection="strong")
    entry = shares.tocoo()
    inside = label[entry.row] == label[entry.col]
    kept = np.bincount(entry.row[inside], weights=entry.data[inside], minlength=owed.parties)
    is_tight = kept >= 1 - LEAK
    size = np.bincount(label, minlength=count)
    tight = np.bincount(label, weights=is_tight, minlength=count)
    return label, np.asarray((size > 1) & (tight == size))


def unfunded(owed: Obligations, cash_usd: Floats) -> Bools:
    """Which parties sit in a closed loop that no cash reaches, `[party, scenario]`.

    Cost and memory grow with debts and parties, whatever the number of loops.
    """
    label, is_closed = closed_loops(owed)
    has = cash_usd > 0
    if not is_closed.any():
        return np.zeros(cash_usd.shape, dtype=bool)
    members = csr_array(
        (np.ones(owed.parties), (label, np.arange(owed.parties))),
        shape=(is_closed.size, owed.parties),
    )
    is_fed = np.asarray(members @ has.astype(np.float64)) > 0
    dry: Bools = is_closed[label][:, None] & ~is_fed[label]
    for scenario in np.flatnonzero(dry.any(axis=0)):
        dry[:, scenario] &= ~_reached(owed, has[:, scenario])
    return dry


def _reached(owed: Obligations, start: Bools) -> Bools:
    """Whom payments out of `start` can reach: one more party that owes to all of these, walked."""
    shares, extra = owed.receives.T.tocsr(), np.flatnonzero(start)
    indices = np.concatenate([shares.indices, extra]).astype(np.int32)
    ends = np.append(shares.indptr, indices.size).astype(np.int32)
    size = owed.parties + 1
    graph = csr_array((np.ones(indices.size), indices, ends), shape=(size, size))
    order = breadth_first_order(graph, owed.parties, directed=True, return_predecessors=False)
    found = np.zeros(size, dtype=bool)
    found[order] = True
    return np.asarray(found[:-1])
