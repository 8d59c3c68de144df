"""Bars of a timeline: packed into lanes so that neither bars nor labels meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caploop.charts.calendar import Calendar
from caploop.charts.label import Line, label_lines, widest_line, written
from caploop.charts.marks import LEADING, Stroke, group, path, segment
from caploop.charts.svg import Markup, element

GAP = 18.0
DOT = 5.0
CAP = 6.0
OPEN = 26.0
BELOW = 20.0
LEAST = 8.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One promise: `end` None has no date; `cut` ended early; `word` says so in red."""

    start: date
    end: date | None
    value: str
    note: str = ""
    word: str = ""
    stroke: Stroke = "firm"
    hue: str = "other"
    cut: bool = False
    checked: bool = True
    href: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class _Box:
    bar: Bar
    start: float
    end: float
    label: float
    lines: tuple[Line, ...]

    def extent(self) -> tuple[float, float]:
        wide = widest_line(self.lines)
        tail = OPEN if self.bar.end is None else CAP
        return min(self.start - DOT, self.label), max(self.end + tail, self.label + wide)


def placed(
    bars: Sequence[Bar], calendar: Calendar, *, ends: tuple[float, float], top: float
) -> tuple[list[Markup], float]:
    """Elements of the bars below `top`, and the height of their lanes."""
    lanes: list[list[_Box]] = []
    for bar in sorted(bars, key=lambda b: (b.start, b.end or date.max)):
        box = _box(bar, calendar, ends)
        free = [lane for lane in lanes if lane[-1].extent()[1] + GAP <= box.extent()[0]]
        if free:
            free[0].append(box)
        else:
            lanes.append([box])
    drawn: list[Markup] = []
    y = top + 4
    for lane in lanes:
        tall = LEADING * max(len(box.lines) for box in lane)
        drawn += [_bar(box, y + tall + 8, text=y + LEADING - 3) for box in lane]
        y += tall + BELOW
    return drawn, y - top + 4


def _box(bar: Bar, calendar: Calendar, ends: tuple[float, float]) -> _Box:
    wide = ends[1] - ends[0]
    pieces = [("value", bar.value), ("note", bar.note), ("word", f"— {bar.word}")]
    lines = label_lines(pieces if bar.word else pieces[:2], width=wide)
    start, last = (ends[0] + wide * calendar.share(d) for d in (bar.start, bar.end or bar.start))
    if bar.end is None:
        last = ends[0] + wide * calendar.share(max(bar.start, calendar.today))
        last = min(last, ends[1] - OPEN)
        start = min(start, last)
    label = max(ends[0] - DOT, min(start - DOT, ends[1] - widest_line(lines)))
    return _Box(bar=bar, start=start, end=last, label=label, lines=tuple(lines))


def _bar(box: _Box, y: float, *, text: float) -> Markup:
    bar = box.bar
    drawn: list[Markup] = []
    if box.end - box.start >= LEAST:
        drawn.append(path([(box.start, y), (box.end, y)], f"line {bar.stroke}"))
    drawn += _ending(box, y)
    kind = "dot" if bar.checked else "hollow"
    drawn.append(element("circle", cx=box.start, cy=y, r=DOT, class_=kind))
    drawn += written(box.lines, (box.label, text))
    about = [element("title", bar.about)] if bar.about else []
    inner = [*about, group(*drawn)]
    whole = element("a", *inner, href=bar.href) if bar.href else group(*inner)
    return element("g", whole, class_=f"hue-{bar.hue}")


def _ending(box: _Box, y: float) -> list[Markup]:
    """A cap where it ended early, red where it was taken back; shrinking dashes without a date."""
    x = box.end
    if box.bar.word:
        return [segment((x - CAP, y - CAP), (x + CAP, y + CAP), "strike")]
    if box.bar.cut:
        return [segment((x, y - CAP), (x, y + CAP), "cap")]
    if box.bar.end is not None:
        return []
    fading = [
        segment((x + 3 + 6 * n, y), (x + 6 + 6 * n, y), f"line fade{n + 1}") for n in range(3)
    ]
    return [*fading, path([(x + 20, y - 4), (x + 24, y), (x + 20, y + 4)], "bar")]
