"""Whether clearing payments are unique, and the least ones, from the graph of debts alone.

A closed loop is a strongly connected set of debtors that owe to one another only. Equity is the
same in every solution (Eisenberg and Noe 2001, theorem 1), so payments differ at most in closed
loops that no cash reaches, and there by any common factor: the least solution pays nothing in them.
This is weaker than their regularity (theorem 2), and exact.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from caploop.clearing.obligations import Obligations
from caploop.clearing.problem import Bools, Floats

LEAK = 1e-12


def closed_loops(owed: Obligations) -> list[tuple[Bools, Bools]]:
    """Of each closed loop: who is in it, and whose cash can reach it, these included."""
    shares = owed.receives.T.tocsr()
    count, label = connected_components(shares, directed=True, connection="strong")
    entry = shares.tocoo()
    inside = label[entry.row] == label[entry.col]
    kept = np.bincount(entry.row[inside], weights=entry.data[inside], minlength=owed.parties)
    is_tight = kept >= 1 - LEAK
    size = np.bincount(label, minlength=count)
    tight = np.bincount(label, weights=is_tight, minlength=count)
    closed = np.flatnonzero((size > 1) & (tight == size))
    return [(label == one, _reaching(owed, int(np.argmax(label == one)))) for one in closed]


def _reaching(owed: Obligations, member: int) -> Bools:
    backwards = csr_array(owed.receives)
    order = breadth_first_order(backwards, member, directed=True, return_predecessors=False)
    found = np.zeros(owed.parties, dtype=bool)
    found[order] = True
    return found


def unfunded(owed: Obligations, cash_usd: Floats) -> Bools:
    """Which parties sit in a closed loop that no cash reaches, `[party, scenario]`."""
    found = np.zeros(cash_usd.shape, dtype=bool)
    for members, reaching in closed_loops(owed):
        found |= members[:, None] & ~(cash_usd[reaching] > 0).any(axis=0)
    return found
