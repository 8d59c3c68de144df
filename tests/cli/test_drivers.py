"""`caploop drivers` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import jsonschema

from caploop.cli.main import main
from caploop.study.drivers.outcome import QUESTIONS
from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
FEW = ("--draws", "60")


def test_the_json_is_what_its_schema_says_and_is_reopened(tmp_path: Path) -> None:
    schema = ROOT / "docs" / "reference" / "drivers.schema.json"
    saved = tmp_path / "saved.json"
    asked = ("drivers", "--tornado", "1", "--sobol", "60", *FEW, "--json", "-o", str(saved))
    assert run(*asked).exit_code == 0
    record = json.loads(saved.read_text("utf-8"))
    jsonschema.validate(record, json.loads(schema.read_text("utf-8")))
    again = run("drivers", "--reopen", str(saved), "--json").stdout
    assert json.loads(again) == record


def test_the_command_takes_every_question_there_is() -> None:
    argument = main.commands["drivers"].params[0]
    assert isinstance(argument.type, click.Choice)
    assert set(argument.type.choices) == set(QUESTIONS)
    assert argument.default == "runway"


def test_tables_name_each_input_with_its_symbol_unit_and_prior() -> None:
    result = run("drivers", "run", "--outcome", "gw-2030", *FEW)
    assert result.exit_code == 0
    rows = [line for line in result.stdout.splitlines() if ",ell," in line]
    assert rows
    assert "Annual lease price per GW,ell,USD bn/GW-yr" in rows[0]
    assert "gw" not in result.stderr.split(";")[0]
    assert "compute in service at the end of 2030" in result.stderr


def test_an_outcome_that_nobody_knows_is_refused_with_the_nearest() -> None:
    result = run("drivers", "--outcome", "cash-out-2030", *FEW)
    assert result.exit_code == 3
    assert "cash-out-by" in result.stderr
    assert result.stdout == ""
