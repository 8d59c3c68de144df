"""The wide layout: time runs to the right, each step has a column as wide as its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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
from caploop.charts.width import text_width, widest

BESIDE = 11.0
APART = 14.0
EDGE = 8.0
ABOVE = 13.0
DAY_ROW = 30.0


def columns(
    marks: Sequence[Mark], scale: Scale, *, width: float, plot: float, ticks: Sequence[str]
) -> tuple[list[Markup], float] | None:
    """Elements and height of the layout; None where the labels do not fit side by side."""
    left = max((text_width(t, "tick") for t in ticks), default=0.0) + 2 * EDGE
    places = _places(marks, left, width)
    if places is None:
        return None
    block = max(len(m.lines()) for m in marks) * LEADING + ABOVE
    levels = _levels(marks)
    low = any(_goes_below(i, marks, levels) for i in range(len(marks)))
    top, foot = block + EDGE, block + EDGE + plot
    base = foot + (block if low else 2 * EDGE)
    points = [(x, foot - plot * scale.share(m.value)) for x, m in zip(places, marks, strict=True)]
    drawn = [
        *_grid(scale, ticks, (left - EDGE, top), ends=(width - EDGE, foot)),
        segment((left - EDGE, base), (width - EDGE, base), "base"),
        *(segment(at, (at[0], base), "grid") for at in points),
        *_line(marks, points, end=width - EDGE),
        *(
            _step(i, marks, points, feet=(foot, base), plot=plot, scale=scale)
            for i in range(len(marks))
        ),
    ]
    return drawn, base + DAY_ROW


def _places(marks: Sequence[Mark], left: float, width: float) -> list[float] | None:
    """Where the columns begin: room for the words first, what is left shared out by days."""
    needs = [max(widest(m.lines()), text_width(m.day_text, "day")) + BESIDE + APART for m in marks]
    free = width - left - EDGE - sum(needs)
    if free < 0:
        return None
    days = [(b.day - a.day).days for a, b in pairwise(marks)]
    total = sum(days) or 1
    places = [left + EDGE]
    for need, gap in zip(needs, days, strict=False):
        places.append(places[-1] + need + free * gap / total)
    return places


def _levels(marks: Sequence[Mark]) -> list[float | None]:
    """The value the line has when it reaches each mark; None before the line begins."""
    level: float | None = None
    found = []
    for mark in marks:
        level = level if mark.aside else mark.value
        found.append(level)
    return found


def _goes_below(i: int, marks: Sequence[Mark], levels: Sequence[float | None]) -> bool:
    """Whether words stand below their dot: where the line passes above it."""
    level = levels[i]
    return marks[i].aside and level is not None and level > marks[i].value


def _grid(scale: Scale, ticks: Sequence[str], start: Point, *, ends: Point) -> list[Markup]:
    drawn = []
    for value, text in zip(scale.ticks, ticks, strict=True):
        y = ends[1] - (ends[1] - start[1]) * scale.share(value)
        drawn.append(segment((start[0], y), (ends[0], y), "grid"))
        drawn.append(
            element("text", text, x=start[0] - EDGE, y=y + 4, class_="tick", text_anchor="end")
        )
    return drawn


def _line(marks: Sequence[Mark], points: Sequence[Point], *, end: float) -> list[Markup]:
    """The steps: level until the next figure, then up or down, in the stroke of the earlier."""
    kept = [(m, p) for m, p in zip(marks, points, strict=True) if not m.aside]
    drawn = [
        path([here, (there[0], here[1]), there], f"line {mark.stroke}")
        for (mark, here), (_, there) in pairwise(kept)
    ]
    if kept:
        mark, last = kept[-1]
        drawn.append(path([last, (end, last[1])], f"line {mark.stroke}"))
    return drawn


def _step(
    i: int,
    marks: Sequence[Mark],
    points: Sequence[Point],
    *,
    feet: tuple[float, float],
    plot: float,
    scale: Scale,
) -> Markup:
    mark, (x, y) = marks[i], points[i]
    low = _goes_below(i, marks, _levels(marks))
    first = y + ABOVE + 7 if low else y - ABOVE - LEADING * (len(mark.lines()) - 1)
    drawn: list[Markup] = []
    if mark.shape in {"up_to", "range", "order"}:
        ends = [feet[0] - plot * scale.share(v) for v in (mark.low, mark.high) if v is not None]
        drawn.append(span(mark, (x, max([*ends, y])), (x, min([*ends, y]))))
    if mark.shape == "at_least":
        drawn.append(at_least((x, y), upright=True))
    drawn += [dot(mark, (x, y)), *words(mark.lines(), (x + BESIDE, first))]
    drawn.append(element("text", mark.day_text, x=x, y=feet[1] + 20, class_="day"))
    return linked(mark, *drawn)
