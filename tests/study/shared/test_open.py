"""The book on two dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.book.book import Book
from caploop.core.errors import NotFoundError, UsageError
from caploop.study.shared.open import book_record, check_book, open_book, read_book, show_agreement
from tests.real_book import real_book
from tests.study.claims.test_answer import SMALL

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def bundled() -> Book:
    return real_book()


def test_every_claim_behind_an_agreement_is_shown_with_its_place(bundled: Book) -> None:
    shown = show_agreement(bundled, "nvidia-openai-2025-loi", as_of=DAY, known_at=DAY)
    places = [(c.id, c.start) for t in shown.tranches for c in t.claims if c.figure]
    assert ("004-16", 605) in places
    assert {t.standing for t in shown.tranches} == {"superseded"}


def test_claims_that_are_not_public_yet_are_not_shown(bundled: Book) -> None:
    early = date(2025, 10, 1)
    shown = show_agreement(bundled, "nvidia-openai-2025-loi", as_of=early, known_at=early)
    assert all(c.known_at <= early for t in shown.tranches for c in t.claims)
    assert {t.standing for t in shown.tranches} == {"not_binding"}


def test_nothing_names_a_claim_or_a_tranche_of_a_later_day(bundled: Book) -> None:
    early = date(2025, 10, 1)
    said = {c.id: c.known_at for c in bundled.sheets.evidence.claims}
    made = {t.id: t.known_at for a in bundled.agreements for t in a.tranches}
    record = book_record(bundled, as_of=DAY, known_at=early)
    shown = [e.tranche for e in record.executed]
    assert shown
    assert all(said[c] <= early for t in shown for c in t.claims)
    assert all(made[o] <= early for t in shown for o in t.overlaps)
    assert all(made.get(t.superseded_by or "", early) <= early for t in shown)
    assert all(said.get(s, early) <= early for p in record.parties for s in p.source)


def test_slips_among_the_claims_are_named(bundled: Book) -> None:
    shown = show_agreement(
        bundled, "openai-coreweave-2025", as_of=DAY, known_at=DAY, flagged=["002-15", "x"]
    )
    assert shown.flagged == ("002-15",)


def test_an_unknown_agreement_is_answered_with_the_nearest(bundled: Book) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'openai-oracle-2025'"):
        show_agreement(bundled, "openai-oracel-2025", as_of=DAY, known_at=DAY)


def test_the_check_counts_what_the_program_brings() -> None:
    sheets, places = read_book()
    found = check_book(sheets, places=places)
    assert (found.agreements, found.tranches, found.problems) == (132, 217, ())
    assert found.two_claim_share >= 0.5
    assert found.assumption_share <= 0.4
    assert found.parameters >= 339


def test_the_record_looks_a_month_back_for_changes(bundled: Book) -> None:
    record = book_record(bundled, as_of=DAY, known_at=DAY)
    assert min(c.day for c in record.changes) > date(2026, 1, 29)
    assert sum(f.amount_usd for f in record.flows.flows) > Decimal(10**12)


def test_a_folder_without_a_book_or_two_places_at_once_are_refused() -> None:
    with pytest.raises(NotFoundError, match=r"agreements\.toml"):
        open_book(book=SMALL)
    with pytest.raises(UsageError, match="not both"):
        open_book(book=SMALL, url="sqlite://")
