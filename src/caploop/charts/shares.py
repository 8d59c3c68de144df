"""Shares of a whole through time: one column a period, stacked, each share with its own colour."""

from __future__ import annotations

from dataclasses import dataclass

from caploop.charts.scene import Scene
from caploop.charts.shares_style import PALE
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width

HEAD, FOOT, GAP = 6.0, 30.0, 4.0
LEAST_HEIGHT = 17.0


@dataclass(frozen=True, kw_only=True)
class Shares:
    """What the columns show: for each period the shares of all kinds, in the order of `kinds`."""

    title: str
    description: str
    periods: tuple[str, ...]
    kinds: tuple[str, ...]
    parts: tuple[tuple[float, ...], ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def shares(shown: Shares, *, width: float, plot: float = 240.0, name: str = "shares") -> Scene:
    """The picture at one width; a share is written where its column has room for it."""
    each = width / max(len(shown.periods), 1)
    drawn: list[Markup] = []
    for number, (period, parts) in enumerate(zip(shown.periods, shown.parts, strict=True)):
        left, foot = number * each, HEAD + plot
        for kind, part in zip(shown.kinds, parts, strict=True):
            height = part * plot
            foot -= height
            if height > 0:
                drawn += _box(kind, part, (left, foot), size=(each - GAP, height))
        middle = left + (each - GAP) / 2
        drawn.append(
            element(
                "text", period, x=middle, y=HEAD + plot + 20, text_anchor="middle", class_="day"
            )
        )
    svg = canvas(
        *drawn,
        width=width,
        height=HEAD + plot + FOOT,
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


def _box(
    kind: str, part: float, at: tuple[float, float], *, size: tuple[float, float]
) -> list[Markup]:
    width, height = size
    box = element("rect", x=at[0], y=at[1], width=width, height=height, class_=f"st-{kind}")
    text = f"{part:.0%}"
    if height < LEAST_HEIGHT or text_width(text, "tick") > width - 2:
        return [box]
    pale = " pale" if kind in PALE else ""
    label = element(
        "text",
        text,
        x=at[0] + width / 2,
        y=at[1] + height / 2 + 4,
        text_anchor="middle",
        class_=f"tick on{pale}",
    )
    return [box, label]
