"""Tables of patterns made one pattern, which says by a group which row of the table matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

_Row = TypeVar("_Row")
_FORMS = {"i": "iI\u0130\u0131"}  # the Turkish ones too, as a pattern that ignores case has it


def fused(rows: Iterable[tuple[str, _Row]], *, mark: str = "f") -> tuple[str, dict[str, _Row]]:
    """One pattern that tries the rows in order, and the row of each of its groups.

    Each way of writing a row ends with an empty group of its own, the last group of a match: one
    that starts with a plain sign is then passed over by that sign alone. `mark` starts the names
    of the groups.

    >>> pattern, rows = fused([("at|(?:on|in)", 1), ("by", 2)])
    >>> pattern
    'at(?P<f0>)|(?:on|in)(?P<f1>)|by(?P<f2>)'
    >>> rows
    {'f0': 1, 'f1': 1, 'f2': 2}
    """
    ways = [(way, row) for words, row in rows for way in ways_of(words)]
    pattern = "|".join(f"{way}(?P<{mark}{index}>)" for index, (way, _) in enumerate(ways))
    return pattern, {f"{mark}{index}": row for index, (_, row) in enumerate(ways)}


def ways_of(words: str) -> list[str]:
    """The alternatives of a pattern that stand in no brackets; none for an empty pattern.

    >>> ways_of(r"a(?:b|c)|[|]d|\\|e")
    ['a(?:b|c)', '[|]d', '\\\\|e']
    """
    return [*_ways(words)] if words else []


def in_any_case(way: str) -> str:
    """The pattern in letters of any case; its first letter stays a plain sign to go by.

    >>> in_any_case("euros?"), in_any_case("(?:Thai )?baht")
    ('[eE](?i:uros?)', '(?i:(?:Thai )?baht)')
    """
    if not way[0].isalpha() or way[1:2] in ("?", "*", "+", "{"):
        return f"(?i:{way})"
    return f"[{_FORMS.get(way[0].lower(), way[0].lower() + way[0].upper())}](?i:{way[1:]})"


def _ways(words: str) -> Iterator[str]:
    depth, start, in_set, index = 0, 0, False, 0
    while index < len(words):
        sign = words[index]
        if sign == "\\":
            index += 1
        elif in_set:
            in_set = sign != "]"
        elif sign == "[":
            in_set = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield words[start:index]
            start = index + 1
        index += 1
    yield words[start:]
