"""Amounts through time by kind: one column a period, stacked from zero, its total above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caploop.charts.scale import Scale, fitting
from caploop.charts.scene import Scene
from caploop.charts.shares_style import PALE
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width

HEAD, FOOT, GAP, SPACE = 22.0, 30.0, 4.0, 8.0
LEAST_HEIGHT = 17.0
WIDER = 1.15
"""How much wider a reader's font may be than the one measured."""


@dataclass(frozen=True, kw_only=True)
class Stacks:
    """What the columns show: for each period the amounts of all kinds, the lowest first; `tick`
    writes an axis value, `amount` one in a column."""

    title: str
    description: str
    periods: tuple[str, ...]
    kinds: tuple[str, ...]
    parts: tuple[tuple[float, ...], ...]
    tick: Callable[[float], str]
    amount: Callable[[float], str]


def stacks(shown: Stacks, *, width: float, plot: float = 240.0, name: str = "stacks") -> Scene:
    """The picture at one width; an amount is written where its column has room for it."""
    scale = fitting([0.0, *(sum(parts) for parts in shown.parts)])
    left = max(text_width(shown.tick(v), "tick") for v in scale.ticks) * WIDER + SPACE
    each = (width - left) / max(len(shown.periods), 1)
    drawn = _grid(shown, scale, left=left, size=(width, plot))
    for number, (period, parts) in enumerate(zip(shown.periods, shown.parts, strict=True)):
        x, foot = left + number * each + GAP / 2, HEAD + plot
        for kind, part in zip(shown.kinds, parts, strict=True):
            height = part / scale.high * plot
            foot -= height
            if height > 0:
                drawn += _box(shown, kind, part, at=(x, foot), size=(each - GAP, height))
        middle = x + (each - GAP) / 2
        drawn += [
            _middle(shown.amount(sum(parts)), (middle, foot - 6), "tick"),
            _middle(period, (middle, HEAD + plot + 20), "day"),
        ]
    svg = canvas(
        *drawn,
        width=width,
        height=HEAD + plot + FOOT,
        name=name,
        about=(shown.title, shown.description),
    )
    return Scene(svg=svg, title=shown.title, description=shown.description, columns=(), rows=())


def _grid(shown: Stacks, scale: Scale, *, left: float, size: tuple[float, float]) -> list[Markup]:
    drawn = []
    for value in scale.ticks:
        y = HEAD + size[1] * (1.0 - scale.share(value))
        kind = "base" if value == 0 else "grid"
        drawn.append(element("line", x1=left, x2=size[0], y1=y, y2=y, class_=kind))
        text = element(
            "text", shown.tick(value), x=left - SPACE, y=y + 4, text_anchor="end", class_="tick"
        )
        drawn.append(text)
    return drawn


def _box(
    shown: Stacks, kind: str, part: float, *, at: tuple[float, float], size: tuple[float, float]
) -> list[Markup]:
    width, height = size
    box = element("rect", x=at[0], y=at[1], width=width, height=height, class_=f"st-{kind}")
    text = shown.amount(part)
    if height < LEAST_HEIGHT or text_width(text, "tick") > width - 2:
        return [box]
    pale = " pale" if kind in PALE else ""
    return [box, _middle(text, (at[0] + width / 2, at[1] + height / 2 + 4), f"tick on{pale}")]


def _middle(text: str, at: tuple[float, float], kind: str) -> Markup:
    return element("text", text, x=at[0], y=at[1], text_anchor="middle", class_=kind)
