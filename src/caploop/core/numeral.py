"""Numerals of both languages in a folded text: value, order and the weight of the last digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

ONE = Decimal(1)
TEN = Decimal(10)
HALF = ONE / 2

_GROUPED = r"\d{1,3}(?:,\d{3}){1,8}(?!\d)(?:\.\d{1,24})?"
_PLAIN = r"\d{1,24}(?!\d)(?:\.\d{1,24}(?!\d))?"
DIGITS = rf"(?:{_GROUPED}|{_PLAIN}[eE][+-]?\d{{1,3}}(?![A-Za-z0-9])|{_PLAIN})"
_CODES = "USD|RMB|CNY|EUR|JPY|GBP|HKD|TWD|KRW|INR|[Tt][Oo][Pp]"
_FREE = r"(?<![A-Za-z0-9_.])(?<![A-Za-z]-)(?:(?<!\d,)|(?<=20\d\d,))"
_AFTER_UNIT = r"(?<=[GMTk]W-)|(?<=\d[xX]-)|(?<=[bmt]n-)|(?<=illion-)"
NOT_IN_WORD = rf"(?:{_FREE}|(?<={_CODES})|{_AFTER_UNIT})"


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """One numeral with its scale; `value` is absent where only an order or a pair is named.

    `step` is the weight of the last printed digit, `scale` what the printed number was
    multiplied by. `unit` is set where the numeral itself is a share. `more` marks 多 and 余,
    `bare` a scale without a number (千亿), `article` the word one, which often counts nothing,
    `letter` a scale of one letter, which needs a unit beside it to be a scale.
    """

    start: int
    end: int
    value: Decimal | None
    step: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = ONE
    unit: str | None = None
    vague: bool = False
    more: bool = False
    bare: bool = False
    article: bool = False
    letter: bool = False
    words: bool = False


@dataclass(frozen=True, kw_only=True)
class NumeralRule:
    """One way of writing a numeral: what it looks like and what it is worth."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Numeral | None]


def from_digits(printed: str) -> tuple[Decimal, Decimal]:
    """Value and weight of the last digit of an ASCII number, exact.

    >>> print(*from_digits("1,100"), *from_digits("16.4"), *from_digits("1.1e+06"))
    1100 1 16.4 0.1 1.1E+6 1E+5
    """
    value = Decimal(printed.replace(",", ""))
    exponent = value.as_tuple().exponent
    return value, Decimal((0, (1,), int(exponent)))


def order_of(match: re.Match[str], size: Decimal) -> Numeral:
    """The vague plural of `size`: from two to ten of them, with no value.

    >>> found = order_of(re.match("数千亿", "数千亿"), Decimal("1e11"))
    >>> print(found.low, found.high, found.value)
    2E+11 1.0E+12 None
    """
    return vague_between(match, (size * 2, size * TEN), size)


def vague_between(match: re.Match[str], ends: tuple[Decimal, Decimal], scale: Decimal) -> Numeral:
    """A numeral that names no value, only that it lies between two ends."""
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=None,
        low=ends[0],
        high=ends[1],
        step=scale,
        scale=scale,
        vague=True,
        words=True,
    )


def share(match: re.Match[str], value: Decimal, step: Decimal) -> Numeral:
    """A numeral that is itself a share of a whole: 一半, two-thirds, 百分之十六."""
    return Numeral(
        start=match.start(), end=match.end(), value=value, step=step, unit="fraction", words=True
    )


def find_numerals(text: str, rules: Iterable[NumeralRule]) -> tuple[Numeral, ...]:
    """The numerals of a folded text, left to right; of two that overlap the longer one."""
    found = [
        numeral
        for rule in rules
        for match in rule.pattern.finditer(text)
        if (numeral := rule.read(match)) is not None
    ]
    found.sort(key=lambda numeral: (numeral.start, -numeral.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
        elif numeral.end - numeral.start > kept[-1].end - kept[-1].start:
            kept[-1] = numeral
    return tuple(kept)
