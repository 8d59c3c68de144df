"""Fiscal calendars: ends of years, tiling quarters, labels, and the table that comes along."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.core.fiscal import (
    FiscalCalendar,
    calendars_from_rows,
    check_fiscal_label,
    fiscal_quarter,
    fiscal_year,
    label_of,
    latest_quarter_ended,
)
from caploop.core.period import Period, days, parse_period

TABLE = Path(__file__).parents[2] / "src/caploop/data/fiscal_calendars.toml"
CALENDARS, TABLE_PROBLEMS = calendars_from_rows(tomllib.loads(TABLE.read_text())["calendar"])
NVIDIA = CALENDARS["nvidia"]

calendars = st.sampled_from(sorted(CALENDARS)).map(CALENDARS.__getitem__)
fiscal_years = st.integers(1990, 2060)
quarters = st.integers(1, 4)


def ends(period: Period) -> tuple[str, str]:
    return str(period.start), str(period.end)


def test_the_table_that_comes_along_has_no_problem_and_a_source_in_every_row() -> None:
    assert TABLE_PROBLEMS == []
    assert all(calendar.source for calendar in CALENDARS.values())
    assert {"nvidia", "amd", "broadcom", "microsoft", "oracle", "softbank"} <= CALENDARS.keys()


def test_a_private_company_s_calendar_is_marked_as_uncertain() -> None:
    assert not CALENDARS["openai"].certain
    assert CALENDARS["nvidia"].certain


@pytest.mark.parametrize(
    ("issuer", "year", "first", "last"),
    [
        ("nvidia", 2021, "2020-01-27", "2021-01-31"),
        ("nvidia", 2022, "2021-02-01", "2022-01-30"),
        ("nvidia", 2023, "2022-01-31", "2023-01-29"),
        ("nvidia", 2025, "2024-01-29", "2025-01-26"),
        ("nvidia", 2026, "2025-01-27", "2026-01-25"),
        ("amd", 2025, "2024-12-29", "2025-12-27"),
        ("broadcom", 2024, "2023-10-30", "2024-11-03"),
        ("broadcom", 2025, "2024-11-04", "2025-11-02"),
        ("apple", 2023, "2022-09-25", "2023-09-30"),
        ("micron", 2025, "2024-08-30", "2025-08-28"),
        ("dell", 2023, "2022-01-29", "2023-02-03"),
        ("microsoft", 2026, "2025-07-01", "2026-06-30"),
        ("oracle", 2026, "2025-06-01", "2026-05-31"),
        ("softbank", 2024, "2024-04-01", "2025-03-31"),
        ("tata", 2025, "2024-04-01", "2025-03-31"),
        ("openai", 2025, "2025-01-01", "2025-12-31"),
    ],
)
def test_a_fiscal_year_has_the_days_its_issuer_reported(
    issuer: str, year: int, first: str, last: str
) -> None:
    assert ends(fiscal_year(CALENDARS[issuer], year)) == (first, last)


@pytest.mark.parametrize(
    ("issuer", "year", "quarter", "first", "last"),
    [
        ("nvidia", 2025, 3, "2024-07-29", "2024-10-27"),
        ("nvidia", 2026, 2, "2025-04-28", "2025-07-27"),
        ("nvidia", 2026, 3, "2025-07-28", "2025-10-26"),
        ("nvidia", 2021, 4, "2020-10-26", "2021-01-31"),
        ("broadcom", 2024, 1, "2023-10-30", "2024-02-04"),
        ("apple", 2023, 1, "2022-09-25", "2022-12-31"),
        ("amd", 2025, 3, "2025-06-29", "2025-09-27"),
        ("oracle", 2026, 2, "2025-09-01", "2025-11-30"),
        ("softbank", 2024, 3, "2024-10-01", "2024-12-31"),
    ],
)
def test_a_fiscal_quarter_has_the_days_its_issuer_reported(
    issuer: str, year: int, quarter: int, first: str, last: str
) -> None:
    assert ends(fiscal_quarter(CALENDARS[issuer], year, quarter)) == (first, last)


@pytest.mark.parametrize("issuer", sorted(CALENDARS))
def test_quarters_tile_the_fiscal_years_without_gap_or_overlap(issuer: str) -> None:
    calendar = CALENDARS[issuer]
    day = fiscal_year(calendar, 1990).start
    for year, quarter in product(range(1990, 2061), range(1, 5)):
        period = fiscal_quarter(calendar, year, quarter)
        assert period.start == day
        assert period.end is not None
        day = period.end + timedelta(days=1)
        if quarter == 4:
            assert period.end == fiscal_year(calendar, year).end


@pytest.mark.parametrize("issuer", sorted(CALENDARS))
def test_a_year_of_whole_weeks_has_52_or_53_and_one_quarter_takes_the_extra_one(
    issuer: str,
) -> None:
    calendar = CALENDARS[issuer]
    weeks = [98 if q == calendar.extra_week_quarter else 91 for q in range(1, 5)]
    for year in range(1990, 2061):
        lengths = [days(fiscal_quarter(calendar, year, quarter)) for quarter in range(1, 5)]
        assert calendar.week_rule is None or lengths in ([91] * 4, weeks)


@given(calendar=calendars, year=fiscal_years, quarter=quarters, share=st.floats(0, 1))
def test_the_label_of_a_day_inverts_the_quarter(
    calendar: FiscalCalendar, year: int, quarter: int, share: float
) -> None:
    period = fiscal_quarter(calendar, year, quarter)
    length = days(period)
    assert period.start is not None
    assert length is not None
    for offset in (0, round(share * (length - 1)), length - 1):
        assert label_of(calendar, period.start + timedelta(days=offset)) == (year, quarter)


@given(calendar=calendars, on=st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_the_latest_quarter_ended_is_over_and_the_next_one_is_not(
    calendar: FiscalCalendar, on: date
) -> None:
    latest = latest_quarter_ended(calendar, on=on)
    assert latest.end is not None
    assert latest.end <= on
    following = fiscal_quarter(calendar, *label_of(calendar, latest.end + timedelta(days=1)))
    assert following.end is not None
    assert following.end > on


def test_a_quarter_is_over_on_its_last_day() -> None:
    assert latest_quarter_ended(NVIDIA, on=date(2026, 1, 25)).label == "FY2026Q4"
    assert latest_quarter_ended(NVIDIA, on=date(2026, 1, 24)).label == "FY2026Q3"


def test_a_fifth_quarter_is_refused() -> None:
    with pytest.raises(UsageError, match="quarters 1 to 4, not 5"):
        fiscal_quarter(NVIDIA, 2026, 5)


def checked(label: str, on: date) -> str | None:
    period = parse_period(label, stated_on=on, calendar=NVIDIA)
    problem = check_fiscal_label(period, calendar=NVIDIA, stated_on=on)
    return None if problem is None else f"{problem.code} {problem.message} {problem.hint}"


def test_nvidia_s_label_one_year_too_low_is_suspect_and_both_candidates_are_named() -> None:
    found = checked("FY2025Q3", date(2026, 2, 5))
    assert found is not None
    assert found.startswith("fiscal-label ")
    for word in ("2024-10-27", "FY2026Q4 (2026-01-25)", "FY2026Q3 (2025-10-26)"):
        assert word in found


@pytest.mark.parametrize("label", ["FY2026Q4", "FY2026Q3", "FY2026Q1", "FY2027Q1", "FY2025"])
def test_a_label_less_than_about_a_year_old_is_not_suspect(label: str) -> None:
    assert checked(label, date(2026, 2, 5)) is None


def test_a_year_label_is_suspect_once_the_next_year_is_a_quarter_old() -> None:
    found = checked("FY2025", date(2026, 5, 1))
    assert found is not None
    assert "had ended FY2026 (2026-01-25)" in found


def test_a_period_without_an_end_is_never_suspect() -> None:
    assert checked("2020..", date(2026, 2, 5)) is None
    assert checked("later", date(2026, 2, 5)) is None


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"year_end_month": 1}, "issuer"),
        ({"issuer": 7, "year_end_month": 1}, "issuer"),
        ({"issuer": "a"}, "year_end_month"),
        ({"issuer": "a", "year_end_month": 0}, "year_end_month"),
        ({"issuer": "a", "year_end_month": True}, "year_end_month"),
        ({"issuer": "a", "year_end_month": "1"}, "year_end_month"),
        ({"issuer": "a", "year_end_month": 1, "colour": "red"}, "colour"),
        ({"issuer": "a", "year_end_month": 1, "week_rule": "last"}, "week_rule"),
        ({"issuer": "a", "year_end_month": 1, "extra_week_quarter": 1}, "extra_week_quarter"),
        ({"issuer": "a", "year_end_month": 1, "named_by": "middle"}, "named_by"),
        (
            {"issuer": "a", "year_end_month": 1, "week_rule": "last", "weekday": "sun"},
            "weekday",
        ),
    ],
)
def test_a_bad_row_is_named_by_line_and_field_and_left_out(
    row: dict[str, object], field: str
) -> None:
    good: dict[str, object] = {"issuer": "good", "year_end_month": 12}
    taken, problems = calendars_from_rows([good, row])
    assert list(taken) == ["good"]
    assert [(problem.place.line, problem.place.field) for problem in problems] == [(2, field)]


def test_a_second_row_for_an_issuer_is_a_problem() -> None:
    row: dict[str, object] = {"issuer": "a", "year_end_month": 1}
    assert [problem.message for problem in calendars_from_rows([row, row])[1]] == [
        "a second row for this issuer"
    ]
