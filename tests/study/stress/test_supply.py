"""The supply chain behind OpenAI."""

from __future__ import annotations

import pytest

from caploop.book.known import known_book
from caploop.study.stress.supply import cascade_of
from tests.real_book import BOOK

FOUND = cascade_of(known_book(BOOK, as_of=BOOK.as_of, known_at=BOOK.known_at), None)


def test_clouds_weigh_by_signed_money_and_name_their_agreements() -> None:
    """Oracle 300 of 300 + 250 + 138 + 22.4 + 10."""
    row = next(r for r in FOUND.rows if r.missing == "oracle")
    assert row.lost == pytest.approx(300 / 720.4, abs=1e-6)
    assert row.through == ("openai-oracle-2025",)
    alone = [r.lost for r in FOUND.rows if r.layer == "compute" and r.missing != "compute"]
    assert sum(alone) == pytest.approx(1, abs=1e-5)


def test_abilene_is_its_gigawatts_of_oracles() -> None:
    """1.2 of 4.5 GW."""
    rows = {r.party: r.lost for r in FOUND.rows if r.missing == "crusoe_blue_owl_jv"}
    assert rows["oracle"] == pytest.approx(1.2 / 4.5, abs=1e-6)
    assert rows["openai"] == pytest.approx(1.2 / 4.5 * 300 / 720.4, abs=1e-6)


def test_letters_of_intent_and_purchases_without_an_amount_have_no_number() -> None:
    told = {r.what: r.why for r in FOUND.refused}
    assert "output lost if sk_hynix alone stops" in told
    assert "amount" in told["output lost if google stops"]
    assert "output lost without chips or power" in told
    assert {r.layer for r in FOUND.rows} == {"compute", "shells"}
