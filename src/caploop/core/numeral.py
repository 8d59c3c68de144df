"""Numerals of both languages in a folded text: value, order and the weight of the last digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache

from msgspec import Struct

from caploop.core.money import CODES

ONE = Decimal(1)
TEN = Decimal(10)
HALF = ONE / 2
DIGIT = "0"  # starts the key of rules for digits; what stands behind the digits ends it
ALONE = "一."  # the key of rules for one Chinese digit with no numeral behind it
_UNKNOWN = f"{DIGIT}illion"  # for a word like a scale that none of the rules knows

_CODES = "|".join((*CODES, "NTD", "[Tt][Oo][Pp]"))
_SHORT_CODES = "|".join(rf"(?<=\b{code})" for code in ("Rs", "Re", "RM", "Rp", "Dh", "SKr", "Rs."))
_FREE = r"(?<![A-Za-z0-9_.])(?<![A-Za-z]-)(?:(?<!\d[,'’])|(?<=20\d\d,))"
_AFTER_UNIT = r"(?<=[GMTk]W-)|(?<=\d[xXMmBbKk]-)|(?<=[bmt]n-)|(?<=illion-)|(?<=crore-)"
NOT_IN_WORD = rf"(?:{_FREE}|(?<={_CODES})|{_SHORT_CODES}|{_AFTER_UNIT})"


class Numeral(Struct, frozen=True, kw_only=True):
    """One numeral with its scale; `value` is absent where only an order or a pair is named.

    `step` is the weight of the last printed digit, `scale` what the printed number was
    multiplied by. `unit` is set where the numeral itself is a share. `more` marks 多 and 余,
    `bare` a scale without a number (千亿), `article` the word one, which often counts nothing,
    `letter` a scale of one letter, which needs a unit beside it to be a scale, and `minus` a
    number in brackets. `refused` says why what stands here is not read, empty where it is;
    `doubt` is what a currency or unit beside it has to settle: see `draft`.
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
    minus: bool = False
    about: bool = False
    refused: str = ""
    doubt: str = ""


class NumeralRule(Struct, frozen=True, kw_only=True):
    """One way of writing a numeral: what it looks like and what it is worth.

    `first` are the keys of what it can start with: characters, or whole words in small letters;
    for digits DIGIT and the word or sign behind them, or DIGIT alone for any.
    """

    first: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Numeral | None]


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


def between(match: re.Match[str], ends: tuple[Decimal, Decimal], scale: Decimal) -> Numeral | None:
    """A numeral that names two ends of one scale (两三千亿, two or three billion), low first."""
    if not ends[0] < ends[1]:
        return None
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=None,
        low=ends[0] * scale,
        high=ends[1] * scale,
        step=scale,
        scale=scale,
        words=True,
    )


def share(match: re.Match[str], value: Decimal, step: Decimal) -> Numeral:
    """A numeral that is itself a share of a whole: 一半, two-thirds, 百分之十六."""
    return Numeral(
        start=match.start(), end=match.end(), value=value, step=step, unit="fraction", words=True
    )


def refusal(match: re.Match[str], why: str) -> Numeral:
    """A numeral that is seen and not read, so that no piece of it is."""
    return Numeral(
        start=match.start(), end=match.end(), value=None, step=ONE, refused=why, words=True
    )


_AFTER_ARTICLE = (
    "half|quarter|third|four|fif|six|seven|eigh|ten|few|dozen|hundred|thousand|[mbtr]+illion"
    "|quadrillion|lakh|crore"
)
_SIGN_ANCHOR = r"|[零〇一二两三四五六七八九十百千万亿兆几数好若半½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒(]|个(?=亿)"
_ARTICLES = frozenset(("a", "an"))
_BEHIND = re.compile(r"[\s-]?([A-Za-zÀ-ÿ]+|[^A-Za-zÀ-ÿ])")
_BINDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-,'’")
_ROW = re.compile(" ")
_ONE_CHARACTER = frozenset("零〇一二两三四五六七八九")
_GOES_ON = frozenset("零〇一二两三四五六七八九十百千万亿兆点多余来个分成割半几数、又 ")


