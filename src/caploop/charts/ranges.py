"""Ranges on one axis: a line of words for each, below it a bar from one value to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from caploop.charts.label import Line, label_lines, widest_line, written
from caploop.charts.marks import LEADING, path
from caploop.charts.scale import Scale, fitting
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width

HEAD, THICK, BELOW, APART = 26.0, 9.0, 15.0, 14.0
EDGE, ARROW = 6.0, 10.0
LEAST, INSET = 2.0, 4.0
SLACK = 1.05
"""Room beyond what words are reckoned to take: the widest fonts take a little more."""

Kind = Literal["stated", "spread"]


@dataclass(frozen=True, kw_only=True)
class Range:
    """One bar: `value` stands in bold before `note`; an end that is None is open.

    A `spread` is paler, with a tick at its `middle`. `first` sets a group apart from the last.
    """

    value: str
    note: str
    low: float | None
    high: float | None
    middle: float | None = None
    kind: Kind = "stated"
    hue: str = "purchase"
    first: bool = False
    href: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """What the picture shows; `tick` writes an axis value."""

    title: str
    description: str
    bars: tuple[Range, ...]
    tick: Callable[[float], str]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def ranges(shown: Ranges, *, width: float, name: str = "ranges") -> Scene:
    """The picture at one width; it grows with the number of bars."""
    ends = [v for b in shown.bars for v in (b.low, b.high, b.middle) if v is not None]
    scale = fitting([0.0, *ends])
    drawn: list[Markup] = []
    y = HEAD
    for bar in shown.bars:
        y += APART if bar.first and y > HEAD else 0.0
        made, tall = _bar(bar, scale, y, width=width)
        drawn.append(made)
        y += tall
    svg = canvas(
        *_grid(shown, scale, foot=y, width=width),
        *drawn,
        width=width,
        height=y + EDGE,
        name=name,
        about=(shown.title, shown.description),
    )
    return Scene(
        svg=svg,
        title=shown.title,
        description=shown.description,
        columns=shown.columns,
        rows=shown.rows,
    )


def _grid(shown: Ranges, scale: Scale, *, foot: float, width: float) -> list[Markup]:
    drawn = []
    room = -EDGE
    texts = [(v, shown.tick(v)) for v in scale.ticks]
    for value, text in texts:
        x = _x(scale, value, width)
        kind = "base" if value == 0 else "grid"
        drawn.append(element("line", x1=x, x2=x, y1=HEAD - 6, y2=foot, class_=kind))
        wide = text_width(text, "tick")
        start = min(max(0.0, x - wide / 2), width - wide - EDGE)
        if start >= room + EDGE:
            drawn.append(element("text", text, x=start, y=HEAD - 12, class_="tick"))
            room = start + wide
    return drawn


def _bar(bar: Range, scale: Scale, y: float, *, width: float) -> tuple[Markup, float]:
    lines = label_lines(
        [("value", bar.value), ("note", bar.note)], width=(width - 2 * EDGE) / SLACK
    )
    top = y + LEADING * len(lines) + 4
    zero = _x(scale, scale.low if scale.low > 0 else 0.0, width)
    left = zero if bar.low is None else _x(scale, bar.low, width)
    right = width - EDGE - ARROW if bar.high is None else _x(scale, bar.high, width)
    kind = "layer" if bar.kind == "stated" else "layer net"
    drawn = [
        *written(lines, (_start(left, lines, width), y + LEADING - 4)),
        element(
            "rect",
            x=left,
            y=top,
            width=max(right - left, LEAST),
            height=THICK,
            class_=kind,
        ),
        *_open(bar, (left, right), top),
    ]
    if bar.middle is not None:
        x = _x(scale, bar.middle, width)
        drawn.append(element("line", x1=x, x2=x, y1=top - 3, y2=top + THICK + 3, class_="cap"))
    about = [element("title", bar.about)] if bar.about else []
    whole = (
        element("a", *about, *drawn, href=bar.href) if bar.href else element("g", *about, *drawn)
    )
    return element("g", whole, class_=f"hue-{bar.hue}"), LEADING * len(lines) + THICK + BELOW


def _start(left: float, lines: Sequence[Line], width: float) -> float:
    """Where words begin: at their bar, a little off it so that no rule cuts them, inside."""
    return max(EDGE + INSET, min(left + INSET, width - EDGE - SLACK * widest_line(lines)))


def _open(bar: Range, ends: Sequence[float], top: float) -> list[Markup]:
    """An arrow where a bar has no upper end; one without a lower end begins at nothing."""
    y = top + THICK / 2
    if bar.high is not None:
        return []
    x = ends[1] + 2
    return [path([(x, y - 4), (x + 5, y), (x, y + 4)], "bar")]


def _x(scale: Scale, value: float, width: float) -> float:
    return EDGE + (width - 2 * EDGE) * scale.share(value)
