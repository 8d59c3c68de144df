"""Years of weeks and years of months, and labels beside their days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.fiscal import FiscalCalendar
from caploop.core.message import message
from caploop.evidence.claim import Claim
from caploop.evidence.conflict import conflicts
from caploop.evidence.flag import flags
from caploop.evidence.resolve import resolve
from caploop.evidence.span import in_months, label_fault
from caploop.evidence.vintage import Vintage

Make = Callable[..., Claim]
See = Callable[..., Vintage]
NVIDIA = FiscalCalendar(issuer="nvidia", year_end_month=1, week_rule="last", weekday="sunday")


def days(start: str, end: str) -> dict[str, Any]:
    return {"period_start": date.fromisoformat(start), "period_end": date.fromisoformat(end)}


@given(st.integers(2000, 2100), st.integers(1, 12), st.sampled_from(["last", "nearest"]))
def test_a_fiscal_year_of_weeks_is_the_year_of_its_months(year: int, month: int, rule: str) -> None:
    weeks = FiscalCalendar(issuer="x", year_end_month=month, week_rule=rule, weekday="friday")
    months = FiscalCalendar(issuer="x", year_end_month=month)
    assert in_months(weeks.bounds(year, None)) == months.bounds(year, None)
    assert in_months(months.bounds(year, None)) == months.bounds(year, None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_whole_months_stay_and_nothing_moves_by_a_week(start: date, length: int) -> None:
    span = start, start + timedelta(days=length)
    moved = in_months(span)
    assert in_months(moved) == moved
    assert all(abs((a - b).days) < 7 for a, b in zip(span, moved, strict=True))


@pytest.mark.parametrize(
    ("label", "start", "end", "calendar"),
    [
        ("2025Q3", "2025-01-01", "2025-09-30", None),
        ("2025", "2025-01-01", "2025-06-30", None),
        ("2025", "2024-01-01", "2024-12-31", None),
        ("2025-11", "2025-11-01", "2025-12-31", None),
        ("2025H1", "2025-07-01", "2025-12-31", None),
        ("FY2026Q3", "2025-07-01", "2025-09-30", NVIDIA),
        ("FY2026", "2025-01-01", "2025-12-31", NVIDIA),
        ("FY2025", "2024-10-01", "2025-03-31", None),
        ("FY2025Q2", "2024-10-01", "2025-09-30", None),
        ("FY2025", "2020-10-01", "2021-09-30", None),
        ("2025..2029", "2025-01-01", "2028-12-31", None),
        ("7y", "2025-11-21", "2030-11-20", None),
    ],
)
def test_a_label_that_contradicts_its_days(
    claim: Make, label: str, start: str, end: str, calendar: FiscalCalendar | None
) -> None:
    assert label_fault(claim("a", label=label, **days(start, end)), calendar) is not None


@pytest.mark.parametrize(
    ("label", "start", "end", "calendar"),
    [
        ("2025Q3", "2025-07-01", "2025-09-30", None),
        ("2025Q3", "2025-06-29", "2025-09-27", None),
        ("FY2026Q3", "2025-07-28", "2025-10-26", NVIDIA),
        ("FY2026Q3", "2025-08-01", "2025-10-31", NVIDIA),
        ("FY2025", "2024-09-29", "2025-09-27", None),
        ("FY2025", "2024-10-01", "2025-09-30", None),
        ("FY2024", "2024-07-01", "2025-06-30", None),
        ("this autumn", "2025-09-01", "2025-11-30", None),
        ("7y", "2025-12-01", "2032-11-30", None),
        ("later", "2027-01-01", "2027-12-31", None),
    ],
)
def test_a_label_that_says_what_its_days_say(
    claim: Make, label: str, start: str, end: str, calendar: FiscalCalendar | None
) -> None:
    assert label_fault(claim("a", label=label, **days(start, end)), calendar) is None


def test_a_filing_and_the_press_speak_of_one_year(claim: Make, seen: See) -> None:
    filing = claim("filing", value=10**10, label="FY2025", **days("2024-09-29", "2025-09-27"))
    press = claim("press", value=11 * 10**9, label="FY2025", **days("2024-10-01", "2025-09-30"))
    found = conflicts(seen(filing, press))
    assert [c.claims for c in found] == [("filing", "press")]
    (view,) = resolve(seen(filing, press))
    assert view.tied == ("filing", "press")
    assert view.subject.matter == "2024-09-29..2025-09-27"
    other = claim("other", value=9 * 10**9, label="FY2024", **days("2023-10-01", "2024-09-28"))
    assert [c.claims for c in conflicts(seen(filing, press, other))] == [("filing", "press")]


def test_what_came_in_over_a_year_that_is_not_over_is_flagged(claim: Make, seen: See) -> None:
    early = claim("a", value=10**9, as_of=date(2025, 10, 31), known_at=date(2025, 11, 1))
    plan = claim("b", value=10**9, nature="guidance", as_of=date(2025, 10, 31))
    stock = claim("c", value=10**9, measure="total_debt", as_of=date(2025, 10, 31))
    kinds = {(f.claim, f.kind) for f in flags(seen(early, plan, stock))}
    assert kinds == {("a", "actual_before_end")}


def test_a_label_that_names_days_says_what_the_days_say(claim: Make, seen: See) -> None:
    nothing = {"period_start": None, "period_end": None}
    given, named = claim("a", value=10**9), claim("b", value=2 * 10**9, **nothing)
    assert [c.claims for c in conflicts(seen(given, named))] == [("a", "b")]
    free = claim("c", value=2 * 10**9, label="the year", **nothing)
    assert conflicts(seen(given, free)) == ()
    fiscal = claim("d", value=2 * 10**9, label="FY2025", **nothing)
    assert label_fault(fiscal, None) == message("label-without-days", label=fiscal.label)
