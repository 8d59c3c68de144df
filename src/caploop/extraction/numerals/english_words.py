"""English number words: their patterns, and what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal

from caploop.extraction.numerals.digits import part

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: index for index, word in enumerate(_ONES)}
_SMALL |= {word: (index + 2) * 10 for index, word in enumerate(_TENS)}
_SMALL |= {"nought": 0, "oh": 0}
_BELOW = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6}
_BELOW |= {"seventh": 7, "eighth": 8, "tenth": 10}

NUMBER_WORDS = frozenset((*_ONES, *_TENS, "a", "an", "hundred"))
_ONE_WORD = "|".join(sorted(_ONES[1:], key=len, reverse=True))
_TENS_WORD = "|".join(_TENS)
BELOW_100 = (
    rf"(?:(?:{_TENS_WORD})(?:[\s-](?:{_ONE_WORD})(?![a-eg-z]))?|(?:{_ONE_WORD})(?![a-eg-z]))"
)
HUNDREDS = rf"(?:(?:a|{BELOW_100})[\s-])?hundred(?:\s(?:and\s)?{BELOW_100})?"
_DIGIT_WORD = rf"(?:{BELOW_100}|zero|nought|oh)"
POINTED = (
    rf"(?:\d{{1,6}}[\s-]|(?:{HUNDREDS}|{_DIGIT_WORD})[\s-])?"
    rf"point(?:[\s-](?:{_DIGIT_WORD}|\d{{1,6}}))+"
)
_BELOW_WORD = "thirds?|fourths?|fifths?|sixths?|sevenths?|eighths?|tenths?"
FRACTION = (
    rf"(?:(?:two|three|four|five|six|seven|nine|[2-9])[\s-](?:quarters?|{_BELOW_WORD})"
    r"|(?:(?:an?|one)[\s-])?(?:half|quarter|third|fourth|fifth|sixth|seventh|eighth|tenth))"
)
JOINED_FRACTION = (
    r"[\s-]and[\s-](?:(?:an?|one)[\s-](?:half|quarter|third)"
    rf"|half|(?:two|three|four)[\s-](?:quarters?|{_BELOW_WORD}))"
)


def below_1000(words: str) -> Decimal:
    """A whole number in words, up to the hundreds: one hundred and twenty-five; 0 for others."""
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        total = (total or 1) * 100 if word == "hundred" else total + _SMALL.get(word, 0)
    return Decimal(total)


def fraction_of(words: str) -> tuple[Decimal, Decimal]:
    """Value of a fraction in words and the weight of its last digit.

    >>> print(*fraction_of("and three quarters"), *fraction_of("half"))
    0.75 0.01 0.5 0.1
    """
    above, below = 1, 1
    for word in re.findall(r"[a-z]+|\d", words.lower()):
        below = _BELOW.get(word.removesuffix("s"), below)
        above = int(word) if word.isdecimal() else _SMALL.get(word, above)
    return part(above, below)


def pointed(words: str) -> tuple[Decimal, Decimal]:
    """A decimal said in words and the weight of its last digit: one point two five.

    >>> print(*pointed("one point two five"), *pointed("point eight"))
    1.25 0.01 0.8 0.1
    """
    head, _, behind = re.sub(r"[\s-]+", " ", words.lower()).partition("point")
    whole = head.strip() if head.strip().isdecimal() else str(below_1000(head))
    said = re.findall(rf"\d+|(?:{_TENS_WORD}) (?:{_ONE_WORD})|[a-z]+", behind)
    decimals = "".join(word if word.isdecimal() else str(below_1000(word)) for word in said)
    value = Decimal(f"{whole}.{decimals}")
    return value, Decimal((0, (1,), -len(decimals)))
