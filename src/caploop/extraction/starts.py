"""Patterns that find where one of many words starts without trying every letter of a text."""

from __future__ import annotations

from collections.abc import Collection


def word_start(
    words: Collection[str],
    *,
    not_behind: str = "A-Za-z",
    letters: str = "",
    more: str = "",
) -> str:
    """A pattern of the words, in letters of any case, with no letter before or behind them.

    It starts with a plain set of first letters, which a search can skip to, and takes a word made
    of one word's first letter and another's rest too: what is found has to be looked up. A word
    with a capital has to have one. `not_behind` are the signs that end no word, and `more` is a
    pattern that may stand behind a first letter, or one of `letters`, instead of a word's rest.

    >>> word_start(["six", "May"])
    '[MSs](?<![A-Za-z].)(?:[iI](?:[xX])(?![A-Za-z])|[aA](?<=[A-Z].)(?:[yY])(?![A-Za-z]))'
    """
    capitals = {word for word in words if word[0].isupper()}
    smalls = {*words} - capitals
    first = {form for word in smalls for form in (word[0], word[0].upper())}
    first |= {word[0] for word in capitals} | {*letters}
    rests = _rests({word[1:] for word in smalls}, behind=f"(?![{not_behind}])")
    rests += _rests({word[1:] for word in capitals}, "(?<=[A-Z].)", behind="(?![A-Za-z])")
    rests += [more] if more else []
    return rf"[{''.join(sorted(first))}](?<![A-Za-z].)(?:{'|'.join(rests)})"


def _rests(ends: Collection[str], before: str = "", *, behind: str = "") -> list[str]:
    """Patterns of all these endings, one for each letter that they start with.

    What stands before is looked at behind the first letter, which rules most words out.
    """
    by_letter: dict[str, set[str]] = {}
    for end in filter(None, ends):
        by_letter.setdefault(end[0], set()).add(end[1:])
    return [
        f"[{letter}{letter.upper()}]{before}{_rest(by_letter[letter])}{behind}"
        for letter in sorted(by_letter)
    ]


def _rest(ends: Collection[str]) -> str:
    each = "|".join(_rests(ends))
    return f"(?:{each})" + ("?" if "" in ends else "") if each else ""
