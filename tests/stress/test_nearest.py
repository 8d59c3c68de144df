"""The nearest ruin by slopes: closed forms, kinks, and no slope no move."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from caploop.core.errors import UsageError
from caploop.stress import nearest_ruin

Floats = NDArray[np.float64]


def plane(harm: Floats, margin: float) -> Callable[[Floats], tuple[float, Floats]]:
    return lambda x: (margin - float(x @ harm), -harm)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_where_the_margin_is_linear_the_distance_is_margin_over_length(seed: int, n: int) -> None:
    chance = np.random.default_rng(seed)
    harm, spreads = chance.uniform(0.1, 2, n), chance.uniform(0.1, 2, n)
    margin = chance.uniform(0.5, 2)
    length = float(np.linalg.norm(harm * spreads))
    start = np.full(n, margin / harm.sum() * 1.5)
    found = nearest_ruin(plane(harm, margin), [start], spreads=spreads, most=np.full(n, 1e6))
    assert found is not None
    assert np.linalg.norm(found / spreads) == pytest.approx(margin / length, rel=1e-9)


def test_a_shock_at_its_most_stays_there_and_the_others_go_on() -> None:
    """3a + b = 10 with a at most 2: b is 4, though (3, 1) would be nearer."""
    found = nearest_ruin(plane(np.array([3.0, 1.0]), 10.0), [[2, 9]], spreads=[1, 1], most=[2, 9])
    assert found is not None
    assert found.tolist() == pytest.approx([2, 4])


@pytest.mark.parametrize("start", [0.5, 2.0, 3.5, 5.5])
def test_a_round_edge_is_followed_to_its_nearest_point(start: float) -> None:
    """Ruin is an ellipse about (4, 3), four times as wide as high."""
    centre, radii = np.array([4.0, 3.0]), np.array([3.2, 0.8])

    def limit(x: Floats) -> tuple[float, Floats]:
        apart = (x - centre) / radii
        return float(apart @ apart) - 1, 2 * apart / radii

    def edge(angle: Floats) -> Floats:
        return centre + radii * np.stack([np.cos(angle), np.sin(angle)], axis=-1)

    found = nearest_ruin(limit, [edge(np.array(start))], spreads=[1, 1], most=[9, 9])
    assert found is not None
    around = np.linalg.norm(edge(np.linspace(0, 2 * np.pi, 100_000)), axis=-1)
    assert np.linalg.norm(found) == pytest.approx(around.min(), rel=1e-4)


def test_the_nearer_of_two_ways_is_told_if_both_are_started_from() -> None:
    def limit(x: Floats) -> tuple[float, Floats]:
        ways = [2 - x[0], 1 - x[1]]
        return min(ways), -np.eye(2)[int(np.argmin(ways))]

    one = {"spreads": [1, 1], "most": [9, 9]}
    found = nearest_ruin(limit, [[3, 0]], **one)
    assert found is not None
    assert found.tolist() == [2, 0]
    both = nearest_ruin(limit, [[3, 0], [0, 3]], **one)
    assert both is not None
    assert both.tolist() == [0, 1]


def test_without_a_slope_the_start_is_kept_and_without_ruin_there_is_nothing() -> None:
    def step(x: Floats) -> tuple[float, None]:
        return (-1.0 if x[0] >= 1 else 1.0), None

    found = nearest_ruin(step, [[1.5], [0.5]], spreads=[1], most=[9])
    assert found is not None
    assert found.tolist() == [1.5]
    assert nearest_ruin(step, [[0.5]], spreads=[1], most=[9]) is None
    with pytest.raises(UsageError, match="spreads are above 0"):
        nearest_ruin(step, [[1.5]], spreads=[0], most=[9])
