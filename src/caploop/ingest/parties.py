"""Who is spoken of: names of the book's parties, their products and people, in both languages."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEAST = 2
_WORD = re.compile(r"[A-Za-z0-9]")
_GROUPS = frozenset({"sector", "group", "state"})
"""Roles of the book that no article means as a company."""
_NOBODY = frozenset({"investors", "lessors", "xai_spv_investors", "data_centre_builders"})
"""Parties that stand for whoever has no name."""
NOT_NAMES = frozenset({"X", "io", "Arm", "STACK", "sector", "Ares", "企业", "员工", "消费者"})
"""Names that are ordinary words, read only where no more is known of them."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A party named in the text."""

    start: int
    end: int
    party: str


@cache
def names() -> Mapping[str, str]:
    """Each name in lower case with the party it means."""
    data = files("caploop.data")
    parties = tomllib.loads((data / "book" / "parties.toml").read_text("utf-8"))["party"]
    found: dict[str, str] = {}
    for one in parties:
        if one.get("role") in _GROUPS or one["id"] in _NOBODY:
            continue
        told = (one["name_en"], one["name_zh"], *one.get("aliases", ()))
        found |= {n.lower(): one["id"] for n in told if len(n) >= LEAST and n not in NOT_NAMES}
    text = (data / "vocabulary" / "people.csv").read_text("utf-8")
    found |= {row["name"].lower(): row["party"] for row in csv.DictReader(text.splitlines())}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    told = sorted(names(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, told)))


def mentions(text: str) -> tuple[Mention, ...]:
    """Every party named, in order; a Latin name stands alone, no part of a longer word."""
    low = text.lower()
    found = []
    for hit in _pattern().finditer(low):
        start, end = hit.span()
        latin = _WORD.match(low[start]), _WORD.match(low[end - 1])
        inside = (start > 0 and latin[0] and _WORD.match(low[start - 1])) or (
            end < len(low) and latin[1] and _WORD.match(low[end])
        )
        if not inside:
            found.append(Mention(start=start, end=end, party=names()[hit.group()]))
    return tuple(found)
