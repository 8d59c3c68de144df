"""A spark: one small line with its band, without axes; its ends stand beside it as text."""

from __future__ import annotations

from dataclasses import dataclass

from caploop.charts.marks import path
from caploop.charts.svg import Markup, element, short

EDGE = 4.0


@dataclass(frozen=True, kw_only=True)
class Spark:
    """What a spark shows: a line, and a band about it or none; `level` is a value to draw across.

    `says` tells it in words to those who cannot see it.
    """

    line: tuple[float, ...]
    says: str
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    level: float | None = 0.0
    hue: str = "purchase"


def spark(shown: Spark, *, width: float = 220.0, height: float = 56.0) -> str:
    """The picture, "" of fewer than two values."""
    if len(shown.line) < 2:
        return ""
    levels = [] if shown.level is None else [shown.level]
    values = [*shown.line, *shown.low, *shown.high, *levels]
    least, most = min(values), max(values)
    span = most - least or 1.0

    def at(number: int, value: float) -> tuple[float, float]:
        x = EDGE + (width - 2 * EDGE) * number / (len(shown.line) - 1)
        return x, EDGE + (height - 2 * EDGE) * (1 - (value - least) / span)

    drawn: list[Markup] = []
    if shown.level is not None:
        y = at(0, shown.level)[1]
        drawn.append(element("line", x1=0.0, x2=width, y1=y, y2=y, class_="base"))
    if shown.low:
        edge = [at(i, v) for i, v in enumerate(shown.high)]
        edge += reversed([at(i, v) for i, v in enumerate(shown.low)])
        around = " ".join(f"{x:.1f},{y:.1f}" for x, y in edge)
        drawn.append(element("polygon", points=around, class_="band"))
    drawn.append(path([at(i, v) for i, v in enumerate(shown.line)], "line"))
    x, y = at(len(shown.line) - 1, shown.line[-1])
    drawn.append(element("circle", cx=x, cy=y, r=3.5, class_="dot"))
    inner = element("g", *drawn, class_=f"hue-{shown.hue}")
    return element(
        "svg",
        inner,
        viewBox=f"0 0 {short(width)} {short(height)}",
        width=width,
        height=height,
        class_="scene spark",
        role="img",
        aria_label=shown.says,
    )
