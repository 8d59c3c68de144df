"""Netting: what circulates, what is left, and that nothing more could be netted."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from caploop.network import maximum_circulation
from caploop.network.arrays import Floats
from tests.network.conftest import networks


def test_of_the_golden_loop_69_percent_can_be_netted(golden_flow_usd: Floats) -> None:
    found = maximum_circulation(golden_flow_usd)
    assert found.removable_usd == 90
    assert found.share_of_gross == pytest.approx(90 / 130)
    assert found.factor == pytest.approx(130 / 40)
    assert found.remainder_usd.tolist() == [[0, 0, 0], [0, 0, 30], [10, 0, 0]]


@given(networks(ends=True))
def test_netting_keeps_every_net_position(flow: Floats) -> None:
    found = maximum_circulation(flow)
    before = flow.sum(axis=0) - flow.sum(axis=1)
    after = found.remainder_usd.sum(axis=0) - found.remainder_usd.sum(axis=1)
    np.testing.assert_allclose(after, before, atol=1e-9)
    assert (found.circulation_usd >= 0).all()
    assert (found.remainder_usd >= 0).all()


@given(networks(ends=True))
def test_netting_leaves_no_profitable_loop(flow: Floats) -> None:
    found = maximum_circulation(flow)
    graph = nx.DiGraph()
    for i, j in np.argwhere(found.remainder_usd > 1e-9).tolist():
        graph.add_edge(i, j, weight=-1)
    for i, j in np.argwhere(found.circulation_usd > 1e-9).tolist():
        if not graph.has_edge(j, i):
            graph.add_edge(j, i, weight=1)
    assert not nx.negative_edge_cycle(graph)


@given(networks(ends=True))
def test_what_is_left_is_at_least_the_net_internal_debt(flow: Floats) -> None:
    found = maximum_circulation(flow)
    assert found.remainder_total_usd >= found.net_internal_debt_usd - 1e-9
    assert found.remainder_total_usd + found.removable_usd == pytest.approx(found.gross_usd)


@pytest.mark.parametrize("parties", [0, 1, 3])
def test_where_nothing_flows_nothing_is_netted_and_it_says_so(parties: int) -> None:
    found = maximum_circulation(np.zeros((parties, parties)))
    assert (found.removable_usd, found.share_of_gross, found.factor) == (0, None, None)
    assert "nothing to net" in (found.reason or "")


def test_amounts_that_no_binary_number_is_are_netted_all_the_same() -> None:
    """0.1 goes round of 0.1, 0.2 and 0.3, which as floats are not 0.1 times one, two and three."""
    flow = np.zeros((3, 3))
    flow[0, 1], flow[1, 2], flow[2, 0] = 0.1, 0.2, 0.1 + 0.2
    found = maximum_circulation(flow)
    assert found.removable_usd == pytest.approx(0.3, rel=1e-12)
    left = [[0, 0, 0], [0, 0, 0.1], [0.2, 0, 0]]
    np.testing.assert_allclose(found.remainder_usd, left, atol=1e-12)


def test_a_pure_loop_leaves_nothing_and_has_no_factor() -> None:
    found = maximum_circulation([[0, 5], [5, 0]])
    assert (found.share_of_gross, found.factor) == (1.0, None)
    assert "everything circulates" in (found.reason or "")


def test_a_chain_cannot_be_netted() -> None:
    assert maximum_circulation([[0, 5, 0], [0, 0, 3], [0, 0, 0]]).removable_usd == 0


def test_amounts_of_a_hundred_billion_are_netted_to_the_dollar() -> None:
    assert maximum_circulation([[0, 3e11 + 1], [1e11 + 1, 0]]).removable_usd == 2 * (1e11 + 1)


def test_parties_balance_to_a_billionth_of_the_largest_flow() -> None:
    chance = np.random.default_rng(3)
    flow = chance.lognormal(15, 5, (40, 40)) * (chance.random((40, 40)) < 0.15)
    circulation = maximum_circulation(flow).circulation_usd
    gap = np.abs(circulation.sum(axis=0) - circulation.sum(axis=1))
    assert gap.max() <= 1e-9 * flow.max()
