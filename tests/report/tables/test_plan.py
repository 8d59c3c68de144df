"""Tables of the answer on the plans: as wide as their headings, figures as the record has them."""

from __future__ import annotations

import pytest

from caploop.consistency.verdict import SolvedTerm
from caploop.report.tables.plan import between, number, plan_tables
from tests.report.chapters.plan.test_chapter import held


def solved(low: float | None, high: float | None) -> SolvedTerm:
    return SolvedTerm(
        term="x", identity="i", stated=1, low=low, middle_low=low, middle_high=high, high=high
    )


def test_rows_are_as_wide_as_their_headings() -> None:
    for table in plan_tables(held()):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_first_table_is_the_verdict_of_each_set() -> None:
    rows = {row[0]: row for row in plan_tables(held())[0].rows}
    assert rows["V0"][2] == rows["V2"][2] == "coherent"
    assert rows["mixed"][2] == "cannot all hold"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1.0, 1.0, "1.0"),
        (1.0, 2.0, "1.0 to 2.0"),
        (None, 2.0, "at most 2.0"),
        (1.0, None, "at least 1.0"),
        (None, None, ""),
    ],
)
def test_what_a_term_would_have_to_be(low: float | None, high: float | None, text: str) -> None:
    assert between(solved(low, high), "USD bn") == text


def test_numbers_have_the_digits_of_their_unit_and_no_negative_nothing() -> None:
    assert (number(0.2877, "share"), number(-0.01), number(None)) == ("0.288", "0.0", "")


def test_priors_stand_beside_the_chances() -> None:
    titles = [t.title for t in plan_tables(held())]
    at = next(i for i, t in enumerate(titles) if t.startswith("Burn 2025-29"))
    assert "Priors of these draws" in titles[at : at + 3]
    rows = {r[0]: r for r in next(t for t in plan_tables(held()) if "Priors" in t.title).rows}
    assert len(rows) == 6
    assert "no source public at known_at" in rows["n_c"][-1]
    assert "assumption" in rows["w_bend"][-1]
