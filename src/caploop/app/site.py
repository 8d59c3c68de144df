"""What is served: a book, pages, and how much work is taken on at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from caploop.book import Book, KnownBook, known_book
from caploop.core.once import Once

Pages = Callable[[str], Mapping[str, bytes]]
"""Pages in a language by their paths, the front page under nothing.

One may be made when it is taken out: that is done where work is done."""
LANGUAGES = ("en", "zh")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def no_pages(_: str) -> Mapping[str, bytes]:
    """None at all: questions alone are served."""
    return {}


@dataclass(frozen=True, kw_only=True)
class ServedSite:
    """A book and its pages. Work runs in so many `threads`, and so many requests may wait for it;
    `hosts` are the names by which the server lets itself be called."""

    book: Book
    pages: Pages = no_pages
    hosts: tuple[str, ...] = LOOPBACK
    threads: int = 2
    waiting: int = 16
    _known: Once[KnownBook] = field(default_factory=lambda: Once(most=8), repr=False)

    def known(self, as_of: date | None, known_at: date | None) -> KnownBook:
        """The book on two days, its own where none is named; held, as what it finds is."""
        return self._known.get(
            (as_of, known_at), lambda: known_book(self.book, as_of=as_of, known_at=known_at)
        )
