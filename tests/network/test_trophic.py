"""Trophic levels by component, and a measure without size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from caploop.network import trophic_levels
from caploop.network.arrays import Floats
from tests.network.conftest import networks


def test_a_chain_climbs_one_level_at_a_time_and_a_loop_none() -> None:
    flow = np.zeros((5, 5))
    flow[0, 1] = flow[2, 3] = flow[3, 4] = flow[4, 2] = 1.0
    found = trophic_levels(flow)
    assert found.level.tolist() == [0, 1, 0, 0, 0]
    assert found.component.tolist() == [0, 0, 1, 1, 1]
    assert found.component_incoherence == (0.0, 1.0)
    assert found.incoherence == pytest.approx(3 / 4)


@given(networks())
def test_incoherence_lies_between_0_and_1(flow: Floats) -> None:
    found = trophic_levels(flow)
    assert found.incoherence is None or -1e-12 <= found.incoherence <= 1 + 1e-12


@given(networks())
def test_incoherence_has_no_size(flow: Floats) -> None:
    small, large = trophic_levels(flow), trophic_levels(flow * 1e9)
    assert small.incoherence == pytest.approx(large.incoherence, abs=1e-9)


@pytest.mark.parametrize("parties", [0, 1, 3])
def test_where_nothing_flows_there_is_a_reason(parties: int) -> None:
    found = trophic_levels(np.zeros((parties, parties)))
    assert found.incoherence is None
    assert "nothing flows" in (found.reason or "")
    assert found.level.tolist() == [0.0] * parties
