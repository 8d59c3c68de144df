"""What only `caploop drivers` says and refuses."""

from __future__ import annotations

import json

import click

from caploop.cli.main import main
from caploop.study.drivers.outcome import KINDS, QUESTIONS, outcome_of
from tests.cli.conftest import FEW
from tests.cli.test_main import run


def test_inputs_are_pinned_and_variance_is_shared_where_that_is_asked() -> None:
    result = run("drivers", "--tornado", "1", "--sobol", "60", *FEW, "--json")
    assert result.exit_code == 0
    first = json.loads(result.stdout)["outcomes"][0]
    assert len(first["pinned"]) == 1
    assert first["parts"][-1]["source"] == "luck"


def test_outcomes_are_listed_without_a_run_and_each_can_be_asked() -> None:
    result = run("drivers", "--outcome", "list")
    assert (result.exit_code, result.stderr) == (0, "")
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert [outcome_of(name).name for name in names] == names
    assert {name.removesuffix("-2030") for name in names} >= {
        kind for kind in KINDS if not kind.startswith("leverage-")
    }


def test_the_terminal_has_the_first_outcome_and_all_has_the_others() -> None:
    few = run("drivers", *FEW).stdout
    assert few.count("What moves it:") == 1
    assert "more tables: --all" in few
    assert len(few.splitlines()) < 160
    assert run("drivers", *FEW, "--all").stdout.count("What moves it:") == 5


def test_the_command_takes_every_question_there_is() -> None:
    argument = main.commands["drivers"].params[0]
    assert isinstance(argument.type, click.Choice)
    assert set(argument.type.choices) == set(QUESTIONS)
    assert argument.default == "runway"


def test_tables_name_each_input_with_its_symbol_unit_and_prior() -> None:
    result = run("drivers", "run", "--outcome", "gw-2030", *FEW, "--csv")
    assert result.exit_code == 0
    rows = [line for line in result.stdout.splitlines() if ",ell," in line]
    assert rows
    assert "Price of a GW-year,ell,USD bn/GW-yr" in rows[0]
    assert "gw" not in result.stderr.split(";")[0]
    assert "compute in service at the end of 2030" in result.stderr


def test_an_outcome_that_nobody_knows_is_refused_with_the_nearest() -> None:
    result = run("drivers", "--outcome", "cash-out-2030", *FEW)
    assert result.exit_code == 3
    assert "cash-out-by" in result.stderr
    assert result.stdout == ""
