"""Loads at once into one database, some killed: python -m tools.race_loads [--rounds 50].

Each loader is a process of its own with a folder of claims. In every other round all folders use
the same ids, so that one load can be right at most; in the others none do. After a round the
database must show every acknowledged claim once, each folder whole or not at all, and nothing else.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import MetaData, select

from caploop.core.errors import CaploopError
from caploop.evidence.claim import Batch, Claim, Document
from caploop.evidence.ledger import Ledger
from caploop.evidence.query import engine_at
from caploop.evidence.store import read_vocabulary, write_folder
from caploop.evidence.tables import CLAIM
from caploop.evidence.write import prepare, writing
from caploop.study.shared.opening import load_book
from tests.postgres_server import postgres_server

CLAIMS = 40
DOOMED = 0.4
"""Share of loaders that are killed at a random instant."""

DAY = date(2026, 2, 10)
OK, REFUSED, LOST, BROKEN = b"o", b"r", b"l", b"b"


@dataclass
class Tally:
    """What became of the loads of some rounds; `faults` says what must never be."""

    loads: int = 0
    acknowledged: int = 0
    refused: int = 0
    killed: int = 0
    stored_unsaid: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.loads} loads: {self.acknowledged} acknowledged, {self.refused} refused, "
        said += f"{self.killed} killed ({self.stored_unsaid} of these after all was stored); "
        return said + (f"{len(self.faults)} FAULTS: {self.faults[:3]}" if self.faults else "held")


def folder_of_claims(home: Path, number: int, *, same_ids: bool) -> Path:
    """A folder of claims whose figure says which folder they are from."""
    home.mkdir(parents=True)
    prefix = "x" if same_ids else f"x{number}-"
    paper = Document(id=f"d{number}", publisher="wire", known_at=DAY)
    claims = tuple(
        Claim(
            id=f"{prefix}{i}",
            document=paper.id,
            kind="quantitative",
            party=f"p{i}",
            measure="revenue",
            nature="actual",
            status="reported",
            firmness="executed",
            known_at=DAY,
            speaker="wire",
            origin="wire",
            bound="=",
            value=Decimal(number + 1),
            unit="USD",
            currency="USD",
        )
        for i in range(CLAIMS)
    )
    write_folder(Batch(documents=(paper,), claims=claims), home)
    (home / "book.toml").write_text("as_of = 2026-03-01\nknown_at = 2026-03-01\n", "utf-8")
    return home


def race(url: str, *, loaders: int, rounds: int, chance: random.Random, kill: bool = True) -> Tally:
    """What became of `rounds` rounds of so many loads at once; the database is emptied for each."""
    tally = Tally()
    spans = [0.2]
    for number in range(rounds):
        empty(url, with_tables=number % 4 > 1)
        same = number % 2 == 0
        with TemporaryDirectory() as place:
            folders = [
                folder_of_claims(Path(place, str(i)), i, same_ids=same) for i in range(loaders)
            ]
            latest = max(spans[-5:])
            doomed = {
                i: chance.uniform(0, latest)
                for i in range(loaders)
                if kill and chance.random() < 0.4
            }
            said, span = at_once(url, folders, doomed)
        spans.append(span)
        judge(tally, said, doomed, shown=whose(url), same=same)
    return tally


def at_once(
    url: str, folders: Sequence[Path], doomed: dict[int, float]
) -> tuple[list[bytes], float]:
    """What each loader said, started together; those in `doomed` are killed so much later."""
    start_out, start_in = os.pipe()
    children = [loader(url, folder, (start_out, start_in)) for folder in folders]
    os.close(start_out)
    began = time.monotonic()
    os.close(start_in)  # the end of this pipe is the start
    for i, delay in sorted(doomed.items(), key=lambda item: item[1]):
        time.sleep(max(0.0, began + delay - time.monotonic()))
        os.kill(children[i][0], signal.SIGKILL)
    said = []
    for pid, pipe in children:
        with os.fdopen(pipe, "rb") as heard:
            said.append(heard.read())
        os.waitpid(pid, 0)
    return said, time.monotonic() - began


def loader(url: str, folder: Path, start: tuple[int, int]) -> tuple[int, int]:
    """A process that loads the folder once the others are ready, and the pipe it tells it by."""
    out, into = os.pipe()
    pid = os.fork()
    if pid:
        os.close(into)
        return pid, out
    word = BROKEN
    try:
        os.close(start[1])
        os.read(start[0], 1)
        load_book(folder, url=url)
        os.write(into, OK)
        word = OK if shows_all(url, folder) else LOST
    except CaploopError as error:
        word = REFUSED if "stored already" in str(error) else BROKEN + str(error)[:300].encode()
    except BaseException as error:
        word = BROKEN + repr(error)[:300].encode()
    finally:
        os.write(into, word)
        os._exit(0)


def shows_all(url: str, folder: Path) -> bool:
    """Whether a new question sees every claim of the folder, with its figure."""
    ledger = Ledger.open(url, read_vocabulary(), must_exist=True)
    seen = ledger.vintage(as_of=date(2026, 3, 1), known_at=date(2026, 3, 1)).claims
    ledger.close()
    mine = [c for c in seen.values() if c.value == int(folder.name) + 1]
    return len(mine) == CLAIMS


def judge(
    tally: Tally,
    said: Sequence[bytes],
    doomed: dict[int, float],
    *,
    shown: Counter[tuple[str, int]],
    same: bool,
) -> None:
    """Adds what became of one round to the tally."""
    tally.loads += len(said)
    for number, heard in enumerate(said):
        count = sum(1 for owner in shown.elements() if owner[1] == number + 1)
        acknowledged = heard.startswith(OK)
        tally.acknowledged += acknowledged
        tally.refused += heard == REFUSED
        tally.killed += number in doomed and heard == b""
        tally.stored_unsaid += not acknowledged and count == CLAIMS
        if count not in {0, CLAIMS}:
            tally.faults.append(f"{count} of {CLAIMS} claims of one load are stored")
        if acknowledged and count != CLAIMS:
            tally.faults.append("an acknowledged load is not shown")
        if heard == REFUSED and (count or not same):
            tally.faults.append("a load was refused and is stored, or needlessly refused")
        if LOST in heard or BROKEN in heard or (heard == b"" and number not in doomed):
            tally.faults.append(f"a loader said {heard!r}")
    twice = [name for (name, _), times in shown.items() if times > 1]
    ids = Counter(name for name, _ in shown)
    if twice or max(ids.values(), default=0) > 1:
        tally.faults.append("an id stands twice")
    if same and not doomed and sum(s.startswith(OK) for s in said) != 1:
        tally.faults.append("of loads with the same ids not one was taken")


def whose(url: str) -> Counter[tuple[str, int]]:
    """Each open claim with its figure, once no writer is left."""
    engine = engine_at(url)
    prepare(engine)
    with writing(engine) as connection:
        query = select(CLAIM.c.id, CLAIM.c.value).where(CLAIM.c.recorded_to.is_(None))
        found = Counter((row.id, int(row.value)) for row in connection.execute(query))
    engine.dispose()
    return found


def empty(url: str, *, with_tables: bool) -> None:
    """A database without any table, or with the ledger's and no row."""
    engine = engine_at(url)
    there = MetaData()
    there.reflect(engine)
    there.drop_all(engine)
    if with_tables:
        prepare(engine)
    engine.dispose()


