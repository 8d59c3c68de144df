"""What a number, a day or a text must be to be taken at all, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
SMALLEST_POWER, DIGITS = -30, 60
UNHEARD_OF = Decimal(10) ** 30
"""More than anybody can own, draw or count, in any unit."""

TAKE_OUT = "take the letter out"
LARGEST_POSITION = 2**31 - 1
"""A place in a text: what a database's whole number holds."""


def number_fault(number: Decimal, *, limit: Decimal = UNHEARD_OF) -> str | None:
    """What is wrong with a number as a figure of anything, or `None`.

    >>> number_fault(Decimal("NaN")), number_fault(Decimal("1E+40"))
    ('NaN is no finite number', '1E+40 is 1E+30 or more')
    """
    if not number.is_finite():
        return f"{number} is no finite number"
    if number.copy_abs() >= limit or (not number and number.adjusted() > -SMALLEST_POWER):
        return f"{_short(number)} is {limit.normalize()} or more"
    if number.adjusted() < SMALLEST_POWER or len(str(number)) > DIGITS:
        return f"{_short(number)} has more digits than any source prints"
    return None


def day_fault(day: date) -> str | None:
    """What is wrong with a day, or `None`: no time of day, and within living memory or plans.

    >>> day_fault(date(202, 1, 1))
    '0202-01-01 is not between 1900-01-01 and 2199-12-31'
    """
    if isinstance(day, datetime):
        return f"{day} has a time of day"
    if not FIRST_DAY <= day <= LAST_DAY:
        return f"{day} is not between {FIRST_DAY} and {LAST_DAY}"
    return None


def text_fault(text: str) -> str | None:
    """What is wrong with a text, or `None`: a letter no database or file can keep.

    >>> text_fault("a\\0b")
    'it holds the letter U+0000'
    """
    if "\0" in text:
        return "it holds the letter U+0000"
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        return "it holds half a letter (a lone surrogate)"
    return None


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value read from a table, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def _short(number: Decimal) -> str:
    text = str(number)
    return text if len(text) <= DIGITS else f"{text[:12]}… ({len(text)} letters)"
