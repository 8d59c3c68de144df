"""A kept answer is shown in a moment: neither its record nor its tables load the engine."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("jax", "numpy", "scipy", "pandas", "xarray", "sqlalchemy", "jinja2", "caploop.sfc")
"""What takes from a tenth of a second to a second to load."""
LOADED = """
import sys
{imports}
print(*sorted(set({heavy!r}) & set(sys.modules)))
"""
ANSWERS = """
from caploop.report import QUESTIONS
for question in QUESTIONS.values():
    question.answer()
from caploop.cli import answer
"""


def loaded(imports: str) -> list[str]:
    """Which of the heavy packages some imports load, in a process of their own."""
    code = LOADED.format(imports=imports, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_no_question_loads_the_engine_before_it_is_asked() -> None:
    assert loaded(ANSWERS) == []


@pytest.mark.parametrize(
    "name", ["from caploop.study import runway; runway.runway", "import numpy"]
)
def test_what_loads_something_heavy_is_seen(name: str) -> None:
    assert loaded(name)
