"""What only `caploop policy` says and refuses."""

from __future__ import annotations

import json
from math import exp, sqrt
from typing import Any

import pytest

from tests.cli.conftest import FEW, Saved
from tests.cli.test_main import run


@pytest.fixture(scope="module")
def record(saved: Saved) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(saved("policy").path.read_text("utf-8"))
    return told


def test_who_has_the_credit_sums_to_its_cost(record: dict[str, Any]) -> None:
    assert sum(g["share"] for g in record["gainers"]) == pytest.approx(1)
    static = next(c for c in record["static"] if (c["capex"], c["eligible"]) == (655, 1))
    assert static["cost"] == pytest.approx(229.25)
    after = (1 - 0.35 * 0.6) ** -(1.2 / 2.2)
    assert record["credit"]["eligible"] == 0.6
    whole = sum(g["amount"] for g in record["gainers"])
    assert whole == pytest.approx(0.35 * 0.6 * after**2 * 655)


def test_four_costs_of_one_credit_are_a_bridge(record: dict[str, Any]) -> None:
    """35 % of 655 is 229; of the eligible 60 % 138; at prices and quantities after it 178."""
    costs = [step["cost"] for step in record["bridge"]]
    after = (1 - 0.35 * 0.6) ** -(1.2 / 2.2)
    assert costs[:3] == pytest.approx([229.25, 137.55, 137.55 * after**2])
    assert costs[2] == pytest.approx(sum(g["amount"] for g in record["gainers"]))
    assert costs[3] == record["credit"]["cost_to_2030"]


def test_the_headline_is_an_interval_that_holds_the_run_and_the_elasticities(
    record: dict[str, Any],
) -> None:
    low, high = record["additional_all"]
    assert low <= max(record["credit"]["additional"], 0) <= high
    assert low <= record["additional_span"][0] < record["additional_span"][2] <= high
    said = record["headline"]["values"]
    assert (said["least"], said["most"]) == pytest.approx((1 - high, 1 - low), abs=1e-6)


def test_a_difference_of_bankruptcies_is_stated_beyond_its_error_only(
    record: dict[str, Any],
) -> None:
    found, draws = record["guarantee"], record["draws"]
    pair = found["bankrupt_without"], found["bankrupt_with"]
    error = sqrt(sum(p * (1 - p) for p in pair) / draws)
    assert found["differs"] == (abs(pair[1] - pair[0]) > 2 * error)


def test_additionality_falls_when_power_binds(record: dict[str, Any]) -> None:
    cases = {c["name"]: c for c in record["cases"]}
    assert cases["power binds"]["additional"] == 0 < cases["central"]["additional"]
    assert cases["power binds"]["seller"] == 1


def test_the_request_that_was_withdrawn_is_a_claim_and_no_setting(record: dict[str, Any]) -> None:
    asked = {a["agreement"].split("/")[0]: a for a in record["asked"]}
    withdrawn = asked["us-government-openai-2025-guarantee"]
    assert withdrawn["state"] == "retracted"
    assert "000-12" in withdrawn["claims"]
    assert withdrawn["amount"] == "none named"


def test_fair_value_is_above_what_the_budget_books(record: dict[str, Any]) -> None:
    for case in record["projects"]:
        assert case["fair"] > case["budget"]


def test_the_budget_books_calls_less_fees_discounted_over_ten_years(record: dict[str, Any]) -> None:
    found = record["guarantee"]
    whole = exp(-0.045 * 10)
    assert found["paid"] * whole - found["fees"] - 1e-5 <= found["budget"]
    assert found["budget"] <= found["paid"] - found["fees"] * whole + 1e-5


def test_what_the_guarantee_moves_sums_to_nought_in_every_column(record: dict[str, Any]) -> None:
    for column in ("all", "used", "unused"):
        amounts = [side[column] for side in record["sides"]]
        assert None in amounts or sum(amounts) == pytest.approx(0, abs=1e-4)


def test_the_interval_of_what_a_credit_adds_holds_run_and_closed_form(
    record: dict[str, Any],
) -> None:
    low, high = record["additional_all"]
    central = next(c for c in record["cases"] if c["name"] == "central")
    told = [*(pair["additional"] for pair in record["pairs"]), central["additional"]]
    assert low - 1e-6 <= max(min(told), 0)
    assert max(told) <= high + 1e-6
    for gainer in record["gainers"]:
        assert gainer["low"] <= gainer["share"] <= gainer["high"]


def test_a_rate_that_is_no_share_is_refused() -> None:
    result = run("policy", "--credit", "35", *FEW)
    assert result.exit_code == 2
    assert "--credit is a share" in result.stderr
