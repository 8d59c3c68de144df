"""The picture and the table of what clearing costs against size, from the figures measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caploop.charts.marks import path
from caploop.charts.picture import Around, picture
from caploop.charts.scale import Scale, fitting
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element

Row = Mapping[str, Any]
NAMES = {"eisenberg_noe": "Eisenberg-Noe", "debtrank": "DebtRank"}
WHO = {"caploop": "caploop", "scipy": "SciPy", "numpy": "NumPy"}
STROKES = {"caploop": "line", "scipy": "plan", "numpy": "base"}
WIDE, HIGH, BETWEEN = 330.0, 320.0, 200.0
LEFT, HEAD, FOOT = 64.0, 34.0, 48.0
APART, ENDS = 15.0, 136.0
FIELDS = ("measure", "who", "parties", "scenarios", "seconds")
COLUMNS = (
    "measure",
    "parties",
    "scenarios",
    "seconds",
    "of SciPy",
    "of NumPy",
    "peak memory",
    "of SciPy",
)


@dataclass(frozen=True, kw_only=True)
class _Panel:
    left: float
    across: Scale
    up: Scale

    def at(self, row: Row) -> tuple[float, float]:
        x = self.left + WIDE * self.across.share(row["parties"])
        return x, HEAD + HIGH * (1 - self.up.share(row["seconds"]))


def clearing_picture(told: Mapping[str, Any]) -> str:
    """SVG text: median seconds by parties, both axes logarithmic, one panel a measure."""
    rows: Sequence[Row] = told["rows"]
    across, up = (fitting([row[name] for row in rows]) for name in ("parties", "seconds"))
    drawn: list[Markup] = []
    for number, measure in enumerate(NAMES):
        panel = _Panel(left=LEFT + number * (WIDE + BETWEEN), across=across, up=up)
        drawn += _panel(panel, measure, [row for row in rows if row["measure"] == measure])
    title = f"From {_times(rows)}"
    words = "Median seconds by the number of parties, both axes logarithmic, 10 debts a party."
    svg = canvas(
        *drawn,
        width=LEFT + 2 * WIDE + BETWEEN + ENDS,
        height=HEAD + HIGH + FOOT,
        name="cost",
        about=(title, words),
    )
    shown = tuple(tuple(str(row[name]) for name in FIELDS) for row in rows)
    scene = Scene(svg=svg, title=title, description=words, columns=FIELDS, rows=shown)
    foot = (
        f"{words} caploop on its threads, with what it tells beside payments; SciPy and NumPy "
        f"are plain rounds on one thread. {told['machine']}; {told['day']}."
    )
    return picture(scene, Around(heading=title, foot=foot))


def _times(rows: Sequence[Row]) -> str:
    """How much longer the largest size takes than a hundredth of it, one scenario, by measure."""
    most = max(row["parties"] for row in rows)
    ours = {(r["measure"], r["parties"], r["scenarios"]): r for r in rows if r["who"] == "caploop"}
    parts = []
    for measure, name in NAMES.items():
        large, small = (ours[measure, size, 1]["seconds"] for size in (most, most // 100))
        parts.append(f"{large / small:.0f} times as long with {name}")
    return f"{most // 100:,} to {most:,} parties one scenario takes {' and '.join(parts)}"


def _panel(panel: _Panel, measure: str, rows: Sequence[Row]) -> list[Markup]:
    right, foot = panel.left + WIDE, HEAD + HIGH
    drawn = [element("text", NAMES[measure], x=panel.left, y=16.0, class_="value")]
    for value in panel.up.ticks:
        y = foot - HIGH * panel.up.share(value)
        drawn.append(element("line", x1=panel.left, x2=right, y1=y, y2=y, class_="grid"))
        text = element("text", f"{value:g} s", x=panel.left - 6, y=y + 4, text_anchor="end")
        drawn.append(Markup(text.replace("<text", '<text class="tick"', 1)))
    for value in panel.across.ticks:
        x = panel.left + WIDE * panel.across.share(value)
        drawn.append(element("line", x1=x, x2=x, y1=foot, y2=foot + 5, class_="base"))
        where = {"x": x, "y": foot + 20, "text_anchor": "middle"}
        drawn.append(element("text", f"{value:,.0f}", **where, class_="tick"))
    drawn.append(element("text", "parties", x=right, y=foot + 38, text_anchor="end", class_="tick"))
    ends: list[tuple[float, float, str]] = []
    for scenarios in sorted({row["scenarios"] for row in rows}):
        for who, kind in STROKES.items():
            found = [r for r in rows if (r["scenarios"], r["who"]) == (scenarios, who)]
            points = [panel.at(r) for r in sorted(found, key=lambda r: r["parties"])]
            if points:
                line = path(points, kind)
                fill = Markup(line.replace("/>", ' fill="none"/>')) if kind == "base" else line
                drawn.append(element("g", fill, class_="hue-purchase"))
                many = f", {scenarios:,} scenario{'s'[: scenarios - 1]}" if kind != "base" else ""
                ends.append((*points[-1], WHO[who] + many))
    return drawn + _labels(ends)


def _labels(ends: Sequence[tuple[float, float, str]]) -> list[Markup]:
    """Names at the ends of lines, moved apart where ends of the same size would meet."""
    drawn = []
    for x in sorted({end[0] for end in ends}):
        here = sorted((y, text) for at, y, text in ends if at == x)
        room = 0.0
        for y, text in here:
            room = max(y + 4, room + APART)
            drawn.append(element("text", text, x=x + 6, y=room, class_="note"))
    return drawn


def table(told: Mapping[str, Any]) -> str:
    """The rows of caploop as a table in Markdown, with times and memory of the others."""
    rows: Sequence[Row] = told["rows"]
    found = {(r["measure"], r["parties"], r["scenarios"], r["who"]): r for r in rows}
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    order = list(NAMES)
    for measure, parties, scenarios, who in sorted(
        found, key=lambda k: (order.index(k[0]), k[1:3])
    ):
        if who == "caploop" and _is_shown(parties):
            case = measure, parties, scenarios
            cells = [NAMES[measure], f"{parties:,}", f"{scenarios:,}"]
            cells += [_cell(found.get((*case, who)), "seconds") for who in WHO]
            cells += [_cell(found.get((*case, who)), "peak_mb") for who in ("caploop", "scipy")]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _is_shown(parties: int) -> bool:
    return str(parties).startswith("1")


def _cell(row: Row | None, name: str) -> str:
    if row is None:
        return "–"
    return f"{row[name]:,.0f} MB" if name == "peak_mb" else f"{row[name]:.2g}"
