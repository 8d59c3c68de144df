"""Direct labels: a figure and the words after it, on one line where they fit."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.charts.marks import LEADING, Point
from caploop.charts.svg import Markup, element
from caploop.charts.width import text_width, wrap

BETWEEN = " · "

Line = tuple[tuple[str, str], ...]


def label_lines(pieces: Sequence[tuple[str, str]], *, width: float) -> list[Line]:
    """Pieces of text, each of its kind, on one line if `width` holds them, else one below another.

    A piece that is cut is cut between its figures first.

    >>> label_lines([("value", "$1bn"), ("note", "signed")], width=200)
    [(('value', '$1bn'), ('note', ' signed'))]
    """
    full = [(kind, text) for kind, text in pieces if text.strip()]
    joined = tuple((k, t if n == 0 else f" {t}") for n, (k, t) in enumerate(full))
    if line_width(joined) <= width:
        return [joined] if joined else []
    parts = [(kind, part) for kind, text in full for part in _parts(text, kind, width=width)]
    return [((kind, line),) for kind, part in parts for line in wrap(part, kind, width=width)]


def _parts(text: str, kind: str, *, width: float) -> list[str]:
    return [text] if text_width(text, kind) <= width else text.split(BETWEEN)


def line_width(line: Line) -> float:
    """Pixels a line takes at most."""
    return sum(text_width(text, kind) for kind, text in line)


def widest_line(lines: Sequence[Line]) -> float:
    """Pixels the widest of lines takes at most."""
    return max((line_width(line) for line in lines), default=0.0)


def written(lines: Sequence[Line], at: Point) -> list[Markup]:
    """The lines as text, the first with its baseline at `at`."""
    return [_text(line, (at[0], at[1] + LEADING * n)) for n, line in enumerate(lines)]


def _text(line: Line, at: Point) -> Markup:
    if len(line) == 1:
        kind, text = line[0]
        return element("text", text, x=at[0], y=at[1], class_=kind)
    spans = [element("tspan", text, class_=kind) for kind, text in line]
    return element("text", *spans, x=at[0], y=at[1])
