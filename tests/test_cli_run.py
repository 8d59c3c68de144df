"""`caploop run`, `earn`, `runway` and `loop --simulated` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.test_cli import run

ROOT = Path(__file__).parents[1]
FEW = ("--draws", "60")


@pytest.mark.parametrize("command", ["runway", "earn", "run"])
def test_the_json_is_what_its_schema_says_and_is_reopened_with_the_same_numbers(
    command: str, tmp_path: Path
) -> None:
    path = ROOT / "docs" / "reference" / f"{command}.schema.json"
    saved = tmp_path / "saved.json"
    assert run(command, *FEW, "--json", "-o", str(saved)).exit_code == 0
    record = json.loads(saved.read_text("utf-8"))
    jsonschema.validate(record, json.loads(path.read_text("utf-8")))
    again = run(command, "--reopen", str(saved), "--json").stdout
    assert json.loads(again) == record
    wrong = saved.read_text("utf-8").replace('"draws": 60', '"draws": 61')
    saved.write_text(wrong, "utf-8")
    result = run(command, "--reopen", str(saved))
    assert result.exit_code == 2
    assert "hash does not fit" in result.stderr


def test_the_runway_has_the_fields_it_promises() -> None:
    record = json.loads(run("runway", "--scenario", "no-new-money", *FEW, "--json").stdout)
    wanted = {"party", "scenario", "plan_vintage", "draws", "seed", "revenue", "burn_quarterly"}
    wanted |= {"cash_out", "cash", "burn", "funding_gap", "outcomes", "sources", "assumptions"}
    assert wanted | {"versions", "hash"} <= record.keys()
    assert (record["party"], record["scenario"], record["draws"]) == ("openai", "no-new-money", 60)


def test_tables_say_when_cash_is_out() -> None:
    result = run("runway", "--scenario", "no-new-money", *FEW)
    assert result.exit_code == 0
    assert "2027Q" in result.stderr
    assert "not by 2035" in result.stdout


def test_simulated_circularity_comes_as_tables() -> None:
    result = run("loop", "--simulated", *FEW)
    assert result.exit_code == 0
    assert "amazon" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("runway", "--scenario", "S-1"), "no scenario"),
        (("runway", "--set", "ell=-4"), "above 0"),
        (("runway", "--known-at", "2025-11-21"), "were not public"),
        (("earn", "--set", "plan_vintage=V1"), "V0 and V2"),
        (("run", "--draws", "0"), "1 to 1,000,000"),
        (("runway", "--reopen", "nowhere.json"), "no file"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert said in result.stderr
