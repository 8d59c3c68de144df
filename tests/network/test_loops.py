"""Named loops: every simple loop once, the widest first."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.network import Loop, named_loops
from caploop.network.arrays import Floats
from tests.network.conftest import networks


def rotated(loop: list[int]) -> tuple[int, ...]:
    first = loop.index(min(loop))
    return tuple(loop[first:] + loop[:first])


@given(networks(7, ends=True), st.integers(1, 7))
def test_the_loops_are_those_of_networkx(flow: Floats, length_most: int) -> None:
    graph = nx.from_numpy_array(flow, create_using=nx.DiGraph)
    theirs = sorted(rotated(c) for c in nx.simple_cycles(graph, length_bound=length_most))
    ours = named_loops(flow, length_most=length_most, self_loops=True)
    assert sorted(loop.parties for loop in ours) == theirs


@given(networks(7), st.integers(0, 12), st.integers(0, 60))
def test_the_top_loops_are_the_first_of_all(flow: Floats, top: int, floor_usd: int) -> None:
    every = named_loops(flow, length_most=7, floor_usd=floor_usd)
    assert named_loops(flow, length_most=7, floor_usd=floor_usd, top=top) == every[:top]
    assert all(loop.bottleneck_usd >= floor_usd for loop in every)


@given(networks(7))
def test_a_bottleneck_is_the_least_amount_on_its_loop(flow: Floats) -> None:
    for loop in named_loops(flow):
        onward = [*loop.parties[1:], loop.parties[0]]
        assert loop.bottleneck_usd == flow[list(loop.parties), onward].min()


def test_all_22_thousand_loops_of_a_random_network_are_listed() -> None:
    chance = np.random.default_rng(1)
    flow = np.zeros((1000, 1000))
    for party in range(1000):
        flow[party, chance.choice(np.delete(np.arange(1000), party), 10, replace=False)] = 1
    by_length = np.bincount([len(loop.parties) for loop in named_loops(flow)], minlength=6)
    step = flow.astype(np.int64)
    assert by_length[2] == np.trace(step @ step) // 2
    assert by_length[3] == np.trace(step @ step @ step) // 3
    assert 20_000 < by_length.sum() < 26_000


def test_of_five_who_all_pay_each_other_every_loop_is_found_once() -> None:
    """Of each choice of k parties there are (k - 1)! loops: 10, 10 x 2, 5 x 6 and 24."""
    flow = np.ones((5, 5)) - np.eye(5)
    lengths = [len(loop.parties) for loop in named_loops(flow)]
    assert [lengths.count(k) for k in (2, 3, 4, 5)] == [10, 20, 30, 24]


def test_searching_a_part_at_a_time_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = np.random.default_rng(2).random((8, 8))
    whole = named_loops(flow, length_most=8)
    monkeypatch.setattr("caploop.network.loops.PATHS_AT_ONCE", 50)
    assert named_loops(flow, length_most=8) == whole


def test_a_party_paying_itself_counts_only_if_asked() -> None:
    assert named_loops([[3.0]]) == ()
    assert named_loops([[3.0]], self_loops=True) == (Loop(parties=(0,), bottleneck_usd=3.0),)


@pytest.mark.parametrize("parties", [0, 1, 4])
def test_where_nothing_flows_there_is_no_loop(parties: int) -> None:
    assert named_loops(np.zeros((parties, parties))) == ()
    assert named_loops(np.zeros((parties, parties)), top=3) == ()


def test_a_length_below_1_is_refused() -> None:
    with pytest.raises(UsageError, match="at least 1"):
        named_loops([[0.0]], length_most=0)


def test_a_floor_that_is_no_number_is_refused() -> None:
    with pytest.raises(UsageError, match="not a number"):
        named_loops([[0.0]], floor_usd=float("nan"))
