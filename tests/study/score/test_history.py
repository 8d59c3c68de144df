"""Figures of one kind in time, and how they changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from caploop.study.score.history import PastFigure, as_known, changes, grown, history
from caploop.study.score.outcomes import OutcomeRow
from caploop.study.score.rules import KnownFigure

DAY = date(2026, 11, 30)


def row(value: float, start: date | None, end: date, **given: Any) -> OutcomeRow:
    told: dict[str, Any] = {
        **{"id": f"x{end:%m%d}", "group": "suppliers", "measure": "firm-revenue", "party": "amd"},
        **{"unit": "USD bn", "nature": "actual", "published": date(2026, 8, 1), "publisher": "p"},
    }
    return OutcomeRow(value=value, start=start, end=end, **{**told, **given})


Q1 = row(10.0, date(2026, 1, 1), date(2026, 3, 31))
Q2 = row(11.0, date(2026, 3, 29), date(2026, 6, 27))
HALF = row(21.0, date(2026, 1, 1), date(2026, 6, 30))


def values(*rows: OutcomeRow, by: date = DAY) -> list[float]:
    return [k.figure.value for k in history(rows, measure="firm-revenue", party="amd", by=by)]


def test_figures_stand_in_time_and_none_over_another() -> None:
    assert values(HALF, Q2, Q1) == [10.0, 11.0]
    assert values(HALF) == [21.0]


def test_another_party_measure_or_nature_and_a_later_page_are_left_out() -> None:
    other = row(99.0, date(2026, 7, 1), date(2026, 9, 30), party="nvidia")
    plan = row(99.0, date(2026, 7, 1), date(2026, 9, 30), nature="guidance")
    late = row(99.0, date(2026, 7, 1), date(2026, 9, 30), published=date(2026, 12, 1))
    assert values(Q1, other, plan, late) == [10.0]
    assert values(Q1, by=date(2026, 7, 31)) == []


def test_figures_that_a_row_names_as_known_before_are_part_of_it_and_plans_are_not() -> None:
    told = row(
        10.0,
        date(2026, 1, 1),
        date(2026, 3, 31),
        last=9.0,
        last_start=date(2025, 10, 1),
        last_end=date(2025, 12, 31),
        before=100.0,
        before_start=date(2026, 1, 1),
        before_end=date(2026, 12, 31),
    )
    assert values(told) == [9.0, 10.0]


def known(value: float, end: date) -> PastFigure:
    return PastFigure(figure=KnownFigure(value=value, end=end), rows=())


def test_a_change_is_a_factor_a_year_and_goes_on_as_long() -> None:
    pair = (known(100.0, date(2025, 1, 1)), known(121.0, date(2027, 1, 1)))
    (change,) = changes(pair)
    assert change == pytest.approx(1.1, abs=1e-3)
    ahead = KnownFigure(value=0.0, end=date(2028, 1, 1))
    assert grown(pair[1].figure, change, to=ahead, factor=True) == pytest.approx(133.1, abs=0.1)


def test_where_a_figure_is_below_nothing_changes_are_differences() -> None:
    pair = (known(4.0, date(2025, 1, 1)), known(-6.0, date(2026, 1, 1)))
    (change,) = changes(pair)
    assert change == pytest.approx(-10.0, abs=0.01)
    ahead = KnownFigure(value=0.0, end=date(2026, 7, 2))
    assert grown(pair[1].figure, change, to=ahead, factor=False) == pytest.approx(-11.0, abs=0.05)


def test_a_change_of_a_quarter_goes_on_over_a_quarter() -> None:
    both = history((Q1, Q2), measure="firm-revenue", party="amd", by=DAY)
    (change,) = changes(both)
    third = KnownFigure(value=0.0, start=date(2026, 6, 28), end=date(2026, 9, 26))
    assert grown(both[-1].figure, change, to=third, factor=True) == pytest.approx(12.2, abs=0.2)


THEN = date(2026, 3, 1)
LATE = row(
    14.0,
    date(2026, 7, 1),
    date(2026, 9, 30),
    published=date(2026, 11, 3),
    last=9.0,
    last_start=date(2025, 10, 1),
    last_end=date(2025, 12, 31),
    known_from="B340",
    reason="outside-faster",
)


def test_on_the_day_the_table_was_written_for_a_row_is_as_it_stands() -> None:
    assert as_known(LATE, (Q1, Q2, LATE), by=THEN) == LATE


def test_on_a_later_day_the_newest_outcomes_public_by_then_take_the_places() -> None:
    found = as_known(LATE, (Q1, Q2, LATE), by=date(2026, 9, 1))
    assert (found.last, found.last_start, found.last_end) == (11.0, Q2.start, Q2.end)
    assert (found.before, found.before_end) == (10.0, Q1.end)
    assert found.known_from == "x0627 x0331"
    assert (found.value, found.published) == (LATE.value, LATE.published)


def test_the_first_outcome_stands_before_the_figure_of_the_row() -> None:
    found = as_known(LATE, (Q1, LATE), by=date(2026, 9, 1))
    assert (found.last, found.before, found.before_end) == (10.0, 9.0, date(2025, 12, 31))


def test_a_newer_plan_or_a_figure_of_the_same_days_is_not_pushed_out() -> None:
    plan = {"last": 50.0, "last_start": date(2026, 1, 1), "last_end": date(2026, 12, 31)}
    planned = replace(LATE, **plan)
    assert as_known(planned, (Q1, LATE), by=date(2026, 9, 1)).last == 50.0
    assert as_known(Q2, (Q1, Q2, LATE), by=date(2026, 12, 1)).last == 10.0


def test_a_reason_holds_up_to_the_day_for_which_it_was_given() -> None:
    assert as_known(LATE, (LATE,), by=date(2026, 2, 1)).reason == "outside-faster"
    assert as_known(LATE, (LATE,), by=date(2026, 6, 30)).reason is None
    later = replace(LATE, reason_day=date(2026, 6, 30))
    assert as_known(later, (later,), by=date(2026, 6, 30)).reason == "outside-faster"
