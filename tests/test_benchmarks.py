"""What the benchmarks load passes the checks, and what they show is what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import clearing_size_child
from benchmarks.clearing_picture import clearing_picture, table
from benchmarks.clearing_size import FIGURES, PICTURE, cases
from benchmarks.ledger import made
from caploop.evidence.store import read_folder, write_folder


def test_made_claims_pass_the_checks_of_a_folder(tmp_path: Path) -> None:
    batch = made(50, parties=3)
    write_folder(batch, tmp_path / "book")
    read, _ = read_folder(tmp_path / "book")
    assert len(read.claims) == 50


@pytest.fixture(scope="module")
def cost() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIGURES.read_text())
    return found


def test_the_picture_of_cost_is_the_one_drawn_from_the_figures(cost: dict[str, Any]) -> None:
    assert clearing_picture(cost) + "\n" == PICTURE.read_text()


def test_the_table_of_cost_in_the_docs_is_the_one_made_from_the_figures(
    cost: dict[str, Any],
) -> None:
    docs = (PICTURE.parents[1] / "clearing.md").read_text()
    assert table(cost) in docs
    assert cost["machine"] in docs
    assert cost["day"] in docs


def test_every_case_of_cost_has_been_measured(cost: dict[str, Any]) -> None:
    names = ("measure", "who", "parties", "scenarios")
    assert [tuple(row[name] for name in names) for row in cost["rows"]] == list(cases())
    assert all(row["seconds"] > 0 and row["peak_mb"] >= row["before_mb"] for row in cost["rows"])


def test_the_picture_has_a_line_for_each_solver_number_of_scenarios_and_measure(
    cost: dict[str, Any],
) -> None:
    kinds = {(r["measure"], r["who"], r["scenarios"]) for r in cost["rows"]}
    svg = clearing_picture(cost)
    assert svg.count("<polyline") == len(kinds)
    assert all(name in svg for name in ("Eisenberg-Noe", "DebtRank", "100,000", cost["machine"]))


@pytest.mark.parametrize("measure", ["eisenberg_noe", "debtrank"])
@pytest.mark.parametrize("who", ["caploop", "scipy", "numpy"])
def test_one_case_is_measured_as_seconds_and_memory(measure: str, who: str) -> None:
    found = clearing_size_child.main(measure, who, parties=20, scenarios=2)
    assert found["seconds"] > 0
    assert found["runs"] >= 1
    assert found["peak_mb"] >= found["before_mb"] > 0
