"""Parts of a year as words of both languages, and the months that each of them holds."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

_MONTHS = ["january jan", "february feb", "march mar", "april apr", "may", "june jun"]
_MONTHS += ["july jul", "august aug", "september sept sep", "october oct"]
_MONTHS += ["november nov", "december dec"]
_MONTH_OF = {word: month for month, words in enumerate(_MONTHS, 1) for word in words.split()}
_COUNT_WORDS = ["one first 1st 一", "two second 2nd 二 两", "three third 3rd 三"]
_COUNT_WORDS += ["four fourth 4th 四", "five fifth 五", "six sixth 六", "seven 七", "eight 八"]
_COUNT_WORDS += ["nine 九", "ten 十", "eleven 十一", "twelve 十二"]
_COUNTS = {word: n for n, words in enumerate(_COUNT_WORDS, 1) for word in words.split()}
_COUNTS |= {"final": 4, "last": 4, "末": 4, "首": 1}
_SEASONS = {"spring": 3, "春": 3, "summer": 6, "夏": 6, "autumn": 9, "fall": 9, "秋": 9}
_YEAR_MONTHS = 12

DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
MONTH_EN = (
    r"(?-i:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sep(?:tember|t?\.?)|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
NTH_EN = "(?:first|second|third|fourth|1st|2nd|3rd|4th)"
NUMBER_EN = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9](?![0-9]))"
)
QUARTER_EN = rf"(?:{NTH_EN}[\s-]+(?:fiscal\s+)?quarter\b|fiscal\s+{NTH_EN}[\s-]+quarter\b)"
PART_EN = (
    rf"(?:{QUARTER_EN}|(?:final|last)[\s-]quarter\b"
    rf"|(?:fiscal\s+)?{NTH_EN}[\s-]+(?:fiscal\s+)?half\b"
    rf"|(?:first|last|final)\s+{NUMBER_EN}\s+(?:months|quarters)\b)"
)
NTH_ZH = r"(?:第\s*[一二三四1-4]\s*|[一二三四1-4])"
MONTH_ZH = r"(?:1[0-2]|0?[1-9])\s*月份?"
MONTHS_ZH = rf"(?:1[0-2]|0?[1-9])\s*(?:月份?)?\s*[-~—至到]\s*{MONTH_ZH}"
QUARTERS_ZH = rf"{NTH_ZH}(?:季度?)?\s*[-~—至到]\s*{NTH_ZH}(?:财季|季度?)"
FIRST_ZH = (
    r"[前首]\s*(?:(?:十[一二]|[一二两三四五六七八九十]|1[0-2]|[1-9])\s*个?\s*月份?"
    r"|[一二两三1-3]\s*个?\s*(?:财季|季度?))"
)
PART_ZH = (
    rf"(?:[上下]半(?:财)?年度?|[上下]半年度?|{FIRST_ZH}|全年|{QUARTERS_ZH}|[首末](?:财季|季度?)"
    rf"|{NTH_ZH}(?:财季|季度|季(?![节前后军]))|[春夏秋][季天]|{MONTHS_ZH}|{MONTH_ZH})"
)


class PartOfYear(Struct, frozen=True, gc=False):
    """The months of a year that a part of it holds, from first to last.

    `is_named` says that they are months of the calendar (September, autumn), so that the part
    of a fiscal year they make is not known.
    """

    first: int
    last: int
    is_named: bool = False


def count_of(word: str) -> int:
    """The number that a word or figure of either language means; 0 for none.

    >>> count_of("nine"), count_of("12"), count_of("两"), count_of("third"), count_of("many")
    (9, 12, 2, 3, 0)
    """
    return int(word) if word.isdecimal() else _COUNTS.get(word.lower(), 0)


@lru_cache(maxsize=1024)
def part_of(words: str) -> PartOfYear | None:
    """The months that the words name; nothing where they make no part of one year.

    >>> part_of("third quarter"), part_of("1-9月"), part_of("first nine months")
    (PartOfYear(first=7, last=9, is_named=False), PartOfYear(first=1, last=9, is_named=True), \
PartOfYear(first=1, last=9, is_named=False))
    >>> part_of("Q3") == part_of("3Q") == part_of("第三季度") == part_of("third fiscal quarter")
    True
    """
    key = re.sub(r"[\s.第份个天度财—-]|fiscal", "", words.lower())
    part = _of_months(words.lower(), key) or _of_pieces(key)
    return part if part and 1 <= part.first <= part.last <= _YEAR_MONTHS else None


def _of_months(words: str, key: str) -> PartOfYear | None:
    month = re.search(r"[a-z]+", words)
    if month and month.group() in _MONTH_OF:
        return PartOfYear(_MONTH_OF[month.group()], _MONTH_OF[month.group()], True)
    if key.endswith("月") and key[0].isdecimal():
        first, *rest = re.findall(r"\d+", words)
        return PartOfYear(int(first), int(rest[0] if rest else first), True)
    season = _SEASONS.get(key.removesuffix("季"))
    return PartOfYear(season, season + 2, True) if season else None


def _of_pieces(key: str) -> PartOfYear | None:
    if key == "全年":
        return PartOfYear(1, _YEAR_MONTHS)
    if half := re.fullmatch(r"f?(?:h([12])|([12])h)|(\w+?)half|([上下])半年", key):
        number = 2 if half[4] == "下" else count_of(half[1] or half[2] or half[3] or "1")
        return PartOfYear(6 * number - 5, 6 * number)
    if first := re.fullmatch(r"(first|last|final)(\w+?)(month|quarter)s", key):
        length = count_of(first[2]) * (3 if first[3] == "quarter" else 1)
        is_last = first[1] != "first"
        return (
            PartOfYear(_YEAR_MONTHS + 1 - length, _YEAR_MONTHS)
            if is_last
            else PartOfYear(1, length)
        )
    if first := re.fullmatch(r"[前首](\w+?)(季|月)", key):
        return PartOfYear(1, count_of(first[1]) * (3 if first[2] == "季" else 1))
    if months := re.fullmatch(r"(\d+)m", key):
        return PartOfYear(1, int(months[1]))
    numbers = [count_of(word) for word in re.split(r"[至到~—]", re.sub("quarter|季|f?q", "", key))]
    if re.fullmatch(r"(\d)季?(\d)季", key):
        numbers = [int(figure) for figure in re.findall(r"\d", key)]
    return PartOfYear(3 * numbers[0] - 2, 3 * numbers[-1]) if all(numbers) else None
