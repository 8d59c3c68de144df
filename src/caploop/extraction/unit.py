"""Units as a table: how each is written in both languages, and its base unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from caploop.extraction.fused import fused, in_any_case, ways_of
from caploop.extraction.money import CENTS, CODES, MONEY, OPEN, OPEN_ZH, SIGNS_BEHIND

TIMES = frozenset(("year", "quarter", "month", "week", "day", "hour", "minute"))
OPEN_CURRENCY = "?"  # the unit of money whose country is not said: pesos
YUAN_OR_YEN = "¥"


class Unit(Struct, frozen=True, kw_only=True, gc=False):
    """What a number is counted in: a base unit, and how many of it one of these is.

    `name` is the base unit: the code of a currency, W, Wh, fraction, x, year, user, count.
    """

    name: str
    factor: Decimal = Decimal(1)
    currency: str | None = None


class UnitHit(Struct, frozen=True, kw_only=True, gc=False):
    """A unit and where it stands in a folded text."""

    start: int
    end: int
    unit: Unit


_NOT_AFTER_YEAR = (
    r"(?!报|代|级|度|份|轻|薪|终|底|末|初|第|款|前|后|[Qq]\d|[上下]半|[一二三四1-4]季|\d{1,2}月)"
)
# base unit; power of ten; Chinese words; English words
_MEASURES = (
    ("fraction", -2, "%|个?百分点", r"%|per\s?cent(?:age\spoints?)?|pct|percentage-points?|ppts?"),
    ("fraction", -4, "个?基点", r"basis\spoints?|bps?"),
    ("x", 0, "倍|[xX×](?![A-Za-z0-9])", r"x(?![A-Za-z0-9])|times(?!\s(?:a|per)\s)|fold"),
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
_END = r"(?![A-Za-z0-9])"
_SPELLINGS = {"k": "[kK]"}
_SIGN_LENGTH = len("U.S. $ ")
_REMEMBERED = 4096

_Row = tuple[str, Unit]


def _power(power: int) -> Decimal:
    return Decimal((0, (1,), power))


def _watts() -> tuple[list[_Row], list[_Row]]:
    """Chinese and Latin rows for energy and power with each prefix: GWh, 吉瓦时, gigawatts."""
    chinese: list[_Row] = [("度电", Unit(name="Wh", factor=_power(3)))]
    latin: list[_Row] = []
    for symbol, power, zh, en in _PREFIXES:
        letter = _SPELLINGS.get(symbol, symbol)
        energy = Unit(name="Wh", factor=_power(power))
        watt = Unit(name="W", factor=_power(power))
        chinese.append((rf"个?{zh}瓦·?小?时", energy))
        chinese.append((rf"个?{zh}瓦特?(?!·?小?时|解|斯)", watt))
        hours, watts = _latin(rf"{en}watt[\s-]?hours?"), _latin(f"{en}watts?")
        latin.append((rf"{letter}Wh(?![A-Za-z])|{hours}", energy))
        latin.append((rf"{letter}W{_END}|{watts}", watt))
    return chinese, latin


def _latin(words: str, after: str = "") -> str:
    """The pattern of words in letters of any case, none behind them."""
    return "|".join(f"{in_any_case(way)}{_END}{after}" for way in ways_of(words))


def _money() -> tuple[list[_Row], list[_Row]]:
    """Chinese and Latin rows for money whose country is known, and for other money."""
    chinese: list[_Row] = []
    latin: list[_Row] = []
    for code, _, zh, en in MONEY:
        unit = Unit(name=code, currency=code)
        chinese.append((zh, unit))
        latin.append((_latin(en), unit))
    open_currency = Unit(name=OPEN_CURRENCY, currency=OPEN_CURRENCY)
    chinese.append((OPEN_ZH, open_currency))
    latin.append(("|".join(f"{way}{_END}" for way in ways_of(OPEN)), open_currency))
    return chinese, latin


def _tables() -> tuple[list[_Row], list[_Row]]:
    """Every way of writing a unit right behind a numeral, in Chinese and in Latin letters."""
    (chinese, latin), (money_zh, money) = _watts(), _money()
    chinese += money_zh[:-1]
    latin += money[:-1]
    for code, zh, en in CENTS:
        unit = Unit(name=code, currency=code, factor=_power(-2))
        chinese += [(zh, unit)]
        latin += [(_latin(en), unit)]
    for name, power, zh, en in _MEASURES:
        unit, after = Unit(name=name, factor=_power(power)), _NOT_AGO if name in TIMES else ""
        chinese += [(zh, unit)]
        latin += [(_latin(en, after), unit)]
    for code, sign in SIGNS_BEHIND:
        row = (
            rf"(?:{sign})(?!\s?[\d一二两三四五六七八九十百千万亿])",
            Unit(name=code, currency=code),
        )
        (latin if sign.endswith("$") else chinese).append(row)
    chinese.append(money_zh[-1])
    latin.append(money[-1])
    return chinese, latin


def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, Unit]], ...]:
    """A pattern of the Chinese and one of the Latin units, with the unit of each of its groups."""
    zh, latin = _tables()
    chinese, chinese_units = fused(zh)
    words, units = fused(latin)
    of_money, of_units = fused(_money()[1], mark="of")
    behind = rf"(?:of\s|de\s|d['’])(?:{of_money})|{words}"
    return (
        (re.compile(rf"[\s-]?(?:{chinese})"), chinese_units),
        (re.compile(rf"[\s-]?(?:{behind})"), units | of_units),
    )


_CHINESE, _LATIN = _patterns()
_KNOWN_SIGNS = [
    (sign, code) for code, signs, _, _ in MONEY for sign in (signs.split("|") if signs else [])
]
_SIGNS = {f"s{index}": code for index, (_, code) in enumerate(_KNOWN_SIGNS)}
_SIGN = re.compile(
    "(?:"
    + "|".join(
        rf"(?P<s{index}>{'(?<![A-Za-z])' if sign[0].isalpha() or sign == '$' else ''}{sign})"
        for index, (sign, _) in enumerate(_KNOWN_SIGNS)
    )
    + rf"|(?<![A-Za-z])(?P<code>{'|'.join(CODES)})"
    + r"|(?P<open>[A-Za-z]{1,4}\$|(?<![A-Za-z])[Kk]r\.?)|(?P<yuan>¥))\s?$"
)
_SIGN_ENDS = frozenset("$€£¥₩₹₺₽₪฿₱₫.shpberMBDYRPWFKNOLS")
_WORDS = [(zh, code) for code, _, zh, _ in MONEY if not zh.startswith("元(")]
_WORDS_BEFORE = re.compile(
    "(?:" + "|".join(rf"(?P<w{index}>{zh})" for index, (zh, _) in enumerate(_WORDS)) + ")$"
)
_WORD_ENDS = frozenset("".join(zh for zh, _ in _WORDS)) - frozenset("|?")


def unit_after(text: str, position: int) -> UnitHit | None:
    """The unit written right behind this position of a folded text.

    >>> hit = unit_after("7美元", 1)
    >>> hit.end, hit.unit.name, hit.unit.currency
    (3, 'USD', 'USD')
    >>> unit_after("7 gigawatt-hours", 1).unit.name, unit_after("7 apples", 1)
    ('Wh', None)
    """
    first = text[position : position + 2].lstrip(" -")[:1]
    if not first:
        return None
    pattern, units = _LATIN if first.isascii() and first != "%" else _CHINESE
    match = pattern.match(text, position)
    if match is None:
        return None
    return UnitHit(start=position, end=match.end(), unit=units[match.lastgroup or ""])


def sign_before(text: str, position: int) -> UnitHit | None:
    """The sign or code of a currency written right before this position: $, HK$, RMB.

    >>> hit = sign_before("for HK$7", 7)
    >>> hit.start, hit.unit.currency
    (4, 'HKD')
    """
    last = text[position - 1 : position]
    if last.isspace():
        last = text[position - 2 : position - 1]
    if last not in _SIGN_ENDS or not last:
        return None
    floor = max(0, position - _SIGN_LENGTH)
    found = _sign_in(text[max(0, floor - 1) : position])
    if found is None:
        return None
    length, unit = found
    return UnitHit(start=position - length, end=position, unit=unit)


@lru_cache(maxsize=_REMEMBERED)
def _sign_in(before: str) -> tuple[int, Unit] | None:
    """Length and unit of the sign that these characters end with."""
    match = _SIGN.search(before)
    if match is None:
        return None
    group = match.lastgroup or ""
    name = _SIGNS.get(group) or {"open": OPEN_CURRENCY, "yuan": YUAN_OR_YEN}.get(group)
    name = name or match["code"].replace("RMB", "CNY")
    return len(before) - match.start(), Unit(name=name, currency=name)


def currency_word_before(text: str, position: int) -> UnitHit | None:
    """A Chinese currency word right before this position, as in 人民币5亿元; not part of a span."""
    if text[position - 1 : position] not in _WORD_ENDS or not position:
        return None
    match = _WORDS_BEFORE.search(text, max(0, position - _SIGN_LENGTH), position)
    if match is None:
        return None
    code = _WORDS[int((match.lastgroup or "w0")[1:])][1]
    return UnitHit(start=match.start(), end=position, unit=Unit(name=code, currency=code))
