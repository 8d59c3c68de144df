"""Scale words of the world's press in Latin letters, as a table: word and power of ten."""

from __future__ import annotations

import re
from decimal import Decimal

from caploop.extraction.numerals.digits import is_grouped_or_decimal

_TEN = Decimal(10)
BIG = r"(?:thousand|[mbtr]+illion|quadrillion|lakh|crore)"

_ENGLISH = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ENGLISH |= {"quadrillion": 15, "lakh": 5, "lac": 5, "crore": 7}
_SHORT = {"mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12, "cr": 7}
_EUROPEAN = {
    "tausend": 3, "tsd": 3, "mio": 6, "millionen": 6, "mrd": 9, "mrds": 9, "md": 9, "mds": 9,
    "mia": 9, "mld": 9, "mlrd": 9, "milliarde": 9, "milliarden": 9, "milliard": 9,
    "milliards": 9, "billionen": 12, "billiarden": 15, "millones": 6, "milhões": 6,
    "bilhões": 9, "trilhões": 12, "milioni": 6, "miliardi": 9, "miliardo": 9, "miljard": 9,
    "miljarder": 9, "miljarden": 9, "miljoner": 6, "miljoen": 6, "mil millones": 9,
}  # fmt: skip
_LETTERS = {"k": 3, "m": 6, "b": 9, "t": 12, "mm": 6}
_SIZE = {word: _TEN**power for word, power in (_ENGLISH | _SHORT | _EUROPEAN | _LETTERS).items()}
_SIZE |= {"ten": _TEN, "dozen": _TEN + 2}
_COUNTRY_SIZED = re.compile(r"Billion\s?(?:Euro|Franken|US-Dollar)\b")


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted((word.replace(" ", r"\s") for word in words), key=len, reverse=True))


# Behind digits; a word may follow another, as in 3 lakh crore or 2 hundred million.
_WORD = rf"(?:{_any(_ENGLISH)})s?|(?:{_any(_SHORT | _EUROPEAN)})\.?"
SCALES = (
    rf"(?:[\s-]?(?:{_WORD})(?:[\s-](?:(?:{_any(_ENGLISH)})s?|cr\b\.?)){{0,2}}"
    rf"|k\s?(?:crores?|cr)\b\.?"
    r"|\s?(?:mm|[kmbt]))"
)
SPACED_LETTER = re.compile(r"\s[kmbt]", re.IGNORECASE)
# The words and letters that can stand first behind digits.
SCALE_WORDS = frozenset(
    word.partition(" ")[0]
    for known in (_ENGLISH, _SHORT, _EUROPEAN, _LETTERS)
    for entry in known
    for word in (entry, f"{entry}s")
)
_UNKNOWN_WORDS = "mil mill bill bio tril bil arab kharab lk mkr mdr mdkr tr oku cho jo eok illion"
UNKNOWN_WORDS = frozenset(_UNKNOWN_WORDS.split())
# What reads like a scale in some language and is none that is surely known.
UNKNOWN = (
    rf"[\s-]?(?:(?:{'|'.join(sorted(UNKNOWN_WORDS))})\b\.?"
    r"|[a-zà-ÿ]{0,8}(?:ill?i(?:on|ard|árd)|illón)"
    r"[a-zà-ÿ]{0,4}(?![a-z]))"
)


def size_of(words: str) -> Decimal:
    """What a number is multiplied by for the scale words behind it.

    >>> print(size_of(" lakh crore"), size_of("bn"), size_of("-hundred million"))
    1000000000000 1000000000 100000000
    """
    known = words.strip(" -").lower().replace("-", " ")
    if known in _SIZE:
        return _SIZE[known]
    size = Decimal(1)
    for word in re.findall(r"[^\W\d_]+", known):
        size *= _SIZE.get(word, _SIZE.get(word.removesuffix("s"), Decimal(1)))
    return size


def is_european(words: str) -> bool:
    """Whether the scale is of a language that groups by points and marks decimals by a comma."""
    return words.strip(" -.").lower() in _EUROPEAN


def doubt_of(printed: str, words: str, after: str) -> str:
    """Why number and scale together mean different amounts in different countries, if they do.

    >>> doubt_of("1.400", "Mrd.", ""), doubt_of("1.4", "Mrd.", "")
    ('the mark before three digits groups or points, as the country has it', '')
    """
    if is_european(words) and is_grouped_or_decimal(printed):
        return "the mark before three digits groups or points, as the country has it"
    if _COUNTRY_SIZED.match(words.strip() + after):
        return "a Billion is 10^9 in English and 10^12 in German"
    return ""
