"""Loads at once, some killed: what was acknowledged is shown once, and nothing is stored in part.

A few rounds; `python -m tools.race_loads` runs fifty for each number of loaders.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine

from tools.race_loads import race


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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork beside threads of other tests
def test_loads_at_once_are_whole_and_shown_once(url: str) -> None:
    tally = race(url, loaders=4, rounds=4, chance=random.Random(1))
    assert tally.faults == []
    assert tally.loads == 16
    assert tally.acknowledged > 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_of_loads_with_the_same_ids_one_is_taken_and_the_rest_are_told(url: str) -> None:
    tally = race(url, loaders=3, rounds=1, chance=random.Random(1), kill=False)
    assert (tally.faults, tally.acknowledged, tally.refused) == ([], 1, 2)
