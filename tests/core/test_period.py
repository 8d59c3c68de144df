"""Periods: the days of labels, and the algebra of periods."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.core.fiscal import FiscalCalendar
from caploop.core.period import (
    Period,
    Precision,
    covers,
    days,
    is_resolved,
    last_day,
    overlaps,
    parse_period,
    years,
)

SHARED = Path(__file__).parents[3] / "shared"
STATED_ON = date(2026, 2, 5)
NVIDIA = FiscalCalendar(issuer="nvidia", year_end_month=1, week_rule="last", weekday="sunday")


def parsed(label: str, stated_on: date | None = None) -> Period:
    return parse_period(label, stated_on=stated_on, calendar=NVIDIA)


def shown(period: Period) -> tuple[str, str, str]:
    return str(period.start), str(period.end), str(period.precision)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024", "2024-12-31"),
        ("2025-09", "2025-09-30"),
        ("2024-02", "2024-02-29"),
        ("2026-02-05", "2026-02-05"),
    ],
)
def test_a_date_without_a_day_counts_to_its_last_day(text: str, last: str) -> None:
    assert str(last_day(text)) == last


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-02-30", "2025/09", "2025-9", "0000", "２０２５", "2025\n"]
)
def test_what_is_no_date_is_refused_with_the_text_and_a_hint(text: str) -> None:
    with pytest.raises(InputInvalidError) as refusal:
        last_day(text)
    (problem,) = refusal.value.problems
    assert problem.subject == text
    assert problem.place.field == "period"
    assert problem.hint


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_day_is_not_after_the_last_day_of_its_own_prefix(day: date, cut: int) -> None:
    text = day.isoformat()[:cut]
    assert day <= last_day(text)
    assert last_day(text).isoformat().startswith(text)


@pytest.mark.parametrize(
    ("label", "start", "end", "precision"),
    [
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-11", "2025-11-01", "2025-11-30", "month"),
        ("2026-02-05", "2026-02-05", "2026-02-05", "day"),
        ("2025H1", "2025-01-01", "2025-06-30", "half"),
        ("2025H2", "2025-07-01", "2025-12-31", "half"),
        ("2025Q3", "2025-07-01", "2025-09-30", "quarter"),
        ("2025-11..2033-11", "2025-11-01", "2033-11-30", "month"),
        ("2025..2026-03", "2025-01-01", "2026-03-31", "year"),
        ("..2030", "None", "2030-12-31", "year"),
        ("2024..", "2024-01-01", "None", "year"),
        ("2026-01..2026-02", "2026-01-01", "2026-02-28", "month"),
        ("FY2025Q3", "2024-07-29", "2024-10-27", "quarter"),
        ("FY2026", "2025-01-27", "2026-01-25", "year"),
        ("2025-autumn", "2025-09-01", "2025-11-30", "quarter"),
        ("4y", "2026-02-05", "2030-02-04", "year"),
        ("phase1", "None", "None", "None"),
        ("later", "None", "None", "None"),
    ],
)
def test_a_label_means_the_days_it_says(label: str, start: str, end: str, precision: str) -> None:
    period = parsed(label, STATED_ON)
    assert shown(period) == (start, end, precision)
    assert period.label == label


def test_a_length_without_the_day_of_the_statement_stays_a_length() -> None:
    period = parsed("4y")
    assert not is_resolved(period)
    assert years(period) == 4.0
    assert days(period) is None


@pytest.mark.parametrize(
    "label",
    ["", "..", "soon", "2025H3", "2025Q5", "FY2025Q0", "FY25", "2025-13", "0y", "4y..2030"],
)
def test_an_unknown_label_is_refused_with_the_forms_that_are_known(label: str) -> None:
    with pytest.raises(InputInvalidError) as refusal:
        parsed(label)
    assert [problem.code for problem in refusal.value.problems] == ["period-label"]


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputInvalidError, match="starts on 2026-01-01 and ends on 2025-12-31"):
        parsed("2026..2025")


def test_a_fiscal_label_without_a_calendar_is_refused() -> None:
    with pytest.raises(InputInvalidError, match="pass the issuer's calendar"):
        parse_period("FY2025Q3", stated_on=STATED_ON, calendar=None)


def test_every_period_of_the_seed_claims_is_read() -> None:
    seeds = SHARED / "data" / "seed-claims.jsonl"
    if not seeds.exists():
        pytest.skip(f"the seed claims are not here: {seeds}")
    rows = [json.loads(line) for line in seeds.read_text(encoding="utf-8").splitlines()]
    labels = {row["period"] for row in rows if row["period"]}
    undated = {label for label in labels if not is_resolved(parsed(label, STATED_ON))}
    assert undated == {"phase1", "later"}
    assert all(last_day(row["as_of"]) for row in rows if row["as_of"])


def test_days_count_both_ends_and_years_count_anniversaries() -> None:
    assert days(parsed("2025H1")) == 181
    assert days(parsed("2024..")) is None
    assert years(parsed("2025..2030")) == 6.0
    assert years(parsed("2024-02-29..2025-02-27")) == 1.0
    assert years(parsed("2025H1")) == 181 / 365


def test_a_leap_day_plus_years_ends_the_day_before_the_anniversary() -> None:
    assert shown(parsed("1y", date(2024, 2, 29)))[:2] == ("2024-02-29", "2025-02-27")


def test_an_open_period_covers_every_day_on_its_open_side() -> None:
    assert covers(parsed("..2030"), date(1900, 1, 1))
    assert covers(parsed("..2030"), date(2030, 12, 31))
    assert not covers(parsed("..2030"), date(2031, 1, 1))
    assert overlaps(parsed("2024.."), parsed("..2024"))
    assert not overlaps(parsed("2025.."), parsed("..2024"))


def test_an_unresolved_period_covers_and_overlaps_nothing() -> None:
    assert not covers(parsed("later"), STATED_ON)
    assert not overlaps(parsed("later"), parsed("later"))


some_days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
periods = st.tuples(some_days, some_days).map(
    lambda pair: Period(label="drawn", start=min(pair), end=max(pair), precision=Precision.DAY)
)


@given(one=periods, other=periods, day=some_days)
def test_overlap_is_symmetric_and_a_shared_day_proves_it(
    one: Period, other: Period, day: date
) -> None:
    assert overlaps(one, other) == overlaps(other, one)
    if covers(one, day) and covers(other, day):
        assert overlaps(one, other)


@given(period=periods, share=st.floats(0, 1))
def test_a_period_cut_in_two_keeps_its_days(period: Period, share: float) -> None:
    length = days(period)
    assert length is not None
    assert period.start is not None
    cut = period.start + timedelta(days=round(share * (length - 1)))
    first = Period(label="first", start=period.start, end=cut)
    rest = length - (days(first) or 0)
    assert rest == ((period.end or cut) - cut).days
