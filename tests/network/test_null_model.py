"""An index beside what it would be by chance."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.network import against_null, maximum_circulation, named_loops
from caploop.network.arrays import Floats


def mutual(parties: int) -> Floats:
    """Pairs that pay each other alike, and a ring that makes it one network."""
    flow = np.zeros((parties, parties))
    for first in range(0, parties, 2):
        flow[first, first + 1] = flow[first + 1, first] = 10.0
        flow[first, (first + 2) % parties] = 10.0
    return flow


def short_loops(flow: Floats) -> float:
    return float(len(named_loops(flow, length_most=2)))


def test_an_index_that_chance_does_not_reach_stands_out() -> None:
    found = against_null(short_loops, mutual(20), samples=50, seed=4)
    assert found.value == 10
    assert found.null_mean is not None
    assert found.null_sd is not None
    assert found.null_mean + 3 * found.null_sd < 10
    assert (found.share_at_least, found.count) == (0.0, 50)


def test_an_index_of_the_totals_alone_is_the_same_by_chance() -> None:
    found = against_null(lambda flow: float(flow.sum()), mutual(10), samples=20, seed=4)
    assert found.value == 150
    assert found.null_mean == pytest.approx(150, rel=1e-9)


def test_the_same_seed_gives_the_same_answer() -> None:
    first, second = (
        against_null(
            lambda flow: maximum_circulation(flow).share_of_gross, mutual(8), samples=10, seed=7
        )
        for _ in range(2)
    )
    assert first == second


def test_a_rigid_network_has_a_value_and_no_null() -> None:
    found = against_null(short_loops, [[0, 3], [4, 0]], seed=0)
    assert (found.value, found.null_mean, found.count) == (1.0, None, 0)
    assert "too rigid" in (found.reason or "")


def test_an_index_without_a_value_says_so() -> None:
    found = against_null(lambda _: None, mutual(6), samples=5, seed=0)
    assert (found.value, found.count) == (None, 0)
    assert "no value on this network" in (found.reason or "")


def test_samples_without_a_value_are_counted() -> None:
    def only_mutual(flow: Floats) -> float | None:
        return short_loops(flow) or None if flow[0, 1] > 0 else None

    found = against_null(only_mutual, mutual(6), samples=40, seed=0)
    assert 0 < found.count < 40
    assert f"{found.count} of 40 samples" in (found.reason or "")
