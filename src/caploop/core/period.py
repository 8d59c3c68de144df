"""Periods: the interval in the world a value is about, as written and as resolved to days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem


class Precision(StrEnum):
    """The unit a period was stated in, finest first."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class FiscalYears(Protocol):
    """All a label needs of an issuer's calendar; `fiscal.FiscalCalendar` is one."""

    def bounds(self, year: int, quarter: int | None) -> tuple[date, date]:
        """First and last day of a fiscal year, or of one of its quarters."""
        ...


@dataclass(frozen=True, kw_only=True)
class Period:
    """A label as written and the days it means, both inclusive; one `None` is an open end.

    A label that names no days ("later") has neither day, and no precision.
    """

    label: str
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    length_years: int | None = None  # set where the words give a length, even without days

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise _refusal(self.label, f"it starts on {self.start} and ends on {self.end}")


def is_resolved(period: Period) -> bool:
    """Whether the period names at least one day."""
    return period.start is not None or period.end is not None


def days(period: Period) -> int | None:
    """Number of days in the period; `None` where an end is open or unknown."""
    if period.start is None or period.end is None:
        return None
    return (period.end - period.start).days + 1


def years(period: Period) -> float | None:
    """Length in years, whole from one date to its anniversary; `None` where it is unknown.

    >>> years(parse_period("2025..2030", stated_on=None, calendar=None))
    6.0
    """
    if period.start is None or period.end is None:
        return None if period.length_years is None else float(period.length_years)
    after = period.end + timedelta(days=1)
    whole = after.year - period.start.year
    whole -= _in_year(period.start, period.start.year + whole) > after
    last, following = (_in_year(period.start, period.start.year + whole + n) for n in (0, 1))
    return whole + (after - last).days / (following - last).days


def covers(period: Period, day: date) -> bool:
    """Whether the day lies in the period; an unresolved period covers nothing."""
    return overlaps(period, Period(label="", start=day, end=day))


def overlaps(one: Period, other: Period) -> bool:
    """Whether the periods share a day; an unresolved period shares none."""
    if not (is_resolved(one) and is_resolved(other)):
        return False
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (
        one.end or date.max
    )


def last_day(text: str) -> date:
    """Last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    >>> last_day("2025-09"), last_day("2024")
    (datetime.date(2025, 9, 30), datetime.date(2024, 12, 31))
    """
    return _read_date(text)[1]


def parse_period(label: str, *, stated_on: date | None, calendar: FiscalYears | None) -> Period:
    """The period a label of the data names, resolved exactly as the label says.

    >>> h1 = parse_period("2025H1", stated_on=None, calendar=None)
    >>> str(h1.start), str(h1.end), str(h1.precision)
    ('2025-01-01', '2025-06-30', 'half')
    """
    left, dots, right = label.partition("..")
    if dots and (left or right):
        ends = [_dated_label(side, calendar) if side else None for side in (left, right)]
        return range_period(label, *ends)
    if re.fullmatch(r"later|phase[0-9]+", label):
        return Period(label=label)
    if length := re.fullmatch(r"([1-9][0-9]?)y", label):
        return length_period(label, int(length[1]), stated_on)
    return _dated_label(label, calendar)


def months_period(label: str, year: int, months: tuple[int, int]) -> Period:
    """The period from the first of two months to the last, within one year.

    >>> str(months_period("last autumn", 2025, (9, 11)).end)
    '2025-11-30'
    """
    start, end = _months(year, *months)
    return Period(
        label=label, start=start, end=end, precision=_precision(months[1] - months[0] + 1)
    )


def length_period(label: str, count: int, stated_on: date | None) -> Period:
    """So many years from the day of the statement; without that day a length alone."""
    if stated_on is None:
        return Period(label=label, length_years=count)
    end = _in_year(stated_on, stated_on.year + count) - timedelta(days=1)
    return Period(
        label=label, start=stated_on, end=end, precision=Precision.YEAR, length_years=count
    )


def fiscal_period(
    label: str, calendar: FiscalYears | None, named: tuple[int, int | None]
) -> Period:
    """The fiscal year, or the quarter of it, that is named; unresolved without a calendar."""
    if calendar is None:
        return Period(label=label)
    start, end = calendar.bounds(*named)
    precision = Precision.QUARTER if named[1] else Precision.YEAR
    return Period(label=label, start=start, end=end, precision=precision)


def fiscal_span(label: str, calendar: FiscalYears, named: tuple[int, int, int]) -> Period:
    """The quarters of a fiscal year from one to another, both included: half of it, or all."""
    year, first, last = named
    start, end = calendar.bounds(year, first)[0], calendar.bounds(year, last)[1]
    count = (last - first + 1) * 3
    return Period(label=label, start=start, end=end, precision=_precision(count))


def two_year_number(calendar: FiscalYears, year: int) -> int | None:
    """What the issuer calls the fiscal year that starts in this year and ends in the next.

    Nothing where none does, or more than one.
    """
    found = [
        number
        for number in (year, year + 1)
        if tuple(day.year for day in calendar.bounds(number, None)) == (year, year + 1)
    ]
    return found[0] if len(found) == 1 else None


