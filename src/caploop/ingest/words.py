"""Many words looked for at once: one pattern of them all, the longest first at every place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TypeAlias

_FEW = 6
"""Ways that are tried one after the other; more are parted into halves by their first sign."""
_END = ""
_LATIN = re.compile(r"[a-z0-9]")
_Node: TypeAlias = "dict[str, _Node]"


class WordSet:
    """A set of words in small letters; Latin ones stand alone, no part of a longer word
    (a figure may follow, as in EBITDA13亿).

    >>> words = WordSet(["现金", "现金流", "cash"])
    >>> [hit.group() for hit in words.found_in("现金流, cash, cashier")]
    ['现金流', 'cash']
    """

    def __init__(self, words: Collection[str]) -> None:
        root: _Node = {}
        for word in words:
            node = root
            for sign in word:
                node = node.setdefault(sign, {})
            node[_END] = {}
        latin = sorted(sign for sign in root if _LATIN.match(sign))
        others = sorted(sign for sign in root if not _LATIN.match(sign))
        self._latin = _pattern(latin, root, guard="(?<![a-z0-9].)")
        self._others = _pattern(others, root, guard="")

    def found_in(self, text: str) -> Sequence[re.Match[str]]:
        """The words of a text in small letters, left to right, none over another."""
        latin = [*self._latin.finditer(text)] if self._latin else []
        if self._others is None or text.isascii():
            return latin
        others = [*self._others.finditer(text)]
        return _merged(latin, others) if latin and others else latin or others


def small(text: str) -> str:
    """The text in small letters, each still one sign long.

    >>> small("ABC\\u0130") == "abc\\u0130"
    True
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(sign if len(sign.lower()) > 1 else sign.lower() for sign in text)


def _pattern(firsts: Sequence[str], root: _Node, *, guard: str) -> re.Pattern[str] | None:
    """A pattern that starts with a plain set of signs, which a search can skip to."""
    if not firsts:
        return None
    return re.compile(f"{_set_of(firsts)}{guard}(?:{_split(firsts, root, start=True)})")


def _merged(some: Sequence[re.Match[str]], others: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Both in the order of the text; of two that meet the one that starts first."""
    found: list[re.Match[str]] = []
    for hit in sorted((*some, *others), key=re.Match.start):
        if not found or hit.start() >= found[-1].end():
            found.append(hit)
    return found


def _split(signs: Sequence[str], node: _Node, *, start: bool = False) -> str:
    """The ways on from here by their next sign; at the start that sign is behind, already read."""
    if len(signs) <= _FEW:
        return "|".join(_way(sign, node[sign], start=start) for sign in signs)
    half = len(signs) // 2
    look = "(?<={})" if start else "(?={})"
    return "|".join(
        f"{look.format(_set_of(part))}(?:{_split(part, node, start=start)})"
        for part in (signs[:half], signs[half:])
    )


def _way(sign: str, node: _Node, *, start: bool) -> str:
    latin = _LATIN.match(sign) is not None
    head = re.escape(sign)
    if start:
        head = f"(?<={head})"
    further = sorted(one for one in node if one != _END)
    ends = "" if not latin else "(?![a-z0-9])" if sign.isdecimal() else "(?![a-z])"
    if not further:
        return head + ends
    rest = f"(?:{_split(further, node)})"
    return head + (f"(?:{rest}|{ends})" if _END in node else rest)


def _set_of(signs: Sequence[str]) -> str:
    return f"[{''.join(map(re.escape, signs))}]"
