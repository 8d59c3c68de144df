"""One spelling for keys that look the same: composed letters, no invisible ones, plain blanks."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, normalize

# Letters by class, but blank or nothing on paper: fillers, an empty braille cell, joiners.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_NOTHING = frozenset("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_HYPHENS = {0x2010: "-", 0x2011: "-"}


def folded(text: str) -> str:
    """The text as a key: composed, without invisible letters, each run of blanks one space.

    Case and punctuation stay: they can be seen.

    >>> folded(" cafe\u0301\u200b \u00a0compute ") == "caf\u00e9 compute"
    True
    """
    return text if _is_ascii_key(text) else _folded(text)


def is_plain(text: str) -> bool:
    """Whether the text is its own key, so that nothing in it is unseen."""
    return _is_ascii_key(text) or _folded(text) == text


def _is_ascii_key(text: str) -> bool:
    """Most names are: letters, digits and signs of ASCII, single blanks inside."""
    if not text.isascii() or not text.isprintable():
        return False
    return " " not in text or " ".join(text.split()) == text


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    seen = "".join(_shown(letter) for letter in text)
    return normalize("NFC", " ".join(seen.split())).translate(_HYPHENS)


def made_visible(text: str) -> str:
    """The text in quotes with every letter that is not plain to see written as its code.

    >>> made_visible("quay\u200b")
    "'quay\\\\u200b'"
    """
    odd = {letter for letter in text if letter != " " and not is_plain(letter)}
    return "".join(ascii(c)[1:-1] if c in odd or _joins(c) else c for c in repr(text))


def _joins(letter: str) -> bool:
    return category(letter) in {"Mn", "Me"}


def _shown(letter: str) -> str:
    if letter.isspace() or letter in _BLANK or category(letter) in {"Zs", "Zl", "Zp"}:
        return " "
    code = ord(letter)
    unseen = letter in _NOTHING or any(code in selectors for selectors in _SELECTORS)
    return "" if unseen or category(letter) in {"Cf", "Cc"} else letter


_LATIN_TWINS = frozenset("аеорсхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι")


def twins_in(text: str) -> str:
    """Cyrillic and Greek letters that pass for Latin ones, in a text that has Latin ones too.

    >>> twins_in("lаntern"), twins_in("lantern"), twins_in("Яндекс")
    ('а', '', '')
    """
    if text.isascii() or not any("a" <= letter.lower() <= "z" for letter in text):
        return ""
    return "".join(letter for letter in text if letter in _LATIN_TWINS)
