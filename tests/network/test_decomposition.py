"""The stochastic decomposition: the loops add up to the flow, each with a weight above 0."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from caploop.core.errors import UsageError
from caploop.network import cycle_decomposition, maximum_circulation
from caploop.network.arrays import Floats
from tests.network.conftest import networks


@given(networks(5, ends=True))
def test_the_loops_of_a_circulation_add_up_to_it(flow: Floats) -> None:
    circulation = np.round(maximum_circulation(flow).circulation_usd)
    found = cycle_decomposition(circulation)
    assert found.gap_usd < 1e-9 * max(circulation.max(initial=0), 1)
    assert all(loop.weight_usd > 0 for loop in found.loops)


def test_two_loops_apart_keep_their_amounts() -> None:
    flow = np.zeros((4, 4))
    flow[0, 1] = flow[1, 0] = 3
    flow[2, 3] = flow[3, 2] = 8
    found = cycle_decomposition(flow)
    assert [(loop.parties, round(loop.weight_usd, 9)) for loop in found.loops] == [
        ((2, 3), 8.0),
        ((0, 1), 3.0),
    ]


def test_an_open_flow_is_refused_with_the_way_to_close_it(golden_flow_usd: Floats) -> None:
    with pytest.raises(UsageError, match="close the flow with a party 'outside'"):
        cycle_decomposition(golden_flow_usd)


def test_too_many_parties_are_refused() -> None:
    with pytest.raises(UsageError, match="12 at most"):
        cycle_decomposition(np.zeros((13, 13)))


@pytest.mark.parametrize("parties", [0, 1, 3])
def test_where_nothing_flows_there_are_no_loops(parties: int) -> None:
    assert cycle_decomposition(np.zeros((parties, parties))).loops == ()
