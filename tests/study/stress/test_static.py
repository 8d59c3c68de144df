"""Exposures of the dated book, and marks."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.stress import Shock
from caploop.stress.static import cleared, losses
from caploop.study.stress.static import contagion_of, exposures_of
from tests.stress.books import case


def test_exposures_add_what_is_due_and_what_is_marked_by_pair() -> None:
    found = {(e.holder, e.obligor): (e.due, e.mark) for e in exposures_of(case())}
    assert found["oracle", "openai"] == (18, 0)
    assert found["openai", "nvidia"] == (16, 0)
    assert found["nvidia", "openai"] == (0, 4)


def test_what_was_executed_is_no_exposure_and_still_a_flow() -> None:
    book = case()
    paid = replace(book.funding[0], executed=True)
    held = replace(book, funding=(paid,))
    assert ("openai", "nvidia") not in {(e.holder, e.obligor) for e in exposures_of(held)}
    assert cleared(held, []).paid.sum() == cleared(book, []).paid.sum()


def test_a_loss_of_a_claim_is_a_share_of_the_holders_equity() -> None:
    """oracle loses 7.5 of 6, amazon 2.5 of 50."""
    book, gone = case(), Shock(kind="withdraw", target="nvidia-openai-2026")
    rows = losses(book, cleared(book, []), cleared(book, [gone]))
    found = {m.party: m.direct for m in contagion_of(book, rows, [gone]).holders}
    assert found == {"oracle": 1, "amazon": pytest.approx(0.05, abs=1e-6)}


def test_a_mark_taken_down_reaches_the_holder_of_the_stake() -> None:
    """Half of nvidia's equity gone; nobody holds it, so nothing spreads."""
    found = contagion_of(case(), (), [Shock(kind="mark", target="nvidia", size=0.5)])
    assert [(m.party, m.distress) for m in found.holders] == [("nvidia", 0.5)]
    assert not found.saturated
