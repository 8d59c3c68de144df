"""From words of time that stand together to the days they mean, or to none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from caploop.core.period import (
    FiscalYears,
    Period,
    Precision,
    days,
    ending_period,
    fiscal_span,
    months_period,
    range_period,
    two_year_number,
    weeks_period,
)
from caploop.extraction.times.lead import PhraseEdges
from caploop.extraction.times.parts import PartOfYear, count_of, part_of
from caploop.extraction.times.phrase import Phrase, Point
from caploop.extraction.times.tokens import TimeWordKind, Token

_YEARS_OFF = {"去年": -1, "last": -1, "明年": 1, "next": 1, "今年": 0, "this": 0}
_YEARS_OFF |= {"current": 0, "the": 0}
_YEARS_NEAR = (-1, 0, 1, 2)  # an issuer's year may be named after the next calendar year
_QUARTER_MONTHS, _YEAR_MONTHS = 3, 12
_UNRESOLVED = Period(label="")
_ALONE = re.compile(
    r"(?:fiscal\s+)?(?:(?:first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal\s+)?quarter"
    r"|Q[1-4]|[1-4]Q)|(?:第\s*[一二三四1-4]\s*|[一二三四])(?:财季|季度)",
    re.IGNORECASE,
)
_SPAN_ALONE = re.compile(
    r"[前首]|first\s+\w+\s+(?:months|quarters)|\d+\s*(?:月份?)?\s*[-~至到]", re.I
)


class Context(NamedTuple):
    """What the words before have named, and what is known of the text."""

    stated_on: date | None
    calendar: FiscalYears | None
    part: Period | None = None  # the latest expression shorter than a year
    fiscal: tuple[int, PartOfYear | None] | None = None  # the latest fiscal year and part of it


def remember(context: Context, phrase: Phrase, period: Period) -> Context:
    """The context after this expression: what a later 同期 or quarter alone refers to."""
    year = phrase.first.year
    if year is not None and year.kind is TimeWordKind.FISCAL:
        number = _fiscal_number(year, context)
        if number is None:
            return context
        return context._replace(fiscal=(number, _part(phrase.first)), part=None)
    closed = days(period) is not None and period.precision not in (Precision.DAY, Precision.YEAR)
    if closed and year is not None:
        return context._replace(part=period, fiscal=None)
    return context


def read(phrase: Phrase, edges: PhraseEdges, context: Context) -> Period | None:
    """The period of an expression, unresolved where it names no days; none if it is no time."""
    if phrase.last is not None:
        return _read_range(phrase.first, phrase.last, context) if not edges.is_part else _UNRESOLVED
    point = phrase.first
    if point.year is None and point.length is None:
        return _read_alone(point, edges, context)
    marks = point.parts or point.length or edges.marks_year
    if point.year and point.year.is_bare and not marks:
        return None
    return _at_edges(point, edges, context)


def _read_range(first: Point, last: Point, context: Context) -> Period:
    one, other = _read_point(first, context), _read_point(last, context)
    if not (one.start and other.end) or one.start > other.end:
        return _UNRESOLVED
    return range_period("", one, other)


def _at_edges(point: Point, edges: PhraseEdges, context: Context) -> Period:
    """The period of one time with the words around it: an open end, a day, or less than it."""
    period = _read_point(point, context)
    if edges.months:
        return ending_period("", edges.months, period, calendar=context.calendar)
    if edges.until and not point.length:
        return replace(period, start=None)
    if edges.is_part:
        return _UNRESOLVED
    if edges.last_day and period.end:
        return replace(period, start=period.end, precision=Precision.DAY)
    return replace(period, end=None) if edges.since else period


def _read_point(point: Point, context: Context) -> Period:
    if point.length is not None:
        return _read_length(point, context)
    year = point.year
    if year is None:
        return _this_year(point, context)
    if year.kind is TimeWordKind.FISCAL and not _is_same(point):
        return _read_fiscal(point, year, context)
    return _of_calendar(point, year, context)


def _of_calendar(point: Point, year: Token, context: Context) -> Period:
    if year.kind is TimeWordKind.DATE:
        month = months_period("", int(year.year), (int(year.part), int(year.part)))
        return _on_day(month, year.day)
    if _is_same(point):
        return _same_span(year, context)
    number = _number(year, context)
    part = _part(point)
    has_part = bool(point.parts or year.part)
    if number is None or (part is None and has_part):
        return _UNRESOLVED
    months = (part.first, part.last) if part else (1, _YEAR_MONTHS)
    period = months_period("", number, months)
    return _with_days(point, period, number) if any(p.day for p in point.parts) else period


def _with_days(point: Point, period: Period, number: int) -> Period:
    """The period from the day of its first part to the day of its last."""
    ends = []
    for token in (point.parts[0], point.parts[-1]):
        part = part_of(token.part)
        if part is None:
            return _UNRESOLVED
        ends.append(_on_day(months_period("", number, (part.first, part.last)), token.day or None))
    if not (ends[0].start and ends[1].end) or ends[0].start > ends[1].end:
        return _UNRESOLVED
    return ends[0] if len(point.parts) == 1 else range_period("", ends[0], ends[1])


def _part(point: Point) -> PartOfYear | None:
    """The part of its year that a point names; nothing for the whole or for none that is known."""
    words = [token.part for token in point.parts]
    if point.year and point.year.part and point.year.kind is not TimeWordKind.DATE:
        words.append(point.year.part)
    parts = [part_of(word) for word in words]
    if not parts or parts[0] is None or parts[-1] is None:
        return None
    if parts[0].first > parts[-1].last or parts[0].is_named != parts[-1].is_named:
        return None
    return PartOfYear(parts[0].first, parts[-1].last, parts[0].is_named)


def _number(year: Token, context: Context) -> int | None:
    """The calendar year that a token names."""
    if year.year.isdecimal():
        return int(year.year) if len(year.year) > 2 else 2000 + int(year.year)
    if context.stated_on is None:
        return None
    return context.stated_on.year + _YEARS_OFF.get(year.year.lower().split()[0], 0)


def _fiscal_number(year: Token, context: Context) -> int | None:
    """The number of a fiscal year, also where it is named by the two years it lies in."""
    number = _number(year, context)
    if number is None or not year.second:
        return number
    second = int(str(number)[: 4 - len(year.second)] + year.second)
    if context.calendar is None or second != number + 1:
        return None
    return two_year_number(context.calendar, number)


def _read_fiscal(point: Point, year: Token, context: Context) -> Period:
    number, part = _fiscal_number(year, context), _part(point)
    if number is None or context.calendar is None:
        return _UNRESOLVED
    if part is None:
        is_whole = not (point.parts or year.part)
        return fiscal_span("", context.calendar, (number, 1, 4)) if is_whole else _UNRESOLVED
    return _of_fiscal(number, part, context.calendar)


def _of_fiscal(number: int, part: PartOfYear, calendar: FiscalYears) -> Period:
    is_quarters = part.first % _QUARTER_MONTHS == 1 and part.last % _QUARTER_MONTHS == 0
    if part.is_named or not is_quarters:
        return _UNRESOLVED
    quarters = (part.first + 2) // _QUARTER_MONTHS, part.last // _QUARTER_MONTHS
    return fiscal_span("", calendar, (number, *quarters))


def _is_same(point: Point) -> bool:
    return any(token.part == "同期" for token in point.parts)


def _same_span(year: Token, context: Context) -> Period:
    if context.fiscal is not None and year.year == "去年" and context.calendar is not None:
        number, named = context.fiscal
        return _of_fiscal(number - 1, named or PartOfYear(1, _YEAR_MONTHS), context.calendar)
    part, number_ = context.part, _number(year, context)
    if part is None or part.start is None or part.end is None or number_ is None:
        return _UNRESOLVED
    return months_period("", number_, (part.start.month, part.end.month))


def _read_length(point: Point, context: Context) -> Period:
    """So many months or weeks up to the time behind them."""
    inner = _read_point(Point(point.year, point.parts), context)
    words = point.length.part.lower() if point.length else ""
    if inner.end is None:
        return _UNRESOLVED
    last = inner.end
    weeks = re.match(r"(\d+|fifty-(?:two|three))[\s-]weeks", words)
    if weeks:
        count = {"fifty-two": 52, "fifty-three": 53}.get(weeks[1]) or int(weeks[1])
        return weeks_period("", count, last)
    return ending_period("", _months_in(words), inner, calendar=context.calendar)


def _months_in(words: str) -> int:
    counted = re.match(r"(\w+)[\s-](?:fiscal\s)?(month|quarter|year)s?\b", words)
    sizes = {"month": 1, "quarter": _QUARTER_MONTHS, "year": _YEAR_MONTHS}
    if counted and count_of(counted[1]):
        return count_of(counted[1]) * sizes[counted[2]]
    if "half" in words:
        return _YEAR_MONTHS // 2
    return _QUARTER_MONTHS if "quarter" in words else _YEAR_MONTHS


def _read_alone(point: Point, edges: PhraseEdges, context: Context) -> Period | None:
    """A part of a year that is not named: of the year spoken of, or of the nearest."""
    token = point.parts[0]
    if edges.is_part or token.part == "同期":
        return None
    if len(point.parts) > 1 or _SPAN_ALONE.match(token.part):
        return _this_year(point, context)
    if token.day and not token.text.isascii():
        return None if edges.after_year else _this_year(point, context)
    if not _ALONE.fullmatch(token.part) or edges.counts_quarters:
        return None
    return _quarter_alone(token, context)


def _quarter_alone(token: Token, context: Context) -> Period:
    stated_on, part = context.stated_on, part_of(token.part)
    if part is None:
        return _UNRESOLVED
    if context.fiscal is not None:
        if context.calendar is None:
            return _UNRESOLVED
        return _of_fiscal(context.fiscal[0], part, context.calendar)
    if context.part is not None and context.part.start is not None:
        return months_period("", context.part.start.year, (part.first, part.last))
    is_fiscal = re.search("财|fiscal", token.part, re.IGNORECASE) is not None
    if stated_on is None or (context.calendar is None and is_fiscal):
        return _UNRESOLVED
    choices = [_in_year(stated_on.year + off, part, context) for off in _YEARS_NEAR]
    return min(choices, key=lambda choice: _distance_days(choice, stated_on))


def _in_year(year: int, part: PartOfYear, context: Context) -> Period:
    if context.calendar is None:
        return months_period("", year, (part.first, part.last))
    return _of_fiscal(year, part, context.calendar)


def _distance_days(period: Period, day: date) -> int:
    before, after = (period.start or day) - day, day - (period.end or day)
    return max(before.days, after.days, 0)


def _this_year(point: Point, context: Context) -> Period:
    """The part in the year of the statement, where it is over by then.

    One still to come this year may as well be last year's, so it stays unresolved.
    """
    stated_on, part = context.stated_on, _part(point)
    if stated_on is None or part is None or (context.calendar is not None and not part.is_named):
        return _UNRESOLVED
    period = months_period("", stated_on.year, (part.first, part.last))
    if any(token.day for token in point.parts):
        period = _with_days(point, period, stated_on.year)
    past = period.end is not None and period.end <= stated_on
    return period if past else _UNRESOLVED


def _on_day(month: Period, day: str | None) -> Period:
    """The day of a month; of a span of months all up to that day of its last one: 1月至9月30日."""
    if day is None or month.start is None or month.end is None:
        return month
    if not 1 <= int(day) <= month.end.day:
        return Period(label=month.label)
    exact = month.end.replace(day=int(day))
    if (exact.year, exact.month) != (month.start.year, month.start.month):
        return replace(month, end=exact)
    return replace(month, start=exact, end=exact, precision=Precision.DAY)
