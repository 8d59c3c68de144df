"""Pairs of two quantities as cells with a number in each, and the line where it becomes enough."""

from __future__ import annotations

from dataclasses import dataclass

from caploop.charts.marks import segment
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width

LEFT, HEAD, ROW, FOOT = 52.0, 46.0, 34.0, 6.0
GAP = 10.0
NARROW_TEXT = "tick"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Numbers as written by row and column; `enough` says where they reach what is asked.

    Rows are drawn from below, so that more is higher; `across` and `up` name the two quantities.
    """

    title: str
    description: str
    across: str
    up: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    enough: tuple[tuple[bool, ...], ...]


def surface(shown: Grid, *, width: float, name: str = "surface") -> Scene:
    """The picture at one width."""
    edge = _edge(shown)
    step = (width - edge) / max(len(shown.columns), 1)
    count = len(shown.rows)
    drawn: list[Markup] = [
        _text(shown.up, (0, 16), anchor="start"),
        _text(shown.across, (width - 2, 16), anchor="end"),
        *(
            _text(text, (edge + step * (i + 0.5), HEAD - 8), anchor="middle")
            for i, text in enumerate(shown.columns)
        ),
    ]
    for number, label in enumerate(shown.rows):
        top = HEAD + ROW * (count - 1 - number)
        drawn.append(_text(label, (0, top + ROW / 2 + 4), anchor="start"))
        cells = zip(shown.texts[number], shown.enough[number], strict=True)
        for place, (text, enough) in enumerate(cells):
            drawn += _cell(text, (edge + step * place, top), step=step, enough=enough)
    drawn += _line(shown, step)
    inner = element("g", *drawn, class_="hue-equity")
    return Scene(
        svg=canvas(
            inner,
            width=width,
            height=HEAD + ROW * count + FOOT,
            name=name,
            about=(shown.title, shown.description),
        ),
        title=shown.title,
        description=shown.description,
        columns=(),
        rows=(),
    )


def _cell(text: str, at: tuple[float, float], *, step: float, enough: bool) -> list[Markup]:
    size = "note" if text_width(text, "note") < step - 6 else NARROW_TEXT
    box = element(
        "rect",
        x=at[0] + 1,
        y=at[1] + 1,
        width=step - 2,
        height=ROW - 2,
        class_="half" if enough else "band",
    )
    middle = (at[0] + step / 2, at[1] + ROW / 2 + 4)
    return [box, _text(text, middle, anchor="middle", size=f"{size} cell")]


def _edge(shown: Grid) -> float:
    """Where the cells begin: beyond the longest name of a row."""
    widest = max((text_width(text, NARROW_TEXT) for text in shown.rows), default=0.0)
    return max(LEFT, widest + GAP)


def _line(shown: Grid, step: float) -> list[Markup]:
    """Borders between a cell that is enough and a neighbour that is not."""
    drawn: list[Markup] = []
    count = len(shown.rows)
    for n, row in enumerate(shown.enough):
        top = HEAD + ROW * (count - 1 - n)
        for place, enough in enumerate(row):
            left = _edge(shown) + step * place
            if place + 1 < len(row) and enough != row[place + 1]:
                drawn.append(segment((left + step, top), (left + step, top + ROW), "cap"))
            if n + 1 < count and enough != shown.enough[n + 1][place]:
                drawn.append(segment((left, top), (left + step, top), "cap"))
    return drawn


def _text(text: str, at: tuple[float, float], *, anchor: str, size: str = "tick") -> Markup:
    return element("text", text, x=at[0], y=at[1], text_anchor=anchor, class_=size)
