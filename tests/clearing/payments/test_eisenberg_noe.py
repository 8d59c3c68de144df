"""Eisenberg-Noe payments: laws that hold for any debts, and cases small enough for paper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from caploop.clearing import eisenberg_noe
from caploop.core.errors import UsageError
from tests.clearing.debts import Case, cases, from_below, made, share, total


@given(cases)
def test_payments_are_within_bounds_and_a_fixed_point(case: Case) -> None:
    owed, outside, cash = case
    found = eisenberg_noe(owed, cash, outside_usd=outside)
    assert found.is_converged
    worth = cash + found.paid_usd @ share(owed, outside)
    debts = total(owed, outside)
    assert (found.paid_usd >= 0).all()
    assert (found.paid_usd <= debts).all()
    np.testing.assert_allclose(found.paid_usd, np.minimum(debts, worth), atol=1e-6)


@given(cases)
def test_liability_is_limited_and_debts_come_before_equity(case: Case) -> None:
    owed, outside, cash = case
    found = eisenberg_noe(owed, cash, outside_usd=outside)
    worth = cash + found.paid_usd @ share(owed, outside)
    assert (found.paid_usd <= worth + 1e-6).all()
    is_short = found.short_usd > 1e-6
    np.testing.assert_allclose(found.paid_usd[is_short], worth[is_short], atol=1e-6)
    assert (found.rounds[is_short] > 0).all()
    assert (found.short_usd[found.rounds == 0] == 0).all()


@given(cases, st.integers(0, 6), st.floats(0.01, 10))
def test_more_cash_never_lowers_a_payment(case: Case, who: int, more: float) -> None:
    owed, outside, cash = case
    richer = cash.copy()
    richer[who % len(cash)] += more
    both = eisenberg_noe(owed, [cash, richer], outside_usd=outside)
    assert (both.paid_usd[1] >= both.paid_usd[0] - 1e-6).all()
    assert (both.least_paid_usd[1] >= both.least_paid_usd[0] - 1e-6).all()


@given(cases)
def test_least_payments_are_those_of_plain_iteration_from_nothing(case: Case) -> None:
    owed, outside, cash = case
    found = eisenberg_noe(owed, cash, outside_usd=outside)
    assert (found.least_paid_usd <= found.paid_usd).all()
    np.testing.assert_allclose(found.least_paid_usd, from_below(case), atol=1e-5)
    assert found.is_unique == np.allclose(found.least_paid_usd, found.paid_usd, atol=1e-6)


@given(cases, st.randoms(use_true_random=False))
def test_names_of_parties_do_not_matter(case: Case, chance: np.random.Generator) -> None:
    owed, outside, cash = case
    order = list(range(len(cash)))
    chance.shuffle(order)
    found = eisenberg_noe(owed, cash, outside_usd=outside)
    moved = eisenberg_noe(owed[np.ix_(order, order)], cash[order], outside_usd=outside[order])
    np.testing.assert_allclose(moved.paid_usd, found.paid_usd[order], atol=1e-6)
    assert moved.rounds.tolist() == found.rounds[order].tolist()
    assert moved.is_unique == found.is_unique


@given(cases)
def test_a_batch_is_its_scenarios_and_sparse_is_dense(case: Case) -> None:
    owed, outside, cash = case
    many = cash * np.linspace(0, 2, 40)[:, None]
    batch = eisenberg_noe(csr_array(owed), many.reshape(4, 10, -1), outside_usd=outside)
    assert batch.paid_usd.shape == (4, 10, len(cash))
    for number in (0, 17, 39):
        alone = eisenberg_noe(owed, many[number], outside_usd=outside)
        together = batch.paid_usd.reshape(40, -1)[number]
        np.testing.assert_allclose(together, alone.paid_usd, atol=1e-6)
        assert batch.is_unique.ravel()[number] == alone.is_unique


def test_the_number_of_workers_changes_no_bit() -> None:
    owed, outside, _ = made(5, 6)
    cash = np.random.default_rng(1).random((20_000, 6)) * 10
    one, three = (eisenberg_noe(owed, cash, outside_usd=outside, workers=w) for w in (1, 3))
    assert (one.paid_usd == three.paid_usd).all()
    assert (one.rounds == three.rounds).all()


def test_what_is_paid_is_shared_in_proportion_to_debts() -> None:
    found = eisenberg_noe([[0, 6, 2], [0, 0, 0], [6, 0, 0]], [4, 0, 1], outside_usd=[2, 0, 0])
    paid = 4.0 + 1.0
    assert found.paid_usd.tolist() == pytest.approx([10 * 0 + _loop(paid), 0, 1 + _loop(paid) / 5])


def _loop(start: float) -> float:
    """Party 0 pays start, and a fifth of what it pays comes back through party 2."""
    return start / (1 - 1 / 5)


def test_failures_come_in_rounds_along_a_chain() -> None:
    chain = np.diag([10.0, 10, 10], k=1)
    found = eisenberg_noe(chain, [9, 0.5, 0.2, 0])
    assert found.rounds.tolist() == [1, 2, 3, 0]
    assert found.paid_usd.tolist() == pytest.approx([9, 9.5, 9.7, 0])
    assert found.failed_share == 1


def test_a_loop_without_cash_has_two_extremes_and_says_so() -> None:
    found = eisenberg_noe([[0, 1, 0], [1, 0, 0], [0, 0, 0]], [0, 0, 5])
    assert found.paid_usd.tolist() == [1, 1, 0]
    assert found.least_paid_usd.tolist() == [0, 0, 0]
    assert not found.is_unique
    assert found.spectral_radius == pytest.approx(1)
    assert found.is_disconnected.tolist() == [False, False, True]


def test_cash_that_reaches_a_loop_makes_it_unique() -> None:
    loop = [[0, 1, 0], [1, 0, 0], [2, 0, 0]]
    found = eisenberg_noe(loop, [[0, 0, 1], [0, 0, 0]])
    assert found.is_unique.tolist() == [True, False]
    assert found.least_paid_usd.tolist() == [[1, 1, 1], [0, 0, 0]]


def test_a_long_loop_that_leaks_little_is_solved_not_cut_short() -> None:
    parties, leak = 30, 1e-4
    owed = np.roll(np.eye(parties), 1, axis=1) * 100
    outside = np.zeros(parties)
    outside[0] = 100 * leak
    cash = np.zeros(parties)
    cash[3] = 0.004
    found = eisenberg_noe(owed, cash, outside_usd=outside)
    assert found.is_converged
    into_the_leak = 0.004
    passed = into_the_leak / leak
    assert found.paid_usd[0] == pytest.approx(passed * (1 + leak), rel=1e-7)
    assert found.steps < 20_000


def test_no_party_and_no_scenario_are_answered() -> None:
    assert eisenberg_noe([], np.zeros((2, 0))).paid_usd.shape == (2, 0)
    empty = eisenberg_noe([[0, 1], [0, 0]], np.zeros((0, 2)))
    assert empty.paid_usd.shape == (0, 2)
    assert empty.is_unique.shape == (0,)


@pytest.mark.parametrize(
    ("owed", "cash", "told"),
    [
        ([[0, -1], [0, 0]], [0, 0], "negative"),
        ([[1, 0], [0, 0]], [0, 0], "bound to itself"),
        ([[0, 1], [0, 0]], [0, 0, 0], "has 2 parties"),
        ([[0, float("nan")], [0, 0]], [0, 0], "not a number"),
        ([[0, 1], [0, 0]], [float("nan"), 0], "not a number"),
        ([[0, 1], [0, 0]], [-1, 0], "negative"),
    ],
)
def test_bad_input_is_refused(owed: list[list[float]], cash: list[float], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        eisenberg_noe(owed, cash)


def test_one_seed_gives_one_case() -> None:
    assert all((a == b).all() for a, b in zip(made(3, 4), made(3, 4), strict=True))
