"""A matrix of who supplies whom: a mark for how it is held, a line for how firm, words beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from caploop.charts.label import label_lines, written
from caploop.charts.marks import LEADING, Point, Stroke, group, path, segment
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import wrap

Glyph = Literal["rented", "leased", "bought", "option"]
NARROW = 640.0
NAMES = 150.0
COLUMN = 165.0
SHORT_NAMES = 112.0
SIDE = 11.0
STUB = 24.0
PAD = 12.0
MARK = SIDE + STUB + 10.0


@dataclass(frozen=True, kw_only=True)
class SupplyMark:
    """One supply: how it is held, how firm, its figures and what else must be said."""

    glyph: Glyph
    stroke: Stroke
    value: str
    note: str = ""
    href: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Users as columns, suppliers as rows; `cells` by supplier and user."""

    title: str
    description: str
    users: tuple[str, ...]
    suppliers: tuple[str, ...]
    cells: dict[tuple[str, str], tuple[SupplyMark, ...]]
    nothing: str
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def matrix(shown: Matrix, *, width: float, name: str = "matrix") -> Scene:
    """The picture at one width; under 640 pixels a list for each user, one below another."""
    draw = _wide if width >= NARROW else _narrow
    filled = any(shown.cells.values())
    drawn, height = draw(shown, width) if filled else _sentence(shown.nothing, width)
    about = (shown.title, shown.description)
    inner = element("g", *drawn, class_="hue-purchase")
    return Scene(
        svg=canvas(inner, width=width, height=height, name=name, about=about),
        title=shown.title,
        description=shown.description,
        columns=shown.columns,
        rows=shown.table,
    )


def glyph(kind: Glyph, at: Point) -> Markup:
    """A square with its middle at `at`: open rented, half leased, full bought, broken option."""
    x, y = at[0] - SIDE / 2, at[1] - SIDE / 2
    frame = element("rect", x=x, y=y, width=SIDE, height=SIDE, class_=f"tile {kind}")
    if kind != "leased":
        return frame
    half = element("rect", x=x, y=at[1], width=SIDE, height=SIDE / 2, class_="tile bought")
    return group(frame, half)


def _wide(shown: Matrix, width: float) -> tuple[list[Markup], float]:
    """Columns as many as have room, further users in tables below."""
    fit = max(1, int((width - NAMES) // COLUMN))
    count = max(1, ceil(len(shown.users) / fit))
    step = ceil(len(shown.users) / count)
    drawn: list[Markup] = []
    top = 0.0
    for first in range(0, len(shown.users), step):
        users = shown.users[first : first + step]
        block, top = _block(shown, users, width=width, top=top)
        drawn += block
        top += LEADING
    return drawn, top


def _block(
    shown: Matrix, users: Sequence[str], *, width: float, top: float
) -> tuple[list[Markup], float]:
    step = (width - NAMES) / len(users)
    places = [NAMES + step * n for n in range(len(users))]
    heads = [wrap(u, "value", width=step - PAD) for u in users]
    drawn = [
        text
        for x, lines in zip(places, heads, strict=True)
        for text in written([(("value", t),) for t in lines], (x, top + LEADING - 3))
    ]
    top += LEADING * max(len(h) for h in heads) + PAD
    for supplier in shown.suppliers:
        if not any(shown.cells.get((supplier, user)) for user in users):
            continue
        drawn.append(segment((0, top), (width, top), "grid"))
        names = wrap(supplier, "value", width=NAMES - PAD)
        drawn += written([(("value", t),) for t in names], (0, top + LEADING + 2))
        tall = len(names) * LEADING
        for x, user in zip(places, users, strict=True):
            held = shown.cells.get((supplier, user), ())
            cell, high = _cell(held, (x, top), width=step - PAD)
            drawn += cell
            tall = max(tall, high)
        top += tall + PAD
    return drawn, top


def _narrow(shown: Matrix, width: float) -> tuple[list[Markup], float]:
    drawn: list[Markup] = []
    top = 0.0
    for user in shown.users:
        mine = [s for s in shown.suppliers if shown.cells.get((s, user))]
        if not mine:
            continue
        heads = wrap(user, "value", width=width)
        drawn += written([(("value", t),) for t in heads], (0, top + LEADING))
        top += LEADING * len(heads) + PAD
        drawn.append(segment((0, top), (width, top), "base"))
        for supplier in mine:
            names = wrap(supplier, "note", width=SHORT_NAMES - PAD)
            drawn += written([(("note", t),) for t in names], (0, top + LEADING + 2))
            at = (SHORT_NAMES, top)
            cell, high = _cell(shown.cells[supplier, user], at, width=width - SHORT_NAMES)
            drawn += cell
            top += max(high, LEADING * len(names)) + PAD
            drawn.append(segment((0, top), (width, top), "grid"))
        top += LEADING
    return drawn, top


def _cell(held: Sequence[SupplyMark], at: Point, *, width: float) -> tuple[list[Markup], float]:
    """The marks of one cell, one below another, and their height."""
    drawn: list[Markup] = []
    y = at[1]
    for one in held:
        pieces = [("value", one.value), ("note", one.note)]
        lines = label_lines(pieces, width=width - MARK)
        middle = y + LEADING - 3
        ends = [(at[0] + SIDE + 1, middle), (at[0] + SIDE + 1 + STUB, middle)]
        parts: list[Markup] = [
            path(ends, f"line {one.stroke}"),
            glyph(one.glyph, (at[0] + SIDE / 2 + 1, middle)),
            *written(lines, (at[0] + MARK, y + LEADING + 2)),
        ]
        about = [element("title", one.about)] if one.about else []
        whole = [*about, group(*parts)]
        drawn.append(element("a", *whole, href=one.href) if one.href else group(*whole))
        y += LEADING * max(1, len(lines))
    return drawn, y - at[1]


def _sentence(text: str, width: float) -> tuple[list[Markup], float]:
    lines = label_lines([("note", text)], width=width - 4)
    return written(lines, (0, LEADING)), LEADING * max(1, len(lines)) + PAD
