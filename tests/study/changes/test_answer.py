"""Changes of the book that comes with the program, from its first vintage to its second."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.core.errors import UsageError
from caploop.study.changes.answer import changes
from caploop.study.changes.record import ChangesRecord
from caploop.study.options import ChangesOptions
from caploop.study.shared.open import open_book
from tests.real_book import real_known

SINCE, UNTIL = "2026-03", "2026-06"


@pytest.fixture(scope="module")
def found() -> ChangesRecord:
    return changes(real_known(), ChangesOptions(since=SINCE, until=UNTIL, draws=60))


def test_parts_and_interaction_are_the_whole_of_every_headline(found: ChangesRecord) -> None:
    assert len(found.moves) >= 10
    for move in found.moves:
        assert move.since is not None
        assert move.until is not None
        assert move.interaction is not None
        parts = sum(part for part in move.parts.values() if part is not None)
        whole = move.until - move.since
        assert parts + move.interaction == pytest.approx(whole, abs=1e-5), move.name


def test_what_is_told_became_known_between_the_two_books(found: ChangesRecord) -> None:
    later = [c for c in found.changed if c.kind != "parameter"]
    assert later
    assert all(found.since < c.day <= found.until for c in found.changed)
    book = open_book(book=Path(UNTIL))
    ids = {c.id for c in book.sheets.evidence.claims}
    assert all(set(c.claims) <= ids for c in later)


def test_every_mark_names_what_is_told(found: ChangesRecord) -> None:
    told = {c.id for c in found.changed}
    assert found.reviews
    assert all(set(mark.because) <= told for mark in found.reviews)


def test_the_audited_revenue_of_2025_marks_what_reads_it(found: ChangesRecord) -> None:
    """The book of March has 13.1 bn from the press; the audited statements say 13.07."""
    (row,) = (c for c in found.changed if c.id == "R_2025")
    assert row.claims == ("F001",)
    assert row.after == pytest.approx(13.07)
    assert any("R_2025" in mark.because for mark in found.reviews)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match="is not before"):
        changes(real_known(), ChangesOptions(since="2026-06", until="2026-03", draws=60))
