"""Who is spoken of: names of the book's parties and of other firms, their products and people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from msgspec import Struct

from caploop.ingest.vocabulary import rows_of
from caploop.ingest.words import WordSet, small

LEAST = 2
FIRM, PERSON, PRODUCT, CHIP = "firm", "person", "product", "chip"
OBSERVER, NOBODY = "observer", "nobody"
_GROUPS = frozenset({"sector", "group", "state"})
"""Roles of the book that no article means as a company."""
_NO_ONE = frozenset({"investors", "lessors", "xai_spv_investors", "data_centre_builders"})
"""Parties that stand for whoever has no name."""
NOT_NAMES = frozenset({"X", "io", "STACK", "sector", "Ares", "企业", "员工", "消费者"})
"""Names that are ordinary words, read only where no more is known of them."""


class Name(NamedTuple):
    """What a name means: a party, by its firm, a person, a product or a chip; `has_capital` where
    it is no name in small letters."""

    party: str
    kind: str
    has_capital: bool


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """A party named in the text, by what kind of name."""

    start: int
    end: int
    party: str
    kind: str = FIRM


def _book() -> list[Mapping[str, object]]:
    text = (files("caploop.data") / "book" / "parties.toml").read_text("utf-8")
    found: list[Mapping[str, object]] = tomllib.loads(text)["party"]
    return found


def _told() -> Iterator[tuple[str, str, str]]:
    """Every name with its party and kind; those of the book come last and win."""
    for table, kind in (("firms.csv", FIRM), ("products.csv", PRODUCT), ("people.csv", PERSON)):
        for row in rows_of(table):
            for name in row["names"].split("|"):
                yield name, row["party"], row.get("kind", kind)
    for one in _book():
        if one.get("role") in _GROUPS or one["id"] in _NO_ONE:
            continue
        aliases = one.get("aliases", ())
        assert isinstance(aliases, list | tuple)
        for name in (one["name_en"], one["name_zh"], *aliases):
            yield str(name), str(one["id"]), FIRM


@cache
def names() -> Mapping[str, Name]:
    """Each name in small letters with what it means."""
    return {
        small(name): Name(party, kind, name[0].isupper())
        for name, party, kind in _told()
        if len(name) >= LEAST and name not in NOT_NAMES
    }


@cache
def roles() -> Mapping[str, str]:
    """The role of each party of the book."""
    return {str(one["id"]): str(one.get("role", "")) for one in _book()}


@cache
def _words() -> WordSet:
    return WordSet(names())


def mentions(text: str, low: str = "") -> tuple[Mention, ...]:
    """Every party named, in order; `low` is the text in small letters where that is at hand."""
    found = []
    for hit in _words().found_in(low or small(text)):
        start, end = hit.span()
        name = names()[hit.group()]
        if name.kind != NOBODY and (text[start].isupper() or not name.has_capital):
            found.append(Mention(start=start, end=end, party=name.party, kind=name.kind))
    return tuple(found)


_LISTED = re.compile(r"\s*(?:、|,|，|和|与|及|以及|\band\b|,\s*and\b|&|)\s*", re.I)


def is_listed(text: str, one: Mention, other: Mention) -> bool:
    """Whether two mentions stand in one list: A, B and C."""
    return _LISTED.fullmatch(text, one.end, other.start) is not None
