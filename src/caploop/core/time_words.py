"""Time expressions in running Chinese and English text, read to periods and never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from caploop.core.period import (
    FiscalYears,
    Period,
    Precision,
    days,
    fiscal_period,
    length_period,
    months_period,
    range_period,
)


def find_periods(
    text: str, *, stated_on: date | None, calendar: FiscalYears | None
) -> tuple[tuple[int, int, Period], ...]:
    """Time expressions of the text in order: where each starts and ends, and its period.

    "By", "before", 到, 至 and 前 leave the start open and end with the last day they name, the
    widest reading. Relative words without `stated_on`, and fiscal ones without `calendar`, are
    found and left unresolved.

    >>> found = find_periods("到2030年, by 2030", stated_on=None, calendar=None)
    >>> [(a, b, p.label, str(p.end)) for a, b, p in found]
    [(0, 6, '到2030年', '2030-12-31'), (8, 15, 'by 2030', '2030-12-31')]
    """
    context = _Context(stated_on=stated_on, calendar=calendar)
    found: list[tuple[int, int, Period]] = []
    reached = 0
    for hit, read in _hits(text.translate(_SAME_LENGTH)):
        if hit.start() >= reached:
            reached = hit.end()
            period = replace(read(hit, context), label=text[hit.start() : reached])
            context = _remember(context, hit, period)
            found.append((hit.start(), reached, period))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Context:
    stated_on: date | None
    calendar: FiscalYears | None
    part: Period | None = None  # the latest expression shorter than a year
    fiscal: tuple[int, int | None] | None = None  # the latest fiscal year and quarter


def _remember(context: _Context, hit: re.Match[str], period: Period) -> _Context:
    groups = hit.groupdict()
    if groups.get("fiscal"):
        return replace(context, fiscal=_fiscal_named(hit), part=None)
    closed = days(period) is not None and period.precision not in (Precision.DAY, Precision.YEAR)
    if closed and (groups.get("year1") or groups.get("relative1")):
        return replace(context, part=period, fiscal=None)
    return context


def _hits(shadow: str) -> list[tuple[re.Match[str], _Reader]]:
    hits = [(hit, read) for rule, read in _RULES for hit in rule.finditer(shadow)]
    return sorted(hits, key=lambda pair: (pair[0].start(), -pair[0].end()))


def _read_point(hit: re.Match[str], context: _Context) -> Period:
    period, groups = _point(hit, "1", context), hit.groupdict()
    if groups.get("until") or groups.get("before"):
        return replace(period, start=None)
    return replace(period, end=None) if groups.get("since") else period


def _read_range(hit: re.Match[str], context: _Context) -> Period:
    first, last = _point(hit, "1", context), _point(hit, "2", context)
    if not (first.start and last.end and first.start <= last.end):
        return Period(label=hit.group())
    return range_period(hit.group(), first, last)


def _point(hit: re.Match[str], side: str, context: _Context) -> Period:
    groups, label = hit.groupdict(), hit.group()
    part, year = groups.get(f"part{side}") or "全年", _year(hit, side, context)
    if part == "同期":
        return _same_span(label, year, context)
    if year is None:
        return Period(label=label)
    return _on_day(months_period(label, year, _part_months(part)), groups.get(f"day{side}"))


def _year(hit: re.Match[str], side: str, context: _Context) -> int | None:
    groups = hit.groupdict()
    year, relative = groups.get(f"year{side}"), groups.get(f"relative{side}")
    if year is not None:
        return int(year)
    if relative is None:
        return _year(hit, "1", context)
    if context.stated_on is None:
        return None
    return context.stated_on.year + _YEARS_OFF.get(relative.lower().split()[0], 0)


def _on_day(month: Period, day: str | None) -> Period:
    if day is None or month.start is None or month.end is None:
        return month
    if not 1 <= int(day) <= month.end.day:
        return Period(label=month.label)
    exact = month.start.replace(day=int(day))
    return replace(month, start=exact, end=exact, precision=Precision.DAY)


def _same_span(label: str, year: int | None, context: _Context) -> Period:
    if context.fiscal is not None and label.startswith("去年"):
        fiscal_year, quarter = context.fiscal
        return fiscal_period(label, context.calendar, (fiscal_year - 1, quarter))
    part = context.part
    if part is None or part.start is None or part.end is None or year is None:
        return Period(label=label)
    return months_period(label, year, (part.start.month, part.end.month))


def _read_length(hit: re.Match[str], context: _Context) -> Period:
    word = hit["count"].lower()
    count = int(word) if word.isdecimal() else _COUNTS[word]
    return length_period(hit.group(), count, context.stated_on)


def _read_fiscal(hit: re.Match[str], context: _Context) -> Period:
    return fiscal_period(hit.group(), context.calendar, _fiscal_named(hit))


def _fiscal_named(hit: re.Match[str]) -> tuple[int, int | None]:
    year, part = hit["fiscal"], hit["part1"]
    century = "20" if len(year) == len("26") else ""
    return int(century + year), _quarter(part) if part else None


def _read_quarter(hit: re.Match[str], context: _Context) -> Period:
    label, stated_on = hit.group(), context.stated_on
    if context.fiscal is not None:
        named = (context.fiscal[0], _quarter(hit["part1"]))
        return fiscal_period(label, context.calendar, named)
    if context.part is not None and context.part.start is not None:
        return months_period(label, context.part.start.year, _part_months(hit["part1"]))
    if stated_on is None or (context.calendar is None and re.search("财|fiscal", label, re.I)):
        return Period(label=label)
    choices = [_quarter_of(hit, stated_on.year + off, context) for off in _YEARS_NEAR]
    return min(choices, key=lambda choice: _distance_days(choice, stated_on))


def _quarter_of(hit: re.Match[str], year: int, context: _Context) -> Period:
    if context.calendar is None:
        return months_period(hit.group(), year, _part_months(hit["part1"]))
    return fiscal_period(hit.group(), context.calendar, (year, _quarter(hit["part1"])))


def _distance_days(period: Period, day: date) -> int:
    before, after = (period.start or day) - day, day - (period.end or day)
    return max(before.days, after.days, 0)


def _read_day(hit: re.Match[str], context: _Context) -> Period:
    label, stated_on = hit.group(), context.stated_on
    if stated_on is None:
        return Period(label=label)
    months = _part_months(hit["part1"])
    period = _on_day(months_period(label, stated_on.year, months), hit["day1"])
    # A day still to come this year may as well be last year's, so it stays unresolved.
    past = period.end is not None and period.end <= stated_on
    return period if past else Period(label=label)


def _part_months(word: str) -> tuple[int, int]:
    key = re.sub(r"[\s.第份天-]|fiscal", "", word.lower()).replace("财季", "季度").lstrip("0")
    return _PART_MONTHS[key if key in _PART_MONTHS else key.removesuffix("季")]


def _quarter(word: str) -> int:
    first, last = _part_months(word)
    return last // (last - first + 1)


_Reader = Callable[[re.Match[str], _Context], Period]
# Each character stands for one of the text, so that positions found here hold there.
_SAME_LENGTH = str.maketrans("０１２３４５６７８９\u3000\xa0", "0123456789  ")
_YEARS_NEAR = (-1, 0, 1, 2)  # an issuer's year may be named after the next calendar year
_YEARS_OFF = {"去年": -1, "last": -1, "明年": 1, "next": 1}
_COUNT_WORDS = ["one 一", "two 二 两", "three 三", "four 四", "five 五"]
_COUNT_WORDS += ["six 六", "seven 七", "eight 八", "nine 九", "ten 十"]
_COUNTS = {word: n for n, words in enumerate(_COUNT_WORDS, 1) for word in words.split()}

_MONTHS = ["january jan", "february feb", "march mar", "april apr", "may", "june jun"]
_MONTHS += ["july jul", "august aug", "september sept sep", "october oct"]
_MONTHS += ["november nov", "december dec"]
_PART_WORDS = {
    **{(month, month): f"{words} {month} {month}月" for month, words in enumerate(_MONTHS, 1)},
    (1, 3): "q1 firstquarter 一季度 1季度",
    (4, 6): "q2 secondquarter 二季度 2季度",
    (7, 9): "q3 thirdquarter 三季度 3季度",
    (10, 12): "q4 fourthquarter 四季度 4季度",
    (1, 6): "h1 firsthalf 上半年",
    (7, 12): "h2 secondhalf 下半年",
    (3, 5): "spring 春",
    (6, 8): "summer 夏",
    (9, 11): "autumn fall 秋",
    (1, 9): "前三季度",
    (1, 12): "全年",
}
_PART_MONTHS = {word: months for months, words in _PART_WORDS.items() for word in words.split()}

_YEAR = r"(?<![0-9])(?<![0-9]\.)(?:19|20|21)[0-9]{2}(?![0-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_MONTH_ZH = r"(?:1[0-2]|0?[1-9])\s*月份?"
_NTH_ZH = r"(?:第\s*[一二三四1-4]\s*|[一二三四])"
_QUARTER_ZH = rf"{_NTH_ZH}(?:财季|季度)"
_PART_ZH = (
    rf"上半年|下半年|前三季度|全年|{_NTH_ZH}季度|[1-4]季度|H[12]|Q[1-4]|[春夏秋][季天]|同期|"
    rf"{_MONTH_ZH}"
)
# 如今年轻, 声明年度, 过去年均 hold these words by accident.
_RELATIVE_ZH = r"(?:(?<![如当现])今|(?<!过)去|(?<![声说表证])明)年(?![轻龄均度])"


def _point_zh(side: str, suffix: str = r"\s*年") -> str:
    year = rf"(?:(?P<year{side}>{_YEAR}){suffix}|(?P<relative{side}>{_RELATIVE_ZH}))"
    day = rf"(?:(?<=月)\s*(?P<day{side}>{_DAY})\s*[日号])?"
    return rf"{year}(?:\s*(?P<part{side}>{_PART_ZH}){day})?"


_MONTH_EN = (
    r"(?-i:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sep(?:tember|t?\.?)|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_QUARTER_EN = r"\b(?:(?:first|second|third|fourth)[\s-]+quarter|Q[1-4])\b"
_FISCAL_QUARTER_EN = (
    rf"(?:\bfiscal\s+{_QUARTER_EN}|\b(?:first|second|third|fourth)\s+fiscal\s+quarter\b)"
)
_PART_EN = (
    rf"(?:{_QUARTER_EN}|\b(?:first|second)[\s-]+half\b|\b(?:H[12]|spring|summer|autumn|fall)\b|"
    rf"\b{_MONTH_EN})"
)
_RELATIVE_EN = r"(?P<relative1>\b(?<!the )(?:this|last|next)\s+year\b)"
_NO_AMOUNT = r"(?!\s*(?:[KMGT]Wh?\b|GPU|million|billion|trillion|people|[亿万%]))"
_YEAR_EN = rf"(?:(?P<year1>{_YEAR})\b{_NO_AMOUNT}|{_RELATIVE_EN})"
_LEAD_EN = r"\b(?:(?P<until>by|before|until|till)|(?P<since>since)|in|at|during|throughout)\s+"
_LEAD_EN += r"(?:(?:early|mid|late)[\s-]+|(?:the\s+)?end\s+of\s+)?"
_YEAR_END_EN = r"(?:the\s+)?(?:end\s+of\s+the\s+year|year[\s-]end|year's\s+end)\b"
_FISCAL_EN = r"\b(?:fiscal(?:\s+year)?\s+|FY\s?)(?P<fiscal>(?:19|20|21)?[0-9]{2})(?![0-9])"

_COUNT = r"(?P<count>[1-9][0-9]?|{words})"
_COUNT_ZH = _COUNT.format(words="[一二两三四五六七八九十]")
_COUNT_EN = _COUNT.format(words="one|two|three|four|five|six|seven|eight|nine|ten")
_YEAR_SIGN_OR_NONE = r"(?:\s*年)?"
_MARK_ZH = r"\s*(?:-|–|—|~|～|至|到)\s*"
_MARK_EN = r"(?(between)\s+and\s+|\s*(?:-|–|—|\bto\b|\bthrough\b)\s*)"
_UNTIL_ZH = r"(?P<until>(?<!截)至|(?<![止至截])到)\s*"
_TAIL_ZH = r"(?P<before>\s*年?[底末]?[以之]?前(?![0-9一二两三四五六七八九十半]))|(?P<since>\s*以来)"
_DAY_EN = rf"(?P<day1>{_DAY})(?:st|nd|rd|th)?\b"
_NEXT_EN = r"(?:the\s+)?(?:next|coming)\s+"

_PATTERNS: tuple[tuple[_Reader, str], ...] = (
    (_read_point, rf"(?:{_UNTIL_ZH})?{_point_zh('1')}(?:{_TAIL_ZH})?"),
    (
        _read_range,
        rf"{_point_zh('1', _YEAR_SIGN_OR_NONE)}{_MARK_ZH}{_point_zh('2')}(?:之?间|期间)?",
    ),
    (_read_range, rf"{_point_zh('1')}{_MARK_ZH}(?P<part2>{_PART_ZH})"),
    (_read_length, rf"(?:未来|今后|接下来)的?\s*{_COUNT_ZH}\s*年(?:之?[内间])?"),
    (_read_fiscal, rf"(?P<fiscal>{_YEAR})\s*财年(?:\s*(?P<part1>{_QUARTER_ZH}|Q[1-4]))?"),
    (_read_fiscal, rf"(?P<fiscal>{_YEAR})\s*年\s*(?P<part1>{_NTH_ZH}财季)"),
    (_read_quarter, rf"(?<![前十续近去每下上这本后])(?P<part1>{_QUARTER_ZH})"),
    (_read_day, rf"(?<![0-9年])(?P<part1>{_MONTH_ZH})\s*(?P<day1>{_DAY})\s*[日号]"),
    (_read_point, rf"(?P<year1>{_YEAR})-(?P<part1>0[1-9]|1[0-2])-(?P<day1>[0-3][0-9])(?![0-9-])"),
    (_read_point, rf"(?:{_LEAD_EN})?{_RELATIVE_EN}"),
    (_read_point, rf"{_LEAD_EN}{_YEAR_EN}"),
    (_read_point, rf"\b(?P<until>by)\s+(?P<relative1>{_YEAR_END_EN})"),
    (
        _read_point,
        rf"(?:{_LEAD_EN})?(?:the\s+)?(?P<part1>{_PART_EN})(?:\s+{_DAY_EN})?(?:,|\s+of)?"
        rf"\s+{_YEAR_EN}",
    ),
    (_read_point, rf"\b{_DAY_EN}\s+(?:of\s+)?(?P<part1>{_MONTH_EN}),?\s+(?P<year1>{_YEAR})\b"),
    (_read_point, rf"(?P<year1>{_YEAR})\s?(?P<part1>H[12]|Q[1-4])\b"),
    (
        _read_range,
        rf"\b(?:from\s+|in\s+|during\s+|(?P<between>between)\s+)?(?P<year1>{_YEAR}){_MARK_EN}"
        rf"(?P<year2>{_YEAR})\b{_NO_AMOUNT}",
    ),
    (
        _read_length,
        rf"\b(?:(?:over|within)\s+(?:{_NEXT_EN})?|(?:in\s+|for\s+|during\s+)?{_NEXT_EN})"
        rf"{_COUNT_EN}\s+years?\b",
    ),
    (_read_fiscal, rf"{_FISCAL_EN}(?:(?:\s|,|-)*(?P<part1>{_QUARTER_EN}|Q[1-4]\b))?"),
    (_read_fiscal, rf"(?P<part1>{_QUARTER_EN})(?:\s+of)?(?:\s+its)?\s+{_FISCAL_EN}"),
    (_read_fiscal, rf"(?P<part1>{_FISCAL_QUARTER_EN})(?:,|\s+of)?\s+(?P<fiscal>{_YEAR})\b"),
    (_read_quarter, rf"(?P<part1>{_FISCAL_QUARTER_EN}|{_QUARTER_EN})"),
)
_RULES = [(re.compile(pattern, re.IGNORECASE | re.ASCII), read) for read, pattern in _PATTERNS]
