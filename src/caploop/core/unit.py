"""Units and currencies as a table: how each is written in both languages, and its base unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

TIMES = frozenset(("year", "quarter", "month", "week", "day", "hour", "minute"))


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What a number is counted in: a base unit, and how many of it one of these is.

    `name` is the base unit: the code of a currency, W, Wh, fraction, x, year, user, count.
    """

    name: str
    factor: Decimal = Decimal(1)
    currency: str | None = None


@dataclass(frozen=True, kw_only=True)
class UnitHit:
    """A unit and where it stands in a folded text."""

    start: int
    end: int
    unit: Unit


# code; signs before the number; Chinese words; English words
_MONEY = (
    ("USD", r"US\$|U\.S\.\s?\$|\$", "美元|美金", r"(?:U\.?S\.?\s)?dollars?|USD|US\$"),
    ("CNY", r"CN¥|RMB|¥", "元人民币|人民币元|人民币|块钱", r"(?:Chinese\s)?yuan|renminbi|RMB|CNY"),
    ("CNY", "", "元(?!宇宙|旦|素|件|老|首|气|年|月|勋|/)|元(?=/)", ""),
    ("HKD", r"HK\$", "港元|港币", r"Hong\sKong\sdollars?|HKD"),
    ("TWD", r"NT\$", "元?新台币|元?台币|新台元", r"(?:New\s)?Taiwan\sdollars?|TWD|NTD"),
    ("JPY", "JP¥", "日元|円|日币", r"(?:Japanese\s)?yen|JPY"),
    ("EUR", "€", "欧元", "euros?|EUR"),
    ("GBP", "£", "英镑", r"(?:British\s)?pounds(?:\ssterling)?|GBP"),
    ("KRW", "₩", "韩元|韩币", r"(?:South\s)?Korean\swon|(?<=illion\s)won|KRW"),
    ("INR", "₹", "印度卢比|卢比", r"(?:Indian\s)?rupees|INR"),
    ("CAD", r"CA\$|C\$", "加元|加币", r"Canadian\sdollars?|CAD"),
    ("AUD", r"AU\$|A\$", "澳元|澳币", r"Australian\sdollars?|AUD"),
    ("SGD", r"S\$", "新加坡元|新元|新币", r"Singapore\sdollars?|SGD"),
    ("CHF", "", "瑞士法郎|瑞郎", r"Swiss\sfrancs?|CHF"),
    ("SAR", "", "沙特里亚尔|里亚尔", r"(?:Saudi\s)?riyals?|SAR"),
    ("AED", "", "阿联酋迪拉姆|迪拉姆", r"(?:UAE\s)?dirhams?|AED"),
)
_CENTS = (("USD", "美分", r"(?:U\.?S\.?\s)?cents?"), ("GBP", "便士", "pence"))
_NOT_AFTER_YEAR = (
    r"(?!报|代|级|度|份|轻|薪|终|底|末|初|第|款|前|后|[Qq]\d|[上下]半|[一二三四1-4]季|\d{1,2}月)"
)
# base unit; power of ten; Chinese words; English words
_MEASURES = (
    ("fraction", -2, "%|个?百分点", r"%|per\s?cent(?:age\spoints?)?|pct|percentage-points?|ppts?"),
    ("fraction", -4, "个?基点", r"basis\spoints?|bps"),
    ("x", 0, "倍|[xX×](?![A-Za-z0-9])", r"times(?!\s(?:a|per)\s)|fold"),
    ("year", 0, f"年{_NOT_AFTER_YEAR}", "years?|yrs?"),
    ("quarter", 0, "个财?季度?", "quarters?"),
    ("month", 0, "个月(?![前后])|(?<=[数几])月(?![份底初末])", "months?"),
    ("week", 0, "(?:个?星期|周)(?![一二三四五六日天末年岁刊期前后活])", "weeks?"),
    (
        "day",
        0,
        "个工作日|天(?![前后然才气空使文河堂王]|下(?![跌降滑来调行]))",
        r"(?:business\s)?days?",
    ),
    ("hour", 0, "个?小时(?![前后])", "hours?"),
    ("minute", 0, "分钟(?![前后])", "minutes?"),
    ("share", 0, "股(?![价权东市票份本息民指])", ""),
    ("visit", 0, "人次|次(?![日年月级于数元世])", ""),
    ("person", 0, "个?人(?![民类工均气才士物生间形机体性])|名(?![单义为])|位(?!一体|[于置数])", ""),
    ("piece", 0, "[块颗片张枚](?![面钱])", ""),
    ("count", 0, "个(?![人性体月季小百基星财]|工作日)|[家座台辆架款项套笔栋](?![庭长具])", ""),
)
_PREFIXES = (
    ("T", 12, "太", "tera"),
    ("G", 9, "吉", "giga"),
    ("M", 6, "兆", "mega"),
    ("k", 3, "千", "kilo"),
    ("", 0, "", ""),
)
_NOT_AGO = r"(?!\s(?:ago|earlier|later|before|prior)\b|[\s-]old\b)"
_SPELLINGS = {"k": "[kK]"}


