"""Tables of words that come with the package, and how their short forms are written out."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files

_OPEN = {"(": ")", "[": "]"}


def rows_of(name: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table of the vocabulary."""
    text = (files("caploop.data") / "vocabulary" / name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines())


def written_out(short: str) -> tuple[str, ...]:
    """Every word that a short form means: | parts words, ( ) and [ ] hold ways, ? makes optional.

    >>> written_out("bonds?|analy[sz]e|(net |)loss")
    ('bond', 'bonds', 'analyse', 'analyze', 'net loss', 'loss')
    """
    return tuple(dict.fromkeys(word for way in _ways(short) for word in _words(way)))


def _ways(short: str) -> list[str]:
    """The parts between those | that stand in no brackets."""
    depth, ways = 0, [""]
    for sign in short:
        depth += (sign in _OPEN) - (sign in _OPEN.values())
        if sign == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += sign
    return ways


def _words(way: str) -> list[str]:
    """The words of one way: its first piece in each of its forms, before each of the rest."""
    if not way:
        return [""]
    if way[0] in _OPEN:
        end = _closing(way)
        inside = way[1:end]
        forms = [*inside] if way[0] == "[" else [w for one in _ways(inside) for w in _words(one)]
    else:
        end, forms = 0, [way[0]]
    rest = way[end + 1 :]
    if rest.startswith("?"):
        rest, forms = rest[1:], ["", *forms]
    return [form + word for form in forms for word in _words(rest)]


def _closing(way: str) -> int:
    """Where the bracket that opens the way closes."""
    depth = 0
    for place, sign in enumerate(way):
        depth += (sign in _OPEN) - (sign in _OPEN.values())
        if not depth:
            return place
    raise ValueError(f"a bracket of {way!r} does not close; close it in the table of words")
