"""What to ask next is a command of the same world."""

from __future__ import annotations

import shlex

import pytest

from caploop.cli.main import main
from caploop.report.answers.lead import LEADS
from caploop.report.answers.then import next_command
from caploop.report.questions import QUESTIONS
from caploop.study.options import RunwayOptions
from tests.report.answers.small_answer import small_answer


def test_the_world_goes_along() -> None:
    asked = RunwayOptions(scenario=("S4", "S7"), settings=("ell=12",))
    assert next_command(small_answer(), asked) == (
        "caploop drivers runway --scenario S4 --scenario S7 --set ell=12"
    )
    assert next_command(small_answer()) == "caploop drivers runway"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_next_command_is_one_that_the_command_line_reads(name: str) -> None:
    told = LEADS[name].then.format(question="runway", a="S0", b="S4")
    command, *words = shlex.split(told)
    with main.commands[command].make_context(command, list(words)) as context:
        assert context.params
