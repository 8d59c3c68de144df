"""The tall layout: time runs down, one row a step, words at the left and the dot at its value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from caploop.charts.marks import (
    LEADING,
    Mark,
    Point,
    at_least,
    dot,
    linked,
    path,
    segment,
    span,
    words,
)
from caploop.charts.scale import Scale
from caploop.charts.svg import Markup, element
from caploop.charts.width import text_width, widest, wrap

TEXT_SHARE = 0.44
EDGE = 12.0
HEAD = 28.0
PAD = 18.0
INSET = 2.0

Lines = list[tuple[str, str]]


def rows(
    marks: Sequence[Mark], scale: Scale, *, width: float, ticks: Sequence[str]
) -> tuple[list[Markup], float]:
    """Elements and height of the layout; it fits any number of steps."""
    texts = [_wrapped(m, width * TEXT_SHARE - EDGE - INSET) for m in marks]
    left = max(widest(lines) for lines in texts) + EDGE + INSET
    heights = [len(lines) * LEADING + PAD for lines in texts]
    tops = [HEAD, *(HEAD + h for h in accumulate(heights))]
    ends = (left + EDGE, width - EDGE - 8)
    points = [
        (ends[0] + (ends[1] - ends[0]) * scale.share(m.value), top + 22)
        for m, top in zip(marks, tops, strict=False)
    ]
    drawn = _grid(scale, ticks, ends, foot=tops[-1])
    drawn += [segment((0, t), (width, t), "grid") for t in tops]
    drawn += _line(marks, points, foot=tops[-1])
    for mark, lines, point in zip(marks, texts, points, strict=True):
        drawn.append(_step(mark, lines, point, ends=ends, scale=scale))
    return drawn, tops[-1] + 4


def _wrapped(mark: Mark, width: float) -> Lines:
    lines = [("day", mark.day_text), *mark.lines()]
    return [(kind, part) for kind, text in lines for part in wrap(text, kind, width=width)]


def _grid(scale: Scale, ticks: Sequence[str], ends: Point, *, foot: float) -> list[Markup]:
    """Upright rules; words at as many as have room, evenly, else at the last."""
    places = [ends[0] + (ends[1] - ends[0]) * scale.share(value) for value in scale.ticks]
    spans = [_span(x, text, ends) for x, text in zip(places, ticks, strict=True)]
    last = len(spans) - 1
    even = [n for n in range(1, last + 1) if last % n == 0 and _apart(spans[::-n])]
    every = even[0] if even else len(spans)
    texts = list(zip(spans, ticks, strict=True))[::-every]
    return [
        *(segment((x, HEAD - 6), (x, foot), "grid") for x in places),
        *(element("text", t, x=start, y=HEAD - 12, class_="tick") for (start, _), t in texts),
    ]


def _span(x: float, text: str, ends: Point) -> Point:
    """Where a tick's words begin and end: centred, but inside the picture."""
    wide = text_width(text, "tick")
    start = min(max(ends[0] - EDGE, x - wide / 2), ends[1] + EDGE + 8 - wide)
    return start, start + wide


def _apart(spans: Sequence[Point]) -> bool:
    """Whether spans given from the last to the first leave a gap between each two."""
    return all(left[1] + EDGE / 2 <= right[0] for right, left in pairwise(spans))


def _line(marks: Sequence[Mark], points: Sequence[Point], *, foot: float) -> list[Markup]:
    kept = [(m, p) for m, p in zip(marks, points, strict=True) if not m.aside]
    drawn = [
        path([here, (here[0], there[1]), there], f"line {mark.stroke}")
        for (mark, here), (_, there) in pairwise(kept)
    ]
    if kept:
        mark, last = kept[-1]
        drawn.append(path([last, (last[0], foot)], f"line {mark.stroke}"))
    return drawn


def _step(mark: Mark, lines: Lines, point: Point, *, ends: Point, scale: Scale) -> Markup:
    x, y = point
    drawn = []
    if mark.shape in {"up_to", "range", "order"}:
        bounds = [v for v in (mark.low, mark.high) if v is not None]
        places = [ends[0] + (ends[1] - ends[0]) * scale.share(v) for v in bounds]
        drawn.append(span(mark, (min([*places, x]), y), (max([*places, x]), y)))
    if mark.shape == "at_least":
        drawn.append(at_least(point, upright=False))
    drawn += [dot(mark, point), *words(lines, (INSET, y - 4))]
    return linked(mark, *drawn)
