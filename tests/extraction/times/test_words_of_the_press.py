"""Periods as the press of many countries writes them: their own days, or none."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.core.fiscal import FiscalCalendar
from caploop.core.period import Period, parse_period
from caploop.extraction.times.words import find_periods
from tools.figure_styles import MAY, STATED_ON, Dated, periods
from tools.fuzz_grammar import BEFORE, BEHIND, a_period_is_whole_or_unresolved

CASES = Path(__file__).parents[4] / "shared" / "reference" / "public-cases" / "periods.json"
NVIDIA = FiscalCalendar(issuer="nvidia", year_end_month=1, week_rule="last", weekday="sunday")

# calendar year, and fiscal year that ends in May
RESOLVED: dict[str, tuple[str, str]] = {
    "first half of FY26": ("2025-06-01", "2025-11-30"),
    "H2FY26": ("2025-12-01", "2026-05-31"),
    "1HFY26": ("2025-06-01", "2025-11-30"),
    "FY26H1": ("2025-06-01", "2025-11-30"),
    "fiscal 2026's second half": ("2025-12-01", "2026-05-31"),
    "9MFY26": ("2025-06-01", "2026-02-28"),
    "2026财年前三季度": ("2025-06-01", "2026-02-28"),
    "2026上半财年": ("2025-06-01", "2025-11-30"),
    "2026財年下半年": ("2025-12-01", "2026-05-31"),
    "FY25-26": ("2025-06-01", "2026-05-31"),
    "FY 2025-26": ("2025-06-01", "2026-05-31"),
    "financial year 2025/26": ("2025-06-01", "2026-05-31"),
    "2025-26财年": ("2025-06-01", "2026-05-31"),
    "Q2 FY2025-26": ("2025-09-01", "2025-11-30"),
    "3QFY26": ("2025-12-01", "2026-02-28"),
    "FQ2'26": ("2025-09-01", "2025-11-30"),
    "from FY25 to FY27": ("2024-06-01", "2027-05-31"),
    "Q3'25": ("2025-07-01", "2025-09-30"),
    "3Q25": ("2025-07-01", "2025-09-30"),
    "25Q3": ("2025-07-01", "2025-09-30"),
    "2H25": ("2025-07-01", "2025-12-31"),
    "1H 2025": ("2025-01-01", "2025-06-30"),
    "9M 2025": ("2025-01-01", "2025-09-30"),
    "Q3 CY25": ("2025-07-01", "2025-09-30"),
    "Q1 to Q3 2025": ("2025-01-01", "2025-09-30"),
    "2H25-1H26": ("2025-07-01", "2026-06-30"),
    "July-September 2025": ("2025-07-01", "2025-09-30"),
    "last three months of 2025": ("2025-10-01", "2025-12-31"),
    "first three quarters of 2025": ("2025-01-01", "2025-09-30"),
    "this year's second half": ("2026-07-01", "2026-12-31"),
    "2025年1至9月": ("2025-01-01", "2025-09-30"),
    "2025年1—9月": ("2025-01-01", "2025-09-30"),
    "２０２５年１－９月": ("2025-01-01", "2025-09-30"),
    "2025年首九個月": ("2025-01-01", "2025-09-30"),
    "去年前三季度": ("2025-01-01", "2025-09-30"),
    "2025年一至三季度": ("2025-01-01", "2025-09-30"),
    "24年三季度": ("2024-07-01", "2024-09-30"),
    "2025年末季": ("2025-10-01", "2025-12-31"),
    "year to March 2026": ("2025-04-01", "2026-03-31"),
    "twelve months ended 30 June 2026": ("2025-07-01", "2026-06-30"),
    "half-year to December 2025": ("2025-07-01", "2025-12-31"),
    "quarter ended September 30, 2025": ("2025-07-01", "2025-09-30"),
    "six months to end-March 2026": ("2025-10-01", "2026-03-31"),
    "52 weeks ended January 25, 2026": ("2025-01-27", "2026-01-25"),
    "LTM September 2025": ("2024-10-01", "2025-09-30"),
    "FYE March 2026": ("2025-04-01", "2026-03-31"),
    "截至2025年9月30日止九个月": ("2025-01-01", "2025-09-30"),
    "截至2025年9月30日的三个月": ("2025-07-01", "2025-09-30"),
    "quarter ending in September 2025": ("2025-07-01", "2025-09-30"),
    "March 2026 quarter": ("2026-01-01", "2026-03-31"),
    "fiscal first half of 2026": ("2025-06-01", "2025-11-30"),
    "2025年3月期": ("2024-04-01", "2025-03-31"),
    "2025年4-6月": ("2025-04-01", "2025-06-30"),
    "2025年1月至9月30日": ("2025-01-01", "2025-09-30"),
    "2025年2月到10月15日": ("2025-02-01", "2025-10-15"),
    "截至2026年3月31日止年度": ("2025-04-01", "2026-03-31"),
}
UNRESOLVED = [
    "first five months of FY26", "September FY26", "the rest of 2025年", "the remainder of FY26",
    "in late 2025", "at the end of 2025", "2025年底", "2026年初", "in 2025/26", "in 2025-26",
    "nine months to September", "前三季度", "1-9月", "second week of March 2025", "2025年11月3-5日",
    "YTD September 2025", "2025年3月期第1四半期", "2025年2月30日", "2025年2月至9月31日",
]  # fmt: skip
OPEN = {
    "by late 2027": (None, "2027-12-31"),
    "by Q3 2026": (None, "2026-09-30"),
    "by FY2027": (None, "2027-05-31"),
    "到2025年底": (None, "2025-12-31"),
    "since Q3 2025": ("2025-07-01", None),
}
NOTHING = [
    "H100",
    "9M users",
    "revenue of 2025 million",
    "half of it",
    "year to date",
    "may 2025 be",
]


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    found = find_periods(text, stated_on=STATED_ON, calendar=MAY)
    return [(p.label, shown(p.start), shown(p.end)) for _, _, p in found]


def shown(day: date | None) -> str | None:
    return None if day is None else str(day)


@pytest.mark.parametrize("text", RESOLVED)
def test_a_period_is_read_as_its_own_days(text: str) -> None:
    assert read(text) == [(text, *RESOLVED[text])]


@pytest.mark.parametrize("text", UNRESOLVED)
def test_what_is_not_sure_is_found_and_names_no_days(text: str) -> None:
    ((_, start, end),) = read(text)
    assert (start, end) == (None, None)


@pytest.mark.parametrize("text", OPEN)
def test_a_word_before_opens_one_end_at_the_widest(text: str) -> None:
    assert read(text) == [(text, *OPEN[text])]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_period_is_none(text: str) -> None:
    assert read(text) == []


def test_the_parts_of_a_list_share_the_year_behind_it() -> None:
    quarters = ["2025-01-01", "2025-04-01", "2025-07-01"]
    assert [start for _, start, _ in read("Q1, Q2 and Q3 2025")] == quarters


def test_months_of_this_year_are_read_where_they_are_over_when_it_is_said() -> None:
    found = find_periods("前9个月", stated_on=date(2025, 11, 2), calendar=None)
    assert [(p.start, p.end) for _, _, p in found] == [(date(2025, 1, 1), date(2025, 9, 30))]


def test_months_up_to_the_end_of_a_fiscal_quarter_start_where_its_calendar_says() -> None:
    """Nvidia's quarters are of 13 weeks: nine months to 26 October 2025 start on 27 January."""
    text = "nine months ended October 26, 2025"
    ((_, _, period),) = find_periods(text, stated_on=None, calendar=NVIDIA)
    assert (period.start, period.end) == (date(2025, 1, 27), date(2025, 10, 26))


