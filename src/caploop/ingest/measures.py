"""What a figure measures, by the words around it: a table of cues in both languages."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from caploop.extraction import Quantity

KINDS = {
    "W": "power",
    "Wh": "power",
    "fraction": "ratio",
    "x": "times",
    "user": "users",
    "visit": "users",
    "person": "heads",
    "gpu": "chips",
    "cpu": "chips",
    "tpu": "chips",
    "chip": "chips",
    "unit": "count",
    "count": "count",
}
TIMES = frozenset({"year", "month", "week", "day", "quarter"})
_CLAUSE = re.compile(r"[，,；;：:()（）]|\s-\s|\band\b|\bbut\b|并|而")
_STOP = re.compile("[；;]")
_LEADS_TO = re.compile(
    r"(?:达到?|了|为|至|约|超过?|近|逾|在|是|的|增|升|降|到|高|多|\s|\b(?:was|were|of|at|to|is|reached|rose|"
    r"fell|hit|came|totall?ed|stood|about|roughly|around|over|more|than|nearly|up|an?|the|in)\b)*",
    re.I,
)
"""What stands between a cue and its figure without parting them."""
_FOLLOWS = re.compile(r"(?:的|\s|\b(?:in|of|an?|the)\b)*", re.I)
"""The same between a figure and its cue."""
_SENTENCE = re.compile(r"[。！？!?\n]|\.(?=\s|$)|\[\d+\]")
SUM = 10**4
"""Amounts of money below this are prices of one thing."""
LARGE = 10**8
"""Bare numbers from here on are sums of money where money is spoken of."""
REACH = 70
"""Characters beyond which a cue says nothing of a figure."""
BESIDE = 10
"""What a cue right beside its figure, or linked to it by a verb, counts more."""
DEFAULTS = {
    "power": "capacity_power",
    "users": "users",
    "heads": "headcount",
    "chips": "chip_count",
    "price": "price",
    "times": "growth_rate",
}
"""What figures of a kind measure where no word says so."""
CROSSING = 9
"""What a comma or the like between cue and figure counts, in characters."""


@dataclass(frozen=True, kw_only=True)
class MeasureWord:
    """A row of the table: a pattern that speaks for a measure where figures are of this kind."""

    measure: str
    kind: str
    weight: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The measure of a figure, the rule that gave it, and how sure it is, between 0 and 1."""

    measure: str
    rule: str
    confidence: float


@cache
def cues() -> tuple[MeasureWord, ...]:
    """The table, in its order."""
    text = (files("caploop.data") / "vocabulary" / "measure_cues.csv").read_text("utf-8")
    return tuple(
        MeasureWord(
            measure=row["measure"],
            kind=row["dimension"],
            weight=int(row["weight"]),
            pattern=re.compile(_bounded(row["pattern"]), re.I),
        )
        for row in csv.DictReader(text.splitlines())
    )


def _bounded(pattern: str) -> str:
    """Latin words stand alone; Chinese ones need not, whatever stands beside them."""
    return rf"(?:(?<![A-Za-z])(?=[A-Za-z])|(?![A-Za-z]))(?:{pattern})(?:(?<![A-Za-z])|(?![A-Za-z]))"


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


@dataclass(frozen=True, kw_only=True)
class PlacedFigure:
    """A figure in a text: its kind, and where its sentence begins and ends."""

    text: str
    quantity: Quantity
    kind: str
    first: int
    last: int

    def sentence(self) -> str:
        """The sentence around it."""
        return self.text[self.first : self.last]


def figure_in(text: str, quantity: Quantity) -> PlacedFigure:
    """The figure with its kind and its sentence."""
    first = 0
    for stop in _SENTENCE.finditer(text, max(0, quantity.start - 400), quantity.start):
        first = stop.end()
    end = _SENTENCE.search(text, quantity.end)
    last = end.start() if end else len(text)
    return PlacedFigure(
        text=text, quantity=quantity, kind=kind_of(quantity), first=first, last=last
    )


def measure_of(figure: PlacedFigure) -> Found | None:
    """The measure whose cue speaks loudest: near, on this side of a comma, and specific."""
    best: tuple[float, Found] | None = None
    for number, cue in enumerate(cues()):
        if cue.kind != figure.kind:
            continue
        for hit in cue.pattern.finditer(figure.text, figure.first, figure.last):
            score = _score(figure, cue, hit.span())
            if score is not None and (best is None or score > best[0]):
                best = score, _found(cue.measure, f"{cue.kind}:{number}", score / 110.0)
    if best is None and figure.kind in DEFAULTS:
        return _found(DEFAULTS[figure.kind], "default", 0.4)
    return best[1] if best else None


def _found(measure: str, rule: str, sure: float) -> Found:
    confidence = round(max(0.1, min(1.0, sure)), 2)
    return Found(measure=measure, rule=f"{measure}:{rule}", confidence=confidence)


def _score(figure: PlacedFigure, cue: MeasureWord, hit: tuple[int, int]) -> float | None:
    """How loud a cue is: its weight, less its distance, commas and other figures between."""
    (start, end), q = hit, figure.quantity
    if start < q.end and q.start < end:
        return None
    before = end <= q.start
    between = figure.text[end : q.start] if before else figure.text[q.end : start]
    if len(between) > REACH:
        return None
    crossed = len(_CLAUSE.findall(between))
    near = len(between) if before else len(between) * 0.9
    figures = len(re.findall(r"\d[\d.,]*", between))
    crossed += len(_STOP.findall(between))
    links = _LEADS_TO if before else _FOLLOWS
    beside = BESIDE if links.fullmatch(between) else 0
    return cue.weight + beside - near - CROSSING * crossed - 12 * figures
