"""The dated book, cleared whole and shocked."""

from __future__ import annotations

import pytest

from caploop.stress.record import Shock
from caploop.stress.static import cleared, losses, shortfalls
from tests.stress.books import case

BROKEN = Shock(kind="withdraw", target="nvidia-openai-2026")


def test_nobody_is_short_of_a_book_whose_promises_are_kept() -> None:
    assert cleared(case(), []).short.max() == pytest.approx(0)


def test_a_broken_promise_makes_its_receiver_short_in_the_quarter_it_was_for() -> None:
    """10 + 2 pays 12; then 2 is there for 12."""
    book = case()
    rows = shortfalls(book, cleared(book, []), cleared(book, [BROKEN]))
    assert [(r.party, r.quarter, r.owed, r.paid, r.round) for r in rows] == [
        ("openai", "2026Q2", 12, 2, 1)
    ]
    assert rows[0].recovery == pytest.approx(2 / 12, abs=1e-6)


def test_creditors_of_a_rank_lose_in_proportion_and_losses_name_agreements_and_claims() -> None:
    book = case()
    rows = losses(book, cleared(book, []), cleared(book, [BROKEN]))
    found = {(r.holder, r.obligor): r.amount for r in rows}
    assert found == {
        ("openai", "nvidia"): 16,
        ("oracle", "openai"): pytest.approx(7.5, abs=1e-6),
        ("amazon", "openai"): pytest.approx(2.5, abs=1e-6),
    }
    assert all(r.agreements and r.claims for r in rows)


def test_part_of_a_promise_that_leaves_its_receiver_short_is_not_due_at_all() -> None:
    """2 + 8 does not pay 12, so the 8 stay away; 2 + 12 does."""
    book = case()
    parts = [Shock(kind="withdraw", target="nvidia-openai-2026", size=s) for s in (0.5, 0.25)]
    half, quarter = (cleared(book, [s]) for s in parts)
    assert half.paid[1, 0] == pytest.approx(2)
    assert quarter.short.max() == pytest.approx(0)


def test_a_party_that_misses_pays_no_debt_and_keeps_its_money() -> None:
    book = case()
    found = cleared(book, [Shock(kind="miss", target="openai", from_quarter="2026Q2")])
    assert list(found.unpaid) == [0, 0, 9, 3]
    assert found.rounds[1, 0] == 1


def test_less_revenue_rolls_on_and_is_paid_when_the_promise_comes() -> None:
    """Without revenue 10 meets 12; next quarter 16 meets the 2 left and 12 more."""
    book = case()
    found = cleared(book, [Shock(kind="revenue", target="openai", size=1.0)])
    assert found.short[0, 0] == pytest.approx(2)
    assert sum(found.missing) == 0
    assert sum(found.unpaid) == pytest.approx(0)
    assert found.is_monotone


def test_a_withdrawn_purchase_is_money_its_supplier_misses() -> None:
    book = case()
    gone = [Shock(kind="withdraw", target="openai-oracle-2026")]
    rows = losses(book, cleared(book, []), cleared(book, gone))
    assert [(r.holder, r.amount) for r in rows] == [("oracle", 18)]
