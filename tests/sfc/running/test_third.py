"""Thirds of draws and intervals counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.sfc.running.third import level, middle, share, thirds


def test_an_event_above_a_line_by_thirds() -> None:
    """Nine draws, the event from 5 on: in none of 1, 2, 3 and all of 7, 8, 9; two of 4, 5, 6."""
    x = np.array([4.0, 9, 1, 7, 3, 6, 2, 8, 5])
    event = (x >= 5).astype(float)
    found = thirds(x)
    assert found is not None
    low, high = found
    assert sorted(x[low]) == [1, 2, 3]
    assert sorted(x[high]) == [7, 8, 9]
    assert [share(event[side]).value for side in (low, high)] == [0, 1]


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ({0: 7, 1: 3}, {0}, {1}),
        ({0: 3, 1: 7}, {0}, {1}),
        ({10: 2, 20: 6, 30: 2}, {10}, {30}),
        ({0: 4, 1: 3, 2: 2, 3: 1}, {0}, {2, 3}),
    ],
)
def test_equal_draws_are_not_parted(counts: dict[int, int], low: set[int], high: set[int]) -> None:
    x = np.repeat(np.array([*counts], float), [*counts.values()])
    found = thirds(x)
    assert found is not None
    assert [set(x[side]) for side in found] == [low, high]


def test_equal_draws_alone_have_no_thirds() -> None:
    assert thirds(np.ones(5)) is None


@given(st.lists(st.integers(0, 6), min_size=2, max_size=60))
def test_low_and_high_are_never_empty_and_never_share_a_draw(values: list[int]) -> None:
    found = thirds(np.array(values, float))
    if len(set(values)) == 1:
        assert found is None
        return
    assert found is not None
    low, high = found
    x = np.array(values)
    assert low.any()
    assert high.any()
    assert x[low].max() < x[high].min()


@given(st.integers(0, 40), st.integers(1, 40))
def test_a_share_lies_in_its_interval_inside_zero_to_one(yes: int, draws: int) -> None:
    yes = min(yes, draws)
    found = share(np.repeat([0.0, 1.0], [draws - yes, yes]))
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high


def test_nineteen_of_twenty_medians_lie_in_their_interval() -> None:
    rng = np.random.default_rng(5)
    inside = 0
    for _ in range(1000):
        found = middle(rng.exponential(size=41))
        inside += found.low <= np.log(2) <= found.high
    assert 930 <= inside <= 990


def test_a_level_is_a_share_of_an_event_and_the_median_of_an_amount() -> None:
    x = np.array([0.0, 0, 1, 1, 1])
    assert level(x, is_event=True).value == pytest.approx(0.6)
    assert level(x, is_event=False).value == 1
