"""A field of a record of options becomes an option or an argument, and its refusals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import click
import pytest
from click.testing import CliRunner, Result
from msgspec import Struct

from caploop.cli.options import parameter_of, refuse_meaningless
from caploop.core.command import Commands
from caploop.core.option import Option, fields_of


class Told(Struct, frozen=True, kw_only=True):
    """One field of each kind that becomes an option."""

    course: Annotated[Literal["flat", "hills"], Option(argument=True)]
    laps: Annotated[int, Option("rounds run", flag="--rounds", metavar="N")] = 3
    pace: float = 1.5
    seed: Annotated[int, Option("of the weather")] = 0
    runner: Annotated[str | None, Option("who runs")] = None
    shoe_size: Annotated[tuple[str, ...], Option("of all who run")] = ()
    day: tuple[date, ...] = ()
    plan: Annotated[Path | None, Option("of the course")] = None
    ground: Annotated[Literal["dry", "wet"], Option()] = "dry"
    night: Annotated[bool, Option("by lamp")] = False
    lamp: Annotated[str, Option("whose", flag="--light", needs=("night", "runner"))] = "own"
    shade: Annotated[str | None, Option(without="night")] = None


def asked(*words: str) -> tuple[Result, list[Told]]:
    """What a command with these options says, and the options it was run under."""
    found: list[Told] = []

    def race(**given: Any) -> None:
        options = Told(**given)
        refuse_meaningless(options)
        found.append(options)

    command = click.Command("race", params=[*map(parameter_of, fields_of(Told))], callback=race)
    group = Commands("main", commands=[command])
    return CliRunner().invoke(group, ["race", *words]), found


def told(*words: str) -> Told:
    result, found = asked("flat", *words)
    assert result.exit_code == 0, result.stderr
    return found[0]


def refused(*words: str) -> str:
    result, found = asked(*words)
    assert (result.exit_code, result.stdout, found) == (2, "", [])
    return result.stderr


def test_what_is_not_given_is_the_default_of_the_record() -> None:
    assert told() == Told(course="flat")


def test_each_field_is_read_as_its_type() -> None:
    words = ["--rounds", "5", "--pace", "2", "--seed", "9", "--runner", "ann", "--ground", "wet"]
    assert told(*words, "--plan", "a.toml", "--night") == Told(
        course="flat",
        laps=5,
        pace=2.0,
        seed=9,
        runner="ann",
        ground="wet",
        plan=Path("a.toml"),
        night=True,
    )


def test_several_are_kept_in_their_order() -> None:
    words = ("--shoe-size", "44", "--shoe-size", "39", "--day", "2026-03-01", "--day", "2025-10-01")
    found = told(*words)
    assert found.shoe_size == ("44", "39")
    assert found.day == (date(2026, 3, 1), date(2025, 10, 1))


def test_a_field_that_is_no_option_is_given_by_its_place() -> None:
    result, found = asked("hills")
    assert result.exit_code == 0
    assert found[0].course == "hills"
    assert "Missing argument" in refused()
    assert "'flat', 'hills'" in refused("sand")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rounds", "many"), "'--rounds': 'many' is not a valid integer"),
        (("--laps", "2"), "No such option '--laps'"),
        (("--seed", "-1"), "-1 is no seed; write a whole number from 0"),
        (("--seed", str(2**63)), "is no seed"),
        (("--day", "March"), "'March' is not a date; write it like 2026-03-01"),
        (("--ground", "ice"), "'dry', 'wet'"),
        (("--light", "ann"), "--light changes nothing without --night or --runner; leave it out"),
        (("--light", "own"), "--light changes nothing without --night or --runner; leave it out"),
        (("--night", "--shade", "blue"), "--shade changes nothing with --night; leave it out"),
    ],
)
def test_what_cannot_be_or_means_nothing_is_refused_by_its_flag(
    words: tuple[str, ...], said: str
) -> None:
    assert said in refused("flat", *words)


@pytest.mark.parametrize(
    "words", [("--night", "--light", "ann"), ("--runner", "bo", "--light", "ann"), ("--night",)]
)
def test_one_of_what_a_field_needs_is_enough(words: tuple[str, ...]) -> None:
    assert told(*words)


def test_the_help_has_flag_kind_and_default() -> None:
    shown = " ".join(asked("--help")[0].stdout.split())
    for said in (
        "--rounds N rounds run [default: 3]",
        "--pace FLOAT [default: 1.5]",
        "--seed INTEGER of the weather [default: 0]",
        "--runner TEXT who runs --shoe-size TEXT of all who run",
        "--day DATE",
        "--ground [dry|wet] [default: dry]",
        "--night by lamp",
        "--light TEXT whose [default: own]",
    ):
        assert said in shown, said
