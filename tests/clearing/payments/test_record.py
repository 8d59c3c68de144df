"""The record: axes, shares that fail, and least payments kept apart only where they differ."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.clearing import clear_by_rank, eisenberg_noe
from caploop.core.errors import UsageError

CHAIN = [[0, 10, 0], [0, 0, 10], [0, 0, 0]]


def test_axes_are_scenarios_then_rank_then_party() -> None:
    cash = np.ones((2, 5, 3))
    one, two = eisenberg_noe(CHAIN, cash), clear_by_rank([CHAIN, CHAIN], cash)
    assert one.paid_usd.shape == one.rounds.shape == (2, 5, 3)
    assert two.paid_usd.shape == (2, 5, 2, 3)
    assert two.owed_usd.shape == (2, 3)
    assert two.rounds.shape == (2, 5, 3)
    assert one.is_unique.shape == one.steps.shape == two.residual.shape == (2, 5)
    assert two.short_usd.shape == two.paid_usd.shape


def test_the_failed_share_counts_debtors_only() -> None:
    found = eisenberg_noe(CHAIN, [[0, 0, 0], [20, 0, 0], [4, 6, 0]])
    assert found.failed_share.tolist() == [1, 0, 0.5]


def test_one_scenario_of_many_without_cash_does_not_touch_the_others() -> None:
    cash = np.tile([1.0, 0.0], (5_000, 1))
    cash[[7, 4_000]] = 0
    found = eisenberg_noe([[0, 1], [1, 0]], cash)
    assert np.flatnonzero(~found.is_unique).tolist() == [7, 4_000]
    assert (found.paid_usd == 1).all()
    assert found.least_paid_usd.sum() == 2 * 4_998


def test_a_tolerance_of_0_and_no_workers_are_refused() -> None:
    with pytest.raises(UsageError, match="tolerance is 0"):
        eisenberg_noe(CHAIN, [1, 1, 1], tolerance=0)
    with pytest.raises(UsageError, match="workers is 0"):
        eisenberg_noe(CHAIN, [1, 1, 1], workers=0)
