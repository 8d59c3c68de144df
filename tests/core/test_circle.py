"""Circles are found with all their members and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caploop.core.circle import in_circles

WAYS = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4), max_size=10)


@given(WAYS)
def test_members_are_those_that_can_come_back(ways: dict[int, list[int]]) -> None:
    onward = {str(a): [str(b) for b in ends] for a, ends in ways.items()}
    reach = {name: set(ends) for name, ends in onward.items()}
    for _ in range(10):
        for ends in reach.values():
            ends |= {far for near in ends for far in reach.get(near, ())}
    assert in_circles(onward) == sorted(name for name, ends in reach.items() if name in ends)


def test_a_long_chain_is_looked_at_once() -> None:
    chain = {str(i): [str(i + 1)] for i in range(100_000)}
    assert in_circles(chain) == []
