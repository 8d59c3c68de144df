"""Sentences of a line, and what parts the words in them from each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from caploop.extraction import Quantity

KINDS = {
    "W": "power",
    "Wh": "power",
    "fraction": "ratio",
    "x": "times",
    "user": "users",
    "visit": "users",
    "customer": "users",
    "person": "heads",
    "gpu": "chips",
    "cpu": "chips",
    "tpu": "chips",
    "chip": "chips",
}
TIMES = frozenset({"year", "month", "week", "day", "quarter"})
SUM = 10**4
"""Amounts of money below this are prices of one thing."""
LARGE = 10**8
"""Bare numbers from here on are sums of money where money is spoken of."""
_STOP = re.compile(r"[。！？!?\n]+[”」』’\"]?|\.(?=[\s”\"]|$)|\[\d+\]")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|vs|approx|est|Jan|Feb|Mar|Apr|Aug|Sept?|Oct"
    r"|Nov|Dec|Calif|No|St|Sen|Rep|Gov|Gen|Jr|Sr|Nos|Fig|cf|e\.g|i\.e))$"
)
"""Words whose point ends no sentence."""
_BREAK = re.compile(
    r"[，；;：:()（）]|,(?!\d{3}|\s(?:19|20)\d\d\b)|\s-\s"
    r"|\band\b|\bbut\b|并|而"
)
_ASIDE = re.compile(
    r"[（(][^()（）]*[)）]"
    r"|[,，]\s?(?:(?:including|excluding|net of|which includes?)\s|不?含|不?包括)"
    r"[^,，。;；\d]{1,40}[,，]"
)


class Sentence(Struct, frozen=True, kw_only=True, dict=True):
    """A sentence of a line: the line's text, the same in small letters and without its names (whose
    words say nothing of figures), where the sentence begins and ends, and its figures."""

    text: str
    low: str
    first: int
    last: int
    figures: tuple[Quantity, ...] = ()

    @cached_property
    def marks(self) -> Marks:
        """What parts its words."""
        text, span = self.text, (self.first, self.last)
        breaks = [hit.start() for hit in _BREAK.finditer(text, *span)]
        return Marks(
            breaks=breaks,
            stops=[place for place in breaks if text[place] in "；;"],
            numbers=[q.start for q in self.figures],
            asides=[hit.span() for hit in _ASIDE.finditer(text, *span)],
        )


class Marks(Struct, frozen=True, kw_only=True, gc=False):
    """What parts the words of a sentence: where clauses end, those that end with a semicolon, where
    figures start, and what stands in brackets."""

    breaks: list[int]
    stops: list[int]
    numbers: list[int]
    asides: list[tuple[int, int]]


def count_between(places: Sequence[int], start: int, end: int) -> int:
    """How many of the places, which stand in order, lie from start up to end."""
    return bisect_left(places, end) - bisect_left(places, start)


def sentences_of(text: str, low: str, figures: Sequence[Quantity] = ()) -> list[Sentence]:
    """The sentences of a line, each with its figures; no stop inside a figure ends one."""
    found: list[Sentence] = []
    first, waiting = 0, [*figures]
    for stop in (*_STOP.finditer(text), None):
        last = stop.start() if stop else len(text)
        if stop and _ends_nothing(text, stop, waiting):
            continue
        inside = tuple(q for q in waiting if q.start < last)
        waiting = waiting[len(inside) :]
        if last > first:
            found.append(Sentence(text=text, low=low, first=first, last=last, figures=inside))
        first = stop.end() if stop else last
    return found


def _ends_nothing(text: str, stop: re.Match[str], figures: Sequence[Quantity]) -> bool:
    if any(q.start <= stop.start() < q.end for q in figures):
        return True
    return (
        stop.group() == "."
        and _SHORT.search(text, max(0, stop.start() - 8), stop.start()) is not None
    )


def kind_of(quantity: Quantity) -> str:
    """The kind of figure: money, price, power, ratio, times, users, heads, chips, count or time; a
    large bare number is money whose currency goes without saying, a small sum a price."""
    size = abs(quantity.value or quantity.high or quantity.low or Decimal(0))
    if quantity.currency is not None:
        return "money" if size >= SUM else "price"
    unit = quantity.unit or ""
    if not unit and size >= LARGE:
        return "money"
    return "time" if unit in TIMES else KINDS.get(unit, "count")


class PlacedFigure(Struct, frozen=True, kw_only=True):
    """A figure, its kind and its sentence."""

    quantity: Quantity
    kind: str
    sentence: Sentence

    @property
    def text(self) -> str:
        """The line it stands in."""
        return self.sentence.text

    @property
    def first(self) -> int:
        """Where its sentence begins in the line."""
        return self.sentence.first

    @property
    def last(self) -> int:
        """Where its sentence ends in the line."""
        return self.sentence.last
