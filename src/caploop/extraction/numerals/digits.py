"""Numbers printed in digits, grouped as the press of any country groups them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_COMMAS = r"\d{1,3}(?:,\d{3}){1,8}(?!\d)(?:\.\d{1,24}(?!\d))?"
_LAKHS = r"\d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d{1,24}(?!\d))?"
_MARKS = r"\d{1,3}(?:['’]\d{3}){1,8}(?!\d)(?:[.,]\d{1,24}(?!\d))?"
_POINTS = r"\d{1,3}(?:\.\d{3}){2,8}(?!\d|\.\d)(?:,\d{1,24}(?!\d))?|\d{1,3}\.\d{3},\d{1,2}(?![\d,])"
_BLANKS = r"\d{1,3}(?: \d{3}){1,8}(?! ?\d)(?:[.,]\d{1,2}(?!\d))?"
_COMMA = r"\d{1,24},\d{1,2}(?![\d,])"
_PLAIN = r"\d{1,24}(?!\d)(?:[.·]\d{1,24}(?!\d))?"
_POWER = rf"{_PLAIN}[eE][+-]?\d{{1,3}}(?![A-Za-z0-9])"
DIGITS = rf"(?:{_LAKHS}|{_COMMAS}|{_MARKS}|{_POINTS}|{_BLANKS}|{_COMMA}|{_POWER}|{_PLAIN})"
FRACTION_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"

_IS_POINTS = re.compile(_POINTS)
_IS_COMMA = re.compile(_COMMA)
_ONE_BLANK = re.compile(r"\d{1,3} \d{3}(?:[.,]\d+)?")
_THREE_BEHIND = re.compile(r"\d{1,3}[.,]\d{3}")
_GROUPING = re.compile("[,'’ ]")


def from_digits(printed: str) -> tuple[Decimal, Decimal]:
    """Value and weight of the last digit of a number printed in digits, exact.

    >>> print(*from_digits("1,100"), *from_digits("16.4"), *from_digits("1.1e+06"))
    1100 1 16.4 0.1 1.1E+6 1E+5
    >>> print(*from_digits("1.400.000,5"), *from_digits("22 400"), *from_digits("2,5"))
    1400000.5 0.1 22400 1 2.5 0.1
    """
    if not printed.isdecimal():
        printed = _with_point(printed)
    value = Decimal(printed)
    exponent = value.as_tuple().exponent
    return value, Decimal((0, (1,), int(exponent)))


def _with_point(printed: str) -> str:
    """The number with a point before its decimals and no other mark."""
    if _IS_POINTS.fullmatch(printed):
        return printed.replace(".", "").replace(",", ".")
    head, comma, decimals = printed.rpartition(",")
    if comma and len(decimals) < len("000") and "." not in printed:
        printed = f"{head}.{decimals}"
    return _GROUPING.sub("", printed).replace("·", ".")


def has_decimal_comma(printed: str) -> bool:
    """Whether a comma is read as the mark of decimals: 2,5."""
    return _IS_COMMA.fullmatch(printed) is not None


def is_parted_once(printed: str) -> bool:
    """Whether one blank parts the number, which may then as well be two: 22 400."""
    return _ONE_BLANK.fullmatch(printed) is not None


def is_grouped_or_decimal(printed: str) -> bool:
    """Whether a lone mark before three digits groups in one country and points in another.

    >>> [is_grouped_or_decimal(printed) for printed in ("1.400", "1,400", "1.40")]
    [True, True, False]
    """
    return _THREE_BEHIND.fullmatch(printed) is not None


def fraction_sign(sign: str) -> tuple[Decimal, Decimal]:
    """Value of a fraction printed as one sign, and the weight of its last digit: ½ is 0.5, 0.1."""
    numeric = unicodedata.numeric(sign)
    below = next(n for n in range(2, 11) if abs(numeric * n - round(numeric * n)) < 1e-9)
    return part(round(numeric * below), below)


def part(above: int, below: int) -> tuple[Decimal, Decimal]:
    """Value of a fraction and the weight of its last digit: tenths, or hundredths of a quarter."""
    value = Decimal(above) / below
    places = {4: 2, 8: 3}.get(below, 1)
    return value, Decimal((0, (1,), -places))
