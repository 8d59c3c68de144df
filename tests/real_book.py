"""The book that comes with the program, opened once for all tests of a process that read it."""

from __future__ import annotations

from caploop.book.known import known_book
from caploop.model.inputs.priors import central_of
from caploop.study.shared.open import open_book

BOOK = open_book()
KNOWN = known_book(BOOK, as_of=BOOK.as_of, known_at=BOOK.known_at)
CENTRAL = {p.symbol: central_of(p) for p in BOOK.parameters}
