"""What every record can show of itself is looked up in the report when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from caploop.report.questions import QUESTIONS
from caploop.study.shared.answered import AnswerRecord


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_record_knows_its_question(name: str) -> None:
    found = QUESTIONS[name].answer()
    for kind in (found.record, *found.others):
        assert issubclass(kind, AnswerRecord)
        assert kind.command == name
        assert "command" not in kind.__struct_fields__


def test_a_record_loads_nothing_of_the_report_before_it_is_shown() -> None:
    code = (
        "import sys, caploop.study.shared.answered\n"
        "print([m for m in sys.modules if m.startswith('caploop.report')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
