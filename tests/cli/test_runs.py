"""`caploop run`, `earn`, `runway` and `loop --simulated` as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
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


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("runway", "--set", "funding_window=shut@2099Q1"), "a run goes from 2026Q1"),
        (("runway", "--set", "funding_window=shut@2025Q1..2025Q4"), "too early to change"),
        (("runway", "--set", "funding_window=shut@2027Q4..2027Q1"), "ends before it begins"),
        (("earn", "--set", "funding_widow=shut"), "no parameter or lever is called"),
        (("run", "--draws", "100000000"), "167 hours of processor; take 1 to 1,000,000"),
        (("stress", "--quarter", "2026Q9", "--break", "nvidia-openai-2026-round"), "no quarter"),
        (
            ("stress", "--from", "2099Q1", "--break", "nvidia-openai-2026-round"),
            "too late to change",
        ),
        (("calibrate", "--chains", "0"), "--chains 0: at least 1"),
        (("calibrate", "--draws", "0"), "--draws 0: at least 4"),
        (("calibrate", "--replicas", "0"), "--replicas 0: at least 1"),
        (("calibrate", "--warm", "-5"), "--warm -5: at least 1"),
        (("calibrate", "--chains", "10000"), "hours of processor"),
    ],
)
def test_what_could_change_nothing_or_never_end_is_refused_at_once(
    asked: tuple[str, ...], words: str
) -> None:
    done = run(*asked)
    assert done.exit_code in {2, 3}
    assert re.search(words, done.stderr)
