"""The iterations: both ends, rounds, and the exact solution where steps are slow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from caploop.clearing.fixed_point import fails, greatest, least, paid_once, piece
from caploop.clearing.obligations import obligations
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


def test_the_piece_is_one_minus_what_comes_back() -> None:
    owed = obligations([[[0, 5], [5, 0]]], outside_usd=[5, 0], receipts_kept=0.5)
    system = piece(owed, np.array([1.0, 1.0]), np.array([0, 1]))
    assert system.toarray().tolist() == [[1, -0.5], [-0.25, 1]]
