"""English numerals: 1.4 trillion, twenty-five, half a billion, hundreds of billions."""

from __future__ import annotations

import re
from decimal import Decimal

from caploop.core.numeral import (
    DIGITS,
    HALF,
    NOT_IN_WORD,
    ONE,
    TEN,
    Numeral,
    NumeralRule,
    from_digits,
    order_of,
    share,
    vague_between,
)

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: Decimal(index) for index, word in enumerate(_ONES)}
_SMALL |= {word: (index + 2) * TEN for index, word in enumerate(_TENS)}
_POWERS = {"ten": 1, "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_POWERS |= {"k": 3, "mn": 6, "mln": 6, "m": 6, "bn": 9, "bln": 9, "b": 9}
_POWERS |= {"tn": 12, "trn": 12, "t": 12}
_SIZE = {word: TEN**power for word, power in _POWERS.items()} | {"dozen": TEN + 2}
_PARTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_PARTS |= {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}

_ONE_WORD = "|".join(sorted(_ONES[1:], key=len, reverse=True))
_TENS_WORD = "|".join(_TENS)
_BELOW_100 = (
    rf"(?:(?:{_TENS_WORD})(?:[\s-](?:{_ONE_WORD})(?![a-eg-z]))?|(?:{_ONE_WORD})(?![a-eg-z]))"
)
_HUNDREDS = rf"(?:(?:a|{_BELOW_100})[\s-])?hundred(?:\s(?:and\s)?{_BELOW_100})?"
_BIG = r"(?:thousand|million|billion|trillion)"
_END = r"(?![A-Za-z0-9])"
_NOT_HALF_AFTER = "".join(
    rf"(?<!{word}\s)" for word in ("first", "second", "latter", "other", "last", "back", "in")
)


def _size(words: str) -> Decimal:
    size = ONE
    for word in re.findall(r"[a-z]+", words.lower()):
        size *= _SIZE.get(word, _SIZE.get(word.removesuffix("s"), ONE))
    return size


def _below_1000(words: str) -> Decimal:
    total = Decimal(0)
    for word in re.findall(r"[a-z]+", words.lower()):
        is_hundred = word == "hundred"
        total = (total or ONE) * TEN**2 if is_hundred else total + _SMALL.get(word, Decimal(0))
    return total


def _with_digits(match: re.Match[str]) -> Numeral:
    number, step = from_digits(match.group("digits"))
    scale = _size(match.group("scale"))
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=number * scale,
        step=step * scale,
        scale=scale,
        letter=len(match.group("scale")) == 1,
    )


def _with_words(match: re.Match[str]) -> Numeral:
    scale = _size(match.group("scale") or "")
    number = _below_1000(match.group("words"))
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=(number + HALF if match.group("half") else number) * scale,
        step=scale / TEN if match.group("half") else scale,
        scale=scale,
        article=match.group().lower() == "one",
        words=True,
    )


def _with_article(match: re.Match[str]) -> Numeral:
    scale = _size(match.group("scale"))
    part, step = (HALF, ONE / TEN) if match.group("half") else (ONE, ONE)
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=part * scale,
        step=step * scale,
        scale=scale,
        words=True,
    )


def _order(match: re.Match[str]) -> Numeral:
    return order_of(match, _size(match.group("sizes")))


def _several(match: re.Match[str]) -> Numeral:
    return vague_between(match, (ONE * 2, TEN - 1), ONE)


def _part(match: re.Match[str]) -> Numeral:
    below = _PARTS[match.group("below").lower().removesuffix("s")]
    above = _below_1000(match.group("above")) or ONE
    return share(match, above / below, ONE / TEN)


def _half(match: re.Match[str]) -> Numeral:
    return share(match, HALF, ONE / TEN)


RULES = tuple(
    NumeralRule(pattern=re.compile(pattern, re.IGNORECASE), read=read)
    for pattern, read in (
        (
            rf"{NOT_IN_WORD}(?P<digits>{DIGITS})(?P<scale>[\s-]?(?:hundred\s)?{_BIG}"
            rf"|[\s-]hundred|\s?(?:bn|mln|mn|bln|tn|trn)|[kmbt]){_END}",
            _with_digits,
        ),
        (
            rf"\b(?<!-)(?P<words>{_HUNDREDS}|{_BELOW_100})(?P<half>\sand\sa\shalf)?"
            rf"(?:[\s-](?P<scale>{_BIG}))?(?:{_END}|(?=fold\b))",
            _with_words,
        ),
        (
            rf"\b(?:(?P<half>half[\s-](?:an?\s)?)|an?\s)(?P<scale>{_BIG}|dozen){_END}",
            _with_article,
        ),
        (rf"\b(?P<sizes>(?:tens|hundreds|thousands|dozens)\sof\s{_BIG}s){_END}", _order),
        (
            r"\b(?:several|a\sfew|many|multiple)[\s-]"
            rf"(?P<sizes>(?:hundred|thousand|dozen)(?:\s{_BIG})?|{_BIG}){_END}",
            _order,
        ),
        (rf"\bmulti-?\s?(?P<sizes>{_BIG}){_END}", _order),
        (rf"\b(?P<sizes>hundreds|dozens|{_BIG}s){_END}", _order),
        (r"\b(?:several|a\sfew)(?=\s(?:year|quarter|month|week|day|hour)s\b)", _several),
        (
            r"\b(?P<above>one|two|three|four)-(?P<below>(?:third|quarter|fourth|fifth|tenth)s?)\b"
            r"(?!\s(?:results|revenue|earnings|profit|loss))",
            _part,
        ),
        (r"\b(?P<above>an?)\s(?P<below>third|quarter|fifth|tenth)(?=\sof\b)", _part),
        (r"\b(?P<above>one|two)\s(?P<below>thirds?|fifths?|tenths?)(?=\sof\b)", _part),
        (
            r"\b(?P<above>one|two)\s(?:in\s(?:every\s)?|out\sof\s(?:every\s)?)"
            r"(?P<below>three|four|five|six|eight|ten)(?!\s(?:year|month|week|day|quarter))\b",
            _part,
        ),
        (rf"\b{_NOT_HALF_AFTER}half(?=\sof\s|\sthe\s(?!year)|[,.;]|$)", _half),
    )
)
