"""What the report shows of the real book: its agreements and its claims."""

from __future__ import annotations

from functools import cache

from caploop.study.claims.answer import claims
from caploop.study.claims.record import ClaimsRecord
from caploop.study.shared.open import BookRecord, book_record
from caploop.study.shared.opening import open_ledger
from tests.real_book import real_book


@cache
def bundled_book() -> BookRecord:
    book = real_book()
    return book_record(book, as_of=book.as_of, known_at=book.known_at)


@cache
def bundled() -> ClaimsRecord:
    opened = open_ledger()
    return claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
