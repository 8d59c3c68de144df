"""Tiers of documents: what each may prove, and that one nobody rated reads as before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine

from caploop.evidence.checks.whole import check_batch
from caploop.evidence.claim import Batch, Claim, Document
from caploop.evidence.ledger import Ledger
from caploop.evidence.measure import Vocabulary
from caploop.evidence.resolve import resolve
from caploop.evidence.store import write_rows
from caploop.evidence.vintage import Vintage
from tests.evidence.conftest import LATE, paper

Make = Callable[..., Claim]
See = Callable[..., Vintage]
BN = Decimal(10) ** 9


def beyond(batch: Batch, words: Vocabulary) -> list[str]:
    return [p.subject for p in check_batch(batch, words, places={}) if p.code == "tier-beyond"]


@pytest.mark.parametrize(
    ("tier", "firmness", "is_beyond"),
    [
        ("digest", "signed", True),
        ("digest", "stated", False),
        ("digest", "rumoured", False),
        ("outlet", "executed", True),
        ("outlet", "signed", False),
        ("company", "executed", False),
        ("filing", "executed", False),
        (None, "executed", False),
    ],
)
def test_a_claim_may_be_no_firmer_than_its_document_proves(
    claim: Make, words: Vocabulary, tier: str | None, firmness: str, is_beyond: bool
) -> None:
    told = claim("a", value=BN, firmness=firmness, known_at=LATE)
    batch = Batch(documents=(paper("d", tier=tier),), claims=(told,))
    assert beyond(batch, words) == (["a"] if is_beyond else [])


def test_what_a_digest_says_happened_is_used_after_what_a_filing_promised(
    claim: Make, seen: See
) -> None:
    promised = claim("a", value=BN, nature="guidance", document="f", firmness="stated")
    digest = claim("b", value=2 * BN, nature="actual", document="g", firmness="stated")
    papers = {"f": paper("f", tier="filing"), "g": paper("g", tier="digest")}
    (view,) = resolve(seen(promised, digest, **papers))
    assert view.used == ("a",)
    assert [p.reason.code for p in view.passed_over] == ["lesser-tier"]


def test_what_an_outlet_says_happened_is_used_before_what_a_filing_promised(
    claim: Make, seen: See
) -> None:
    promised = claim("a", value=BN, nature="guidance", document="f", firmness="stated")
    told = claim("b", value=2 * BN, nature="actual", document="g", firmness="stated")
    papers = {"f": paper("f", tier="filing"), "g": paper("g", tier="outlet")}
    (view,) = resolve(seen(promised, told, **papers))
    assert view.used == ("b",)


def test_documents_that_nobody_rated_are_ranked_by_what_their_claims_say(
    claim: Make, seen: See
) -> None:
    early = claim("a", value=BN)
    late = claim("b", value=2 * BN, known_at=LATE)
    (view,) = resolve(seen(early, late))
    assert view.used == ("b",)


def test_a_document_without_a_tier_is_written_as_before(tmp_path: Path) -> None:
    write_rows([paper("d")], tmp_path / "documents.jsonl")
    text = (tmp_path / "documents.jsonl").read_text("utf-8")
    assert "tier" not in text
    assert msgspec.json.decode(text, type=Document) == paper("d")


def test_a_ledger_of_an_older_program_is_read_and_gets_the_column_with_its_next_load(
    small_batch: Batch, words: Vocabulary, claim: Make, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    Ledger.open(url, words).append(small_batch, recorded_at=datetime(2026, 3, 1)).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE document DROP COLUMN tier")
    engine.dispose()
    old = Ledger.open(url, words, must_exist=True)
    papers = old.vintage(as_of=LATE, known_at=LATE).documents.values()
    old.close()
    assert {d.tier for d in papers} == {None}
    told = claim("r", value=BN, document="rated", known_at=LATE)
    rated = Batch(documents=(paper("rated", tier="filing"),), claims=(told,))
    new = Ledger.open(url, words).append(rated, recorded_at=datetime(2026, 3, 2))
    found = new.vintage(as_of=LATE, known_at=LATE).documents
    new.close()
    assert found["rated"].tier == "filing"
