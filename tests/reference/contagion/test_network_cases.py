"""Published cases of the network measures: each figure within the tolerance its source prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caploop.network import (
    concentration,
    cycle_decomposition,
    finn_cycling,
    leontief,
    maximum_circulation,
    maximum_entropy,
    named_loops,
    trophic_levels,
)
from caploop.network.arrays import Floats

FOLDER = Path(__file__).parent
CASES = sorted(path.stem for path in FOLDER.glob("*.json"))


def case(name: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, float]]:
    told = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return told["inputs"], told["expected"], told["tolerance"]


def matrix(edges: list[list[int]]) -> Floats:
    parties = max(max(edge) for edge in edges) + 1
    flow = np.zeros((parties, parties))
    for payer, payee in edges:
        flow[payer, payee] = 1.0
    return flow


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_what_the_shared_folder_says(name: str, shared_folder: Path) -> None:
    shared = shared_folder / "reference" / "contagion" / f"{name}.json"
    theirs = json.loads(shared.read_text("utf-8"))
    ours = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert ours == {field: theirs[field] for field in ours}


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("fci_")])
def test_finn_index_and_throughflow_are_those_of_ecology(name: str) -> None:
    inputs, expected, tolerance = case(name)
    found = finn_cycling(inputs["F"], inputs["input"])
    assert found.index == pytest.approx(expected["FCI"], **tolerance)
    assert found.throughflow_usd.sum() == pytest.approx(expected["TST"], **tolerance)
    assert found.cycled_usd == pytest.approx(expected["cycled_flow_mode2"], **tolerance)


def test_an_acyclic_food_web_has_index_exactly_0() -> None:
    inputs, _, _ = case("fci_silver_springs_acyclic")
    assert finn_cycling(inputs["F"], inputs["input"]).index == 0


def test_the_leontief_inverse_is_that_of_the_textbook() -> None:
    inputs, expected, tolerance = case("leontief_miller_blair")
    found = leontief(inputs["Z"], inputs["x"])
    assert found.coefficient is not None
    assert found.inverse is not None
    np.testing.assert_allclose(found.coefficient, expected["A"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.inverse, expected["L"], rtol=0, atol=tolerance["abs"])
    needed = expected["x_for_f_600_1500"]
    np.testing.assert_allclose(found.inverse @ [600, 1500], needed, rtol=tolerance["rel"])


def test_the_hhi_of_four_firms_is_2600_points() -> None:
    inputs, expected, tolerance = case("hhi_doj")
    index = concentration(inputs["shares"]).index
    assert index is not None
    assert 10_000 * index.low == pytest.approx(expected["hhi"], **tolerance)


def test_setting_off_trade_credit_clears_300_of_500() -> None:
    inputs, expected, tolerance = case("netting_mtcs_micro")
    flow = np.zeros((4, 4))
    debts = [(i // 10 - 1, j // 10 - 1, usd) for i, j, usd in inputs["obligations"]]
    for debtor, creditor, usd in debts:
        flow[debtor, creditor] = usd
    found = maximum_circulation(flow)
    assert found.removable_usd == pytest.approx(expected["total_cleared"], **tolerance)
    setoff = [found.circulation_usd[i, j] for i, j, _ in debts]
    left = [found.remainder_usd[i, j] for i, j, _ in debts]
    assert setoff == pytest.approx(expected["setoff"], **tolerance)
    assert left == pytest.approx(expected["remainder"], **tolerance)


def test_the_loops_of_the_networkx_example_are_found_with_self_loops() -> None:
    inputs, expected, _ = case("cycles_networkx_docs")
    found = named_loops(matrix(inputs["edges"]), self_loops=True)
    assert len(found) == expected["count"]
    assert sorted(list(loop.parties) for loop in found) == sorted(expected["cycles"])


def test_the_stochastic_decomposition_gives_the_published_weights() -> None:
    inputs, expected, tolerance = case("circulation_three_node")
    found = cycle_decomposition(inputs["F"])
    weights = {"-".join(map(str, loop.parties)): loop.weight_usd for loop in found.loops}
    assert weights == pytest.approx(expected["cycles"], **tolerance)
    assert found.gap_usd < 1e-12


@pytest.mark.parametrize("name", ["chain", "feed_forward", "feedback_loop", "loop_with_feeder"])
def test_trophic_levels_and_incoherence_are_those_of_the_toolbox(name: str) -> None:
    inputs, expected, tolerance = case("trophic_incoherence_small")
    found = trophic_levels(matrix(inputs[name]))
    assert found.incoherence == pytest.approx(expected[name]["F0"], **tolerance)
    assert found.level.tolist() == pytest.approx(expected[name]["levels"], **tolerance)


def test_maximum_entropy_gives_the_printed_matrix_of_seven_banks() -> None:
    inputs, expected, tolerance = case("maxent_anand_2015")
    found = maximum_entropy(inputs["rowsums"], inputs["colsums"])
    assert found.flow_usd is not None
    np.testing.assert_allclose(found.flow_usd, expected["matrix"], rtol=0, atol=tolerance["abs"])
