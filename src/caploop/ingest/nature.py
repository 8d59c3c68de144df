"""Whether a figure is said to be so, planned, guided, rumoured or denied."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from caploop.ingest.sentence import PlacedFigure
from caploop.ingest.vocabulary import rows_of, written_out
from caploop.ingest.words import WordSet, small

ACTUAL, RUMOUR, SOURCED, DENIED = "actual", "rumour", "sourced", "denied"
STRENGTH = (DENIED, RUMOUR, "guidance", "plan")
"""The natures that words of a clause can have, the strongest first."""
_STOPS = re.compile(r"[，,；;]")
_REMEMBERED = 64


@cache
def _natures() -> dict[str, str]:
    """Each word of the table, in small letters, with its nature."""
    return {
        small(word): row["nature"]
        for row in rows_of("nature_words.csv")
        for word in written_out(row["words"])
    }


@cache
def _words() -> WordSet:
    return WordSet(_natures())


def nature_of(figure: PlacedFigure) -> str:
    """The nature of a figure by the words of its clause, else of its sentence before it; what a
    sentence has from people without a name is a rumour unless it denies."""
    first = figure.first
    said = _said(figure.sentence.low[first : figure.last])
    begin, end = _clause(figure)
    told = _strongest(said, begin - first, end - first)
    told = told or _strongest(said, 0, figure.quantity.start - first)
    unnamed = any(nature == SOURCED for _, nature in said)
    return RUMOUR if unnamed and told != DENIED else told or ACTUAL


@lru_cache(maxsize=_REMEMBERED)
def _said(sentence: str) -> tuple[tuple[int, str], ...]:
    """Where the words of a sentence stand that say what nature it has."""
    return tuple((hit.start(), _natures()[hit.group()]) for hit in _words().found_in(sentence))


def _strongest(said: tuple[tuple[int, str], ...], begin: int, end: int) -> str:
    inside = {nature for at, nature in said if begin <= at < end}
    return next((nature for nature in STRENGTH if nature in inside), "")


def _clause(figure: PlacedFigure) -> tuple[int, int]:
    text, begin = figure.text, figure.first
    for stop in _STOPS.finditer(text, figure.first, figure.quantity.start):
        begin = stop.end()
    end = _STOPS.search(text, figure.quantity.end, figure.last)
    return begin, end.start() if end else figure.last
