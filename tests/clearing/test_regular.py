"""Closed loops from the graph alone, and which of them cash reaches."""

from __future__ import annotations

import numpy as np

from caploop.clearing.obligations import obligations
from caploop.clearing.regular import closed_loops, unfunded

LOOP_FED_BY_2 = [[0, 1, 0], [1, 0, 0], [2, 0, 0]]


def test_a_loop_knows_its_members_and_whose_cash_reaches_it() -> None:
    ((members, reaching),) = closed_loops(obligations([LOOP_FED_BY_2]))
    assert members.tolist() == [True, True, False]
    assert reaching.tolist() == [True, True, True]


def test_a_loop_that_owes_anybody_else_is_not_closed() -> None:
    assert not closed_loops(obligations([LOOP_FED_BY_2], outside_usd=[0, 0.1, 0]))
    assert not closed_loops(obligations([[[0, 1, 0], [1, 0, 1], [0, 0, 0]]]))


def test_only_a_loop_that_no_cash_reaches_is_unfunded() -> None:
    owed = obligations([LOOP_FED_BY_2])
    cash = np.array([[0.0, 0, 1], [0, 1, 0], [0, 0, 0]]).T
    assert unfunded(owed, cash).T.tolist() == [[False] * 3, [False] * 3, [True, True, False]]


def test_two_loops_are_judged_apart() -> None:
    owed = np.zeros((4, 4))
    owed[0, 1] = owed[1, 0] = owed[2, 3] = owed[3, 2] = 1.0
    cash = np.array([[0.0], [0], [1], [0]])
    assert unfunded(obligations([owed]), cash)[:, 0].tolist() == [True, True, False, False]
