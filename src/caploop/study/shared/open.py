"""What the book holds: agreements with their papers, what is due, what flows, what changed."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

import caploop
from caploop.book import (
    Book,
    Commitment,
    Executed,
    FileHash,
    Flows,
    Party,
    Sheets,
    Standing,
    Supply,
    Tranche,
    TrancheChange,
    WaterfallStep,
    changes,
    commitments,
    examined_own,
    execute,
    flows,
    is_own,
    is_vintage,
    known_book,
    open_sheets,
    proof_of,
    supply,
    unknown_positions,
    vintage_named,
    waterfall,
)
from caploop.book.checks import assumption_share, two_claim_share, two_origin_share
from caploop.core.cache import cache_folder, keep_bytes, kept_bytes, stamp
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.message import Message
from caploop.core.names import nearest
from caploop.core.problem import Place, Problem
from caploop.evidence import BUNDLED, Claim, State, read_vocabulary
from caploop.model.terms import READ_IN, unit_problems
from caploop.study.shared.clauses import Clauses, clauses_of

MOST = 200_000_000
"""Bytes of books that are kept as they were read."""
READ = frozenset({".csv", ".toml", ".json", ".jsonl"})


class BookCheck(Struct, frozen=True, kw_only=True):
    """Counts and shares of a book, and every problem found in it."""

    agreements: int
    tranches: int
    parties: int
    parameters: int
    positions: int
    unknown_positions: int
    scenarios: int
    claims: int
    two_claim_share: float
    two_origin_share: float
    assumption_share: float
    unread_parameters: tuple[str, ...]
    problems: tuple[Problem, ...]


class Traced(Struct, frozen=True, kw_only=True):
    """A tranche on the two dates, with the claims behind it."""

    tranche: Tranche
    standing: Standing
    state: State
    reason: Message
    claims: tuple[Claim, ...]
    assumed: tuple[str, ...]


class Shown(Struct, frozen=True, kw_only=True):
    """One agreement in full: its tranches, traced to claims with their ranges."""

    as_of: date
    known_at: date
    id: str
    group: str
    tranches: tuple[Traced, ...]
    flagged: tuple[str, ...]


class BookRecord(Struct, frozen=True, kw_only=True):
    """The second chapter: agreements by firmness and date, supply, commitments, flows, changes."""

    as_of: date
    known_at: date
    parties: tuple[Party, ...]
    executed: tuple[Executed, ...]
    supply: tuple[Supply, ...]
    commitments: tuple[Commitment, ...]
    flows: Flows
    changes: tuple[TrancheChange, ...]
    waterfall: tuple[WaterfallStep, ...] = ()
    clauses: Clauses | None = None


def read_book(
    *, book: Path | None = None, url: str | None = None, name: str = "book"
) -> tuple[Sheets, Mapping[str, Place]]:
    """The sheets of a vintage, the newest where none is named, of a folder or of a database."""
    if book is not None and url is not None:
        raise UsageError("name a book folder or a ledger address, not both")
    if url is not None:
        from caploop.book import database

        with database.connected(url, must_exist=True) as engine:
            return database.load(engine, name=name), {}
    return open_sheets(book)


def open_book(*, book: Path | None = None, url: str | None = None, name: str = "book") -> Book:
    """A checked book. Raises InputInvalidError with every problem found.

    A folder's is kept as it was read, told apart by the content of its files and by the program.
    """
    path = None if url is not None else kept_book(book)
    held = None if path is None else kept_bytes(path)
    if held is not None:
        return cast(Book, pickle.loads(held))
    from caploop.book import book_of  # reads figures, whose patterns take a quarter of a second

    sheets, places = read_book(book=book, url=url, name=name)
    made = book_of(sheets, read_vocabulary(), places=places)
    if book is not None and is_own(book.name):
        own, _ = examined_own(book, parameters=(), agreements=())
        files = () if own is None else (FileHash(name=own.scenario.id, hash=own.hash),)
        made = replace(made, files=files)
    if path is not None:
        keep_bytes(path, pickle.dumps(made, protocol=5), most=MOST)
    return made


def kept_book(home: Path | None) -> Path | None:
    """Where the book of these files is kept, a vintage's beside that of others; nothing where there
    is no such folder."""
    folder = BUNDLED if is_vintage(home) else home
    if folder is None or not folder.is_dir():
        return None
    told = sha256(stamp(Path(caploop.__file__).parent).encode())
    if is_vintage(home):
        told.update(vintage_named(str(home or "")).id.encode())
    for path in sorted(p for p in folder.rglob("*") if p.suffix in READ and p.is_file()):
        told.update(f"\0{path.relative_to(folder)}\0".encode())
        told.update(sha256(path.read_bytes()).digest())
    return cache_folder() / "books" / f"{told.hexdigest()[:40]}.bin"


def check_book(sheets: Sheets, *, places: Mapping[str, Place]) -> BookCheck:
    """Counts, shares and problems of a book as it is written."""
    from caploop.book import examined

    book, problems = examined(sheets, read_vocabulary(), places=places)
    moved = {c.name for s in book.scenarios for c in s.changes if c.target == "parameter"}
    used = {*moved, *READ_IN}
    problems = [*problems, *unit_problems(book.parameters)]
    return BookCheck(
        agreements=len(book.agreements),
        tranches=sum(len(a.tranches) for a in book.agreements),
        parties=len(book.parties),
        parameters=len(book.parameters),
        positions=len(book.positions),
        unknown_positions=len(list(unknown_positions(book.positions))),
        scenarios=len(book.scenarios),
        claims=len(sheets.evidence.claims),
        two_claim_share=two_claim_share(book.agreements),
        two_origin_share=two_origin_share(
            book.agreements, {c.id: c.origin for c in sheets.evidence.claims}
        ),
        assumption_share=assumption_share(book.agreements),
        unread_parameters=tuple(p.symbol for p in book.parameters if p.symbol not in used),
        problems=tuple(problems),
    )


def show_agreement(
    book: Book,
    agreement: str,
    *,
    as_of: date,
    known_at: date,
    values: Mapping[str, Decimal] | None = None,
    flagged: Iterable[str] = (),
) -> Shown:
    """An agreement on two dates, every tranche traced to its claims.

    `values` are quantities that conditions name; `flagged` the claims known to be slips. Raises
    NotFoundError with the nearest id.
    """
    held = {a.id: a for a in book.agreements}
    if agreement not in held:
        raise NotFoundError(f"no agreement is called {agreement!r}{nearest(agreement, held)}")
    seen = [a for a in book.public(known_at) if a.id == agreement]
    claims = {c.id: c for c in book.sheets.evidence.claims if c.known_at <= known_at}
    found = execute(seen, as_of=as_of, values=values or {})
    traced = tuple(_traced(e, claims) for e in found)
    slips = {c.id for t in traced for c in t.claims} & set(flagged)
    return Shown(
        as_of=as_of,
        known_at=known_at,
        id=agreement,
        group=held[agreement].group,
        tranches=traced,
        flagged=tuple(sorted(slips)),
    )


def _traced(executed: Executed, claims: Mapping[str, Claim]) -> Traced:
    tranche = executed.tranche
    ended = executed.standing if executed.standing in _STATES else "live"
    return Traced(
        tranche=tranche,
        standing=executed.standing,
        state=ended,  # type: ignore[arg-type]
        reason=executed.reason,
        claims=tuple(claims[i] for i in tranche.claims if i in claims),
        assumed=tranche.assumed,
    )


_STATES = {"superseded", "retracted", "lapsed", "denied"}


def _resting(
    parties: Iterable[Party], *, claims: Iterable[Claim], known_at: date
) -> tuple[Party, ...]:
    """The parties with those of their sources that were public."""
    later = {c.id for c in claims if c.known_at > known_at}
    return tuple(replace(p, source=tuple(s for s in p.source if s not in later)) for p in parties)


def book_record(
    book: Book, *, as_of: date, known_at: date, since: date | None = None
) -> BookRecord:
    """The book on two dates, and what changed in it since a day (a month before `known_at`)."""
    seen = book.public(known_at)
    evidence = book.sheets.evidence
    start = since or date.fromordinal(known_at.toordinal() - 30)
    return BookRecord(
        as_of=as_of,
        known_at=known_at,
        parties=_resting(book.parties, claims=evidence.claims, known_at=known_at),
        executed=execute(seen, as_of=as_of, values={}),
        supply=supply(seen, as_of=as_of),
        commitments=commitments(seen, as_of=as_of),
        flows=flows(seen, as_of=as_of, known_at=known_at),
        changes=changes(book.agreements, since=start, until=known_at),
        waterfall=waterfall(
            seen, as_of=as_of, proven=proof_of(evidence.claims, evidence.documents)
        ),
        clauses=clauses_of(known_book(book, as_of=as_of, known_at=known_at)),
    )
