"""The least money turns back: the order is as good as the best of all orders."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.sankey.order import EXACT, Arc, station_order

NAMES = st.sampled_from("abcdef")


def back_weight(order: Sequence[str], arcs: Sequence[Arc]) -> float:
    """The weight of the arcs that point back in an order."""
    place = {name: n for n, name in enumerate(order)}
    return sum(weight for source, target, weight in arcs if place[target] < place[source])


ARCS = st.lists(st.tuples(NAMES, NAMES, st.integers(1, 99).map(float)), max_size=14)


@given(ARCS)
def test_no_order_of_a_small_graph_turns_back_less(arcs: list[Arc]) -> None:
    names = sorted({end for s, t, _ in arcs for end in (s, t)})
    least = min((back_weight(p, arcs) for p in permutations(names)), default=0.0)
    assert back_weight(station_order(names, arcs), arcs) == pytest.approx(least)


@given(ARCS, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(arcs: list[Arc], random: Random) -> None:
    shuffled = random.sample(arcs, len(arcs))
    assert station_order("abcdef", arcs) == station_order("fedcba", shuffled)


def test_a_large_graph_without_a_loop_turns_nothing_back() -> None:
    names = [f"p{n:02}" for n in range(3 * EXACT)]
    arcs = [(a, b, 1.0) for n, a in enumerate(names) for b in names[n + 1 :: 7]]
    assert back_weight(station_order(names[::-1], arcs), arcs) == 0


def test_a_large_ring_turns_back_at_its_thinnest() -> None:
    names = [f"p{n:02}" for n in range(2 * EXACT)]
    arcs = [(a, b, 5.0) for a, b in zip(names, [*names[1:], names[0]], strict=True)]
    arcs[7] = (*arcs[7][:2], 1.0)
    assert back_weight(station_order(names, arcs), arcs) == 1
