"""The book that comes with the program, opened where a test first asks for it, once a process.

Who asks is told in `tests/house/test_books.py`: facts about this book stand in `tests/reference`,
and a test of a part takes a small book.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from caploop.book.book import Book
from caploop.book.known import KnownBook, known_book
from caploop.model.inputs.priors import central_of
from caploop.study.shared.open import open_book


@cache
def real_book() -> Book:
    """The first vintage, which never changes, whole.

    Refused while tests are gathered, as it takes seconds in every process.
    """
    if "PYTEST_CURRENT_TEST" not in os.environ:
        raise RuntimeError("the real book is opened at import; open it in a test or a fixture")
    return open_book(book=Path("2026-03"))


@cache
def real_known() -> KnownBook:
    """The book as it was known on its own day."""
    book = real_book()
    return known_book(book, as_of=book.as_of, known_at=book.known_at)


@cache
def real_central() -> Mapping[str, float]:
    """The central number of every parameter, in the unit in which the model reads it."""
    return {p.symbol: central_of(p) for p in real_book().parameters}
