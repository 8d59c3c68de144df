"""Opens the evidence a question reads: the program's own, a folder, or a database."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from caploop.book import dates_at, evidence_at
from caploop.core.errors import UsageError
from caploop.evidence import Batch, Ledger, read_vocabulary

MEMORY = "sqlite://"


class Opened(Struct, frozen=True, kw_only=True):
    """A ledger with the two dates to ask it at."""

    ledger: Ledger
    as_of: date
    known_at: date


def open_ledger(
    *,
    book: Path | None = None,
    url: str | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> Opened:
    """The ledger of a book folder or a database, and the dates: those given, else the book's.

    A folder is loaded into memory whole; a database is read where it is. Raises UsageError for
    both at once, NotFoundError where no dates are known, InputInvalidError for bad records.
    """
    if book is not None and url is not None:
        raise UsageError("name a book folder or a ledger address, not both")
    if as_of is None or known_at is None:
        own = dates_at(book)
        as_of, known_at = as_of or own[0], known_at or own[1]
    ledger = Ledger.open(url or MEMORY, read_vocabulary(), must_exist=url is not None)
    if url is None:
        batch, places = evidence_at(book)
        recorded_at = datetime.combine(known_at, datetime.min.time())
        ledger.append(batch, recorded_at=recorded_at, places=places)
    return Opened(ledger=ledger, as_of=as_of, known_at=known_at)


def load_book(book: Path | None, *, url: str) -> int:
    """Number of claims stored from a book folder in the database at `url`; all or none.

    A folder may hold only what is said of claims that are stored already: links, overrides.
    """
    batch, places = evidence_at(book)
    if not any(getattr(batch, kind) for kind in Batch.__struct_fields__):
        raise UsageError(f"{book} has no claims to load")
    days = [d.known_at for d in batch.documents]
    days += [c.known_at for c in batch.claims]
    days += [o.known_at for o in batch.overrides]
    known_at = max(days) if days else dates_at(book)[1]
    ledger = Ledger.open(url, read_vocabulary())
    try:
        recorded_at = datetime.combine(known_at, datetime.min.time())
        ledger.append(batch, recorded_at=recorded_at, places=places)
    finally:
        ledger.close()
    return len(batch.claims)
