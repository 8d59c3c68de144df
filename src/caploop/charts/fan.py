"""A fan: how far apart draws lie, period by period, with the plan beside their median."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caploop.charts.marks import path
from caploop.charts.scale import Scale, fitting
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width

HEAD, FOOT, GAP = 30.0, 30.0, 10.0
DAY_ROOM = 14.0
WIDER = 4.0
"""Room for a reader's font that is wider than the one measured."""

Span = tuple[float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Fan:
    """What a fan shows: for each period five levels from low to high, the middle one the median.

    `plan` is a second line or empty; `tick` writes an axis value; `ends` names the median and the
    plan at their last point.
    """

    title: str
    description: str
    periods: tuple[str, ...]
    spans: tuple[Span, ...]
    tick: Callable[[float], str]
    plan: tuple[float, ...] = ()
    ends: tuple[str, str] = ("", "")
    hue: str = "purchase"
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def fan(shown: Fan, *, width: float, plot: float = 240.0, name: str = "fan") -> Scene:
    """The picture at one width; a band holds nine draws of ten, the darker one half of them."""
    values = [v for span in shown.spans for v in span] + list(shown.plan)
    raw = fitting([*values, 0.0])
    scale = Scale(low=raw.low, high=raw.high, logarithmic=False, ticks=raw.ticks)
    right = width - max(text_width(text, "note") for text in (*shown.ends, "")) - GAP
    place = _Place(scale=scale, left=4.0, right=right, plot=plot, count=len(shown.periods))
    drawn = _grid(shown, place, width=width)
    drawn += [_band(shown, place, depth=0, kind="band"), _band(shown, place, depth=1, kind="half")]
    if shown.plan:
        drawn.append(path([place.at(i, v) for i, v in enumerate(shown.plan)], "plan"))
    middle = [place.at(i, span[2]) for i, span in enumerate(shown.spans)]
    drawn.append(path(middle, "line"))
    drawn += _ends(shown, place)
    svg = canvas(
        element("g", *drawn, class_=f"hue-{shown.hue}"),
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


@dataclass(frozen=True, kw_only=True)
class _Place:
    scale: Scale
    left: float
    right: float
    plot: float
    count: int

    def x(self, number: int) -> float:
        step = (self.right - self.left) / max(self.count - 1, 1)
        return self.left + step * number

    def y(self, value: float) -> float:
        return HEAD + self.plot * (1 - self.scale.share(value))

    def at(self, number: int, value: float) -> Point:
        return self.x(number), self.y(value)


def _grid(shown: Fan, place: _Place, *, width: float) -> list[Markup]:
    drawn = []
    for value in place.scale.ticks:
        y = place.y(value)
        kind = "base" if value == 0 else "grid"
        drawn.append(element("line", x1=0.0, x2=width, y1=y, y2=y, class_=kind))
        drawn.append(element("text", shown.tick(value), x=0.0, y=y - 5, class_="tick"))
    room = 0.0
    for number, period in enumerate(shown.periods):
        x, half = place.x(number), text_width(period, "day") / 2
        at = min(max(x, half + WIDER), width - half - WIDER)
        if at - half < room:
            continue
        room = at + half + DAY_ROOM
        y = HEAD + place.plot + 20
        drawn.append(element("text", period, x=at, y=y, text_anchor="middle", class_="day"))
    return drawn


def _band(shown: Fan, place: _Place, *, depth: int, kind: str) -> Markup:
    upper = [place.at(i, span[-1 - depth]) for i, span in enumerate(shown.spans)]
    lower = [place.at(i, span[depth]) for i, span in enumerate(shown.spans)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*upper, *reversed(lower)))
    return element("polygon", points=points, class_=kind)


def _ends(shown: Fan, place: _Place) -> list[Markup]:
    """Names of the two lines at their last points, moved apart where they would meet."""
    found: list[tuple[float, str]] = []
    lines: Sequence[tuple[str, float | None]] = (
        (shown.ends[0], shown.spans[-1][2]),
        (shown.ends[1], shown.plan[-1] if shown.plan else None),
    )
    for text, value in lines:
        if text and value is not None:
            found.append((place.y(value), text))
    if len(found) == 2 and abs(found[0][0] - found[1][0]) < 16:
        upper, lower = sorted(found)
        middle = (upper[0] + lower[0]) / 2
        found = [(middle - 8, upper[1]), (middle + 8, lower[1])]
    x = place.right + GAP / 2
    return [element("text", text, x=x, y=y + 4, class_="note") for y, text in found]
