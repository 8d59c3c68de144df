"""An answer of each question in few draws, asked once on the command line and saved as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import small_calibration
from tests.cli.test_main import run

LINK = "nvidia-openai-2026-round"
FEW = ("--draws", "60")
ASKED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("runway", "earn", "value", "rivals", "run", "drivers", "build", "policy"), FEW
    ),
    "score": FEW,
    "changes": ("--since", "2026-03", "--until", "2026-06", *FEW),
    "plan": ("--draws", "2000"),
    "compare": ("S0", "S4", "--draws", "40"),
    "whatif": ("--lever", "advertising=25"),
    "stress": ("--break", LINK, "--draws", "200"),
    "calibrate": small_calibration.WORDS,
}
"""What a question is told so that it answers soon; one that is not here is told nothing."""


class Answered(NamedTuple):
    """Where an answer was saved, and what was said meanwhile."""

    path: Path
    told: str


Saved = Callable[[str], Answered]


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """The answer of a question by its name."""
    folder = tmp_path_factory.mktemp("answers")

    @cache
    def answered(name: str) -> Answered:
        path = folder / f"{name}.json"
        is_long = name == "calibrate"
        with small_calibration.small_calibration_kept() if is_long else nullcontext():
            result = run(name, *ASKED.get(name, ()), "--json", "-o", path)
        assert result.exit_code == 0, result.stderr
        return Answered(path, result.stderr)

    return answered
