"""What a figure measures, by the words around it: a table of cues in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from caploop.ingest.sentence import PlacedFigure, Sentence, count_between
from caploop.ingest.vocabulary import rows_of, written_out
from caploop.ingest.words import WordSet, small

_LEADS_TO = re.compile(
    r"(?:[达到了为至约超过近逾在是的增升降高多有共首破突做冲干涨跌跃由从仅只还将可会预计能续再已又]"
    r"|[也就均各合总约等于录得]|\s"
    r"|\b(?:was|were|of|at|to|is|reached|rose|fell|hit|came|totall?ed|stood|about|roughly|around|"
    r"over|more|than|nearly|up|an?|the|in|approximately|expected|be|will|by|between|from|just|"
    r"record|climbed|grew|dropped|increased|decreased|widened|narrowed|remained|exceeded|topped|"
    r"crossed|surpassed|passed)\b)*",
    re.I,
)
"""What stands between a cue and its figure without parting them."""
_FOLLOWS = re.compile(
    r"(?:的[惊人巨额庞大高昂全部新增年度]{0,4}|个|年度?|\s|-|\0"
    r"|\b(?:in|of|an?|the|new|worth|its|annual|total|additional)\b)*",
    re.I,
)
"""The same between a figure and its cue."""
REACH = 70
"""Characters beyond which a cue says nothing of a figure."""
LINK = 30
"""Characters beyond which nothing stands right beside a figure."""
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
BEHIND = 40
"""The same where the cue comes after the figure."""
OWN_NOUN = 24
"""What a Chinese noun counts more that the figure itself belongs to: 2800亿美元的营收."""
INSTRUMENT = 34
"""What the paper counts more by which money is raised: raised $2 billion in convertible notes."""
_BY_MEANS_OF = re.compile(r"\s(?:in|of|through|via|by|from|with)(?:\s[\w-]+){0,3}\s", re.I)
_PAPER = frozenset({"debt", "loan"})
OTHER_FIGURE = 12
"""What another figure between them counts."""
LEAST = 35.0
"""A cue this quiet says nothing."""
LOUDEST = 110.0
OTHER, RAISED, GROWTH = "other", "funding_round", "growth_rate"
_LEVEL = re.compile(r"\s?(?:了?[至到]|to\s(?!\d+\s?%\s?(?:from|in)))")
"""What behind a word of growth says that a level follows: 升至34%, rose to 45%."""
FAR = {"guarantee": 0.3}
"""How much the distance counts of a word that speaks of a whole clause: what is guaranteed may have
a long name."""
NO_MEASURE = "-"
"""What a word that only looks like a cue measures."""
_SENTENCES = 64
"""Sentences whose cues are remembered: the figures of one are read one after the other."""


class MeasureWord(Struct, frozen=True, kw_only=True, gc=False):
    """A word of the table: what it speaks for, how loudly, and the number of its row."""

    measure: str
    weight: int
    row: int


class MeasureCue(Struct, frozen=True, kw_only=True, gc=False):
    """A measure word where it stands."""

    start: int
    end: int
    word: MeasureWord


class Found(Struct, frozen=True, kw_only=True, gc=False):
    """The measure of a figure, the rule that gave it, and how sure it is, between 0 and 1."""

    measure: str
    rule: str
    confidence: float


@cache
def _table() -> dict[str, dict[str, MeasureWord]]:
    """For each kind of figure its words in small letters; of two rows with a word the louder."""
    table: dict[str, dict[str, MeasureWord]] = {}
    for row, told in enumerate(rows_of("measure_cues.csv")):
        words = table.setdefault(told["dimension"], {})
        one = MeasureWord(measure=told["measure"], weight=int(told["weight"]), row=row)
        for word in map(small, written_out(told["words"])):
            if word not in words or words[word].weight < one.weight:
                words[word] = one
    return table


@cache
def _words(kind: str) -> WordSet:
    return WordSet(_table()[kind])


def cues_in(sentence: Sentence, kind: str) -> tuple[MeasureCue, ...]:
    """The words of a sentence that say what figures of this kind measure."""
    if kind not in _table():
        return ()
    return _cues(sentence.low[sentence.first : sentence.last], kind, sentence.first)


@lru_cache(maxsize=_SENTENCES)
def _cues(low: str, kind: str, first: int) -> tuple[MeasureCue, ...]:
    words = _table()[kind]
    return tuple(
        MeasureCue(start=first + hit.start(), end=first + hit.end(), word=words[hit.group()])
        for hit in _words(kind).found_in(low)
        if words[hit.group()].measure != NO_MEASURE
    )


def measure_of(figure: PlacedFigure) -> Found | None:
    """The measure whose cue speaks loudest: near, on this side of a comma, and specific."""
    best: tuple[float, MeasureCue] | None = None
    cues = cues_in(figure.sentence, figure.kind)
    is_raised = any(c.word.measure == RAISED and c.end <= figure.quantity.start for c in cues)
    for cue in cues:
        score = _score(figure, cue, is_raised=is_raised)
        if score is not None and score > (best[0] if best else LEAST):
            best = score, cue
    if best is not None:
        return found(best[1], figure.kind, sure=best[0] / LOUDEST)
    if figure.kind in DEFAULTS:
        measure = DEFAULTS[figure.kind]
        return Found(measure=measure, rule=f"{measure}:default", confidence=0.4)
    return None


def found(cue: MeasureCue, kind: str, *, sure: float) -> Found:
    """What a cue says of a figure of this kind."""
    confidence = round(max(0.1, min(1.0, sure)), 2)
    rule = f"{cue.word.measure}:{kind}:{cue.word.row}"
    return Found(measure=cue.word.measure, rule=rule, confidence=confidence)


def _score(figure: PlacedFigure, cue: MeasureCue, *, is_raised: bool) -> float | None:
    """How loud a cue is: its weight, less its distance, commas and other figures between."""
    q, sentence = figure.quantity, figure.sentence
    if cue.start < q.end and q.start < cue.end:
        return None
    before = cue.end <= q.start
    span = (cue.end, q.start) if before else (q.end, cue.start)
    marks = sentence.marks
    asides = [(a, b) for a, b in marks.asides if span[0] <= a and b <= span[1]]
    near = span[1] - span[0] - sum(b - a for a, b in asides)
    if near > REACH:
        return None
    crossed = count_between(marks.breaks, *span) + count_between(marks.stops, *span)
    crossed -= 2 * len(asides)
    figures = count_between(marks.numbers, *span)
    links = _LEADS_TO if before else _FOLLOWS
    if cue.word.measure == GROWTH and _LEVEL.match(sentence.text, cue.end):
        return None
    beside = BESIDE if near < LINK and links.fullmatch(sentence.low, *span) else 0
    if beside and sentence.text[q.end : q.end + 1] == "的" and not before:
        beside = OWN_NOUN
    if not before and is_raised and cue.word.measure in _PAPER:
        beside = INSTRUMENT if _BY_MEANS_OF.fullmatch(sentence.text, *span) else beside
    far = near * FAR.get(cue.word.measure, 1.0 if before else 0.9)
    crossing, other = (CROSSING, OTHER_FIGURE) if before else (BEHIND, 2 * OTHER_FIGURE)
    return cue.word.weight + beside - far - crossing * max(0, crossed) - other * figures


def is_right_behind(text: str, end: int, start: int) -> bool:
    """Whether a word that starts here stands right behind the figure that ends there."""
    return start - end < LINK and _FOLLOWS.fullmatch(text, end, start) is not None


def last_cue(sentences: Iterator[Sentence], kind: str) -> MeasureCue | None:
    """The last cue for this kind of figure in the nearest of these sentences that has one."""
    for one in sentences:
        cues = [cue for cue in cues_in(one, kind) if cue.word.measure not in {OTHER, "spend"}]
        if cues:
            return cues[-1]
    return None
