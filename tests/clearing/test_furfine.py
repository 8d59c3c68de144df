"""Furfine's cascade: rounds, an upper bound, what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from caploop.clearing import furfine_cascade
from caploop.core.errors import UsageError
from tests.clearing.books import books, relabelled

CHAIN = [[0, 10, 0], [0, 0, 10], [0, 0, 0]]


def test_each_failure_is_told_with_its_round() -> None:
    found = furfine_cascade(CHAIN, [1, 4, 5], failed=[True, False, False], recovery=0.4)
    assert found.failed_in_round.tolist() == [0, 1, 2]
    assert found.loss_usd.tolist() == [0, 6, 6]
    assert found.equity_usd.tolist() == [1, -2, -1]
    assert found.rounds == 2


def test_a_loss_equal_to_the_equity_is_borne() -> None:
    found = furfine_cascade(CHAIN, [1, 6, 5], failed=[True, False, False], recovery=0.4)
    assert found.failed_in_round.tolist() == [0, -1, -1]


def test_one_party_may_fail_in_each_scenario() -> None:
    found = furfine_cascade(CHAIN, [1, 4, 5], failed=np.eye(3), recovery=[0.4, 0.9, 0])
    assert found.failed_in_round.tolist() == [[0, 1, -1], [-1, 0, -1], [-1, -1, 0]]
    assert found.loss_usd[:, 2].tolist() == pytest.approx([1, 1, 0])


@given(books())
def test_less_recovery_never_saves_anyone(book: dict[str, Any]) -> None:
    first = book["shock"] > 0.3
    low = furfine_cascade(book["owed"], book["equity"], failed=first, recovery=0.2)
    high = furfine_cascade(book["owed"], book["equity"], failed=first, recovery=0.8)
    assert (low.loss_usd >= high.loss_usd - 1e-12).all()
    assert ((low.failed_in_round >= 0) | (high.failed_in_round < 0)).all()
    order = book["order"]
    other = furfine_cascade(
        relabelled(book["owed"], order), book["equity"][order], failed=first[:, order], recovery=0.2
    )
    assert other.failed_in_round.tolist() == low.failed_in_round[:, order].tolist()


def test_equity_below_0_must_be_marked_as_failed() -> None:
    with pytest.raises(UsageError, match="party 0 has equity below 0"):
        furfine_cascade(CHAIN, [-1, 4, 5], failed=[False, False, False], recovery=0.4)
    found = furfine_cascade(CHAIN, [-1, 4, 9], failed=[True, False, False], recovery=0.4)
    assert found.failed_in_round.tolist() == [0, 1, -1]
