"""Closed loops from the graph alone, and which of them cash reaches."""

from __future__ import annotations

import tracemalloc

import numpy as np
from scipy.sparse import csr_array

from caploop.clearing.payments.obligations import obligations
from caploop.clearing.payments.regular import closed_loops, unfunded

LOOP_FED_BY_2 = [[0, 1, 0], [1, 0, 0], [2, 0, 0]]


def test_a_loop_that_owes_to_nobody_else_is_closed() -> None:
    label, is_closed = closed_loops(obligations([LOOP_FED_BY_2]))
    assert is_closed[label].tolist() == [True, True, False]
    assert label[0] == label[1]


def test_a_loop_that_owes_anybody_else_is_not_closed() -> None:
    beyond = obligations([LOOP_FED_BY_2], outside_usd=[0, 0.1, 0])
    assert not closed_loops(beyond)[1].any()
    assert not closed_loops(obligations([[[0, 1, 0], [1, 0, 1], [0, 0, 0]]]))[1].any()


def test_only_a_loop_that_no_cash_reaches_is_unfunded() -> None:
    owed = obligations([LOOP_FED_BY_2])
    cash = np.array([[0.0, 0, 1], [0, 1, 0], [0, 0, 0]]).T
    assert unfunded(owed, cash).T.tolist() == [[False] * 3, [False] * 3, [True, True, False]]


def test_two_loops_are_judged_apart() -> None:
    owed = np.zeros((4, 4))
    owed[0, 1] = owed[1, 0] = owed[2, 3] = owed[3, 2] = 1.0
    cash = np.array([[0.0], [0], [1], [0]])
    assert unfunded(obligations([owed]), cash)[:, 0].tolist() == [True, True, False, False]


def test_cash_reaches_a_loop_through_others() -> None:
    """3 owes 2, and 2 owes the loop of 0 and 1; only 3 has cash, or only 4, which owes nobody."""
    owed = np.zeros((5, 5))
    owed[0, 1] = owed[1, 0] = owed[2, 0] = owed[3, 2] = 1.0
    cash = np.array([[0.0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]).T
    assert unfunded(obligations([owed]), cash).any(axis=0).tolist() == [False, True]


def test_memory_for_many_loops_grows_with_parties_not_with_their_square() -> None:
    parties = 20_000
    payer = np.arange(parties)
    owed = csr_array((np.ones(parties), (payer, payer ^ 1)), shape=(parties, parties))
    ready = obligations([owed])
    tracemalloc.start()
    found = unfunded(ready, np.zeros((parties, 1)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.all()
    assert peak < 200 * parties
