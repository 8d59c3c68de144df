"""Options out of a query: the same record as from the command line, or a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.app.asked import options_of, parameters_of, served
from caploop.core.errors import UsageError
from caploop.core.option import fields_of
from caploop.report.questions import QUESTIONS
from caploop.study.options import LoopOptions, RunOptions, WhatIfOptions


def test_one_or_several_values_and_switches_are_read() -> None:
    told = options_of(WhatIfOptions, {"levers": ["churn=5", "power=95"], "seed": ["7"]})
    assert told == WhatIfOptions(levers=("churn=5", "power=95"), seed=7)
    assert options_of(LoopOptions, {"simulated": ["true"]}) == LoopOptions(simulated=True)
    assert options_of(RunOptions, {"lang": ["zh"]}) == RunOptions()


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_option_that_names_a_file_or_writes_one_is_served(name: str) -> None:
    options = QUESTIONS[name].options
    offered = {f.name for f in served(options)}
    for field in fields_of(options):
        if Path in (field.type, *getattr(field.type, "__args__", ())):
            assert field.name not in offered
    assert not offered & {"make", "amend", "commit"}
    assert offered <= {p["name"] for p in parameters_of(options)}


def test_too_many_and_too_long_values_are_refused() -> None:
    for values in (["x" * 300], ["S0"] * 80):
        with pytest.raises(UsageError, match="too long"):
            options_of(RunOptions, {"scenario": values})
