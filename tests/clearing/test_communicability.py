"""Path counts in the network of debts that ruin."""

from __future__ import annotations

import pytest

from caploop.clearing import communicability


def test_a_party_in_the_middle_adds_the_paths_through_it() -> None:
    found = communicability([[0, 9, 0], [0, 0, 9], [0, 0, 0]], [1, 1, 1])
    assert found.susceptibility.tolist() == pytest.approx([0, 1, 1.5])
    assert found.diffusion.tolist() == pytest.approx([1.5, 1.5, 0])
    assert found.fluidity == pytest.approx(2.5 / 3)


def test_debts_below_the_equity_of_the_creditor_count_for_nothing() -> None:
    found = communicability([[0, 9], [0, 0]], [1, 10])
    assert (found.susceptibility.tolist(), found.fluidity) == ([0, 0], 0)
