"""Failures by shareholdings: nothing counted twice, fewest and most failures, rounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import dependency_matrix, ownership_failures
from caploop.clearing.problem import Floats
from caploop.core.errors import UsageError
from tests.clearing.books import relabelled


def holdings(seed: int, *, parties: int = 5) -> Floats:
    chance = np.random.default_rng(seed)
    held = chance.random((parties, parties)) * (1 - np.eye(parties))
    return held / held.sum(axis=0) * chance.random(parties) * 0.9


@given(st.integers(0, 1_000))
def test_no_dollar_is_counted_twice(seed: int) -> None:
    found = dependency_matrix(holdings(seed))
    np.testing.assert_allclose(found.sum(axis=0), 1, rtol=0, atol=1e-12)
    assert (found >= 0).all()


@given(st.integers(0, 1_000))
def test_most_failures_include_the_fewest_and_agree_with_themselves(seed: int) -> None:
    chance = np.random.default_rng(seed)
    held = holdings(seed)
    case: dict[str, Any] = {
        "before_usd": np.full(5, 10.0),
        "threshold": 0.9,
        "cost_usd": np.full(5, 4.0),
    }
    assets = 10 * chance.uniform(0.6, 1.1, (4, 5))
    few = ownership_failures(held, assets, **case)
    many = ownership_failures(held, assets, **case, start="all")
    assert ((few.failed_in_round < 0) | (many.failed_in_round >= 0)).all()
    for found in (few, many):
        failed = found.failed_in_round >= 0
        value = (assets - 4 * failed) @ dependency_matrix(held).T
        np.testing.assert_allclose(found.value_usd, value, rtol=0, atol=1e-9)
        assert ((value < 0.9 * found.value_before_usd) == failed).all()
    order = chance.permutation(5)
    other = ownership_failures(relabelled(held, order), assets[:, order], **case)
    assert other.failed_in_round.tolist() == few.failed_in_round[:, order].tolist()


def test_failures_come_in_rounds_and_can_depend_on_the_start() -> None:
    case: dict[str, Any] = {"before_usd": [10, 10], "threshold": 0.8, "cost_usd": [5, 5]}
    held = [[0, 0.4], [0.4, 0]]
    assert ownership_failures(held, [4, 10], **case).failed_in_round.tolist() == [1, 2]
    assert ownership_failures(held, [10, 10], **case).failed_in_round.tolist() == [-1, -1]
    worst = ownership_failures(held, [10, 10], **case, start="all")
    assert worst.failed_in_round.tolist() == [0, 0]


def test_the_distance_to_the_nearest_threshold_is_told() -> None:
    found = ownership_failures(
        np.zeros((2, 2)), [9.5, 8.9], before_usd=[10, 10], threshold=0.9, cost_usd=[0, 0]
    )
    assert found.margin_usd == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([[0, 1.2], [0, 0]], "column 1 of held_share adds up to 1.2"),
        ([[0, 1], [1, 0]], "belong to one another alone"),
    ],
)
def test_holdings_that_leave_no_outside_owner_are_refused(held: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        dependency_matrix(held)
