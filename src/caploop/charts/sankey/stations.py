"""Stations of a circular Sankey: a bar with its words above, or a box with its words inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caploop.charts.sankey.labels import Box
from caploop.charts.sankey.layout import Layout
from caploop.charts.sankey.page import Lines, Page
from caploop.charts.sankey.parts import Node
from caploop.charts.style import SIZES
from caploop.charts.svg import Markup, element
from caploop.charts.width import text_width

LEADING = 18.0
GAP = 14.0


@dataclass(frozen=True, kw_only=True)
class Station:
    """One party on the page: its bar or box, the room of its words, and its words."""

    node: Node
    bar: Box
    words: Box
    lines: tuple[tuple[str, str], ...]
    end: bool
    on: bool


def station(page: Page, layout: Layout, node: Node) -> Station:
    """A party where the layout puts it."""
    start, top, thick, size = layout.stations[node.id]
    now = page.lines(node, page.drawn(), full=False)
    full = page.lines(node, page.drawn(), full=True)
    if layout.tall:
        lines = _short(now, size - 12)
        bar = (top, start, top + size, start + thick)
        return Station(node=node, bar=bar, words=bar, lines=lines, end=False, on=True)
    limit, end = _limit(page, layout, node.id, full=full)
    lines = _short(now, limit)
    wide = _widest([*_short(full, limit), *lines])
    head = LEADING * len(now) + 4
    left = start + thick - wide if end else start
    words = (left, top, left + wide, top + head - 2)
    bar = (start, top + head, start + thick, top + max(size, head + 2))
    return Station(node=node, bar=bar, words=words, lines=lines, end=end, on=False)


def _limit(page: Page, layout: Layout, name: str, *, full: Lines) -> tuple[float, bool]:
    """How wide the words at a bar may be, and whether they end at it, so as to stay inside."""
    starts = sorted({box[0] for box in layout.stations.values()})
    here = starts.index(layout.stations[name][0])
    right = page.width - layout.stations[name][0] - 2
    if here == len(starts) - 1:
        behind = (starts[here] - starts[here - 1]) / 2 - GAP
        return (right, False) if _widest(full) <= right else (behind, True)
    pitch = starts[here + 1] - starts[here] - GAP
    return (pitch / 2 if here == len(starts) - 2 else pitch), False


def _widest(lines: Sequence[tuple[str, str]]) -> float:
    return max(text_width(text, kind) for kind, text in lines)


def _short(lines: Lines, limit: float) -> tuple[tuple[str, str], ...]:
    return tuple((kind, shortened(text, kind, width=limit)) for kind, text in lines)


def shortened(text: str, kind: str, *, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis.

    >>> shortened("Customers of all", "note", width=90)
    'Customers…'
    """
    text = " ".join(text.split()) or "·"
    if text_width(text, kind) <= width:
        return text
    while text and text_width(f"{text}…", kind) > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def station_svg(found: Station, about: str) -> Markup:
    """A station with its own title."""
    left, top, right, bottom = found.bar
    kind = "stop" if found.on else "station"
    rect = element("rect", x=left, y=top, width=right - left, height=bottom - top, class_=kind)
    lines = [_line(found, kind, text, number=n) for n, (kind, text) in enumerate(found.lines)]
    return element(
        "g",
        element("title", about),
        rect,
        *lines,
        class_="party",
        role="img",
        aria_label=about,
        data_id=found.node.id,
        data_group=found.node.group,
    )


def _line(found: Station, kind: str, text: str, *, number: int) -> Markup:
    left, top, right, _ = found.words
    x = left + 6 if found.on else right if found.end else left
    y = top + LEADING * number + (18 if found.on else SIZES["value"] - 1)
    classes = f"{kind} on" if found.on else kind
    anchor = "end" if found.end else None
    return element("text", text, x=x, y=y, class_=classes, text_anchor=anchor)