@cache
def _index(rules: tuple[NumeralRule, ...]) -> dict[str, tuple[NumeralRule, ...]]:
    keys = {key for rule in rules for key in rule.first}
    return {key: tuple(rule for rule in rules if key in rule.first) for key in keys}


@cache
def _anchor(rules: tuple[NumeralRule, ...]) -> re.Pattern[str]:
    """What a numeral of these rules can start with: digits, words, signs."""
    keys = {key for rule in rules for key in rule.first if key.isascii() and key.isalpha()}
    words = sorted(keys - _ARTICLES, key=len, reverse=True)
    letters = "".join(sorted({word[0] + word[0].upper() for word in words} | {"~"}))
    latin = rf"[Aa]n?(?=[\s-](?:{_AFTER_ARTICLE}))|(?=[{letters}])(?i:{'|'.join(words) or '~'})"
    return re.compile(
        rf"\d[\d,.'’·]*(?: \d{{3}}(?!\d))*|(?<![A-Za-z])(?:{latin})(?![A-Za-z]){_SIGN_ANCHOR}"
    )


def _key_of_digits(text: str, end: int) -> str:
    """What the rules for digits that end here are looked up by: the word or sign behind them."""
    behind = _BEHIND.match(text, end)
    word = behind[1].lower() if behind else ""
    if word.isdecimal():
        return DIGIT + "/"
    return DIGIT + word


def _key_of_word(text: str, anchor: re.Match[str]) -> str:
    found = anchor.group()
    if found in _ONE_CHARACTER and text[anchor.end() : anchor.end() + 1] not in _GOES_ON:
        return ALONE
    return found.lower()


def find_numerals(text: str, rules: Iterable[NumeralRule]) -> tuple[Numeral, ...]:
    """The numerals of a folded text, left to right; of those that start together the longest."""
    known_rules = tuple(rules)
    index, starts = _index(known_rules), _anchor(known_rules)
    kept: list[Numeral] = []
    anchor = starts.search(text)
    while anchor:
        if anchor.group()[0].isdecimal():
            numeral = _of_digits(text, anchor, index)
            reached = anchor.start() + len(_ROW.split(anchor.group(), 1)[0])
        else:
            known = index.get(_key_of_word(text, anchor), ())
            numeral = _longest(text, anchor.start(), known) if known else None
            reached = anchor.end()
        if numeral is not None:
            kept.append(numeral)
            reached = numeral.end
        anchor = starts.search(text, reached)
    return tuple(kept)


def _of_digits(
    text: str, anchor: re.Match[str], index: dict[str, tuple[NumeralRule, ...]]
) -> Numeral | None:
    key, start = _key_of_digits(text, anchor.end()), anchor.start()
    known = index.get(key, ())
    if not known and "ill" in key:
        known = index.get(_UNKNOWN, ())
    numeral = _longest(text, start, known) if known else None
    return numeral or _plain(text, anchor) or _longest(text, start, index.get(DIGIT, ()))


def _plain(text: str, anchor: re.Match[str]) -> Numeral | None:
    """Digits with no mark between and nothing before that they may belong to."""
    found, start = anchor.group(), anchor.start()
    if not (found.isdecimal() and found.isascii()) or text[start - 1 : start] in _BINDS:
        return None
    return Numeral(start=start, end=anchor.end(), value=Decimal(found), step=ONE)


def _longest(text: str, start: int, rules: Iterable[NumeralRule]) -> Numeral | None:
    best: Numeral | None = None
    for rule in rules:
        match = rule.pattern.match(text, start)
        numeral = rule.read(match) if match else None
        if numeral is None:
            continue
        if best is None or (numeral.end, not numeral.refused) > (best.end, not best.refused):
            best = numeral
    return best
