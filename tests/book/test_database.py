"""Books in a database: what went in comes out; an earlier one is closed, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, create_engine, select

from caploop.book.book import Sheets
from caploop.book.database import BOOK, SCHEMA, load, save
from caploop.book.store import read_sheets
from caploop.core.errors import NotFoundError
from caploop.evidence.store import BUNDLED

FIRST, LATER = datetime(2026, 3, 1), datetime(2026, 4, 1)


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return read_sheets(BUNDLED)[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    server = request.param == "postgresql"
    url = request.getfixturevalue("postgres_url") if server else f"sqlite:///{tmp_path / 'b.db'}"
    made = create_engine(url)
    yield made
    SCHEMA.drop_all(made)
    made.dispose()


def test_what_was_stored_comes_back_equal(engine: Engine, sheets: Sheets) -> None:
    save(engine, sheets, name="own", recorded_at=FIRST)
    assert load(engine, name="own") == sheets


def test_a_book_stored_again_closes_the_earlier_one(engine: Engine, sheets: Sheets) -> None:
    save(engine, sheets, name="own", recorded_at=FIRST)
    smaller = replace(sheets, agreements=sheets.agreements[:1])
    save(engine, smaller, name="own", recorded_at=LATER)
    assert len(load(engine, name="own").agreements) == 1
    with engine.connect() as connection:
        rows = connection.execute(select(BOOK.c.recorded_from, BOOK.c.recorded_to)).all()
    assert sorted((r[0], r[1] or datetime.max) for r in rows) == [
        (FIRST, LATER),
        (LATER, datetime.max),
    ]


def test_a_name_nobody_stored_is_answered_with_those_there_are(
    engine: Engine, sheets: Sheets
) -> None:
    with pytest.raises(NotFoundError, match="holds no book"):
        load(engine, name="own")
    save(engine, sheets, name="own", recorded_at=FIRST)
    with pytest.raises(NotFoundError, match="there is: own"):
        load(engine, name="other")
