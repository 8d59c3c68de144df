"""Published cases of clearing: payments and failures within the tolerance each source prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caploop.clearing import Clearing, clear_by_rank, eisenberg_noe, rogers_veraart

FOLDER = Path(__file__).parent
NAMES = sorted(p.stem for p in FOLDER.glob("*.json") if p.stem.startswith(("en_", "rv_")))


def told(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def cleared(name: str) -> Clearing:
    given = told(name)["inputs"]
    if told(name)["measure"] == "eisenberg_noe":
        return eisenberg_noe(given["L"], given["e"])
    return rogers_veraart(given["L"], given["e"], alpha=given["alpha"], beta=given["beta"])


def test_every_shared_case_of_clearing_is_here(shared_folder: Path) -> None:
    shared = shared_folder / "reference" / "contagion"
    theirs = {p.stem for p in shared.glob("*.json") if p.stem.startswith(("en_", "rv_"))}
    assert theirs == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_greatest_payments_are_those_published(name: str) -> None:
    case = told(name)
    expected = case["expected"].get("p", case["expected"].get("p_greatest"))
    assert cleared(name).paid_usd.tolist() == pytest.approx(expected, **case["tolerance"])


@pytest.mark.parametrize("name", [n for n in NAMES if "defaults" in told(n)["expected"]])
def test_those_fail_that_fail_in_the_source(name: str) -> None:
    failed = [i for i, number in enumerate(cleared(name).rounds.tolist()) if number]
    assert failed == told(name)["expected"]["defaults"]


def test_two_promises_without_cash_have_both_extremes() -> None:
    case, found = told("en_two_node_nonunique"), cleared("en_two_node_nonunique")
    expected = case["expected"]
    assert found.least_paid_usd.tolist() == pytest.approx(expected["p_least"], **case["tolerance"])
    assert found.is_unique.item() is expected["unique"]


@pytest.mark.parametrize("name", NAMES)
def test_one_rank_clears_like_the_plain_functions(name: str) -> None:
    given = told(name)["inputs"]
    kept = {"alpha": given["alpha"], "beta": given["beta"]}
    found = clear_by_rank([given["L"]], given["e"], **kept)
    assert found.paid_usd.tolist() == pytest.approx(cleared(name).paid_usd.tolist())
