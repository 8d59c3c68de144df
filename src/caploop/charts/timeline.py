"""A timeline: who owes whom what, from when until when, and how firmly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from caploop.charts.bar import Bar, placed
from caploop.charts.calendar import Calendar, spanning
from caploop.charts.label import label_lines, written
from caploop.charts.marks import LEADING, segment
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width, wrap

NARROW = 640.0
HEAD = 40.0
EDGE = 12.0
PAD = 10.0
NAMES = 210.0
TICK_GAP = 10.0


@dataclass(frozen=True, kw_only=True)
class TimelineRow:
    """Bars of one payer and payee; `note` stands under their names."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What a timeline shows, with all the words it needs; `nothing` stands where it has no row."""

    title: str
    description: str
    rows: tuple[TimelineRow, ...]
    today: date
    today_text: str
    tick: Callable[[date], str]
    nothing: str
    scale_note: str = ""
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def timeline(shown: Timeline, *, width: float, name: str = "timeline") -> Scene:
    """The picture at one width; under 640 pixels the names stand above their bars."""
    full = tuple(row for row in shown.rows if row.bars)
    drawn, height = _drawn(shown, full, width) if full else _sentence(shown.nothing, width)
    about = (shown.title, shown.description)
    return Scene(
        svg=canvas(*drawn, width=width, height=height, name=name, about=about),
        title=shown.title,
        description=shown.description,
        columns=shown.columns,
        rows=shown.table,
    )


def _drawn(
    shown: Timeline, rows: Sequence[TimelineRow], width: float
) -> tuple[list[Markup], float]:
    days = [d for r in rows for b in r.bars for d in (b.start, b.end) if d is not None]
    calendar = spanning(days, shown.today)
    left = NAMES if width >= NARROW else EDGE / 2
    ends = (left + EDGE / 2, width - EDGE)
    body: list[Markup] = []
    top = HEAD
    for row in rows:
        drawn, height = _row(row, calendar, ends=ends, top=top, beside=width >= NARROW)
        body += [segment((0, top), (width, top), "grid"), *drawn]
        top += height
    grid = _grid(shown, calendar, ends, foot=top)
    notes = wrap(shown.scale_note, "tick", width=width - 4)
    texts = [
        element("text", t, x=0, y=top + 20 + 16 * n, class_="tick") for n, t in enumerate(notes)
    ]
    return [*grid, *body, *texts], top + 16 * len(notes) + PAD


def _row(
    row: TimelineRow, calendar: Calendar, *, ends: tuple[float, float], top: float, beside: bool
) -> tuple[list[Markup], float]:
    room = NAMES - EDGE if beside else ends[1] - ends[0]
    names = [("value", t) for t in wrap(row.title, "value", width=room)]
    notes = [("note", t) for t in wrap(row.note, "note", width=room)]
    head = written([(line,) for line in [*names, *notes]], (0, top + LEADING + 4))
    tall = LEADING * len(head) + PAD
    start = top if beside else top + tall
    bars, height = placed(row.bars, calendar, ends=ends, top=start)
    return [*head, *bars], max(height, tall) if beside else height + tall


def _grid(
    shown: Timeline, calendar: Calendar, ends: tuple[float, float], *, foot: float
) -> list[Markup]:
    """Upright rules with words at as many as have room; today is stronger and always named."""
    x = _place(calendar.today, calendar, ends)
    wide = text_width(shown.today_text, "word")
    start = min(max(0.0, x - wide / 2), ends[1] + EDGE - wide)
    taken = [(start - TICK_GAP, start + wide + TICK_GAP)]
    drawn = []
    for day in sorted(calendar.ticks(), key=lambda d: (d.month != 1, d)):
        at = _place(day, calendar, ends)
        drawn.append(segment((at, HEAD - 6), (at, foot), "grid"))
        text = shown.tick(day)
        span = (at - 2, at + text_width(text, "tick") + TICK_GAP)
        if span[1] <= ends[1] + EDGE and all(span[1] <= a or span[0] >= b for a, b in taken):
            taken.append(span)
            drawn.append(element("text", text, x=at, y=HEAD - 10, class_="tick"))
    drawn.append(segment((x, HEAD - 6), (x, foot), "today"))
    drawn.append(element("text", shown.today_text, x=start, y=HEAD - 10, class_="now"))
    return drawn


def _place(day: date, calendar: Calendar, ends: tuple[float, float]) -> float:
    return ends[0] + (ends[1] - ends[0]) * calendar.share(day)


def _sentence(text: str, width: float) -> tuple[list[Markup], float]:
    lines = label_lines([("note", text)], width=width - 4)
    return written(lines, (0, LEADING)), LEADING * max(1, len(lines)) + PAD