def test_two_years_that_no_fiscal_year_spans_name_no_days() -> None:
    december = FiscalCalendar(issuer="lantern", year_end_month=12)
    ((_, _, period),) = find_periods("FY2025/26", stated_on=None, calendar=december)
    assert (period.start, period.end) == (None, None)


@pytest.mark.parametrize(("label", "start", "end"), [
    ("FY2026H1", date(2025, 6, 1), date(2025, 11, 30)),
    ("FY2026H2", date(2025, 12, 1), date(2026, 5, 31)),
])  # fmt: skip
def test_a_label_names_half_a_fiscal_year(label: str, start: date, end: date) -> None:
    period = parse_period(label, stated_on=None, calendar=MAY)
    assert (period.start, period.end, str(period.precision)) == (start, end, "half")


def test_a_third_half_is_refused() -> None:
    with pytest.raises(InputInvalidError, match="a year has two halves"):
        parse_period("FY2026H3", stated_on=None, calendar=MAY)


@given(st.integers(2000, 2090))
def test_the_halves_of_a_fiscal_year_are_its_days_without_gap_or_overlap(year: int) -> None:
    first, last = (
        parse_period(f"FY{year}H{number}", stated_on=None, calendar=NVIDIA) for number in (1, 2)
    )
    whole = parse_period(f"FY{year}", stated_on=None, calendar=NVIDIA)
    assert (first.start, last.end) == (whole.start, whole.end)
    assert first.end is not None
    assert last.start is not None
    assert (last.start - first.end).days == 1


@given(periods())
def test_a_period_in_any_style_is_read_back_equal(dated: Dated) -> None:
    found = find_periods(f"({dated.text})", stated_on=STATED_ON, calendar=MAY)
    assert [(p.start, p.end) for _, _, p in found] == [(dated.start, dated.end)]


@given(periods(), st.sampled_from(BEFORE[:3]), st.sampled_from(BEHIND[:4]))
def test_between_any_words_a_period_has_its_own_days_or_none(
    dated: Dated, before: str, behind: str
) -> None:
    a_period_is_whole_or_unresolved(dated, before, behind)


@given(st.lists(st.sampled_from(sorted(RESOLVED)), max_size=4).map("; ".join))
def test_what_is_found_stands_in_order_and_apart(text: str) -> None:
    found = find_periods(text, stated_on=STATED_ON, calendar=MAY)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(text[start:end] == period.label for start, end, period in found)


def handed_over() -> list[tuple[dict[str, Any], FiscalCalendar | None]]:
    if not CASES.exists():
        return []
    kinds = json.loads(CASES.read_text("utf-8"))["kinds"]
    return [(case, MAY if kind["calendar"] else None) for kind in kinds for case in kind["cases"]]


@pytest.mark.skipif(not CASES.exists(), reason="shared/ is not beside the checkout")
@pytest.mark.parametrize(("case", "calendar"), handed_over())
def test_a_case_from_public_reports_is_read_right(
    case: dict[str, Any], calendar: FiscalCalendar | None
) -> None:
    found = find_periods(case["text"], stated_on=STATED_ON, calendar=calendar)
    assert [[str(p.start), str(p.end)] for _, _, p in found] == [case["right"]]


@pytest.mark.skipif(not CASES.exists(), reason="shared/ is not beside the checkout")
def test_a_label_from_public_reports_is_read_right() -> None:
    for case in json.loads(CASES.read_text("utf-8"))["labels"]["cases"]:
        period: Period = parse_period(case["label"], stated_on=None, calendar=MAY)
        assert [str(period.start), str(period.end)] == case["right"]