def weeks_period(label: str, count: int, last: date) -> Period:
    """So many weeks that end on this day."""
    start = last - timedelta(weeks=count) + timedelta(days=1)
    return Period(label=label, start=start, end=last, precision=Precision.DAY)


def ending_period(
    label: str, months: int, last: Period, *, calendar: FiscalYears | None = None
) -> Period:
    """So many months that end with the last day of a period.

    Where a fiscal quarter ends on that day and whole quarters are counted, the quarters of the
    calendar are taken.

    >>> september = months_period("", 2025, (9, 9))
    >>> str(ending_period("nine months to September", 9, september).start)
    '2025-01-01'
    """
    if last.end is None:
        return Period(label=label)
    start = _quarters_back(months, last.end, calendar) or _months_back(last.end, months)
    return Period(label=label, start=start, end=last.end, precision=_precision(months))


def _quarters_back(months: int, end: date, calendar: FiscalYears | None) -> date | None:
    if calendar is None or months % 3:
        return None
    quarters = [(year, quarter) for year in _near(end) for quarter in (1, 2, 3, 4)]
    ends = [calendar.bounds(*named)[1] for named in quarters]
    if end not in ends or ends.index(end) + 1 < months // 3:
        return None
    return calendar.bounds(*quarters[ends.index(end) + 1 - months // 3])[0]


def _near(day: date) -> range:
    return range(day.year - 6, day.year + 2)


def _months_back(end: date, months: int) -> date:
    after = end + timedelta(days=1)
    index = after.year * 12 + after.month - 1 - months
    year, month = index // 12, index % 12 + 1
    if after.day == 1:
        return date(year, month, 1)
    return date(year, month, min(end.day, monthrange(year, month)[1])) + timedelta(days=1)


def _precision(months: int) -> Precision:
    known = {1: Precision.MONTH, 6: Precision.HALF, 12: Precision.YEAR}
    return known.get(months, Precision.QUARTER if months < 12 else Precision.YEAR)


def range_period(label: str, first: Period | None, last: Period | None) -> Period:
    """From the start of one period to the end of another, in the coarser precision."""
    precisions = [end.precision for end in (first, last) if end and end.precision]
    return Period(
        label=label,
        start=first.start if first else None,
        end=last.end if last else None,
        precision=max(precisions, key=list(Precision).index, default=None),
    )


_YEAR = r"(?:19|20|21)[0-9]{2}"
_DATE = re.compile(rf"({_YEAR})(?:-([0-9]{{2}})(?:-([0-9]{{2}}))?)?")
_PART = re.compile(rf"({_YEAR})(H[12]|Q[1-4]|-spring|-summer|-autumn)")
_FISCAL = re.compile(rf"FY({_YEAR})(?:([QH])([1-4]))?")
_PART_MONTHS = {"H1": (1, 6), "H2": (7, 12)}
_PART_MONTHS |= {f"Q{quarter}": (3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)}
_PART_MONTHS |= {"-spring": (3, 5), "-summer": (6, 8), "-autumn": (9, 11)}
_KNOWN_LABELS = (
    "write 2025, 2025-11, 2025-11-03, 2025H1, 2025Q3, 2025-autumn, FY2025Q3, FY2025H1, 4y, later,"
    " phase1, or a range of dates such as 2025-11..2033-11, ..2030, 2024.."
)


def _refusal(label: str, message: str, hint: str = _KNOWN_LABELS) -> InputInvalidError:
    message = f"{label!r} is no period: {message}"
    place = Place(field="period")
    return InputInvalidError(
        [Problem(code="period-label", subject=label, message=message, hint=hint, place=place)]
    )


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _read_date(text: str) -> tuple[date, date, Precision]:
    parts = _DATE.fullmatch(text)
    if parts is None:
        raise _refusal(text, "it is no date", "write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    try:
        if parts[3]:
            return date(year, month, day), date(year, month, day), Precision.DAY
        if parts[2]:
            return *_months(year, month, month), Precision.MONTH
    except ValueError as error:
        raise _refusal(text, str(error), "use a day the calendar has") from error
    return *_months(year, 1, 12), Precision.YEAR


def _dated_label(label: str, calendar: FiscalYears | None) -> Period:
    if _DATE.fullmatch(label):
        start, end, precision = _read_date(label)
        return Period(label=label, start=start, end=end, precision=precision)
    if part := _PART.fullmatch(label):
        return months_period(label, int(part[1]), _PART_MONTHS[part[2]])
    fiscal = _FISCAL.fullmatch(label)
    if fiscal is None:
        raise _refusal(label, "its form is unknown")
    if calendar is None:
        raise _refusal(label, "a fiscal label needs a calendar", "pass the issuer's calendar")
    year, number = int(fiscal[1]), int(fiscal[3] or 0)
    if fiscal[2] == "H":
        if number > 2:
            raise _refusal(label, "a year has two halves", "write H1 or H2")
        return fiscal_span(label, calendar, (year, 2 * number - 1, 2 * number))
    return fiscal_period(label, calendar, (year, number or None))
