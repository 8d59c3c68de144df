"""Numerals of both languages in a folded text: value, order and the weight of the last digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from msgspec import Struct

from caploop.extraction.money import CODES
from caploop.extraction.starts import word_start

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


class Numeral(Struct, frozen=True, kw_only=True, gc=False):
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
_DIGIT_ROW = re.compile(r"\d\d*")  # a search skips to a sign, and not to a repeated one
_NUMBER = re.compile(r"\d[\d,.'’·]*(?: \d{3}(?!\d))*")
_SIGN_ANCHOR = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿兆几数好若半½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒(个](?:(?<!个)|(?=亿))"
)
_ARTICLES = frozenset(("a", "an"))
_BEHIND = re.compile(r"[\s-]?([A-Za-zÀ-ÿ]+|[^A-Za-zÀ-ÿ])")
_BINDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-,'’")
_ONE_CHARACTER = frozenset("零〇一二两三四五六七八九")
_GOES_ON = frozenset("零〇一二两三四五六七八九十百千万亿兆点多余来个分成割半几数、又 ")


class NumeralRules:
    """Rules with what a text is searched by for them: the rules of each key, the words among them.

    Made once: to look it up by the rules themselves costs more than to read a line.
    """

    def __init__(self, rules: Iterable[NumeralRule]) -> None:
        known = tuple(rules)
        keys = {key for rule in known for key in rule.first}
        self.index = {key: tuple(rule for rule in known if key in rule.first) for key in keys}
        words = {key for key in keys if key.isascii() and key.isalpha()}
        article = rf"(?<=[Aa])[Nn]?(?![A-Za-z])(?=[\s-](?i:{_AFTER_ARTICLE}))"
        self.words = re.compile(word_start(words - _ARTICLES, letters="Aa", more=article))

    def may_start_in(self, text: str) -> bool:
        """Whether anything in a text can start a numeral; most lines without one are told so."""
        return any(one.search(text) for one in (_DIGIT_ROW, _SIGN_ANCHOR, self.words))


def _anchors(text: str, words: re.Pattern[str]) -> list[tuple[int, str]]:
    """Where a numeral can start, in order: digits, words, signs; letters before are no word."""
    found = [
        (anchor.start(), anchor.group())
        for pattern in (_DIGIT_ROW, _SIGN_ANCHOR, words)
        for anchor in pattern.finditer(text)
    ]
    found.sort()
    return found


def _key_of_digits(text: str, end: int) -> str:
    """What the rules for digits that end here are looked up by: the word or sign behind them."""
    behind = _BEHIND.match(text, end)
    word = behind[1].lower() if behind else ""
    if word.isdecimal():
        return DIGIT + "/"
    return DIGIT + word


def _key_of_word(text: str, start: int, found: str) -> str:
    if found in _ONE_CHARACTER and text[start + 1 : start + 2] not in _GOES_ON:
        return ALONE
    return found.lower()


def find_numerals(text: str, rules: NumeralRules) -> tuple[Numeral, ...]:
    """The numerals of a folded text, left to right; of those that start together the longest."""
    index = rules.index
    kept: list[Numeral] = []
    reached = 0
    for start, found in _anchors(text, rules.words):
        if start < reached:
            continue
        if found[0].isdecimal():
            numeral = _of_digits(text, (start, found), index)
        else:
            known = index.get(_key_of_word(text, start, found), ())
            numeral = _longest(text, start, known) if known else None
        if numeral is not None:
            kept.append(numeral)
            reached = numeral.end
    return tuple(kept)


def _of_digits(
    text: str, row: tuple[int, str], index: dict[str, tuple[NumeralRule, ...]]
) -> Numeral | None:
    start, found = row
    number = _NUMBER.match(text, start)
    end = number.end() if number else start + len(found)
    key = _key_of_digits(text, end)
    known = index.get(key, ())
    if not known and "ill" in key:
        known = index.get(_UNKNOWN, ())
    numeral = _longest(text, start, known) if known else None
    if numeral is None and end == start + len(found):
        numeral = _plain(text, row)
    return numeral or _longest(text, start, index.get(DIGIT, ()))


def _plain(text: str, row: tuple[int, str]) -> Numeral | None:
    """Digits with no mark between and nothing before that they may belong to."""
    start, found = row
    if not found.isascii() or text[start - 1 : start] in _BINDS:
        return None
    return Numeral(start=start, end=start + len(found), value=Decimal(found), step=ONE)


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
