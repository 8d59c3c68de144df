"""The iterations: both ends, rounds, and the exact solution where steps are slow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing.payments.fixed_point import fails, greatest, least, paid_once
from caploop.clearing.payments.obligations import obligations
from tests.clearing.debts import Case, cases


@given(cases)
def test_both_ends_stand_still_and_do_not_cross(case: Case) -> None:
    owed = obligations([case[0]], outside_usd=case[1], cash_kept=0.7, receipts_kept=0.8)
    cash = case[2][:, None]
    top, bottom = greatest(owed, cash, tolerance=1e-13), least(owed, cash)
    for found in (top, bottom):
        assert found.is_converged.all()
        np.testing.assert_allclose(paid_once(owed, cash, found.paid_usd), found.paid_usd, atol=1e-8)
    assert (bottom.paid_usd <= top.paid_usd + 1e-9).all()


def test_steps_that_would_take_millions_are_replaced_by_a_solution() -> None:
    """Each dollar paid loses a billionth: plain steps shrink the gap by that much only."""
    leak = 1e-9
    owed = obligations([[[0, 1 - leak], [1 - leak, 0]]], outside_usd=[leak, leak])
    found = greatest(owed, np.array([[0.4 * leak], [0.4 * leak]]), tolerance=1e-9)
    assert found.is_converged.all()
    assert found.paid_usd[:, 0].tolist() == pytest.approx([0.4, 0.4], rel=1e-6)
    assert found.steps[0] < 1_000


def test_rounding_is_no_failure() -> None:
    owed = obligations([[[0, 0.3], [0, 0]]])
    assert not fails(owed, np.array([[0.1 + 0.2 - 1e-16], [0]])).any()
    assert fails(owed, np.array([[0.3 - 1e-9], [0]]))[:, 0].tolist() == [True, False]


def test_a_slow_loop_is_not_hidden_by_a_fast_one_beside_it() -> None:
    """Two networks without a link: alone or together, each pays the same."""
    leak = 1e-9
    slow = [[0, 1 - leak], [1 - leak, 0]]
    both = np.zeros((4, 4))
    both[:2, :2], both[2:, 2:] = slow, [[0, 600], [500, 0]]
    owed = obligations([both], outside_usd=[leak, leak, 100, 800])
    cash = np.array([0.4 * leak, 0.4 * leak, 1, 2])[:, None]
    found = greatest(owed, cash, tolerance=1e-9)
    assert found.is_converged.all()
    assert found.paid_usd[:2, 0].tolist() == pytest.approx([0.4, 0.4], rel=1e-6)


@given(cases, cases, st.sampled_from([1e-6, 1.0, 1e9, 1e13]))
def test_a_giant_beside_changes_no_payment_of_a_small_network(
    small: Case, other: Case, times: float
) -> None:
    sizes = len(small[2]), len(other[2])
    both = np.zeros((sum(sizes),) * 2)
    both[: sizes[0], : sizes[0]], both[sizes[0] :, sizes[0] :] = small[0], other[0] * times
    outside, cash = (np.concatenate([small[i], other[i] * times]) for i in (1, 2))
    alone = greatest(
        obligations([small[0]], outside_usd=small[1]), small[2][:, None], tolerance=1e-9
    )
    beside = greatest(obligations([both], outside_usd=outside), cash[:, None], tolerance=1e-9)
    np.testing.assert_allclose(beside.paid_usd[: sizes[0]], alone.paid_usd, atol=1e-7)
    assert beside.rounds[: sizes[0]].tolist() == alone.rounds.tolist()
