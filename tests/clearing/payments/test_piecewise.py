"""Payments solved exactly: against every piece tried, on rings that iteration cannot leave."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import clear_by_rank, rogers_veraart
from caploop.clearing.payments.obligations import marginal, obligations
from caploop.clearing.payments.piecewise import from_above, from_below, piece, system
from caploop.clearing.problem import Floats
from tests.clearing.debts import Case, cases, made

Ranked = tuple[list[Floats], Floats, Floats]


def ranked(seed: int, parties: int, ranks: int) -> Ranked:
    """Whole numbers, so that payments often stand at a bound; thin cash, so that many fail."""
    every = [made(seed + rank, parties) for rank in range(ranks)]
    cash = np.random.default_rng(seed).integers(0, 6, parties).astype(float)
    return [case[0] for case in every], np.stack([case[1] for case in every]), cash


ranked_cases = st.builds(ranked, st.integers(0, 10_000_000), st.integers(2, 4), st.integers(1, 3))


def every_solution(case: Ranked) -> Floats:
    """All solutions by trying, for every party, each rank as the last it pays, or all in full."""
    owed, outside, cash = case
    due = np.stack([m.sum(axis=1) for m in owed]) + outside
    ends = np.cumsum(due, axis=0)
    starts, total = ends - due, ends[-1]
    share = [
        np.divide(m, d[:, None], out=np.zeros_like(m), where=d[:, None] > 0)
        for m, d in zip(owed, due, strict=True)
    ]
    found = []
    for choice in product(range(len(owed) + 1), repeat=cash.size):
        last = np.array(choice)
        fixed = np.stack([np.where(last > r, due[r], 0.0) for r in range(len(owed))])
        slope = sum(share[r].T * (last == r) for r in range(len(owed)))
        known = cash + sum(fixed[r] @ share[r] for r in range(len(owed)))
        begun = np.array([starts[r, i] if r < len(owed) else 0.0 for i, r in enumerate(last)])
        matrix = np.where((last < len(owed))[:, None], np.eye(cash.size) - slope, np.eye(cash.size))
        right = np.where(last < len(owed), known - slope @ begun, total)
        if np.linalg.cond(matrix) > 1e10:
            continue
        paid = np.linalg.solve(matrix, right)
        by_rank = [np.clip(paid - starts[r], 0, due[r]) for r in range(len(owed))]
        worth = cash + sum(by_rank[r] @ share[r] for r in range(len(owed)))
        if np.allclose(paid, np.minimum(total, worth), atol=1e-9):
            found.append(paid)
    return np.array(found)


@given(ranked_cases)
def test_the_greatest_payments_by_rank_are_those_of_all_pieces_tried(case: Ranked) -> None:
    found = clear_by_rank(case[0], case[2], outside_usd=case[1])
    every = every_solution(case)
    assert found.is_converged
    paid = found.paid_usd if len(case[0]) == 1 else found.paid_usd.sum(axis=0)
    np.testing.assert_allclose(paid, every.max(axis=0), atol=1e-9)


@given(ranked_cases)
def test_without_iteration_both_ends_are_the_same(case: Ranked) -> None:
    """Solved from all paid and from nothing paid, for each set of failing parties in turn."""
    owed = obligations(case[0], outside_usd=case[1])
    found = clear_by_rank(case[0], case[2], outside_usd=case[1])
    top = owed.total_usd
    failed = np.zeros(owed.parties, dtype=bool)
    for _ in range(owed.parties):
        worth = case[2] + sum(
            part @ np.divide(m, d[:, None], out=np.zeros_like(m), where=d[:, None] > 0)
            for part, m, d in zip(
                np.clip(top - owed.before_usd, 0, owed.by_rank_usd),
                case[0],
                owed.by_rank_usd,
                strict=True,
            )
        )
        failed |= worth < owed.total_usd * (1 - 1e-12)
        solved = from_above(owed, case[2], top, failed=failed)
        assert solved.is_exact
        top = solved.paid_usd
    bottom = from_below(owed, case[2], np.zeros(owed.parties))
    assert bottom.is_exact
    several = len(case[0]) > 1
    paid, least = found.paid_usd, found.least_paid_usd
    np.testing.assert_allclose(top, paid.sum(axis=0) if several else paid, atol=1e-9)
    np.testing.assert_allclose(bottom.paid_usd, least.sum(axis=0) if several else least, atol=1e-7)


@given(st.integers(2, 30), st.integers(1, 50), st.floats(1e-9, 0.5), st.integers(0, 3))
def test_a_ring_whose_cash_goes_to_a_senior_outside_pays_on_what_each_has(
    parties: int, junior: int, above: float, start: int
) -> None:
    """Cash of 1 each, and the senior debt of one is a little more than all cash: it gets all.

    The next keeps nothing back of its 1, the one after has 2, and so on round.
    """
    first = start % parties
    ring = np.roll(np.eye(parties), 1, axis=1) * (junior + parties)
    outside = np.zeros((2, parties))
    outside[0, first] = parties + above
    found = clear_by_rank([np.zeros_like(ring), ring], np.ones(parties), outside_usd=outside)
    expected = np.roll(np.arange(parties, dtype=float), first)
    assert found.is_converged
    np.testing.assert_allclose(found.paid_usd[1], expected, atol=1e-6)
    assert found.paid_usd[0, first] == pytest.approx(parties)


def test_a_ring_of_ten_with_a_senior_debt_just_above_all_cash() -> None:
    ring = np.roll(np.eye(10), 1, axis=1) * 40
    outside = np.zeros((2, 10))
    outside[0, 0] = 10.01
    found = clear_by_rank([np.zeros_like(ring), ring], np.ones(10), outside_usd=outside)
    assert found.paid_usd[1].round(9).tolist() == list(range(10))
    assert found.paid_usd[0].round(9).tolist() == [10, *[0] * 9]
    assert found.is_unique


def test_cash_short_by_a_billionth_is_still_short() -> None:
    """With cash of all the senior debt any sum may go round, so the last pays in full."""
    ring = np.roll(np.eye(3), 1, axis=1) * 40
    outside = [[3.0, 0, 0], [0, 0, 0]]
    enough = clear_by_rank([np.zeros_like(ring), ring], [1, 1, 1], outside_usd=outside)
    short = clear_by_rank([np.zeros_like(ring), ring], [1, 1, 1 - 1e-9], outside_usd=outside)
    assert enough.paid_usd[1].tolist() == [38, 39, 40]
    assert short.paid_usd[1] == pytest.approx([0, 1, 2], abs=1e-8)


def test_two_rings_that_both_run_dry_are_solved_together() -> None:
    ring = np.zeros((6, 6))
    ring[:3, :3] = ring[3:, 3:] = np.roll(np.eye(3), 1, axis=1) * 40
    outside = [[3.01, 0, 0, 0, 6.001, 0], [0] * 6]
    found = clear_by_rank([np.zeros_like(ring), ring], [1, 1, 1, 2, 2, 2], outside_usd=outside)
    assert found.paid_usd[1].round(9).tolist() == [0, 1, 2, 4, 0, 2]


def test_from_below_with_full_receipts_a_slow_loop_is_solved() -> None:
    """Half of the first's cash is lost: each dollar goes round until both debts are paid."""
    found = rogers_veraart([[0, 100], [100, 0]], [1e-4, 0], alpha=0.5, beta=1)
    assert found.is_converged
    assert found.least_paid_usd.tolist() == [100, 100]


@given(cases, st.sampled_from([0.0, 0.5, 1.0]))
def test_with_full_receipts_the_least_payments_always_converge(case: Case, alpha: float) -> None:
    owed, outside, cash = case
    found = rogers_veraart(owed, cash, alpha=alpha, beta=1, outside_usd=outside)
    assert found.is_converged
    assert (found.least_paid_usd <= found.paid_usd + 1e-9).all()


def test_the_piece_is_what_comes_back_and_the_system_one_less_that() -> None:
    owed = obligations([[[0, 5], [5, 0]]], outside_usd=[5, 0], receipts_kept=0.5)
    rows = np.array([0, 1])
    active = marginal(owed, np.array([1.0, 1.0]))
    assert piece(owed, active, rows).toarray().tolist() == [[0, 1], [0.5, 0]]
    assert system(owed, active, rows).toarray().tolist() == [[1, -0.5], [-0.25, 1]]
