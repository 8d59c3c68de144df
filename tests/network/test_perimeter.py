"""Merging parties: totals stay, indices move."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.network import finn_cycling, merge_parties, perimeter_changes
from caploop.network.arrays import Floats
from tests.network.conftest import networks


@given(networks(6), st.data())
def test_merging_conserves_totals(flow: Floats, data: st.DataObject) -> None:
    into = data.draw(st.lists(st.integers(0, 2), min_size=len(flow), max_size=len(flow)))
    into = [sorted(set(into)).index(i) for i in into]
    inflow = np.arange(len(flow), dtype=np.float64)
    merged = merge_parties(flow, inflow, into=into)
    assert merged.flow_usd.sum() + merged.internal_usd == flow.sum()
    assert merged.inflow_usd.sum() == inflow.sum()
    before = np.bincount(into, weights=flow.sum(axis=0) - flow.sum(axis=1))
    after = merged.flow_usd.sum(axis=0) - merged.flow_usd.sum(axis=1)
    assert after.tolist() == before.tolist()


def test_a_vehicle_merged_into_its_sponsor_changes_the_index() -> None:
    flow = np.zeros((4, 4))
    flow[0, 1], flow[1, 2], flow[2, 3], flow[3, 0] = 30, 60, 60, 40
    index = {"finn": lambda flow, inflow: finn_cycling(flow, inflow).index}
    (change,) = perimeter_changes(index, flow, [150, 60, 0, 30], into=[0, 1, 1, 2])
    assert change.after == pytest.approx(30 / 190 * 60 / 90 * 40 / 90)
    assert change.change == pytest.approx((change.after or 0) - (change.before or 0))


def test_an_index_without_a_value_after_merging_says_so() -> None:
    index = {"finn": lambda flow, inflow: finn_cycling(flow, inflow).index}
    (change,) = perimeter_changes(index, [[0, 5], [5, 0]], [0, 0], into=[0, 0])
    assert (change.change, change.reason) == (None, "the index has no value before merging")


@pytest.mark.parametrize("into", [[0], [0, 2], [1, 1], [-1, 0]])
def test_gaps_in_the_new_numbers_are_refused(into: list[int]) -> None:
    with pytest.raises(UsageError, match="without gaps"):
        merge_parties(np.zeros((2, 2)), [0, 0], into=into)


def test_an_empty_network_merges_to_an_empty_one() -> None:
    assert merge_parties(np.zeros((0, 0)), [], into=[]).flow_usd.shape == (0, 0)
