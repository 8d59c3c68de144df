"""Amounts and dates as each language writes them: $100bn, 1000亿美元; 30 Sep 2025."""

from __future__ import annotations

from calendar import month_abbr, month_name
from datetime import date
from decimal import Context, Decimal

from caploop.evidence import Claim
from caploop.report.text.words import is_text, named, say

Number = Decimal | float
_EN = ((10**12, "trn"), (10**9, "bn"), (10**6, "m"))
_ZH = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_WATT = ((10**12, "TW"), (10**9, "GW"), (10**6, "MW"), (10**3, "kW"), (1, "W"))
_ROUND = Context(prec=3)
INCREMENT = "increment"
_SPANS = {"range", "+-", "order"}
_MONEY = {
    "USD": ("$", "美元"),
    "CNY": ("CNY ", "元"),
    "JPY": ("JPY ", "日元"),
    "TWD": ("TWD ", "新台币"),
    "EUR": ("€", "欧元"),
}


def claim_amount(claim: Claim, language: str) -> str:
    """A claim's figure with its bound; empty where it has none.

    >>> scaled(Decimal(1_400_000_000_000), "USD", language="zh")
    '1.4万亿美元'
    """
    if claim.unit == "date":
        return claim.label or ""
    ends = [v for v in (claim.value_low, claim.value, claim.value_high) if v is not None]
    if not ends:
        return ""
    if (claim.bound in _SPANS or claim.value is None) and min(ends) < max(ends):
        text = _between(min(ends), max(ends), claim.unit, language=language)
    else:
        value = claim.value if claim.value is not None else ends[0]
        text = bounded(scaled(value, claim.unit, language=language), claim.bound, language)
    if claim.qualifier == INCREMENT:
        text = say("bound.more", language, x=text)
    return say("bound.not", language, x=text) if claim.polarity == "negated" else text


def bounded(text: str, bound: str | None, language: str) -> str:
    """The figure with the word for its bound."""
    key = f"bound.{bound}"
    one_sided = is_text(key) and "{x}" in say(key, "en")
    return say(key, language, x=text) if one_sided else text


def _between(low: Decimal, high: Decimal, unit: str | None, *, language: str) -> str:
    ends = [scaled(v, unit, language=language) for v in (low, high)]
    tails = [e.partition(" ")[2] for e in ends]
    if tails[0] and tails[0] == tails[1]:
        ends[0] = ends[0].removesuffix(f" {tails[0]}")
    return say("bound.range", language, low=ends[0], high=ends[1])


def scaled(value: Number, unit: str | None, *, language: str) -> str:
    """A number with its unit in the words of a language.

    >>> scaled(8_300_000_000, "USD", language="en"), scaled(0.325, "fraction", language="en")
    ('$8.3bn', '32.5%')
    """
    if value < 0:
        return f"−{scaled(-value, unit, language=language)}"
    if unit == "fraction":
        return f"{digits(value * 100)}%"
    if unit == "W":
        number, word = _size(value, _WATT)
        return f"{number} {word}"
    number, word = _size(value, _ZH if language == "zh" else _EN)
    if unit in _MONEY:
        before, after = _MONEY[unit]
        return f"{number}{word}{after}" if language == "zh" else f"{before}{number}{word}"
    if unit is None:
        return f"{number}{word}"
    return _with_unit(f"{number}{word}", value, unit, language=language)


def money(value: Decimal, language: str) -> str:
    """Dollars to three figures.

    >>> money(Decimal("1395440000000"), "en"), money(Decimal("838100000000"), "zh")
    ('$1.4trn', '8380亿美元')
    """
    return scaled(_ROUND.create_decimal(value), "USD", language=language)


def _with_unit(number: str, value: Number, unit: str, *, language: str) -> str:
    """A number with a unit that is no money; money over something with its word for "per"."""
    money, _, each = unit.partition("/")
    if each and money in _MONEY and not is_text(f"unit.{unit}"):
        whole = scaled(value, money, language=language)
        return say("per", language, x=whole, each=named("each", each, language))
    gap = "" if language == "zh" else " "
    return f"{number}{gap}{named('unit', unit, language)}"


def _size(value: Number, sizes: tuple[tuple[int, str], ...]) -> tuple[str, str]:
    for size, word in sizes:
        if value >= size:
            return digits(value / size), word
    return digits(value), ""


def digits(value: Number) -> str:
    """A number with at most five figures, without idle zeros.

    >>> digits(35.1851851852), digits(500), digits(0.10)
    ('35.185', '500', '0.1')
    """
    number = Decimal(str(value)) if isinstance(value, float) else value
    if abs(number) >= 10_000:
        return f"{number:,.0f}"
    text = f"{Decimal(number):.5g}"
    plain = f"{Decimal(text):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def day_text(day: date, language: str, *, full: bool = False) -> str:
    """A day in words.

    >>> day_text(date(2025, 9, 30), "en"), day_text(date(2025, 9, 30), "zh")
    ('30 Sep 2025', '2025年9月30日')
    """
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    month = month_name[day.month] if full else month_abbr[day.month]
    return f"{day.day} {month} {day.year}"


def loose_day(day: date, precision: str | None, language: str) -> str:
    """A day, or the month, year or last day it can be.

    >>> loose_day(date(2026, 1, 31), "month", "en")
    'Jan 2026'
    """
    if precision == "month":
        month = month_abbr[day.month]
        return say("day.month", language, month=month, number=day.month, year=day.year)
    if precision == "year":
        return f"{day.year}年" if language == "zh" else str(day.year)
    text = day_text(day, language)
    return say("day.by", language, day=text) if precision == "no_later_than" else text
