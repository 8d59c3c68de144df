"""A small answer: two years of cash told of 60 draws, and what is signed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from caploop.core.message import message
from caploop.report.answers.shown import ShownAnswer
from caploop.report.tables.cell import Between, Money, PartyName, Share, table
from caploop.study.shared.rows import Versions

CASH = table(
    "runway_cash",
    ("year", "median", "span", "standing"),
    [
        (str(2026 + n), Money(10.0 * n), Between(Money(5.0 * n), Money(1234.5)), Share(1.0))
        for n in range(14)
    ],
    values={"draws": "60", "vintage": "V2"},
)
SOURCES = table(
    "runway_sources",
    ("origin", "to_2026", "agreed_part"),
    [(PartyName("oracle"), Money(1.0, stated=True), None)],
)
NOTES = (message("rents-turned-up"), message("terms-undisclosed"))


def small_answer(
    language: str = "en", *, versions: Versions | None = None, priors: tuple[Any, ...] = ()
) -> ShownAnswer:
    """The answer in a language."""
    record = SimpleNamespace(
        headline=message("cash-lasts", share=0.001),
        cash_out=SimpleNamespace(
            quantiles={"q05": "2029Q1", "q95": None}, by_quarter={"2030Q4": 0.1}
        ),
        as_of=date(2026, 3, 1),
        known_at=date(2026, 3, 1),
        scenario="S0",
        draws=60,
        seed=0,
        notes=NOTES,
        versions=versions or Versions(caploop="0.2.0", book="0123456789ab"),
        priors=priors,
        hash="00ff00ff00ff00ff",
    )
    return ShownAnswer(question="runway", record=record, tables=(CASH, SOURCES), language=language)
