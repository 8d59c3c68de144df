"""Finn's index and Leontief's inverse: the golden loop, laws, and cases without an index."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from caploop.core.errors import UsageError
from caploop.network import finn_cycling, leontief
from caploop.network.arrays import Floats
from tests.network.conftest import networks


def test_the_golden_loop_cycles_4_7_percent(
    golden_flow_usd: Floats, golden_inflow_usd: Floats
) -> None:
    found = finn_cycling(golden_flow_usd, golden_inflow_usd)
    assert found.index == pytest.approx(30 / 190 * 60 / 90 * 40 / 90, abs=1e-12)
    assert round(100 * (found.index or 0), 1) == 4.7
    assert found.throughflow_usd.tolist() == [190, 90, 90]


def test_the_return_probability_is_the_product_of_shares_round_the_loop(
    golden_flow_usd: Floats, golden_inflow_usd: Floats
) -> None:
    found = finn_cycling(golden_flow_usd, golden_inflow_usd)
    assert found.return_probability is not None
    assert found.return_probability.tolist() == pytest.approx([found.index] * 3)


@given(networks())
def test_the_index_lies_between_0_and_1_when_all_spending_is_funded(flow: Floats) -> None:
    funded = np.maximum(flow.sum(axis=1) - flow.sum(axis=0), 0) + 1
    index = finn_cycling(flow, funded).index
    assert index is not None
    assert 0 <= index < 1


@given(networks())
def test_the_index_of_a_network_without_loops_is_exactly_0(flow: Floats) -> None:
    acyclic = np.triu(flow, 1)
    assert finn_cycling(acyclic, acyclic.sum(axis=1) + 1).index == 0


def test_more_outside_money_dilutes_the_loop(golden_flow_usd: Floats) -> None:
    little = finn_cycling(golden_flow_usd, [150, 60, 30]).index
    much = finn_cycling(golden_flow_usd, [1500, 60, 30]).index
    assert little is not None
    assert much is not None
    assert much < little


def test_one_party_paying_itself_cycles() -> None:
    assert finn_cycling([[5.0]], [5.0]).index == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("flow", "inflow", "reason"),
    [
        (np.zeros((0, 0)), [], "nothing flows"),
        ([[0.0]], [0.0], "nothing flows"),
        (np.zeros((3, 3)), [0, 0, 0], "nothing flows"),
        ([[0, 5], [5, 0]], [0, 0], "parties 0, 1 and none of it leaves"),
        ([[0, 9], [5, 0]], [1, 0], "party 0 pays out more than it receives"),
        ([[0, 9], [0, 0]], [0, 0], "party 0 pays out more than it receives"),
    ],
)
def test_where_there_is_no_index_the_reason_is_in_words(
    flow: Floats, inflow: Floats, reason: str
) -> None:
    found = finn_cycling(flow, inflow)
    assert found.index is None
    assert reason in (found.reason or "")


def test_a_closed_ring_beside_an_open_chain_is_named() -> None:
    flow = np.zeros((4, 4))
    flow[0, 1], flow[2, 3], flow[3, 2] = 1, 7, 7
    assert "parties 2, 3" in (finn_cycling(flow, [2, 0, 0, 0]).reason or "")


def test_a_sector_that_uses_only_its_own_output_has_no_inverse() -> None:
    found = leontief([[4.0]], [4.0])
    assert found.inverse is None
    assert "none of it leaves" in (found.reason or "")


def test_inputs_above_output_are_answered_in_words() -> None:
    assert "more than its output" in (leontief([[0, 9], [0, 0]], [20, 5]).reason or "")


def test_inputs_without_output_are_refused() -> None:
    with pytest.raises(UsageError, match="give its output"):
        leontief([[0, 9], [0, 0]], [20, 0])


def test_a_leontief_table_without_parties_says_so() -> None:
    assert leontief(np.zeros((0, 0)), []).reason == "there is no party"
