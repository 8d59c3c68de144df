"""Scenarios change parameters and levers as they say, and name only what exists."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import caploop
from caploop.book.parameter import Parameter, named, parameters_from_rows
from caploop.book.scenario import (
    LEVERS,
    Scenario,
    ScenarioChange,
    applied,
    changes_in,
    joined,
    lever_settings,
    scenarios_from_rows,
)
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.problem import Problem

BOOK = Path(caploop.__file__).parent / "data/book"
GOOD: dict[str, Any] = {
    "target": "parameter",
    "name": "R_2030",
    "action": "set",
    "value": 213,
    "unit": "USD bn",
    "reason": "outside forecast",
}
LEVER = {"target": "lever", "name": "guarantee", "action": "set", "word": "on", "reason": "x"}
DROP = {"target": "agreement", "name": "a-b-2026", "action": "drop", "reason": "x"}


@cache
def parameters() -> list[Parameter]:
    with (BOOK / "parameters.csv").open(encoding="utf-8", newline="") as handle:
        return parameters_from_rows(csv.DictReader(handle), file="parameters.csv")[0]


@cache
def bundled() -> dict[str, Scenario]:
    text = (BOOK / "agreements.toml").read_text("utf-8")
    agreements = [row["id"] for row in tomllib.loads(text)["agreement"]]
    rows = tomllib.loads((BOOK / "scenarios.toml").read_text("utf-8"), parse_float=Decimal)
    scenarios, problems = scenarios_from_rows(
        rows["scenario"], symbols=units(), agreements=agreements, file="scenarios.toml"
    )
    assert problems == []
    return {scenario.id: scenario for scenario in scenarios}


def units() -> dict[str, str]:
    return {parameter.symbol: parameter.unit for parameter in parameters()}


def row(*changes: dict[str, Any], name: str = "T") -> dict[str, Any]:
    return {"id": name, "title_en": "t", "title_zh": "题", "source": "s", "changes": changes}


def read(*rows: dict[str, Any]) -> tuple[list[Scenario], list[Problem]]:
    return scenarios_from_rows(rows, symbols=units(), agreements=["a-b-2026"], file="s.toml")


def changed(symbol: str, quarter: str, *changes: dict[str, Any]) -> Parameter:
    scenarios, problems = read(row(*changes))
    assert problems == []
    return named(applied(parameters(), scenarios[0], quarter=quarter), symbol)


def test_the_bundled_scenarios_name_only_things_that_exist() -> None:
    numbered = [f"S{n}" for n in range(11)]
    assert list(bundled()) == [*numbered, "S11-uncapped", "S11-capped", "no-new-money"]
    for scenario in bundled().values():
        assert scenario.changes
        assert all(change.reason for change in scenario.changes)


def test_a_ceiling_below_nothing_is_refused() -> None:
    lever = {"target": "lever", "name": "ad_arpu_ceiling", "action": "set", "unit": "USD/yr"}
    _, problems = read(row(lever | {"value": Decimal(-10), "reason": "r"}))
    assert [(p.code, p.place.field) for p in problems] == [("value-wrong", "changes[0].value")]


def test_a_letter_no_database_keeps_is_told_at_any_depth() -> None:
    _, problems = read(row(GOOD | {"reason": "a\0b"}))
    assert [p.code for p in problems] == ["text-wrong"]


def test_a_number_that_is_set_is_certain() -> None:
    revenue = named(applied(parameters(), bundled()["S1"], quarter="2026Q1"), "R_2030")
    assert (revenue.low, revenue.central, revenue.high) == (213, 213, 213)
    assert revenue.fit.family == "point"


def test_other_parameters_stay_as_they_are_and_in_their_order() -> None:
    after = applied(parameters(), bundled()["S1"], quarter="2026Q1")
    assert [p.symbol for p in after] == [p.symbol for p in parameters()]
    assert [p for p in after if p not in parameters()] == [named(after, "R_2030")]


def test_scale_and_add_move_all_three_numbers_and_fit_anew() -> None:
    wider = changed("kappa", "2026Q1", GOOD | {"name": "kappa", "action": "scale",
                                               "value": Decimal("1.1"), "unit": None})  # fmt: skip
    assert (wider.low, wider.central, wider.high) == (
        Decimal("38.5"), Decimal("46.2"), Decimal("60.5"))  # fmt: skip
    assert wider.fit.quantiles == pytest.approx((38.5, 46.2, 60.5))
    later = changed("Cash_2025Q4", "2026Q1", GOOD | {"name": "Cash_2025Q4", "action": "add",
                                                     "value": 500, "unit": "USD mn"})  # fmt: skip
    assert later.central == Decimal("38.5")


def test_a_delay_in_quarters_moves_an_instant() -> None:
    late = GOOD | {"name": "t_hw", "action": "delay", "value": 2, "unit": "qtr"}
    assert changed("t_hw", "2026Q1", late).central == Decimal("2027.75")


def test_changes_act_in_their_order() -> None:
    double = GOOD | {"action": "scale", "value": 2, "unit": None}
    assert changed("R_2030", "2026Q1", GOOD, double).central == 426
    assert changed("R_2030", "2026Q1", double, GOOD).central == 213


def test_a_change_is_in_force_from_its_first_to_its_last_quarter() -> None:
    shut = bundled()["S3"]
    words = {q: lever_settings(shut, quarter=q)["funding_window"]
             for q in ("2026Q4", "2027Q1", "2027Q4", "2028Q1")}  # fmt: skip
    assert list(words.values()) == ["open", "shut", "shut", "open"]
    brief = GOOD | {"from_quarter": "2028Q1", "to_quarter": "2028Q1"}
    assert changed("R_2030", "2027Q4", brief).central == 280
    assert changed("R_2030", "2028Q1", brief).central == 213


def test_joined_scenarios_act_one_after_another() -> None:
    both = joined([bundled()["S2"], bundled()["no-new-money"]])
    assert both.id == "S2+no-new-money"
    settings = lever_settings(both, quarter="2026Q1")
    assert (settings["plan_vintage"], settings["new_funding"]) == ("V0", "off")
    again = joined([bundled()["S2"], bundled()["S0"]])
    assert lever_settings(again, quarter="2026Q1")["plan_vintage"] == "V2"
    with pytest.raises(UsageError, match="at least one"):
        joined([])


def test_a_withdrawn_tranche_is_left_to_the_book() -> None:
    scenario = bundled()["S4"]
    assert applied(parameters(), scenario, quarter="2026Q2") == parameters()
    dropped = changes_in(scenario, target="agreement", quarter="2026Q2")
    assert [c.name for c in dropped] == ["nvidia-openai-2026-round", "softbank-openai-2026-round"]
    assert changes_in(scenario, target="agreement", quarter="2026Q1") == []


def test_a_lever_says_its_default_where_nothing_is_said() -> None:
    settings = lever_settings(bundled()["S0"], quarter="2026Q1")
    assert settings["guarantee"] == "off"
    assert settings["ad_arpu_ceiling"] is None
    assert lever_settings(bundled()["S7"], quarter="2030Q1")["ad_arpu_ceiling"] == 9


def test_the_scenarios_say_the_specified_numbers() -> None:
    expected = {"S5": ("gap_b", "201"), "S9": ("tau", "0.35"), "S10": ("cov", "0.8"),
                "S11-capped": ("m_s", "0.2")}  # fmt: skip
    for name, (symbol, value) in expected.items():
        after = named(applied(parameters(), bundled()[name], quarter="2027Q1"), symbol)
        assert after.central == Decimal(value)


@pytest.mark.parametrize(
    ("change", "code", "field", "hint"),
    [
        (GOOD | {"name": "R_2031"}, "name-unknown", "name", "'R_2030'"),
        (DROP | {"name": "a-b-2025"}, "name-unknown", "name", "'a-b-2026'"),
        (LEVER | {"name": "garantee"}, "name-unknown", "name", "'guarantee'"),
        (LEVER | {"word": "perhaps"}, "value-wrong", "word", "off, on"),
        (LEVER | {"name": "ad_arpu_ceiling", "word": None, "unit": "USD/yr"}, "value-wrong",
         "value", "USD/yr"),
        (LEVER | {"unit": "share"}, "unit-wrong", "unit", "correct"),
        (LEVER | {"action": "scale"}, "action-wrong", "action", "set"),
        (GOOD | {"action": "drop", "value": None, "unit": None}, "action-wrong", "action", "scale"),
        (GOOD | {"value": None}, "value-wrong", "value", "value"),
        (DROP | {"value": 3}, "value-wrong", "value", "value"),
        (GOOD | {"word": "high"}, "value-wrong", "word", "value"),
        (GOOD | {"unit": "GW"}, "unit-wrong", "unit", "USD bn"),
        (GOOD | {"unit": None}, "unit-wrong", "unit", "USD bn"),
        (GOOD | {"action": "scale"}, "unit-wrong", "unit", "correct"),
        (GOOD | {"action": "scale", "value": 0, "unit": None}, "value-wrong", "value", "drop"),
        (GOOD | {"action": "delay", "unit": "qtr"}, "action-wrong", "action", "add"),
        (GOOD | {"from_quarter": "2027-Q1"}, "quarter-wrong", "from_quarter", "2027Q1"),
        (GOOD | {"from_quarter": "2028Q1", "to_quarter": "2027Q4"}, "quarter-wrong",
         "to_quarter", "swap"),
        (GOOD | {"action": "remove"}, "row-invalid", "action", "fields are"),
        (GOOD | {"symbol": "R_2030"}, "row-invalid", "symbol", "fields are"),
        (GOOD | {"value": "much"}, "row-invalid", "value", "fields are"),
    ],
)  # fmt: skip
def test_a_bad_change_is_named_with_what_to_do(
    change: dict[str, Any], code: str, field: str, hint: str
) -> None:
    scenarios, problems = read(row(GOOD), row(LEVER, change, name="bad"))
    assert [scenario.id for scenario in scenarios] == ["T"]
    assert [(p.code, p.subject) for p in problems] == [(code, "bad")]
    assert (problems[0].place.line, problems[0].place.field) == (2, f"changes[1].{field}")
    assert hint in problems[0].hint


def test_a_scenario_without_a_title_and_one_with_a_taken_id_are_refused() -> None:
    bare = {key: value for key, value in row(GOOD, name="U").items() if key != "title_zh"}
    scenarios, problems = read(row(GOOD), bare, row(LEVER))
    assert [scenario.id for scenario in scenarios] == ["T"]
    assert [(p.code, p.place.line, p.place.field) for p in problems] == [
        ("row-invalid", 2, "title_zh"),
        ("id-duplicate", 3, "id"),
    ]


def test_a_call_that_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError, match="2027Q1"):
        applied(parameters(), bundled()["S1"], quarter="2027")
    stray = Scenario(id="x", title_en="x", title_zh="x", source="x",
                     changes=(ScenarioChange(**GOOD | {"name": "R_2031"}),))  # fmt: skip
    with pytest.raises(NotFoundError, match="R_2030"):
        applied(parameters(), stray, quarter="2026Q1")
    beyond = GOOD | {"name": "flex", "action": "scale", "value": 5, "unit": None}
    with pytest.raises(UsageError, match="flex"):
        changed("flex", "2026Q1", beyond)


def test_every_lever_has_words_or_a_unit_and_a_meaning() -> None:
    assert all(bool(lever.words) != bool(lever.unit) for lever in LEVERS.values())
    assert all(lever.meaning for lever in LEVERS.values())
