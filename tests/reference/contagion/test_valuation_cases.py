"""Published cases of valuation and contagion: each figure within the tolerance of its source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caploop.clearing import (
    communicability,
    cross_ownership,
    debtrank,
    dependency_matrix,
    esri,
    network_value,
    production_cascade,
    single_hit_debtrank,
)
from caploop.clearing.problem import Floats
from caploop.clearing.worth import AbstractWorth, EisenbergNoeWorth, LinearWorth

FOLDER = Path(__file__).parent


def case(name: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, float]]:
    told = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    tolerance = {"rtol": told["tolerance"]["rel"], "atol": told["tolerance"]["abs"]}
    return told["inputs"], told["expected"], tolerance


@dataclass(frozen=True)
class CostlyWorth(AbstractWorth):
    """In default a share alpha of outside assets and beta of receipts is left (Rogers, Veraart)."""

    alpha: float
    beta: float

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        received = equity_usd + owed_usd - outside_usd
        left = (self.alpha * outside_usd + self.beta * received) / owed_usd
        return np.where(equity_usd >= 0, 1.0, np.clip(left, 0.0, 1.0))


def test_every_case_of_the_shared_folder_is_here_and_named_in_a_test(shared_folder: Path) -> None:
    code = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("test_*.py"))
    names = {path.stem for path in (shared_folder / "reference" / "contagion").glob("*.json")}
    assert names == {path.stem for path in FOLDER.glob("*.json")}
    assert [n for n in names if n not in code and f'"{n.split("_")[0]}_"' not in code] == []


def test_debtrank_of_125_banks_is_that_of_the_converged_peer() -> None:
    inputs, expected, tolerance = case("debtrank_nrm_simdata")
    buffer, weights = np.array(inputs["buffer"]), np.array(inputs["weights"])
    owed = np.zeros((inputs["n"], inputs["n"]))
    for creditor, debtor, usd in inputs["edges_creditor_debtor_amount"]:
        owed[int(debtor), int(creditor)] += usd
    first = np.eye(inputs["n"])
    found = debtrank(owed, buffer, shock=first)
    told = {
        name: [row[name] for row in expected["converged_all"]]
        for name in (
            "additional_stress",
            "additional_losses",
            "additional_defaults",
            "original_stress",
        )
    }
    assert found.is_converged.all()
    stress = (found.distress - first) @ weights / weights.sum()
    np.testing.assert_allclose(stress, told["additional_stress"], **tolerance)
    np.testing.assert_allclose(
        first @ weights / weights.sum(), told["original_stress"], **tolerance
    )
    losses = (found.pressure - first) @ buffer
    np.testing.assert_allclose(losses, told["additional_losses"], **tolerance)
    defaults = ((found.distress >= 1) & (first < 1)).sum(axis=1)
    assert defaults.tolist() == told["additional_defaults"]


def test_the_ten_worst_banks_are_those_of_the_readme() -> None:
    _, expected, _ = case("debtrank_nrm_simdata")
    of = {row["scenario"]: row for row in expected["converged_all"]}
    for name, _, stress, _, _, defaults in expected["readme_top10"]:
        assert of[name]["additional_stress"] == pytest.approx(stress, abs=0.0051)
        assert of[name]["additional_defaults"] == defaults


@pytest.mark.parametrize(("shock", "published"), [(0.01, 0.0448), (0.02, 0.0832)])
def test_the_same_small_shock_to_all_gives_the_stress_of_the_package_in_one_pass(
    shock: float, published: float
) -> None:
    """The package leaves a creditor's exposure over equity uncapped, unlike the paper of 2012."""
    inputs, _, _ = case("debtrank_nrm_simdata")
    weights = np.array(inputs["weights"])
    owed = np.zeros((inputs["n"], inputs["n"]))
    for creditor, debtor, usd in inputs["edges_creditor_debtor_amount"]:
        owed[int(debtor), int(creditor)] += usd
    first = np.full(inputs["n"], shock)
    added = [
        (single_hit_debtrank(owed, inputs["buffer"], shock=first, is_capped=c).distress - first)
        @ weights
        / weights.sum()
        for c in (False, True)
    ]
    assert added[0] == pytest.approx(published, abs=5e-5)
    assert added[1] < added[0] / 2


def test_the_dependency_matrix_of_six_countries_is_the_published_one() -> None:
    inputs, expected, tolerance = case("egj_dependency_matrix")
    claims = np.array(inputs["claims"]).T
    found = dependency_matrix(inputs["cross_held_share"] * claims / claims.sum(axis=0))
    np.testing.assert_allclose(found, expected["A"], **tolerance)
    np.testing.assert_allclose(found, expected["A_2dp"], rtol=0, atol=0.0051)
    np.testing.assert_allclose(found.sum(axis=0), expected["column_sums"], rtol=0, atol=1e-12)


