"""The stress desk as tables."""

from __future__ import annotations

from caploop.report.tables.stress import stress_tables
from caploop.stress import Shock
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress import stress
from tests.real_book import BOOK


def test_every_row_has_a_cell_for_every_column_and_losses_show_their_claims() -> None:
    found = stress(
        BOOK,
        scenario_of(BOOK, scenarios=["S0"]),
        as_of=BOOK.as_of,
        known_at=BOOK.known_at,
        shocks=[Shock(kind="miss", target="openai", from_quarter="2027Q1")],
    )
    tables = stress_tables(found)
    assert all(len(row) == len(t.columns) for t in tables for row in t.rows)
    lost = next(t for t in tables if t.title.startswith("Not paid"))
    assert "004-51" in lost.rows[0][-1]
