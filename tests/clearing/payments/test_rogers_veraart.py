"""Costs of default: both extremes, the jump, and Eisenberg-Noe when nothing is lost."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import eisenberg_noe, rogers_veraart
from caploop.clearing.problem import Floats
from tests.clearing.debts import Case, cases, share, total


def every_solution(case: Case, alpha: float, beta: float) -> list[Floats]:
    """All solutions, by trying every set of failing parties; needs beta below 1."""
    owed, outside, cash = case
    debts, shares = total(owed, outside), share(owed, outside)
    found = []
    for failing in product((False, True), repeat=len(cash)):
        failed = np.array(failing)
        system = np.eye(len(cash)) - np.where(failed, beta, 0.0)[:, None] * shares.T
        paid = np.linalg.solve(system, np.where(failed, alpha * cash, debts))
        if (failed == (cash + paid @ shares < debts * (1 - 1e-12))).all():
            found.append(paid)
    return found


@given(cases, st.sampled_from([0.0, 0.3, 0.9, 1.0]), st.sampled_from([0.0, 0.4, 0.95]))
def test_the_extremes_are_those_of_all_solutions(case: Case, alpha: float, beta: float) -> None:
    owed, outside, cash = case
    found = rogers_veraart(owed, cash, alpha=alpha, beta=beta, outside_usd=outside)
    every = np.array(every_solution(case, alpha, beta))
    assert found.is_converged
    np.testing.assert_allclose(found.paid_usd, every.max(axis=0), atol=1e-8)
    np.testing.assert_allclose(found.least_paid_usd, every.min(axis=0), atol=1e-8)
    assert found.is_unique == np.allclose(every.max(axis=0), every.min(axis=0), atol=1e-8)


@given(cases)
def test_without_costs_it_is_eisenberg_noe(case: Case) -> None:
    owed, outside, cash = case
    plain = eisenberg_noe(owed, cash, outside_usd=outside)
    found = rogers_veraart(owed, cash, alpha=1, beta=1, outside_usd=outside)
    np.testing.assert_allclose(found.paid_usd, plain.paid_usd, atol=1e-6)
    assert found.rounds.tolist() == plain.rounds.tolist()
    if found.is_converged:
        np.testing.assert_allclose(found.least_paid_usd, plain.least_paid_usd, atol=1e-5)


@given(cases, st.floats(0, 1), st.floats(0, 1))
def test_costs_never_raise_a_payment(case: Case, alpha: float, beta: float) -> None:
    owed, outside, cash = case
    plain = eisenberg_noe(owed, cash, outside_usd=outside)
    found = rogers_veraart(owed, cash, alpha=alpha, beta=beta, outside_usd=outside)
    assert (found.paid_usd <= plain.paid_usd + 1e-6).all()
    assert (found.least_paid_usd <= found.paid_usd + 1e-9).all()


def test_receipts_are_cut_by_beta_inside_the_system_too() -> None:
    """Both fail: p = 0.5 + 0.5 p', so 1; solving I - shares instead would give no number."""
    found = rogers_veraart([[0, 4], [4, 0]], [1, 1], alpha=0.5, beta=0.5)
    assert found.paid_usd.tolist() == pytest.approx([4, 4])
    assert found.least_paid_usd.tolist() == pytest.approx([1, 1])
    assert not found.is_unique


def test_a_limit_from_below_that_is_no_solution_is_passed_by() -> None:
    """From nothing payments tend to (1, 1), but with these the first can pay its 2 in full."""
    found = rogers_veraart([[0, 2], [2.2, 0]], [1, 1], alpha=0.5, beta=0.5)
    assert found.least_paid_usd.tolist() == [2, 2.2]
    assert found.is_unique


def test_each_party_may_have_its_own_costs() -> None:
    found = rogers_veraart([[0, 4, 0], [0, 0, 8], [0, 0, 0]], [2, 2, 0], alpha=[0.5, 1, 1], beta=1)
    assert found.paid_usd.tolist() == [1, 3, 0]
