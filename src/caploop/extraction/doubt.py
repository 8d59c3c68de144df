"""Why a number is refused for what stands right beside it: a rest that may belong to it."""

from __future__ import annotations

import re

from caploop.extraction.numerals.digits import DIGITS, FRACTION_SIGNS, is_grouped_or_decimal
from caploop.extraction.numerals.mixed import Numeral
from caploop.extraction.unit import OPEN_CURRENCY, UnitHit

Hits = tuple[UnitHit | None, UnitHit | None]

_REST = re.compile(
    rf"(?:(?<=\d)[.,'’]\d|\s?[{FRACTION_SIGNS}]|(?<=\d)[A-Za-zÀ-ÿ_]"
    r"|\s?[十百万亿兆](?![分重国])|\s?千(?![瓦克米卡赫伏])|[가-힣]"
    r"|[\s-]point[\s-](?:[a-z]+|\d))"
)
_LABEL = re.compile(
    r"(?:\b[\w.]*[A-Z][\w.]*|\b(?:no|page|step|phase|level|figure|table|group|top|nr))\s$"
)
_POINT_COUNTRIES = frozenset(
    ("EUR", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "RUB", "BRL", "IDR", "VND")
)
_PRINTED = re.compile(DIGITS)
_NEAR = 24


def why_refused(text: str, numeral: Numeral, hits: Hits) -> str:
    """The reason why the number is not read; empty where it is whole.

    `hits` are the sign of money before it and the unit behind it.
    """
    sign, hit = hits
    if any(one and one.unit.currency == OPEN_CURRENCY for one in hits):
        return "several countries have money of this name"
    rest = None if hit else _REST.match(text, numeral.end)
    if rest and (sign or numeral.scale > 1 or not rest.group()[0].isalpha()):
        return f"{rest.group().strip(' -')!r} behind it may belong to it"
    if text[numeral.start - 1 : numeral.start] in _FRACTIONS and numeral.start:
        return "a fraction stands before it"
    return _unsettled(text, numeral, hits) or _grouped(text, numeral, hits)


def _unsettled(text: str, numeral: Numeral, hits: Hits) -> str:
    """Whether what the numeral leaves open is not settled by money or a unit beside it."""
    sign, hit = hits
    is_money = sign is not None or (hit is not None and hit.unit.currency is not None)
    is_latin = hit is not None and text[hit.end - 1] < "\u3000"
    match numeral.doubt:
        case "blank" if sign is None and _LABEL.search(
            text, max(0, numeral.start - _NEAR), numeral.start
        ):
            return "a blank groups its digits or parts two numbers"
        case "comma" if sign is None and not is_latin:
            return "a comma marks its decimals or parts two numbers"
        case "letter" | "mm" if not is_money:
            return "a letter behind it is a scale or a unit"
    if numeral.minus and not is_money and (hit is None or numeral.scale > 1):
        return "brackets around it mean a loss or an aside"
    return ""


def _grouped(text: str, numeral: Numeral, hits: Hits) -> str:
    """Whether one point before three digits groups them in the countries of this money."""
    if not any(one and one.unit.currency in _POINT_COUNTRIES for one in hits):
        return ""
    printed = _PRINTED.match(text, numeral.start)
    hit = hits[1]
    is_chinese = text[(hit.end if hit else numeral.end) - 1] > "\u3000"
    if printed is None or "." not in printed.group() or is_chinese:
        return ""
    is_open = is_grouped_or_decimal(printed.group())
    if is_open and (numeral.scale == 1 or printed.group().endswith("00")):
        return "the point before three digits groups them or marks decimals"
    return ""


_FRACTIONS = frozenset(FRACTION_SIGNS)
