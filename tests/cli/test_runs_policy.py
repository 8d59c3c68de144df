"""`caploop policy` as a user meets it."""

from __future__ import annotations

import json
from math import exp, sqrt
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
FEW = ("--draws", "60")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("policy") / "saved.json"
    assert run("policy", *FEW, "--json", "-o", str(path)).exit_code == 0
    return path


def test_the_json_is_what_its_schema_says_and_is_reopened(saved: Path) -> None:
    schema = ROOT / "docs" / "reference" / "policy.schema.json"
    record = json.loads(saved.read_text("utf-8"))
    jsonschema.validate(record, json.loads(schema.read_text("utf-8")))
    again = run("policy", "--reopen", str(saved), "--json").stdout
    assert json.loads(again) == record


def test_who_has_the_credit_sums_to_its_cost(saved: Path) -> None:
    record = json.loads(saved.read_text("utf-8"))
    assert sum(g["share"] for g in record["gainers"]) == pytest.approx(1)
    static = next(c for c in record["static"] if (c["capex"], c["eligible"]) == (655, 1))
    assert static["cost"] == pytest.approx(229.25)
    after = (1 - 0.35 * 0.6) ** -(1.2 / 2.2)
    assert record["credit"]["eligible"] == 0.6
    whole = sum(g["amount"] for g in record["gainers"])
    assert whole == pytest.approx(0.35 * 0.6 * after**2 * 655)


def test_four_costs_of_one_credit_are_a_bridge(saved: Path) -> None:
    """35 % of 655 is 229; of the eligible 60 % 138; at prices and quantities after it 178."""
    record = json.loads(saved.read_text("utf-8"))
    costs = [step["cost"] for step in record["bridge"]]
    after = (1 - 0.35 * 0.6) ** -(1.2 / 2.2)
    assert costs[:3] == pytest.approx([229.25, 137.55, 137.55 * after**2])
    assert costs[2] == pytest.approx(sum(g["amount"] for g in record["gainers"]))
    assert costs[3] == record["credit"]["cost_to_2030"]


def test_the_headline_is_an_interval_that_holds_the_run_and_the_elasticities(saved: Path) -> None:
    record = json.loads(saved.read_text("utf-8"))
    low, high = record["additional_all"]
    assert low <= max(record["credit"]["additional"], 0) <= high
    assert low <= record["additional_span"][0] < record["additional_span"][2] <= high
    assert f"{1 - high:.0%} to {1 - low:.0%} would be built without it" in record["headline"]


def test_a_difference_of_bankruptcies_is_stated_beyond_its_error_only(saved: Path) -> None:
    record = json.loads(saved.read_text("utf-8"))
    found, draws = record["guarantee"], record["draws"]
    pair = found["bankrupt_without"], found["bankrupt_with"]
    error = sqrt(sum(p * (1 - p) for p in pair) / draws)
    assert found["differs"] == (abs(pair[1] - pair[0]) > 2 * error)


def test_additionality_falls_when_power_binds(saved: Path) -> None:
    cases = {c["name"]: c for c in json.loads(saved.read_text("utf-8"))["cases"]}
    assert cases["power binds"]["additional"] == 0 < cases["central"]["additional"]
    assert cases["power binds"]["seller"] == 1


def test_the_request_that_was_withdrawn_is_a_claim_and_no_setting(saved: Path) -> None:
    record = json.loads(saved.read_text("utf-8"))
    asked = {a["agreement"].split("/")[0]: a for a in record["asked"]}
    withdrawn = asked["us-government-openai-2025-guarantee"]
    assert withdrawn["state"] == "retracted"
    assert "000-12" in withdrawn["claims"]
    assert withdrawn["amount"] == "none named"


def test_fair_value_is_above_what_the_budget_books(saved: Path) -> None:
    for case in json.loads(saved.read_text("utf-8"))["projects"]:
        assert case["fair"] > case["budget"]


def test_the_budget_books_calls_less_fees_discounted_over_ten_years(saved: Path) -> None:
    found = json.loads(saved.read_text("utf-8"))["guarantee"]
    whole = exp(-0.045 * 10)
    assert found["called"] * whole - found["fees"] - 1e-5 <= found["budget"]
    assert found["budget"] <= found["called"] - found["fees"] * whole + 1e-5


def test_a_rate_that_is_no_share_is_refused() -> None:
    result = run("policy", "--credit", "35", *FEW)
    assert result.exit_code == 2
    assert "--credit is a share" in result.stderr
