"""The book on two dates: what was public, found once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import Book
from caploop.book.known import KnownBook
from caploop.evidence.claim import Batch

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
Made = Callable[..., Tranche]
Gathered = Callable[..., list[Agreement]]


def book_with(agreements: list[Agreement]) -> Book:
    empty = Batch()
    sheets: Any = SimpleNamespace(evidence=empty, as_of=MARCH, known_at=MARCH)
    parts: dict[str, Any] = dict.fromkeys(
        ("parties", "quantities", "parameters", "positions", "scenarios"), ()
    )
    return Book(sheets=sheets, agreements=tuple(agreements), **parts)


def test_what_became_known_later_is_not_there(tranche: Made, book: Gathered) -> None:
    one = tranche("a-b-2026/equity/all")
    later = tranche("a-c-2026/equity/all", known_at=MARCH)
    whole = book_with(book(one, later))
    early = KnownBook(book=whole, as_of=JANUARY, known_at=JANUARY)
    late = KnownBook(book=whole, as_of=MARCH, known_at=MARCH)
    assert [t.id for t in early.tranches] == [one.id]
    assert [t.id for t in late.tranches] == [one.id, later.id]


def test_everything_is_found_once(tranche: Made, book: Gathered) -> None:
    known = KnownBook(book=book_with(book(tranche())), as_of=MARCH, known_at=MARCH)
    assert known.agreements is known.agreements
    assert known.flows is known.flows
    assert known.held(MARCH) is known.held(MARCH)
    assert known.moved(MARCH) == ()
