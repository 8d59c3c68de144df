"""Leverage: exposure over equity, and what becomes of parties without any."""

from __future__ import annotations

import pytest

from caploop.clearing.distress.leverage import leverage


@pytest.mark.parametrize(("said", "felt"), [("failed", 0.5), ("written_off", 0.0)])
def test_what_creditors_feel_of_a_party_without_equity_is_said_by_the_caller(
    said: str, felt: float
) -> None:
    ready = leverage([[0, 2], [3, 0]], [-1, 4], shock=[0, 0.25], negative_equity=said)
    assert ready.matrix.toarray().tolist() == [[0, 0], [felt, 0]]
    assert ready.shock.tolist() == [1, 0.25]
