"""What figures are taken from: claims by their kind of source, parameters by their date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.book.known import known_book
from caploop.consistency.identity import system_from_rows
from caploop.evidence.claim import Claim
from caploop.evidence.store import read_identities, read_vocabulary
from caploop.study.plan.known_claims import error_of, shelf_of, speaking
from tests.real_book import real_book, real_known

SYSTEM = system_from_rows(read_identities())


def claim(**fields: object) -> Claim:
    given: dict[str, object] = {
        "id": "x",
        "document": "d",
        "kind": "quantitative",
        "party": "nvidia",
        "measure": "revenue",
        "nature": "actual",
        "status": "reported",
        "firmness": "stated",
        "known_at": date(2026, 1, 1),
        "speaker": "article",
        "origin": "press",
        "value": Decimal(1),
    }
    return Claim(**{**given, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "press"),
        ({"origin": "nvidia"}, "company"),
        ({"speaker": "nvidia_ceo"}, "company"),
        ({"origin": "nvidia", "firmness": "executed"}, "audited"),
        ({"nature": "forecast", "status": "forecast"}, "estimate"),
        ({"nature": "rumour", "status": "estimated"}, "estimate"),
        ({"nature": "guidance", "status": "target"}, "plan"),
        ({"nature": "forecast", "status": "forecast", "plan_vintage": "V0"}, "plan"),
    ],
)
def test_a_claim_has_the_error_of_its_kind_of_source(fields: dict[str, object], kind: str) -> None:
    assert error_of(claim(**fields), audited=frozenset({"nvidia"})) == kind


def test_errors_are_the_books() -> None:
    shelf = shelf_of(real_known(), read_vocabulary())
    assert shelf.errors == {
        "audited": 0.005,
        "company": 0.02,
        "press": 0.05,
        "estimate": 0.15,
        "plan": 0.3,
    }


def test_a_date_of_positive_cash_flow_is_a_bound_at_nothing() -> None:
    shelf = shelf_of(real_known(), read_vocabulary())
    told = {c.id: found for c, found in speaking(shelf, SYSTEM.terms["free_cash_2030"])}
    assert (told["004-54"].low, told["004-54"].mid) == (0, None)
    assert told["F054"].mid == Decimal("39e9")


def test_what_was_said_later_is_not_on_the_shelf() -> None:
    early = date(2026, 2, 10)
    shelf = shelf_of(known_book(real_book(), as_of=early, known_at=early), read_vocabulary())
    assert speaking(shelf, SYSTEM.terms["compute_26_30"]) == []
    assert {c.id for c, _ in speaking(shelf, SYSTEM.terms["burn_25_29"])} == {"004-53", "F056"}
