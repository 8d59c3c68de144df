"""From headlines to cash on the real book, frozen and with the layer; the page says the same."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from caploop.book.book import Sheets
from caploop.book.store import read_sheets
from caploop.book.waterfall import WaterfallStep, proof_of, waterfall
from caploop.evidence.store import BUNDLED
from tests.later_layer import later_sheets

PAGE = Path(__file__).parents[3] / "docs" / "evidence.md"
DAYS = (date(2026, 3, 1), date(2026, 10, 2))


def made(sheets: Sheets, day: date) -> tuple[WaterfallStep, ...]:
    evidence = sheets.evidence
    proven = proof_of(evidence.claims, evidence.documents)
    return waterfall(sheets.agreements, as_of=day, proven=proven)


@cache
def steps() -> tuple[tuple[WaterfallStep, ...], ...]:
    frozen, _ = read_sheets(BUNDLED)
    return made(frozen, DAYS[0]), made(later_sheets(), DAYS[1])


@pytest.mark.parametrize("number", [0, 1])
def test_no_step_adds_and_all_together_remove_what_is_not_left(number: int) -> None:
    found = steps()[number]
    assert min(step.removed_usd for step in found) >= 0
    removed = sum(step.removed_usd for step in found)
    assert found[0].left_usd - removed == found[-1].left_usd > 0


def test_the_page_has_the_billions_of_today() -> None:
    text = PAGE.read_text("utf-8")
    for old, new in zip(*steps(), strict=True):
        told = [f"{s.left_usd / 10**9:,.0f}" for s in (old, new)]
        row = f"| {old.stage} | {told[0]} | {told[1]} |"
        assert row in text, row


def test_most_of_what_was_announced_by_october_is_no_dated_cash() -> None:
    later = steps()[1]
    assert later[-1].left_usd < later[0].left_usd / 5
    at_once = next(step for step in later if step.stage == "once")
    assert "anthropic-obligations-2026/aggregate/total" in at_once.removed_from