def _multiples() -> tuple[tuple[str, int, str, str], ...]:
    """Rows for power and energy, with each metric prefix: GWh, 吉瓦时, gigawatt-hours."""
    rows: list[tuple[str, int, str, str]] = [("Wh", 3, "度电", "")]
    for symbol, power, zh, en in _PREFIXES:
        letter = _SPELLINGS.get(symbol, symbol)
        rows.append(("Wh", power, rf"个?(?:{zh}瓦·?小?时|{letter}Wh(?![A-Za-z]))", ""))
        rows.append(
            ("W", power, rf"个?(?:{zh}瓦特?(?!·?小?时|解|斯)|{letter}W(?![A-Za-z0-9]))", "")
        )
        rows.append(("Wh", power, "", rf"{en}watt[\s-]?hours?"))
        rows.append(("W", power, "", rf"{en}watts?"))
    return tuple(rows)


def _written() -> tuple[tuple[re.Pattern[str], Unit], ...]:
    """Every way of writing a unit, to be tried right behind a numeral."""
    rows = [(zh, en, Unit(name=code, currency=code)) for code, _, zh, en in _MONEY]
    cent = Decimal((0, (1,), -2))
    rows += [(zh, en, Unit(name=code, currency=code, factor=cent)) for code, zh, en in _CENTS]
    for name, power, zh, en in (*_MEASURES, *_multiples()):
        rows.append((zh, en, Unit(name=name, factor=Decimal((0, (1,), power)))))
    written: list[tuple[re.Pattern[str], Unit]] = []
    for zh, en, unit in rows:
        if zh:
            written.append((re.compile(rf"[\s-]?(?:{zh})"), unit))
        if en:
            of = r"(?:of\s)?" if unit.currency else ""
            end = r"(?![A-Za-z0-9])" + (_NOT_AGO if unit.name in TIMES else "")
            written.append((re.compile(rf"[\s-]?{of}(?:{en}){end}", re.IGNORECASE), unit))
    return tuple(written)


_WRITTEN = _written()
_SIGNS = tuple(
    (re.compile(rf"{'(?<![A-Za-z])' if sign[0].isalpha() else ''}{sign}\s?$"), code)
    for code, signs, _, _ in _MONEY
    for sign in (signs.split("|") if signs else []) + [code]
)
_WORDS_BEFORE = tuple(
    (re.compile(rf"(?:{zh})$"), code) for code, _, zh, _ in _MONEY if not zh.startswith("元(")
)
_SIGN_LENGTH = len("U.S. $ ")


def unit_after(text: str, position: int) -> UnitHit | None:
    """The longest unit written right behind this position of a folded text.

    >>> hit = unit_after("7美元", 1)
    >>> hit.end, hit.unit.name, hit.unit.currency
    (3, 'USD', 'USD')
    >>> unit_after("7 gigawatt-hours", 1).unit.name, unit_after("7 apples", 1)
    ('Wh', None)
    """
    best: UnitHit | None = None
    for pattern, unit in _WRITTEN:
        match = pattern.match(text, position)
        if match and match.end() > (best.end if best else position):
            best = UnitHit(start=position, end=match.end(), unit=unit)
    return best


def sign_before(text: str, position: int) -> UnitHit | None:
    """The sign or code of a currency written right before this position: $, HK$, RMB.

    >>> hit = sign_before("for HK$7", 7)
    >>> hit.start, hit.unit.currency
    (4, 'HKD')
    """
    floor = max(0, position - _SIGN_LENGTH)
    best: UnitHit | None = None
    for pattern, code in _SIGNS:
        match = pattern.search(text[floor:position])
        if match and floor + match.start() < (best.start if best else position):
            unit = Unit(name=code, currency=code)
            best = UnitHit(start=floor + match.start(), end=position, unit=unit)
    return best


def currency_word_before(text: str, position: int) -> UnitHit | None:
    """A Chinese currency word right before this position, as in 人民币5亿元; not part of a span."""
    floor = max(0, position - _SIGN_LENGTH)
    for pattern, code in _WORDS_BEFORE:
        match = pattern.search(text[floor:position])
        if match:
            unit = Unit(name=code, currency=code)
            return UnitHit(start=floor + match.start(), end=position, unit=unit)
    return None
