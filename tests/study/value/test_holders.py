"""Which payments for shares count as cash put in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.book.agreement import Agreement
from caploop.book.execute import known_agreements
from caploop.study.value.holders import cash_before
from tests.report.book_cases import tranche

DAY = date(2026, 3, 1)


def paid(**more: Any) -> dict[str, float]:
    """What one tranche of ten billion of equity from Microsoft to OpenAI counts for."""
    facts: dict[str, Any] = {
        "payer": "microsoft",
        "payee": "openai",
        "kind": "equity",
        "firmness": "executed",
    }
    name = "microsoft-openai-2019/equity/all"
    one = tranche(name, str(more.pop("amount", "10e9")), **{**facts, **more})
    book = [Agreement(id=one.id.split("/")[0], group="g", tranches=(one,))]
    return cash_before(known_agreements(book, known_at=DAY))


def test_executed_equity_of_a_firm_is_cash_put_in() -> None:
    assert paid() == {"microsoft": pytest.approx(10)}


def test_what_was_paid_since_runs_begin_is_in_the_run_and_not_before_it() -> None:
    assert paid(start=date(2026, 1, 1)) == {}
    assert paid(start=date(2025, 12, 31)) == {"microsoft": pytest.approx(10)}


@pytest.mark.parametrize(
    "other",
    [
        {"firmness": "signed"},
        {"role": "aggregate"},
        {"role": "breakdown"},
        {"kind": "loan"},
        {"payee": "anthropic"},
        {"payer": "investors"},
        {"state": "superseded"},
        {"unit": "fraction", "amount": Decimal("0.27")},
    ],
)
def test_promises_totals_parts_loans_and_stakes_are_not(other: dict[str, Any]) -> None:
    assert paid(**other) == {}
