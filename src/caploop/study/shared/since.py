"""What a saved record was made with against the book of today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from caploop.book import Book, vintages
from caploop.study.shared.open import open_book
from caploop.study.shared.rows import PriorRow, versions


class BookSince(Struct, frozen=True, kw_only=True):
    """That a record was made with another book than that of the vintage as it stands today.

    `rows` counts the parameters it lists that read otherwise today or are gone; none where it
    lists none.
    """

    vintage: str
    book: str
    rows: int | None


def other_book(record: Any) -> BookSince | None:
    """The book of today that the record does not rest on; none where it does, where it does not say
    with which it was made, and where files of one's own stood beside it."""
    made = getattr(record, "versions", None)
    if made is None or made.files:
        return None
    name = made.vintage or vintages()[0].id
    if name not in {one.id for one in vintages()}:
        return None
    return against(record, open_book(book=Path(name)), name=name)


def against(record: Any, book: Book, *, name: str) -> BookSince | None:
    """The same against one book under its vintage's name."""
    today = versions(book).book
    if record.versions.book == today:
        return None
    priors: tuple[PriorRow, ...] | None = getattr(record, "priors", None)
    return BookSince(
        vintage=name, book=today, rows=None if priors is None else _moved(priors, book)
    )


def _moved(priors: tuple[PriorRow, ...], book: Book) -> int:
    """How many rows the book has with other numbers, or no more."""
    held = {p.symbol: (float(p.low), float(p.central), float(p.high)) for p in book.parameters}
    return sum(held.get(row.symbol) != (row.low, row.central, row.high) for row in priors)