@contextmanager
def databases(names: Sequence[str]) -> Iterator[dict[str, str]]:
    """Addresses of the databases asked for; PostgreSQL is a server of its own, as in the tests."""
    with TemporaryDirectory() as place:
        urls = {"sqlite": f"sqlite:///{place}/race.db"} if "sqlite" in names else {}
        if "postgresql" not in names:
            yield urls
            return
        with postgres_server() as url:
            yield urls | {"postgresql": url}


def main(arguments: Sequence[str]) -> int:
    """Prints a tally for each database and number of loaders; 1 where anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--loaders", type=int, nargs="+", default=[2, 4, 8])
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--url", help="an address to use instead; all its tables are dropped")
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    bad = False
    with nullcontext({"given": asked.url}) if asked.url else databases(asked.on) as urls:
        for name, url in urls.items():
            for loaders in asked.loaders:
                chance = random.Random(asked.seed)
                began = time.monotonic()
                tally = race(
                    url,
                    loaders=loaders,
                    rounds=asked.rounds,
                    chance=chance,
                    kill=not asked.no_kill,
                )
                took = time.monotonic() - began
                print(f"{name}, {loaders} at once, {asked.rounds} rounds, {took:.0f} s: {tally}")
                sys.stdout.flush()
                bad |= bool(tally.faults)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
