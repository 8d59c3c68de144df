"""Loads at once, some killed: what was acknowledged is shown once, and nothing is stored in part.

A few rounds; `python -m tools.race_loads` runs fifty for each number of loaders.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.db'}"
        return
    address: str = request.getfixturevalue("postgres_url")
    yield address
    engine = create_engine(address)
    there = MetaData()
    there.reflect(engine)
    there.drop_all(engine)
    engine.dispose()


def raced(url: str, *words: str) -> str:
    """What the script says of its rounds; a process of its own, as it forks."""
    command = [sys.executable, "-m", "tools.race_loads", "--url", url, *words]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_loads_at_once_are_whole_and_shown_once(url: str) -> None:
    said = raced(url, "--rounds", "4", "--loaders", "4")
    assert re.search(r"16 loads: [1-9][0-9]* acknowledged, .*; held", said), said


def test_of_loads_with_the_same_ids_one_is_taken_and_the_rest_are_told(url: str) -> None:
    said = raced(url, "--rounds", "1", "--loaders", "3", "--no-kill")
    assert "3 loads: 1 acknowledged, 2 refused, 0 killed" in said