def test_the_production_cascade_of_eleven_firms_is_that_of_its_authors() -> None:
    inputs, expected, tolerance = case("esri_diem_fig1_linear")
    supplied = np.zeros((11, 11))
    for supplier, buyer, usd in inputs["edges"]:
        supplied[supplier - 1, buyer - 1] = usd
    sector = np.array(inputs["sector"]) - 1
    essential = np.full((5, 5), inputs["ess_code"])
    given: dict[str, Any] = {"sector": sector, "essential": essential}
    found = production_cascade(supplied, capacity=1 - np.eye(11), **given)
    np.testing.assert_allclose(found.index, expected["ESRI"], **tolerance)
    np.testing.assert_allclose(found.index_down, expected["ESRI_down"], **tolerance)
    np.testing.assert_allclose(found.index_up, expected["ESRI_up"], **tolerance)
    np.testing.assert_allclose(found.loss_down.T, expected["h_down"], **tolerance)
    np.testing.assert_allclose(esri(supplied, **given), expected["ESRI"], **tolerance)


def test_path_counts_of_three_banks_are_those_of_the_package() -> None:
    inputs, expected, tolerance = case("impact_matrix_nrm")
    found = communicability(np.array(inputs["assets_matrix"]).T, inputs["buffer"])
    np.testing.assert_allclose(found.susceptibility, expected["impact_susceptibility"], **tolerance)
    np.testing.assert_allclose(found.fluidity, expected["impact_fluidity"], **tolerance)
    np.testing.assert_allclose(found.diffusion, expected["impact_diffusion_total"], **tolerance)


@pytest.mark.parametrize("name", ["neva_chain_en", "neva_cycle_lineardr"])
def test_network_values_of_three_banks_are_those_of_the_peer(name: str) -> None:
    inputs, expected, tolerance = case(name)
    parties = inputs["names"]
    owed = np.zeros((3, 3))
    for lender, borrower, usd in inputs["claims"]:
        owed[parties.index(borrower), parties.index(lender)] = usd
    outside, beyond = np.array(inputs["ext"], float), np.array(inputs["extliab"], float)
    before = outside + owed.sum(axis=0) - owed.sum(axis=1) - beyond
    worth: AbstractWorth = LinearWorth(before) if "linear" in name else EisenbergNoeWorth()
    shocks = np.array([row["equity_shock"] for row in expected["scenarios"]])
    found = network_value(owed, outside - shocks, owed_outside_usd=beyond, worth=worth)
    wanted: Floats = np.array([row["equity_final"] for row in expected["scenarios"]])
    np.testing.assert_allclose(found.equity_usd, wanted, **tolerance)
    assert found.is_converged.all()


@pytest.mark.parametrize("name", ["en_finnetvalu_a1", "en_two_node_nonunique", "rv_example_3_3"])
def test_clearing_cases_come_out_of_network_valuation_too(name: str) -> None:
    inputs, expected, tolerance = case(name)
    owed, worth = np.array(inputs["L"]), CostlyWorth(inputs["alpha"], inputs["beta"])
    for solution, wanted in (("greatest", "p_greatest"), ("least", "p_least")):
        paid = expected.get(wanted, expected.get("p") if solution == "greatest" else None)
        if paid is not None:
            found = network_value(
                owed,
                inputs["e"],
                owed_outside_usd=np.zeros(len(owed)),
                worth=worth,
                solution=solution,  # type: ignore[arg-type]
            )
            np.testing.assert_allclose(found.worth * owed.sum(axis=1), paid, **tolerance)
            assert found.is_converged


def test_four_firms_that_hold_one_another_are_all_solvent() -> None:
    inputs, expected, tolerance = case("xos_suzuki_four_firms")
    given: dict[str, Any] = {"equity_held": inputs["Ms"], "debt_held": [inputs["Md"]]}
    found = cross_ownership(inputs["a"], debt_usd=[inputs["d"]], **given)
    np.testing.assert_allclose(found.equity_usd, expected["equity"], **tolerance)
    np.testing.assert_allclose(found.debt_usd[0], expected["debt"], **tolerance)
    assert bool((found.equity_usd > 0).all()) == expected["all_solvent"]
    alone = np.zeros((4, 4))
    given = {"equity_held": alone, "debt_held": [alone]}
    first = cross_ownership(inputs["a"], debt_usd=[inputs["d"]], **given)
    iterate = [*first.equity_usd, *first.debt_usd[0]]
    np.testing.assert_allclose(iterate, expected["first_iterate_from_zero"], **tolerance)
