"""Who holds the paper, as far as somebody is named."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.book.agreement import Agreement
from caploop.book.clauses.holders import lender_of, paper_holders
from tests.report.book_cases import tranche

DAY = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("name", "payer", "kind"),
    [
        ("lenders-cloud-2026-bonds", "lenders", "public bonds"),
        ("lenders-cloud-2026-ddtl", "lenders", "not named"),
        ("apollo-cloud-2026", "apollo;blackstone", "private credit"),
        ("athene-cloud-2026", "athene", "insurers"),
        ("lab-cloud-2026-loan", "lab", "firms"),
    ],
)
def test_a_lender_is_told_by_name_or_as_a_bond(name: str, payer: str, kind: str) -> None:
    assert lender_of(tranche(f"{name}/loan/all", "1e9", payer=payer, kind="loan")) == kind


def test_what_is_talked_of_is_nobodys_and_what_is_signed_is_not_drawn() -> None:
    loans = (
        tranche("l-cloud-2026/loan/a", "2e9", payer="lenders", kind="loan", firmness="executed"),
        tranche("l-cloud-2026/loan/b", "3e9", payer="lenders", kind="loan"),
        tranche("l-cloud-2026/loan/c", "9e9", payer="lenders", kind="loan", firmness="in_talks"),
    )
    (found,) = paper_holders([Agreement(id="l-cloud-2026", group="g", tranches=loans)], as_of=DAY)
    assert (found.amount_usd, found.drawn_usd) == (5 * 10**9, 2 * 10**9)
