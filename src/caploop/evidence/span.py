"""Days a period is told by: years of 52 or 53 weeks, and what their label says of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from caploop.core.errors import CaploopError
from caploop.core.fiscal import FiscalCalendar
from caploop.core.message import Message, message
from caploop.core.period import Period, Precision, parse_period
from caploop.evidence.claim import Claim, world_date

Span = tuple[date, date]
Days = tuple[date | None, date | None]

WEEK = timedelta(days=7)
"""Within it a year of whole weeks ends from the end of its month, as the press writes it."""

_QUARTER, _YEAR = timedelta(days=80), timedelta(days=380)
_MONTH = timedelta(days=31)
_LENGTHS = {"Q": (80, 105), "": (350, 380)}  # days of fiscal quarters and years, weeks and months


def in_months(days: Span) -> Span:
    """The period in whole months, where it is a quarter to a year long and each end lies less
    than a week from a month's; else the days as they are.

    >>> in_months((date(2024, 9, 29), date(2025, 9, 27)))
    (datetime.date(2024, 10, 1), datetime.date(2025, 9, 30))
    """
    start, end = days
    if not _QUARTER <= end - start <= _YEAR:
        return days
    first = _month_end(start - timedelta(days=1)) + timedelta(days=1)
    last = _month_end(end)
    near = abs(first - start) < WEEK and abs(last - end) < WEEK
    return (first, last) if near else days


def days_of(claim: Claim) -> Days:
    """The claim's days; those its label names where none are given beside it."""
    if claim.period_start is None and claim.period_end is None and claim.label:
        return _named(claim.label)
    return claim.period_start, claim.period_end


@lru_cache(maxsize=4096)
def _named(label: str) -> Days:
    """Days of a label that names the same for everybody: no fiscal year, no length."""
    try:
        period = parse_period(label, stated_on=None, calendar=None)
    except (CaploopError, ValueError, OverflowError):
        return None, None
    return period.start, period.end


def period_of(claim: Claim) -> Days:
    """The claim's period, in whole months where it is one of weeks: equal for equal periods."""
    start, end = days_of(claim)
    return (start, end) if start is None or end is None else in_months((start, end))


def label_fault(claim: Claim, calendar: FiscalCalendar | None) -> Message | None:
    """Why a claim's label and its days cannot both be right, or `None`.

    A quarter or more may be told a week off at either end, as years of whole weeks are. Labels in
    free words say nothing that could be compared. A fiscal label without days is compared with no
    claim that has them.
    """
    days = claim.period_start, claim.period_end
    label = (claim.label or "").strip()
    fiscal = label.startswith("FY") and ".." not in label
    if not label or days == (None, None):
        return message("label-without-days", label=label) if fiscal else None
    if fiscal and calendar is None:
        return _shape_fault(label, days)
    try:
        period = parse_period(label, stated_on=world_date(claim), calendar=calendar)
    except (CaploopError, ValueError, OverflowError):
        return None
    if (period.start, period.end) == (None, None) or _agrees(period, days):
        return None
    named = _text(period.start, period.end)
    return message("label-of-other-days", label=label, named=named, given=_text(*days))


def _agrees(period: Period, days: Days) -> bool:
    long = period.precision in {Precision.QUARTER, Precision.HALF, Precision.YEAR}
    if period.length_years is not None:
        return _is_as_long(period, days)
    pairs = list(zip((period.start, period.end), days, strict=True))
    if any((told is None) != (given is None) for told, given in pairs):
        return False
    leeway = WEEK if long else timedelta(0)
    return all(told is None or given is None or abs(told - given) < leeway or told == given
               for told, given in pairs)  # fmt: skip


def _is_as_long(period: Period, days: Days) -> bool:
    start, end = days
    if start is None or end is None or period.start is None or period.end is None:
        return True
    return abs((end - start) - (period.end - period.start)) <= _MONTH


def _shape_fault(label: str, days: Days) -> Message | None:
    """A fiscal label of an issuer whose calendar nobody knows: its length and its year."""
    year, _, quarter = label[2:].partition("Q")
    start, end = days
    if not year.isdigit() or start is None or end is None:
        return None
    shortest, longest = _LENGTHS["Q" if quarter else ""]
    length = (end - start).days + 1
    if not shortest <= length <= longest:
        code = "label-of-a-quarter" if quarter else "label-of-a-year"
        return message(code, label=label, days=length)
    if not int(year) - 1 <= start.year <= int(year) or end.year > int(year) + 1:
        return message("label-outside-days", label=label, given=_text(start, end))
    return None


def _text(start: date | None, end: date | None) -> str:
    return f"{start or ''}..{end or ''}"


def _month_end(day: date) -> date:
    """The last day of a month that is nearest to the day."""
    own = day.replace(day=monthrange(day.year, day.month)[1])
    before = day.replace(day=1) - timedelta(days=1)
    return own if own - day <= day - before else before
