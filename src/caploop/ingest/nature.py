"""Whether a figure is said to be so, planned, guided, rumoured or denied."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from caploop.ingest.measures import PlacedFigure

ACTUAL, RUMOUR, SOURCED = "actual", "rumour", "sourced"
_STOPS = re.compile(r"[，,；;]")


@cache
def _natures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The table of words, the strongest nature first."""
    text = (files("caploop.data") / "vocabulary" / "nature_words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((row["nature"], re.compile(row["pattern"], re.I)) for row in rows)


def nature_of(figure: PlacedFigure) -> str:
    """The nature of a figure by the words of its clause, else of its sentence before it; what a
    sentence has from people without a name is a rumour unless it denies."""
    clause, sentence = _clause(figure), figure.sentence()
    ahead = figure.text[figure.first : figure.quantity.start]
    unnamed = any(n == SOURCED and w.search(sentence) for n, w in _natures())
    for part in (clause, ahead):
        for name, pattern in _natures():
            if name != SOURCED and pattern.search(part):
                return RUMOUR if unnamed and name != "denied" else name
    return RUMOUR if unnamed else ACTUAL


def _clause(figure: PlacedFigure) -> str:
    begin = figure.first
    for stop in _STOPS.finditer(figure.text, figure.first, figure.quantity.start):
        begin = stop.end()
    end = _STOPS.search(figure.text, figure.quantity.end, figure.last)
    return figure.text[begin : end.start() if end else figure.last]
