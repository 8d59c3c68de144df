"""What an answer says of itself: its vintage and first quarter, and how much of it is assumed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from caploop.report.answers.about import about_rows, assumed, source_line
from caploop.study.shared.rows import Versions
from tests.report.answers.small_answer import small_answer

LATER = Versions(
    caploop="0.2.0",
    book="0123456789ab",
    vintage="2026-09",
    opened=date(2026, 6, 30),
    first_quarter="2026Q3",
)


@pytest.mark.parametrize(("language", "said"), [("en", "runs from 2026Q3"), ("zh", "自 2026Q3 起")])
def test_a_later_vintage_is_named_with_its_first_quarter(language: str, said: str) -> None:
    line = source_line(small_answer(language, versions=LATER))
    assert "2026-09" in line
    assert said in line
    assert said not in source_line(small_answer(language))


def test_a_sheet_tells_the_opening_day() -> None:
    rows = dict(about_rows(small_answer(versions=LATER)))
    assert (rows["book_vintage"], rows["opened"]) == ("2026-09", "2026-06-30")
    assert "opened" not in dict(about_rows(small_answer()))


def test_assumptions_are_counted_among_the_inputs() -> None:
    priors = tuple(SimpleNamespace(assumption=n < 2) for n in range(5))
    answer = small_answer(priors=priors)
    assert list(assumed(answer)) == ["2 of 5 inputs are assumptions"]
    assert dict(about_rows(answer))["assumptions"] == 2
    assert list(assumed(small_answer())) == []
