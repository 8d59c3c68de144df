"""One claim in full."""

from __future__ import annotations

import pytest

from caploop.report.tables.card import show_claim
from caploop.study.claims.answer import claims
from caploop.study.claims.record import ClaimsRecord
from caploop.study.shared.opening import open_ledger
from tests.study.claims.test_answer import SMALL


@pytest.fixture(scope="module")
def record() -> ClaimsRecord:
    opened = open_ledger(book=SMALL)
    return claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)


def test_a_claim_is_shown_with_its_place_and_its_fate(record: ClaimsRecord) -> None:
    text = show_claim(record, "s-01")
    assert "$16 billion at" in text
    assert "checked" in text
    assert "tenfold: ten times apart from e-02" in text
    assert "superseded by e-02" in text


def test_a_claim_without_a_text_says_that_it_was_not_checked(record: ClaimsRecord) -> None:
    text = show_claim(record, "q-01")
    assert "not checked at its place" in text
    assert "conflict  with z-01" in text
