"""The record of claims: what command, page and chapter show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caploop.core.errors import NotFoundError
from caploop.study.claims.answer import claims, narrowed
from caploop.study.claims.record import ClaimsRecord
from caploop.study.shared.opening import open_ledger

SMALL = Path(__file__).parents[2] / "cases" / "small_book"


@pytest.fixture(scope="module")
def small_record() -> ClaimsRecord:
    opened = open_ledger(book=SMALL)
    return claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)


@pytest.fixture(scope="module")
def bundled_record() -> ClaimsRecord:
    opened = open_ledger()
    return claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)


def test_each_claim_carries_its_state_on_the_dates(small_record: ClaimsRecord) -> None:
    states = {c.id: c.state for c in small_record.claims}
    assert states["z-04"] == "superseded"
    assert states["z-06"] == "denied"
    assert states["e-01"] == "live"


def test_narrowing_keeps_what_concerns_the_claims_asked_for(small_record: ClaimsRecord) -> None:
    part = narrowed(small_record, party="quay")
    assert {c.id for c in part.claims} == {"e-02", "s-01"}
    assert {f.claim for f in part.flags} == {"s-01"}
    assert [x.id for x in part.crosschecks] == ["k3"]


def test_a_party_counts_on_either_side(small_record: ClaimsRecord) -> None:
    assert "z-04" in {c.id for c in narrowed(small_record, party="lantern").claims}
    assert "z-04" in {c.id for c in narrowed(small_record, party="northgrid").claims}


def test_an_unknown_id_is_answered_with_the_nearest(small_record: ClaimsRecord) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'z-04'"):
        narrowed(small_record, ids=["z-4"])


def test_the_program_brings_every_claim_and_fact(bundled_record: ClaimsRecord) -> None:
    opened = open_ledger(as_of=date(2099, 1, 1), known_at=date(2099, 1, 1))
    whole = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at).claims
    assert sum(c.id[0].isdigit() for c in whole) == 325
    assert sum(c.id.startswith("F") for c in whole) == 380
    assert all(c.verified for c in whole if c.id[0].isdigit())
    assert not any(c.verified for c in whole if c.id.startswith("F"))


def test_what_is_published_after_the_date_of_the_book_is_not_shown(
    bundled_record: ClaimsRecord,
) -> None:
    assert {"F271", "F272"}.isdisjoint({c.id for c in bundled_record.claims})


def test_the_trap_claims_are_kept_as_written(bundled_record: ClaimsRecord) -> None:
    found = {c.id: c for c in bundled_record.claims}
    assert found["004-57"].label == "FY2025Q3"
    assert found["004-57"].period_end == date(2024, 10, 27)
    assert found["004-04"].polarity == "affirmed"
    assert {i for i, c in found.items() if c.polarity == "negated"} == {
        "001-90", "003-41", "004-01", "004-05", "004-25",
    }  # fmt: skip
    assert found["003-01"].as_of is None
    assert found["003-24"].currency is None
    assert (found["004-21"].scenario, found["004-23"].scenario) == ("base", "high")
    assert found["004-31"].unit == "date"
    assert found["001-36"].question
    assert found["002-07"].measure == "option"
