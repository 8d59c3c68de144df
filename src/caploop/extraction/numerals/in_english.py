"""English numerals: 1.4 trillion, twenty-five, two and a half billion, hundreds of billions."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from caploop.extraction.numerals.digits import (
    DIGITS,
    FRACTION_SIGNS,
    fraction_sign,
    from_digits,
    has_decimal_comma,
    is_parted_once,
    part,
)
from caploop.extraction.numerals.english_words import (
    BELOW_100,
    FRACTION,
    HUNDREDS,
    JOINED_FRACTION,
    NUMBER_WORDS,
    POINTED,
    below_1000,
    fraction_of,
    pointed,
)
from caploop.extraction.numerals.mixed import (
    DIGIT,
    HALF,
    NOT_IN_WORD,
    ONE,
    TEN,
    Numeral,
    NumeralRule,
    between,
    order_of,
    refusal,
    share,
    vague_between,
)
from caploop.extraction.numerals.scale import (
    BIG,
    SCALE_WORDS,
    SCALES,
    SPACED_LETTER,
    UNKNOWN,
    UNKNOWN_WORDS,
    doubt_of,
    size_of,
)

_Read = Callable[[re.Match[str]], Numeral | None]
_END = r"(?![A-Za-z0-9])"
_TIME = r"(?:year|quarter|month|week|day|hour)"
_HALF_BEHIND = (
    rf"(?:\sand\s(?P<behind>(?:an?|one)\s(?:half|quarter|third))(?!-|\s(?:of|{BIG}|{_TIME})\b))?"
)
_NUMBER = rf"(?:{HUNDREDS}|{BELOW_100})"
_NEXT = re.compile(
    rf"[\s-](?:(?P<digits>\d{{1,3}}(?:\.\d+)?)|(?:and\s)?(?P<words>{_NUMBER}))"
    rf"(?:[\s-](?P<scale>{BIG}))?{_END}",
    re.IGNORECASE,
)
_STRAY = re.compile(
    rf"(?:[\s-]{_NUMBER}){{1,4}}[\s-]{BIG}s?{_END}|[\s-]point[\s-](?:{BELOW_100}|\d)", re.IGNORECASE
)
_BEHIND_NUMBER = re.compile(rf"\b(?:{BELOW_100}|hundred|thousand)[\s-]$", re.IGNORECASE)
_PART_OF = re.compile(
    r"(?:\b(?:fractions?|parts?|most|much|bulk|slice|portion|halves|percent|cent|[a-z]{3,}ths?"
    r"|thirds?|quarters?|couple|handful|lots?)|[%½¼¾⅓⅔])\sof\s$",
    re.IGNORECASE,
)
_BEFORE_SIZES = re.compile(
    r"(?:\bdigits?|handful\sof|couple\sof|few|lots?\sof|scores\sof)[\s-]$|\b(?:low|mid|high)[\s-]$",
    re.IGNORECASE,
)
_TABLE_UNIT = re.compile(r"\)|,\s(?:except|unless)|\s?$|\n")
_NEAR = 16
_NOT_HALF_AFTER = "".join(
    rf"(?<!{word}\s)" for word in ("first", "second", "latter", "other", "last", "back", "in")
)
_WHOLE = r"(?:the|its|their|all|our|his|her|that|this|these|those|total|global)"
_DIGIT_COUNTS = ("single", "double", "triple")


def _extra(groups: dict[str, str | None]) -> tuple[Decimal, Decimal] | None:
    """The fraction beside a whole number: its sign, its digits, or its words."""
    if sign := groups.get("sign"):
        return fraction_sign(sign)
    if below := groups.get("below"):
        return part(int(groups["above"] or 1), int(below)) if int(below) else None
    words = groups.get("joined") or groups.get("behind") or groups.get("part")
    return fraction_of(words) if words else None


def _at(match: re.Match[str], number: tuple[Decimal, Decimal], scale: Decimal) -> Numeral:
    """The numeral of a number and the weight of its last digit, in a scale."""
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=number[0] * scale,
        step=number[1] * scale,
        scale=scale,
        words=True,
    )


def _with_digits(match: re.Match[str]) -> Numeral | None:
    """Digits with a sign or words of a fraction, with a scale, or with both."""
    groups = match.groupdict()
    printed, words = groups["digits"] or "0", groups["scale"] or ""
    number, extra = from_digits(printed), _extra(groups)
    if not words and extra is None:
        return None
    if extra and not printed.isdecimal():
        return refusal(match, "a fraction stands behind a number that is not whole")
    if words and (why := doubt_of(printed, words, match.string[match.end("scale") :][:_NEAR])):
        return refusal(match, why)
    number = (number[0] + extra[0], extra[1]) if extra else number
    short = words.strip().lower()
    doubt = "blank" if is_parted_once(printed) else ""
    doubt = "comma" if has_decimal_comma(printed) and not words else doubt
    doubt = "letter" if SPACED_LETTER.fullmatch(words) else doubt
    doubt = "mm" if short == "mm" else doubt
    found = _at(match, number, size_of(words))
    return _longer(match, replace(found, letter=len(short) == 1, doubt=doubt, words=False))


def _in_brackets(match: re.Match[str]) -> Numeral:
    """Figures in brackets, which a statement prints for a loss where money is counted."""
    number, words = from_digits(match.group("digits")), match.group("scale") or ""
    found = _at(match, number, size_of(words))
    return replace(found, letter=len(words.strip()) == 1, minus=True, words=False)


def _longer(match: re.Match[str], found: Numeral) -> Numeral:
    """The numeral with what follows it in smaller scales: one million two hundred thousand."""
    text, size = match.string, found.scale
    more = _NEXT.match(text, found.end)
    while more and found.value is not None:
        scale = size_of(more["scale"] or "")
        number = from_digits(more["digits"])[0] if more["digits"] else below_1000(more["words"])
        is_part = found.words if more["words"] else scale > 1
        if not is_part or scale >= size or found.value % size or number * scale >= size:
            break
        value, size = found.value + number * scale, scale
        found = replace(found, end=more.end(), value=value, step=scale, scale=scale)
        more = _NEXT.match(text, found.end)
    stray = _STRAY.match(text, found.end) if found.words else None
    if stray is None:
        return found
    why = "numbers in words stand side by side and make no one number"
    return replace(found, end=stray.end(), value=None, refused=why)


def _with_words(match: re.Match[str]) -> Numeral:
    if _BEHIND_NUMBER.search(match.string, max(0, match.start() - _NEAR), match.start()):
        return refusal(match, "a number in words stands right before it")
    groups = match.groupdict()
    extra, number = _extra(groups), (below_1000(groups["words"] or ""), ONE)
    number = (number[0] + extra[0], extra[1]) if extra else number
    found = _at(match, number, size_of(groups["scale"] or ""))
    return _longer(match, replace(found, article=match.group().lower() == "one"))


def _with_point(match: re.Match[str]) -> Numeral:
    return _at(match, pointed(match.group("number")), size_of(match.group("scale") or ""))


def _with_article(match: re.Match[str]) -> Numeral:
    before = _PART_OF.search(match.string, max(0, match.start() - _NEAR), match.start())
    if before:
        return refusal(match, f"{before.group().strip()!r} makes it a part that is not known")
    extra = _extra(match.groupdict())
    number = (ONE + extra[0], extra[1]) if extra else (ONE, ONE)
    return _longer(match, _at(match, number, size_of(match.group("scale"))))


def _part_of_one(match: re.Match[str]) -> Numeral | None:
    """A fraction of one scale: half a billion, three quarters of a trillion, ¾ of a million."""
    extra = _extra(match.groupdict())
    return _at(match, extra, size_of(match.group("scale"))) if extra else None


def _order(match: re.Match[str]) -> Numeral:
    text, start = match.string, match.start()
    before = _BEFORE_SIZES.search(text, max(0, start - _NEAR), start)
    if before:
        return refusal(match, f"{before.group().strip(' -')!r} gives it ends that are not known")
    if text[max(0, start - 3) : start] == "in " and _TABLE_UNIT.match(text, match.end()):
        return refusal(match, "it is the unit of a table")
    return order_of(match, size_of(match.group("sizes")))


def _digit_count(match: re.Match[str]) -> Numeral:
    """Double-digit billions: from ten to a hundred of them."""
    if narrowed := match.group("narrowed"):
        return refusal(match, f"{narrowed.strip(' -')!r} gives it ends that are not known")
    size = size_of(match.group("sizes"))
    low = size * TEN ** _DIGIT_COUNTS.index(match.group("count").lower())
    return vague_between(match, (low, low * TEN), size)


def _several(match: re.Match[str]) -> Numeral:
    return vague_between(match, (ONE * 2, TEN - 1), ONE)


def _number_of(word: str) -> Decimal:
    return from_digits(word)[0] if word[:1].isdecimal() else below_1000(word)


def _either(match: re.Match[str]) -> Numeral | None:
    """Two or three billion; a billion or two."""
    ends = _number_of(match.group("one") or "one"), _number_of(match.group("other"))
    return between(match, ends, size_of(match.group("scale") or ""))


def _share(match: re.Match[str]) -> Numeral:
    return share(match, *fraction_of(match.group("part")))


def _half(match: re.Match[str]) -> Numeral:
    return share(match, HALF, ONE / TEN)


def _one_in(match: re.Match[str]) -> Numeral | None:
    above, below = _number_of(match.group("above")), _number_of(match.group("below"))
    return share(match, above / below, ONE / TEN) if 0 < above < below else None


def _ratio(match: re.Match[str]) -> Numeral:
    return refusal(match, "a ratio is no amount")


def _unknown_scale(match: re.Match[str]) -> Numeral:
    word = match.group("unknown").strip(" -")
    return refusal(match, f"{word!r} may scale the number and is not known")


def _rule(first: frozenset[str] | str, pattern: str, read: _Read) -> NumeralRule:
    keys = first if isinstance(first, frozenset) else frozenset(first.split())
    return NumeralRule(first=keys, pattern=re.compile(pattern, re.IGNORECASE), read=read)


_FREE = r"(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)"
_JOINERS = (("or",), ("in", "out"), ("to", "for"))
_BESIDE = frozenset(DIGIT + beside for beside in ("/", "and", *FRACTION_SIGNS))
_SIGN = rf"[{FRACTION_SIGNS}]"
_PARTS = frozenset(DIGIT + word for word in ("quarters", "thirds", "fifths", "tenths"))
_UNKNOWN = frozenset(DIGIT + word for word in UNKNOWN_WORDS)
_SCALED = frozenset(DIGIT + word for word in SCALE_WORDS)
_OR, _IN, _RATIO = (frozenset(DIGIT + word for word in words) for words in _JOINERS)
_BELOW_10 = NUMBER_WORDS - {"a", "an", "hundred"}
_SIZES = "hundreds thousands millions billions trillions tens dozens scores"

RULES = (
    _rule(
        _SCALED | _BESIDE,
        rf"{NOT_IN_WORD}(?P<digits>{DIGITS})(?:\s?(?P<sign>{_SIGN})"
        rf"|[\s-](?P<above>\d)/(?P<below>\d{{1,2}})(?![\d/])|(?P<joined>{JOINED_FRACTION}))?"
        rf"(?:(?P<scale>{SCALES}){_HALF_BEHIND})?{_END}",
        _with_digits,
    ),
    _rule("(", rf"\((?P<digits>{DIGITS})\)(?P<scale>{SCALES})?{_END}", _in_brackets),
    _rule("(", rf"(?<=[$€£₩₹])\((?P<digits>{DIGITS})(?P<scale>{SCALES})?\)", _in_brackets),
    _rule(_UNKNOWN, rf"{NOT_IN_WORD}{DIGITS}(?P<unknown>{UNKNOWN}){_END}", _unknown_scale),
    _rule(
        f"{DIGIT}/",
        rf"{NOT_IN_WORD}(?P<above>\d)/(?P<below>\d{{1,2}})(?:\sof\san?)?"
        rf"(?P<scale>[\s-]{BIG}){_END}",
        _part_of_one,
    ),
    _rule(
        " ".join(FRACTION_SIGNS),
        rf"(?<!\d)(?<!\d\s)(?P<sign>{_SIGN})(?:\sof\san?|\san?)?(?P<scale>[\s-]{BIG}){_END}",
        _part_of_one,
    ),
    _rule(_RATIO, rf"{NOT_IN_WORD}\d{{1,3}}[\s-](?:to|for)[\s-](?:1|one)\b(?!\.\d)", _ratio),
    _rule(_BELOW_10, rf"{_FREE}{BELOW_100}-(?:to|for)-one\b", _ratio),
    _rule(
        NUMBER_WORDS | {f"{DIGIT}point", "point", "zero", "nought", "oh"},
        rf"{_FREE}(?P<number>{POINTED})(?:[\s-](?P<scale>(?:hundred\s)?{BIG}))?{_END}",
        _with_point,
    ),
    _rule(
        NUMBER_WORDS | {f"{word}fold" for word in NUMBER_WORDS},
        rf"{_FREE}(?P<words>{_NUMBER})(?P<joined>{JOINED_FRACTION}(?![A-Za-z]))?"
        rf"(?:[\s-](?P<scale>{BIG}(?:[\s-]{BIG})?){_HALF_BEHIND})?(?:{_END}|(?=fold\b))",
        _with_words,
    ),
    _rule(
        frozenset(("a", "an")),
        rf"{_FREE}an?\s(?P<scale>{BIG}|dozen){_HALF_BEHIND}{_END}",
        _with_article,
    ),
    _rule(
        NUMBER_WORDS | _PARTS | {"half", "quarter", "third"},
        rf"{_FREE}{_NOT_HALF_AFTER}(?P<part>{FRACTION})[\s-](?:(?:of[\s-])?(?:an?|one)[\s-])?"
        rf"(?P<scale>{BIG}|dozen){_END}",
        _part_of_one,
    ),
    _rule(
        "tens hundreds thousands dozens",
        rf"{_FREE}(?P<sizes>(?:(?:tens|hundreds|thousands|dozens)\sof\s)+{BIG}s){_END}",
        _order,
    ),
    _rule(
        "several a many multiple",
        rf"{_FREE}(?:several|a\sfew|many|multiple)[\s-]"
        rf"(?P<sizes>(?:hundred|thousand|dozen)(?:\s{BIG})?|{BIG}){_END}",
        _order,
    ),
    _rule("multi", rf"{_FREE}multi-?\s?(?P<sizes>{BIG}){_END}", _order),
    _rule(
        "multimillion multibillion multitrillion", rf"{_FREE}multi(?P<sizes>{BIG}){_END}", _order
    ),
    _rule(_SIZES, rf"{_FREE}(?P<sizes>hundreds|dozens|{BIG}s){_END}", _order),
    _rule(
        "low mid high single double triple",
        rf"{_FREE}(?P<narrowed>(?:low|mid|high)(?:[\s-]to[\s-](?:mid|high))?[\s-])?"
        rf"(?P<count>single|double|triple)[\s-]digits?[\s-](?P<sizes>{BIG})s?{_END}",
        _digit_count,
    ),
    _rule(
        "several a",
        rf"{_FREE}(?:several|a\sfew)(?=\s(?:year|quarter|month|week|day|hour)s\b)",
        _several,
    ),
    _rule(
        NUMBER_WORDS | _OR,
        rf"{NOT_IN_WORD}(?P<one>\d{{1,3}}(?:\.\d+)?|{_NUMBER})\sor\s"
        rf"(?P<other>\d{{1,3}}(?:\.\d+)?|{_NUMBER})(?:[\s-]?(?P<scale>{BIG}|[mbt]n))?{_END}",
        _either,
    ),
    _rule(
        NUMBER_WORDS,
        rf"{_FREE}(?:an?|one)\s(?P<one>)(?P<scale>{BIG})\sor\s(?P<other>two|three){_END}",
        _either,
    ),
    _rule(
        NUMBER_WORDS,
        rf"{_FREE}(?P<part>(?:one|two|three|four|five|six|seven|nine)"
        r"-(?:third|quarter|fourth|fifth|tenth)s?)\b"
        r"(?!\s(?:results|revenue|earnings|profit|loss))",
        _share,
    ),
    _rule(
        NUMBER_WORDS,
        rf"{_FREE}(?P<part>(?:an?\s(?:third|quarter|fifth|tenth)"
        r"|(?:one|two|three|four)\s(?:thirds?|fifths?|tenths?))(?=\sof\b)"
        rf"|(?:two|three)\squarters(?=\sof\s{_WHOLE}\b))",
        _share,
    ),
    _rule(
        NUMBER_WORDS | _IN,
        r"(?<![A-Za-z0-9.,$€£¥-])(?P<above>one|two|three|four|seven|nine|[1-9])"
        r"\s(?:in\s(?:every\s)?|out\sof\s(?:every\s)?)"
        r"(?P<below>three|four|five|six|eight|ten|1?[0-9]|20|100)"
        r"(?!\s(?:year|month|week|day|quarter)|[A-Za-z0-9]|[.,]\d)\b",
        _one_in,
    ),
    _rule(
        "half",
        rf"{_FREE}(?<!\sand\sa\s){_NOT_HALF_AFTER}half(?=\sof\s|\sthe\s(?!year)|[,.;]|$)",
        _half,
    ),
)
