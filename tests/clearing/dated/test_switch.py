"""Switches: the greatest of all consistent ways where monotone, several or none where not."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from caploop.clearing.dated.promise import Promise, is_met
from caploop.clearing.dated.switch import Due, settle, switched
from caploop.clearing.problem import Floats
from caploop.core.errors import UsageError
from tests.clearing.debts import Case, cases


def due(owed: Floats, cash: Floats, outside: Floats | None = None) -> Due:
    parties = len(cash)
    return Due(
        firm=(csr_array(np.array(owed, dtype=float)),),
        promised=csr_array((parties, parties)),
        outside_usd=np.zeros((1, parties)) if outside is None else outside[None],
        cash_usd=np.array(cash, dtype=float),
    )


def tranches(seed: int, parties: int) -> list[Promise]:
    chance = np.random.default_rng(seed)
    return [
        Promise(
            payer=int(pair[0]),
            receiver=int(pair[1]),
            amount_usd=float(chance.integers(1, 10)),
            quarter=0,
            performers=tuple(int(p) for p in chance.integers(0, parties, 2)),
            share_needed=float(chance.choice([0.3, 0.8, 1.0])),
        )
        for pair in (chance.permutation(parties)[:2] for _ in range(4))
    ]


@given(cases.filter(lambda case: len(case[2]) > 1), st.integers(0, 10_000))
def test_from_above_is_the_greatest_of_all_consistent_ways(case: Case, seed: int) -> None:
    owed, outside, cash = case
    start, promises = due(owed, cash, outside), tranches(seed, len(cash))
    found = switched(start, promises)
    assert found.is_greatest
    assert found.settled is not None
    for is_on in product((False, True), repeat=len(promises)):
        other = settle(start, promises, is_on)
        if tuple(is_met(p, other.performed) for p in promises) == is_on:
            assert all(np.array(found.settled.is_on) >= np.array(is_on))
            assert (found.settled.received_usd >= other.received_usd - 1e-7).all()


@given(cases.filter(lambda case: len(case[2]) > 1), st.integers(0, 10_000))
def test_one_more_switch_never_lowers_what_anybody_receives(case: Case, seed: int) -> None:
    owed, outside, cash = case
    start, promises = due(owed, cash, outside), tranches(seed, len(cash))
    for number in range(len(promises)):
        off = tuple(i < number for i in range(len(promises)))
        on = tuple(i <= number for i in range(len(promises)))
        less, more = settle(start, promises, off), settle(start, promises, on)
        assert (more.received_usd >= less.received_usd - 1e-7).all()
        assert (more.performed >= less.performed - 1e-7).all()


BESIDE_DEBT = Promise(payer=0, receiver=1, amount_usd=10, quarter=0, performers=(2,), rank=0)
OWED = np.zeros((5, 5))
OWED[0, 2] = OWED[2, 3] = 10.0
CASH = np.array([10.0, 0, 0, 0, 0])


def test_a_promise_that_ranks_with_debt_may_leave_no_solution() -> None:
    """On, it halves what 2 is paid, so 2 fails and it is off; off, 2 is paid and it is on."""
    on, off = (settle(due(OWED, CASH), [BESIDE_DEBT], (is_on,)) for is_on in (True, False))
    assert (on.performed[2], off.performed[2]) == pytest.approx((0.5, 1.0))
    found = switched(due(OWED, CASH), [BESIDE_DEBT])
    assert found.settled is None
    assert found.solutions == 0


def test_the_same_promise_after_firm_debts_has_a_greatest_solution() -> None:
    found = switched(due(OWED, CASH), [replace(BESIDE_DEBT, rank=None)])
    assert found.settled is not None
    assert found.settled.is_on == (True,)
    assert found.settled.paid_usd[:, 0].tolist() == [10, 0]
    assert found.settled.owed_usd[:, 0].tolist() == [10, 10]


def test_a_guarantee_that_saves_whom_it_insures_leaves_no_solution() -> None:
    owed = np.array([[0.0, 0, 1], [0, 0, 0], [0, 0, 0]])
    pays_if_0_fails = Promise(
        payer=1, receiver=0, amount_usd=1, quarter=0, performers=(0,), when="fails"
    )
    assert switched(due(owed, np.array([0.0, 1, 0])), [pays_if_0_fails]).settled is None


def test_two_guarantees_may_leave_two_solutions_and_neither_greatest() -> None:
    """2 pays 0 if 1 fails, and 1 if 0 fails: whoever is paid performs, so the other is not."""
    owed = np.zeros((4, 4))
    owed[0, 3] = owed[1, 3] = 1.0
    promises = [
        Promise(payer=2, receiver=a, amount_usd=1, quarter=0, performers=(b,), when="fails")
        for a, b in ((0, 1), (1, 0))
    ]
    found = switched(due(owed, np.array([0.0, 0, 2, 0])), promises)
    assert found.solutions == 2
    assert not found.is_greatest
    assert found.settled is not None
    assert sum(found.settled.is_on) == 1


def test_two_tranches_that_wait_for_each_other_are_both_on_in_the_greatest() -> None:
    """Each pays the other's debt; off and off is a solution too, the least."""
    owed = np.zeros((3, 3))
    owed[0, 2] = owed[1, 2] = 1.0
    promises = [
        Promise(payer=2, receiver=a, amount_usd=1, quarter=0, performers=(b,))
        for a, b in ((0, 1), (1, 0))
    ]
    found = switched(due(owed, np.array([0.0, 0, 2])), promises)
    assert found.settled is not None
    assert found.settled.is_on == (True, True)


def test_too_many_switches_to_try_are_refused() -> None:
    with pytest.raises(UsageError, match=r"13 promises are open .* at most 12, or a lag"):
        switched(due(OWED, CASH), [BESIDE_DEBT] * 13)
