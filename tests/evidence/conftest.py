"""Ledgers of the small book on both databases, and claims to vary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from caploop.evidence.claim import Batch, Claim, Document, Link
from caploop.evidence.ledger import Ledger
from caploop.evidence.measure import Vocabulary
from caploop.evidence.store import read_bundled, read_folder, read_vocabulary
from caploop.evidence.tables import SCHEMA
from caploop.evidence.vintage import Vintage, standings

SMALL = Path(__file__).parents[1] / "cases" / "small_book"
RECORDED = datetime(2026, 3, 1)
LATE = date(2026, 3, 1)


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture
def small_batch() -> Batch:
    return read_folder(SMALL / "evidence")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: a file of SQLite, or a server of PostgreSQL started for the tests."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    url: str = request.getfixturevalue("postgres_url")
    yield url
    engine = create_engine(url)
    SCHEMA.drop_all(engine)
    engine.dispose()


@pytest.fixture
def empty(address: str, words: Vocabulary) -> Iterator[Ledger]:
    ledger = Ledger.open(address, words)
    yield ledger
    ledger.close()


@pytest.fixture
def small(empty: Ledger, small_batch: Batch) -> Ledger:
    return empty.append(small_batch, recorded_at=RECORDED)


@pytest.fixture(scope="session")
def bundled(words: Vocabulary) -> Iterator[Ledger]:
    """The evidence that comes with the program, in memory."""
    batch, places = read_bundled()
    ledger = Ledger.open("sqlite://", words)
    yield ledger.append(batch, recorded_at=RECORDED, places=places)
    ledger.close()


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """A claim about Lantern's revenue of 2025, with any field changed."""

    def made(name: str, **changes: Any) -> Claim:
        return Claim(**({**BASE, "id": name} | changes))

    return made


@pytest.fixture
def seen(words: Vocabulary) -> Callable[..., Vintage]:
    """A vintage of claims given, on documents made for them, with links given."""

    def made(*claims: Claim, links: tuple[Link, ...] = (), **documents: Any) -> Vintage:
        held = {c.id: c for c in claims}
        papers = {name: documents.get(name, paper(name)) for name in {c.document for c in claims}}
        return Vintage(
            as_of=LATE,
            known_at=LATE,
            claims=held,
            documents=papers,
            links=links,
            overrides=(),
            standings=standings(held, links),
            vocabulary=words,
        )

    return made


def paper(name: str, **changes: Any) -> Document:
    return Document(**({"id": name, "publisher": name, "known_at": LATE} | changes))


BASE: dict[str, Any] = {
    "document": "d",
    "kind": "quantitative",
    "party": "lantern",
    "measure": "revenue",
    "nature": "actual",
    "status": "reported",
    "firmness": "executed",
    "known_at": date(2026, 1, 20),
    "speaker": "lantern",
    "origin": "lantern",
    "bound": "=",
    "unit": "USD",
    "currency": "USD",
    "label": "2025",
    "period_start": date(2025, 1, 1),
    "period_end": date(2025, 12, 31),
    "as_of": date(2025, 12, 31),
}
