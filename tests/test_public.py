"""The public names: all there, few, and nothing heavy before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import caploop


@pytest.mark.parametrize("name", caploop.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(caploop, name).__doc__


def test_there_are_at_most_thirty() -> None:
    assert len(caploop.__all__) <= 30


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match="it has CaploopError"):
        _ = caploop.Claims


def test_help_loads_no_database_and_no_templates() -> None:
    code = (
        "import sys, caploop.cli.main; print(sorted({'sqlalchemy', 'jinja2'} & set(sys.modules)))"
    )
    words = [sys.executable, "-c", code]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "[]\n"
