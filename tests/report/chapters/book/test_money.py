"""Promises gross and net: every difference has its tranche and its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.report.chapters.book.money import promises, to_come
from caploop.report.text.amounts import money
from tests.report.book_cases import desk, record, several, tranche
from tests.report.real_records import bundled_book


def test_a_total_counts_gross_alone_and_says_why() -> None:
    contract = next(p for p in promises(several(), desk(several())) if "Cloud" in p.who)
    texts = [text for _, text, _ in contract.figures]
    assert texts == ["$200bn", "$100bn", "$100bn", "$100bn"]
    assert [len(refs) for _, _, refs in contract.figures] == [2, 1, 1, 1]
    assert [w.text for w in contract.why] == ["a total of what is counted beside it"]


def test_a_letter_of_intent_counts_net_but_does_not_bind() -> None:
    chips = next(p for p in promises(several(), desk(several())) if "Maker" in p.who)
    assert [text for _, text, _ in chips.figures] == ["$50bn", "$50bn", "$0", "$0"]
    assert [w.text for w in chips.why] == ["letter of intent: does not bind"]
    assert chips.why[0].ref.assumed


def test_a_total_alone_counts_in_all_figures() -> None:
    found = record(tranche("lab-cloud-2025/aggregate/all", "9e9", role="aggregate"))
    (shown,) = promises(found, desk(found))
    assert [text for _, text, _ in shown.figures] == ["$9bn"] * 4
    assert shown.why == ()


def test_what_fell_due_before_this_quarter_is_no_longer_promised() -> None:
    term = {"start": date(2025, 10, 1), "end": date(2026, 9, 30), "spread": "even"}
    found = record(tranche("lab-cloud-2025/compute/all", "8e9", **term))
    (shown,) = promises(found, desk(found))
    assert [text for _, text, _ in shown.figures] == ["$6bn"] * 4
    assert [(w.ref.text, w.text) for w in shown.why] == [("$8bn", "of it $6bn still to come")]


def test_what_is_counted_elsewhere_says_where() -> None:
    found = record(
        tranche("lab-cloud-2025/compute/all", "9e9"),
        tranche(
            "cloud-maker-2025/chips/all",
            "9e9",
            payer="cloud",
            payee="maker",
            overlaps=("lab-cloud-2025/compute/all",),
        ),
    )
    shown = next(p for p in promises(found, desk(found)) if p.who == "Cloud → Maker")
    assert shown.why[0].text == "counted with Lab → Cloud"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tranches_listed_add_up_to_the_figure_shown(language: str) -> None:
    book = bundled_book()
    held = desk(book, language)
    for shown in promises(book, held):
        for _, text, refs in shown.figures:
            names = [r.title.split(" · ")[0] for r in refs]
            tranches = [held.held[n].tranche for n in names]
            total = sum((to_come(t, book.as_of) for t in tranches), Decimal(0))
            assert money(total, language) == text
