"""Ranks: absolute priority between, proportion within, and one rank is Eisenberg-Noe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from caploop.clearing import clear_by_rank, eisenberg_noe
from caploop.core.errors import UsageError
from tests.clearing.debts import Case, cases, made


@given(cases, cases)
def test_nothing_is_paid_to_a_rank_before_those_above_have_all(one: Case, other: Case) -> None:
    size = min(len(one[2]), len(other[2]))
    owed = [one[0][:size, :size], other[0][:size, :size]]
    cash = one[2][:size]
    found = clear_by_rank(owed, cash, outside_usd=[one[1][:size], other[1][:size]])
    assert found.is_converged
    senior, junior = found.paid_usd
    short = found.owed_usd[0] - senior > 1e-9
    assert (junior[short] < 1e-9).all()
    worth = cash + sum(
        np.divide(p, d, out=np.zeros_like(p), where=d > 0) @ m
        for p, d, m in zip(found.paid_usd, found.owed_usd, owed, strict=True)
    )
    expected = np.minimum(found.owed_usd.sum(axis=0), worth)
    np.testing.assert_allclose(found.paid_usd.sum(axis=0), expected, atol=1e-7)
    assert (found.least_paid_usd.sum(axis=0) <= found.paid_usd.sum(axis=0) + 1e-9).all()


@given(cases)
def test_one_rank_is_eisenberg_noe(case: Case) -> None:
    owed, outside, cash = case
    plain = eisenberg_noe(owed, cash, outside_usd=outside)
    found = clear_by_rank([owed], cash, outside_usd=[outside])
    np.testing.assert_allclose(found.paid_usd, plain.paid_usd, atol=1e-6)
    assert found.rounds.tolist() == plain.rounds.tolist()


def test_three_ranks_are_paid_from_the_top() -> None:
    pays = [[[0, 3], [0, 0]], [[0, 4], [0, 0]], [[0, 5], [0, 0]]]
    found = clear_by_rank(pays, [[2, 0], [5, 0], [9, 0], [20, 0]])
    assert found.paid_usd[:, :, 0].tolist() == [[2, 0, 0], [3, 2, 0], [3, 4, 2], [3, 4, 5]]
    assert found.rounds[:, 0].tolist() == [1, 1, 1, 0]


def test_a_junior_creditor_that_owes_senior_debt_passes_the_loss_on() -> None:
    """A has 6, owes B 4 first and C 4 after; C owes D 5 and has 2 of A's and 1 of its own."""
    first, after = np.zeros((4, 4)), np.zeros((4, 4))
    first[0, 1], after[0, 2], first[2, 3] = 4, 4, 5
    found = clear_by_rank([first, after], [6, 0, 1, 0])
    assert found.paid_usd[0].tolist() == pytest.approx([4, 0, 3, 0])
    assert found.paid_usd[1].tolist() == pytest.approx([2, 0, 0, 0])
    assert found.rounds.tolist() == [1, 0, 2, 0]


def test_ranks_of_different_parties_are_refused() -> None:
    with pytest.raises(UsageError, match=r"owed_usd\[1\] has 2 parties and owed_usd\[0\] has 3"):
        clear_by_rank([made(1, 3)[0], made(1, 2)[0]], [0, 0, 0])
    with pytest.raises(UsageError, match="give at least one matrix"):
        clear_by_rank([], [0])
    with pytest.raises(UsageError, match="one row for each rank"):
        clear_by_rank([made(1, 3)[0]] * 2, [0, 0, 0], outside_usd=[1, 1, 1])
