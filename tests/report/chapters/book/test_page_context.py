"""Names and figures of tranches in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caploop.report.chapters.book.page_context import STROKES, figure, pair, party
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.claims.story import story, telling
from caploop.study.claims import claims
from caploop.study.shared.opening import open_ledger
from tests.report.book_cases import desk, several, tranche

CASES = [
    ({"amount": "100e9", "amount_low": "0", "amount_high": "100e9"}, "up to $100bn"),
    ({"amount_high": "10e9"}, "up to $10bn"),
    ({"amount_low": "10e9"}, "at least $10bn"),
    ({"amount_low": "10e9", "amount": "10e9"}, "at least $10bn"),
    ({"amount_low": "60e9", "amount_high": "100e9"}, "$60bn–$100bn"),
    ({"amount": "7e9", "amount_high": "17.7e9"}, "$7bn–$17.7bn"),
    ({"amount": "30e9"}, "$30bn"),
    ({"amount": "30e9", "unit": "USD/year"}, "$30bn a year"),
    ({"amount": "300e9", "capacity_w": "4.5e9"}, "$300bn · 4.5 GW"),
    ({"amount": "0.27", "unit": "fraction"}, "27%"),
    ({}, ""),
]


@pytest.mark.parametrize(("fields", "told"), CASES)
def test_a_figure_is_told_with_its_bound(fields: dict[str, str], told: str) -> None:
    numbers = {k: v if k == "unit" else Decimal(v) for k, v in fields.items()}
    assert figure(tranche("a-b-2025/c/d", **numbers), "en") == told


def test_parties_have_the_names_of_the_book() -> None:
    assert pair(desk(several()), "lab", "cloud") == "Lab → Cloud"
    assert party(desk(several(), "zh"), "lab;maker") == "lab公司、maker公司"


def test_lines_are_those_of_the_first_chapter() -> None:
    opened = open_ledger()
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    shelf = claim_index(record, "en")
    for chain in telling(record.revisions, shelf):
        firm = {name: c.firmness for name, c in shelf.claims.items()}
        for mark in story(chain, shelf).marks:
            name = mark.about.split(" · ")[0]
            assert STROKES[firm[name]] == mark.stroke
