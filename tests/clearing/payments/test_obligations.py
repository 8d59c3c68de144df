"""Debts by rank as one record: shares, what comes before, and what is passed on."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.clearing.payments.obligations import (
    by_rank,
    marginal,
    obligations,
    passed_on,
    receipts,
)
from caploop.core.errors import UsageError

SENIOR, JUNIOR = [[0, 4.0], [0, 0]], [[0, 6.0], [3.0, 0]]


def test_ranks_add_up_and_know_what_comes_before_them() -> None:
    owed = obligations([SENIOR, JUNIOR], outside_usd=[[0, 1], [0, 0]])
    assert owed.total_usd.tolist() == [10, 4]
    assert owed.before_usd.tolist() == [[0, 0], [4, 1]]
    assert owed.scale_usd == 10


def test_a_payment_fills_the_ranks_in_order_and_reaches_their_creditors() -> None:
    owed = obligations([SENIOR, JUNIOR], outside_usd=[[0, 1], [0, 0]])
    paid = np.array([[5.0], [2.0]])
    assert [part[:, 0].tolist() for part in by_rank(owed, paid)] == [[4, 1], [1, 1]]
    assert receipts(owed, paid)[:, 0].tolist() == [1, 5]
    assert marginal(owed, paid[:, 0]).tolist() == [[False, False], [True, True]]


def test_what_is_owed_outside_is_not_passed_on_and_costs_cut_the_rest() -> None:
    owed = obligations([SENIOR], outside_usd=[4, 0], receipts_kept=0.5)
    assert passed_on(owed).toarray().tolist() == [[0, 0], [0.25, 0]]


def test_no_debts_at_all_have_a_scale_to_divide_by() -> None:
    assert obligations([[[0, 0], [0, 0]]]).scale_usd == 1


def test_costs_outside_0_to_1_are_refused() -> None:
    with pytest.raises(UsageError, match="cash_kept is outside 0 to 1"):
        obligations([SENIOR], cash_kept=1.1)
