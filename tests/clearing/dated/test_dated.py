"""Quarters: unpaid debts roll on in their rank, cash is kept, promises switch on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import Promise, clear_quarters
from caploop.core.errors import UsageError

NONE = np.zeros((3, 3))


def owes(payer: int, receiver: int, amount: float) -> np.ndarray:
    matrix = NONE.copy()
    matrix[payer, receiver] = amount
    return matrix


def test_what_is_unpaid_is_owed_again_and_cash_left_is_kept() -> None:
    due = [[owes(0, 1, 10)], [owes(0, 1, 5)], [NONE]]
    income = [[6, 0, 0], [2, 0, 0], [9, 0, 0]]
    found = clear_quarters(due, income, opening_usd=[1, 0, 0])
    assert found.stopped is None
    assert [q.owed_usd[0, 0] for q in found.quarters] == pytest.approx([10, 8, 6])
    assert [q.paid_usd[0, 0] for q in found.quarters] == pytest.approx([7, 2, 6])
    assert [q.cash_usd[0] for q in found.quarters] == pytest.approx([0, 0, 3])
    assert [int(q.rounds[0]) for q in found.quarters] == [1, 1, 0]


def test_an_old_senior_debt_comes_before_a_new_junior_one() -> None:
    due = [[owes(0, 1, 10), NONE], [NONE, owes(0, 2, 4)]]
    found = clear_quarters(due, [[4, 0, 0], [7, 0, 0]], opening_usd=[0, 0, 0])
    assert found.quarters[1].paid_usd[:, 0].tolist() == pytest.approx([6, 1, 0])
    assert found.quarters[1].short_usd[1, 0] == pytest.approx(3)


def test_a_debt_outside_rolls_on_beside_the_others() -> None:
    outside = [[[10, 0, 0]], [[0, 0, 0]]]
    due = [[owes(0, 1, 10)], [NONE]]
    found = clear_quarters(due, [[10, 0, 0]] * 2, opening_usd=[0, 0, 0], outside_usd=outside)
    assert [q.received_usd[1] for q in found.quarters] == pytest.approx([5, 5])
    assert found.quarters[1].short_usd.sum() == pytest.approx(0)


TRANCHE = Promise(payer=0, receiver=1, amount_usd=5, quarter=0, performers=(1,), last_quarter=2)


def test_a_tranche_that_lets_its_receiver_perform_is_switched_on_and_paid_once() -> None:
    """1 owes 2 four and has 1 of its own; with the 5 it pays in full, so the 5 are due."""
    due = [[owes(1, 2, 4)], [NONE], [NONE], [NONE]]
    income = [[5, 1, 0], [0, 1, 0], [0, 9, 0], [0, 0, 0]]
    found = clear_quarters(due, income, opening_usd=[0, 0, 0], promises=[TRANCHE])
    switched = [q.is_on[0] for q in found.quarters]
    assert switched == [True, False, False, False]
    first = found.quarters[0]
    assert first.performed[1] == 1
    assert first.paid_usd[-1, 0] == 5


def test_a_tranche_may_carry_itself_only_while_somebody_has_the_money() -> None:
    """With it on 1 performs, so it is on: the greatest solution. Without money 1 fails alone."""
    due = [[owes(1, 2, 4)], [NONE], [NONE]]
    income = [[3, 0, 0], [9, 1, 0], [0, 0, 0]]
    found = clear_quarters(due, income, opening_usd=[0, 0, 0], promises=[TRANCHE])
    assert [q.is_on[0] for q in found.quarters] == [False, True, False]
    assert found.quarters[0].performed[1] == 0
    assert found.quarters[0].cash_usd[0] == 3
    assert found.quarters[1].paid_usd[-1, 0] == 5


def test_a_lag_looks_at_what_was_paid_before_and_an_unpaid_tranche_rolls_on() -> None:
    later = replace(TRANCHE, lag=1)
    due = [[owes(1, 2, 4)], [NONE], [NONE]]
    income = [[0, 4, 0], [3, 0, 0], [2, 0, 0]]
    found = clear_quarters(due, income, opening_usd=[0, 0, 0], promises=[later])
    assert [q.is_on[0] for q in found.quarters] == [False, True, False]
    assert [q.paid_usd[-1, 0] for q in found.quarters] == pytest.approx([0, 3, 2])
    assert found.quarters[1].rounds[0] == 1


def test_a_quarter_without_solution_stops_and_says_what_next() -> None:
    beside = Promise(payer=0, receiver=2, amount_usd=10, quarter=1, performers=(1,), rank=0)
    due = [[NONE], [owes(0, 1, 10) + owes(1, 2, 10)]]
    found = clear_quarters(due, [[0, 0, 0], [10, 0, 0]], opening_usd=[0, 0, 0], promises=[beside])
    assert len(found.quarters) == 1
    assert found.stopped is not None
    assert found.stopped.startswith("quarter 1: no way of switching")
    assert "lag" in found.stopped
    later = replace(beside, lag=1)
    assert (
        clear_quarters(due, [[0, 0, 0], [10, 0, 0]], opening_usd=[0, 0, 0], promises=[later])
        .quarters[1]
        .is_monotone
    )


@given(st.integers(0, 100_000))
def test_cash_is_neither_made_nor_lost(seed: int) -> None:
    chance = np.random.default_rng(seed)
    off = 1 - np.eye(4)
    due = [[chance.integers(0, 9, (4, 4)) * off for _ in range(2)] for _ in range(3)]
    income = chance.integers(0, 12, (3, 4))
    outside = chance.integers(0, 3, (3, 2, 4))
    promises = [
        Promise(payer=0, receiver=1, amount_usd=6, quarter=0, performers=(1,), last_quarter=2),
        Promise(payer=2, receiver=1, amount_usd=3, quarter=1, performers=(0, 3)),
    ]
    found = clear_quarters(
        due, income, opening_usd=[1, 2, 3, 4], outside_usd=outside, promises=promises
    )
    assert found.stopped is None
    before = np.array([1.0, 2, 3, 4])
    for number, quarter in enumerate(found.quarters):
        has = before + income[number] + quarter.received_usd
        np.testing.assert_allclose(has - quarter.paid_usd.sum(axis=0), quarter.cash_usd, atol=1e-7)
        assert (quarter.paid_usd <= quarter.owed_usd + 1e-9).all()
        gone_outside = quarter.paid_usd.sum() - quarter.received_usd.sum()
        assert gone_outside >= -1e-7
        before = quarter.cash_usd


@pytest.mark.parametrize(
    ("due", "income", "told"),
    [
        ([], [[0, 0, 0]], "at least one quarter"),
        ([[NONE], [NONE, NONE]], [[0, 0, 0]] * 2, "the same ranks"),
        ([[NONE]], [[0, 0, 0]] * 2, r"expected \(1, 3\); give the axes quarter, party"),
        ([[-owes(0, 1, 1)]], [[0, 0, 0]], r"due_usd\[0\]\[0\] is negative"),
    ],
)
def test_quarters_that_do_not_fit_are_refused(
    due: list[list[np.ndarray]], income: list[list[float]], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        clear_quarters(due, income, opening_usd=[0, 0, 0])
