"""Where a table of a TOML file and a key of it stand, which the parser does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_TABLE = re.compile(r"\s*\[\[\s*([\w.-]+)\s*\]\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w-]+)\s*=")


class Span(NamedTuple):
    """The line a table begins on, and the line of each of its keys; lines count from 1."""

    line: int
    keys: Mapping[str, int]

    def of(self, field: str | None) -> int:
        """The line of a key, or of the table where the key is not there."""
        return self.keys.get(field or "", self.line)


def spans_of(text: str) -> tuple[Span, Mapping[str, list[Span]]]:
    """What stands before the first table, and the tables [[name]] of each name in their order.

    >>> head, tables = spans_of('name = "x"\\n\\n[[lever]]\\nvalue = 1\\n')
    >>> head.of("name"), tables["lever"][0].line, tables["lever"][0].of("value")
    (1, 3, 4)
    """
    keys: dict[str, int] = {}
    head = Span(1, keys)
    tables: dict[str, list[Span]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _TABLE.fullmatch(line):
            keys = {}
            tables.setdefault(found[1], []).append(Span(number, keys))
        elif found := _KEY.match(line):
            keys.setdefault(found[1], number)
    return head, tables


def span_at(spans: Mapping[str, list[Span]], name: str, number: int) -> Span:
    """The span of a table by its number; the first line where tables are written on one line."""
    held = spans.get(name, [])
    return held[number] if number < len(held) else Span(1, {})
