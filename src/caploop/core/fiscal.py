"""Fiscal calendars of issuers: which days a fiscal year and its quarters hold."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caploop.core.errors import UsageError
from caploop.core.period import Period, Precision, fiscal_period
from caploop.core.problem import Place, Problem

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK_RULES = ("last", "nearest")
NAMED_BY = ("end", "start")

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_QUARTERS = (1, 2, 3, 4)
_MONTHS, _QUARTER_MONTHS = 12, 3
_YEAR_WEEKS = timedelta(weeks=52)
# A label one fiscal year too low ends 52 weeks too early; a year is reported a quarter late.
_STALE_QUARTER, _STALE_YEAR = timedelta(weeks=50), timedelta(weeks=63)


@dataclass(frozen=True, kw_only=True)
class FiscalCalendar:
    """When an issuer's fiscal years end and what they are called.

    Without `week_rule` a year ends with the last day of `year_end_month`. With "last" it ends on
    the last such weekday of that month, with "nearest" on the one nearest the month's last day.
    """

    issuer: str
    year_end_month: int
    week_rule: str | None = None
    weekday: str | None = None
    extra_week_quarter: int = 4  # the quarter of 14 weeks in a year of 53
    named_by: str = "end"  # the calendar year of the month it ends in, or the one it starts in
    certain: bool = True
    source: str = ""

    def bounds(self, year: int, quarter: int | None) -> tuple[date, date]:
        """First and last day of a fiscal year, or of one of its quarters."""
        start = _year_end(self, year - 1) + _DAY
        end = _year_end(self, year)
        if quarter is None:
            return start, end
        if quarter not in _QUARTERS:
            raise UsageError(f"a fiscal year has quarters 1 to 4, not {quarter}")
        cuts = [start, *_later_quarters(self, start, end), end + _DAY]
        return cuts[quarter - 1], cuts[quarter] - _DAY


def fiscal_year(calendar: FiscalCalendar, year: int) -> Period:
    """The fiscal year the issuer calls by this number."""
    return fiscal_period(f"FY{year}", calendar, (year, None))


def fiscal_quarter(calendar: FiscalCalendar, year: int, quarter: int) -> Period:
    """A quarter of a fiscal year.

    >>> nvidia = FiscalCalendar(
    ...     issuer="nvidia", year_end_month=1, week_rule="last", weekday="sunday"
    ... )
    >>> quarter = fiscal_quarter(nvidia, 2026, 3)
    >>> quarter.label, str(quarter.start), str(quarter.end)
    ('FY2026Q3', '2025-07-28', '2025-10-26')
    """
    return fiscal_period(f"FY{year}Q{quarter}", calendar, (year, quarter))


def label_of(calendar: FiscalCalendar, day: date) -> tuple[int, int]:
    """Fiscal year and quarter that hold the day.

    >>> label_of(FiscalCalendar(issuer="microsoft", year_end_month=6), date(2025, 7, 1))
    (2026, 1)
    """
    year = day.year - 1
    while _year_end(calendar, year) < day:
        year += 1
    quarters = (calendar.bounds(year, quarter) for quarter in _QUARTERS)
    return year, 1 + sum(end < day for _, end in quarters)


def latest_quarter_ended(calendar: FiscalCalendar, *, on: date) -> Period:
    """The last fiscal quarter over by the end of that day.

    >>> oracle = FiscalCalendar(issuer="oracle", year_end_month=5)
    >>> latest_quarter_ended(oracle, on=date(2026, 2, 5)).label
    'FY2026Q2'
    """
    return fiscal_quarter(calendar, *_quarter_before(*label_of(calendar, on + _DAY)))


def check_fiscal_label(
    label_period: Period, *, calendar: FiscalCalendar, stated_on: date
) -> Problem | None:
    """A problem where a label said to be the latest is about a year old or more; else `None`.

    The problem names the label that would be the latest and the one before it, which was the
    latest reported if the newest was not out yet. Nothing is corrected.
    """
    newest_end = latest_quarter_ended(calendar, on=stated_on).end
    allowed = _STALE_YEAR if label_period.precision is Precision.YEAR else _STALE_QUARTER
    if not (label_period.end and newest_end) or newest_end - label_period.end < allowed:
        return None
    latest, before = latest_two(label_period, calendar, stated_on)
    return Problem(
        code="fiscal-label",
        subject=label_period.label,
        message=f"it ended on {label_period.end}, but by {stated_on} {calendar.issuer} had ended"
        f" {latest.label} ({latest.end})",
        hint=f"see whether {latest.label} is meant, or {before.label} ({before.end}) if that was"
        " the latest reported; keep the label as written",
        place=Place(field="period"),
    )


def latest_two(like: Period, calendar: FiscalCalendar, on: date) -> tuple[Period, Period]:
    """The last fiscal quarter or year over by the end of a day, as long as `like`, and the one
    before it.
    """
    latest = _quarter_before(*label_of(calendar, on + _DAY))
    if like.precision is not Precision.YEAR:
        before = _quarter_before(*latest)
        return fiscal_quarter(calendar, *latest), fiscal_quarter(calendar, *before)
    year = latest[0] if latest[1] == _QUARTERS[-1] else latest[0] - 1
    return fiscal_year(calendar, year), fiscal_year(calendar, year - 1)


def calendars_from_rows(
    rows: Iterable[Mapping[str, object]],
) -> tuple[dict[str, FiscalCalendar], list[Problem]]:
    """Calendars by issuer, and a problem for every row that is not taken.

    >>> calendars, problems = calendars_from_rows([{"issuer": "tata", "year_end_month": 13}])
    >>> calendars, [str(problem.place) for problem in problems]
    ({}, ['input:1 [year_end_month]'])
    """
    calendars: dict[str, FiscalCalendar] = {}
    problems: list[Problem] = []
    for line, row in enumerate(rows, 1):
        found = _row_problems(row, line, calendars)
        problems += found
        if not found:
            calendar = FiscalCalendar(**dict(row))  # type: ignore[arg-type]
            calendars[calendar.issuer] = calendar
    return calendars, problems


def _year_end(calendar: FiscalCalendar, year: int) -> date:
    month = calendar.year_end_month
    if calendar.named_by == "start" and month < _MONTHS:
        year += 1
    month_end = date(year, month, monthrange(year, month)[1])
    if calendar.week_rule is None or calendar.weekday is None:
        return month_end
    past = (month_end.weekday() - WEEKDAYS.index(calendar.weekday)) % len(WEEKDAYS)
    if calendar.week_rule == "nearest" and past > len(WEEKDAYS) // 2:
        return month_end + _WEEK - past * _DAY
    return month_end - past * _DAY


def _later_quarters(calendar: FiscalCalendar, start: date, end: date) -> Iterator[date]:
    long_year = end + _DAY - start > _YEAR_WEEKS
    for before in _QUARTERS[:-1]:
        if calendar.week_rule is None:
            months = start.month - 1 + _QUARTER_MONTHS * before
            yield date(start.year + months // _MONTHS, months % _MONTHS + 1, 1)
        else:
            extra = long_year and before >= calendar.extra_week_quarter
            yield start + _YEAR_WEEKS / len(_QUARTERS) * before + _WEEK * extra


def _quarter_before(year: int, quarter: int) -> tuple[int, int]:
    return (year, quarter - 1) if quarter > 1 else (year - 1, _QUARTERS[-1])


def _row_problems(row: Mapping[str, object], line: int, taken: Container[object]) -> list[Problem]:
    issuer = row.get("issuer")
    faults = [*_field_faults(row), *_week_faults(row)]
    if not issuer:
        faults.append(("issuer", "no issuer is named", "give the party's id"))
    elif issuer in taken:
        faults.append(("issuer", "a second row for this issuer", "keep one row"))
    return [
        Problem(
            code="fiscal-calendar",
            subject=str(issuer or f"row {line}"),
            message=message,
            hint=hint,
            place=Place(line=line, field=field),
        )
        for field, message, hint in faults
    ]


def _field_faults(row: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    for field in row.keys() - _FIELDS.keys():
        yield field, "this field is unknown", f"use only {', '.join(_FIELDS)}"
    for field, allowed in _FIELDS.items():
        value = row.get(field, allowed[0])
        if type(value) is not type(allowed[0]) or (len(allowed) > 1 and value not in allowed):
            choices = ", ".join(map(str, allowed)) if len(allowed) > 1 else "another type"
            yield field, f"{value!r} is not allowed", f"write {choices}"
    if "year_end_month" not in row:
        yield "year_end_month", "no month is given", "give 1 to 12"


def _week_faults(row: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    if ("week_rule" in row) != ("weekday" in row):
        yield "week_rule", "week_rule and weekday go together", "give both or neither"
    if "extra_week_quarter" in row and "week_rule" not in row:
        yield "extra_week_quarter", "only years of whole weeks have an extra one", "leave it out"


_FIELDS: dict[str, tuple[object, ...]] = {
    "issuer": ("",),
    "year_end_month": tuple(range(1, _MONTHS + 1)),
    "week_rule": WEEK_RULES,
    "weekday": WEEKDAYS,
    "extra_week_quarter": _QUARTERS,
    "named_by": NAMED_BY,
    "certain": (True, False),
    "source": ("",),
}
