"""The book cut to two dates, once: below it nothing is filtered again and no date is passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

import msgspec

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import Book, BookVintage
from caploop.book.flow import Flows, flows
from caploop.book.parameter import Parameter
from caploop.book.position import Position, opening, reported_flows
from caploop.book.vintage.named import first_vintage


@dataclass(frozen=True, kw_only=True, eq=False)
class KnownBook:
    """What was public on `known_at` of the world as it stood on `as_of`.

    Everything is found at its first use and then held. `book` is the whole of it, for what is asked
    about the book itself and not about those days.
    """

    book: Book
    as_of: date
    known_at: date

    @cached_property
    def digest(self) -> str:
        """Hexadecimal digest of all that the book holds, whatever was public when."""
        return sha256(msgspec.json.encode(self.book, order="deterministic")).hexdigest()

    @cached_property
    def vintage(self) -> BookVintage:
        """Where runs of the book begin; of one that does not say, where the first vintage's do."""
        return self.book.sheets.vintage or first_vintage()

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Agreements with the tranches that were public, as they were known."""
        return self.book.public(self.known_at)

    @cached_property
    def tranches(self) -> tuple[Tranche, ...]:
        """Tranches of `agreements`, in the book's order."""
        return tuple(t for a in self.agreements for t in a.tranches)

    @cached_property
    def flows(self) -> Flows:
        """What the tranches in force pay by quarter, and what is left out of it, with reasons."""
        return flows(self.agreements, as_of=self.as_of, known_at=self.known_at)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The book's parameters; those of a later day too, which a run widens."""
        return self.book.parameters

    def held(self, day: date) -> tuple[Position, ...]:
        """Positions of every party nearest to the end of a day.

        A row published later stands in, as a prior that says so, where none tells of the same.
        """
        return self._reported(day)[0]

    def moved(self, day: date) -> tuple[Position, ...]:
        """Flows reported for periods over by a day, by the rule of `held`."""
        return self._reported(day)[1]

    def _reported(self, day: date) -> tuple[tuple[Position, ...], tuple[Position, ...]]:
        if day not in self._by_day:
            rows, by = self.book.positions, self.known_at
            self._by_day[day] = (
                opening(rows, day=day, known_at=by, back_test=False),
                reported_flows(rows, day=day, known_at=by, back_test=False),
            )
        return self._by_day[day]

    @cached_property
    def _by_day(self) -> dict[date, tuple[tuple[Position, ...], tuple[Position, ...]]]:
        return {}


def known_book(book: Book, *, as_of: date | None = None, known_at: date | None = None) -> KnownBook:
    """The book on two dates, its own where none is named."""
    return KnownBook(book=book, as_of=as_of or book.as_of, known_at=known_at or book.known_at)
