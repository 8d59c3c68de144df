"""Loading claims, and looking into a vintage of a million, in SQLite."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from benchmarks.timing import line, seconds
from caploop.evidence.claim import Batch, Claim, Document, Link
from caploop.evidence.ledger import Ledger
from caploop.evidence.store import read_folder, read_vocabulary, write_folder

MILLION = 1_000_000
LOADED = 40_000
RECORDED = datetime(2026, 3, 1)
FIRST = date(2020, 1, 1)
MONEY = ("revenue", "arr", "capex", "cash_burn", "compute_purchase", "equity_investment")


def ledger_times() -> Iterator[str]:
    """Claims read, checked and stored a second; a look-up by party and measure in a million."""
    with TemporaryDirectory() as folder:
        yield from _load(Path(folder))
        yield from _lookup(Path(folder))


def _load(folder: Path) -> Iterator[str]:
    batch = made(LOADED, parties=200)
    write_folder(batch, folder / "book")
    rates = []
    for run in range(5):
        start = perf_counter()
        read, places = read_folder(folder / "book")
        ledger = Ledger.open(f"sqlite:///{folder / f'load{run}.db'}", read_vocabulary())
        ledger.append(read, recorded_at=RECORDED, places=places)
        rates.append(LOADED / (perf_counter() - start))
        ledger.close()
    yield line("load: claims read, checked, stored a second", rates, "≥ 20 000 /s", unit="/s")


def _lookup(folder: Path) -> Iterator[str]:
    ledger = Ledger.open(f"sqlite:///{folder / 'million.db'}", read_vocabulary())
    step = 100_000
    for first in range(0, MILLION, step):
        ledger.append(made(step, parties=2_000, first=first), recorded_at=RECORDED)
    chance = random.Random(7)

    def ask() -> None:
        party = f"party-{chance.randrange(2_000)}"
        day = FIRST + timedelta(days=chance.randrange(500, 2_000))
        views = ledger.lookup(party, chance.choice(MONEY), as_of=day, known_at=day)
        assert isinstance(views, tuple)

    yield line(
        "vintage look-up in 1,000,000 claims",
        seconds(ask, runs=50),
        "< 50 ms",
        unit="ms",
        scale=1000,
    )
    ledger.close()


def made(count: int, *, parties: int, first: int = 0) -> Batch:
    """Claims of many parties through six years, one in ten of which revises the one before."""
    chance = random.Random(first)
    document = Document(id=f"doc-{first}", publisher="bench", known_at=FIRST)
    claims = tuple(_claim(first + i, document.id, chance, parties=parties) for i in range(count))
    links = tuple(
        Link(source=claims[i].id, target=claims[i - 1].id, kind="supersedes", asserted_by="bench")
        for i in range(10, count, 10)
    )
    return Batch(documents=(document,), claims=claims, links=links)


def _claim(number: int, document: str, chance: random.Random, *, parties: int) -> Claim:
    known_at = FIRST + timedelta(days=chance.randrange(2_200))
    year = chance.randrange(2019, 2031)
    return msgspec.structs.replace(
        TEMPLATE,
        id=f"c{number}",
        document=document,
        party=f"party-{chance.randrange(parties)}",
        measure=chance.choice(MONEY),
        known_at=known_at,
        as_of=known_at - timedelta(days=chance.randrange(90)),
        value=Decimal(chance.randrange(1, 10**6)) * 10**6,
        label=str(year),
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        quote_start=number,
        quote_end=number + 20,
        start=number + 2,
        end=number + 9,
        figure="$1.2 bn",
    )


TEMPLATE = Claim(
    id="",
    document="",
    kind="quantitative",
    party="",
    measure="revenue",
    nature="actual",
    status="reported",
    firmness="executed",
    known_at=FIRST,
    speaker="bench",
    origin="bench",
    bound="=",
    step=Decimal(10**6),
    unit="USD",
    currency="USD",
    quote_sha256="0" * 64,
    verified=True,
)
