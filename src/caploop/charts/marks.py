"""The parts every layout of a step line draws: dots, spans, strikes and lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from caploop.charts.svg import Markup, element

Stroke = Literal["firm", "soft", "loose"]
Shape = Literal["point", "up_to", "at_least", "range", "order"]
Point = tuple[float, float]
HALF = 6.0
LEADING = 18.0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One step: its day, its value with bounds, the words beside it.

    `aside` keeps it off the line (a denial, an error); `word` says why it is struck, if it is.
    """

    day: date
    day_text: str
    value: float
    value_text: str
    low: float | None = None
    high: float | None = None
    shape: Shape = "point"
    stroke: Stroke = "firm"
    notes: tuple[str, ...] = ()
    word: str = ""
    aside: bool = False
    checked: bool = True
    href: str = ""
    about: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """What stands beside the dot: kind of text and the text."""
        notes = [("note", text) for text in self.notes]
        struck = [("word", f"— {self.word}")] if self.word else []
        return [("value", self.value_text), *notes, *struck]

    def extent(self) -> list[float]:
        """The values an axis must hold."""
        return [v for v in (self.low, self.value, self.high) if v is not None]


def dot(mark: Mark, at: Point) -> Markup:
    """The dot, hollow where nobody checked the figure, with a red dash where it is struck."""
    kind = "dot" if mark.checked else "hollow"
    size = HALF if mark.checked else HALF - 1
    round_ = element("circle", cx=at[0], cy=at[1], r=size, class_=kind)
    if not mark.word:
        return round_
    across = segment((at[0] - 11, at[1]), (at[0] + 11, at[1]), "strike")
    return group(round_, across)


def segment(start: Point, end: Point, kind: str) -> Markup:
    """A straight line of one kind."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=kind)


def path(points: Sequence[Point], kind: str) -> Markup:
    """A line through points; one of three strokes says how firm."""
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polyline", points=steps, class_=kind)


def span(mark: Mark, foot: Point, top: Point) -> Markup:
    """Bounds and ranges as a bar from `foot` to `top`: open where the figure has no firm end."""
    (x1, y1), (x2, y2) = foot, top
    across = (HALF, 0.0) if x1 == x2 else (0.0, HALF)
    side = [(x1 - across[0], y1 - across[1]), (x1 + across[0], y1 + across[1])]
    far = [(x2 + across[0], y2 + across[1]), (x2 - across[0], y2 - across[1])]
    if mark.shape == "up_to":
        return path([far[1], *side, far[0]], "bar")
    outline = path([*side, *far, side[0]], "bar")
    return group(outline, *_hatches(foot, top)) if mark.shape == "order" else outline


def _hatches(foot: Point, top: Point) -> list[Markup]:
    length = abs(top[0] - foot[0]) + abs(top[1] - foot[1])
    count = max(1, int(length // 7))
    share = [n / count for n in range(count + 1)]
    points = [(foot[0] + (top[0] - foot[0]) * s, foot[1] + (top[1] - foot[1]) * s) for s in share]
    upright = foot[0] == top[0]
    return [
        segment((a[0] - HALF, a[1]), (b[0] + HALF, b[1]), "hatch")
        if upright
        else segment((a[0], a[1] - HALF), (b[0], b[1] + HALF), "hatch")
        for a, b in pairwise(points)
    ]


def at_least(at: Point, *, upright: bool) -> Markup:
    """An arrow away from the dot: the figure is a floor."""
    x, y = at
    if upright:
        return path([(x - 4, y - 13), (x, y - 18), (x + 4, y - 13)], "bar")
    return path([(x + 13, y - 4), (x + 18, y), (x + 13, y + 4)], "bar")


def words(lines: Sequence[tuple[str, str]], at: Point) -> list[Markup]:
    """Lines of text, each of its kind, the first with its baseline at `at`."""
    return [
        element("text", text, x=at[0], y=at[1] + LEADING * n, class_=kind)
        for n, (kind, text) in enumerate(lines)
    ]


def group(*children: Markup) -> Markup:
    """Elements taken together."""
    return element("g", *children)


def linked(mark: Mark, *children: Markup) -> Markup:
    """A mark's elements as one link to where its evidence stands, if it has one."""
    about = [element("title", mark.about)] if mark.about else []
    if not mark.href:
        return group(*about, *children)
    return element("a", *about, *children, href=mark.href)
