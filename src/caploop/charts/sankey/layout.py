"""The layout of a circular Sankey: stations, and the course of every ribbon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caploop.charts.sankey.crossings import Column, columns
from caploop.charts.sankey.order import Arc
from caploop.charts.sankey.path import RIGHT, Course, Move, points, swerve
from caploop.charts.sankey.place import Across, LayoutSizes, depth_order, placed
from caploop.charts.sankey.ranks import Thread, ranks, threads

ELBOW = 12.0
RISER_GAP = 8.0
BOW = 70.0
EDGE = 2.0
CORNER = 28.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class LayoutShape:
    """The part of a layout that is settled before the scale: ranks and the order in each."""

    threads: tuple[Thread, ...]
    columns: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Boxes of the stations' bars with the words' room, and ribbon courses by number."""

    scale: float
    stations: Mapping[str, Box]
    courses: Mapping[int, Course]
    rank: Mapping[str, int]
    length: float
    depth: float
    run: float
    tall: bool


def shape(
    order: Sequence[str], arcs: Sequence[Arc], *, ring: Sequence[bool], single: bool
) -> LayoutShape:
    """Ranks, threads and the order within ranks."""
    rank = ranks(order, arcs, single=single)
    low = min(rank.values())
    rank = {name: r - low for name, r in rank.items()}
    found = threads(rank, arcs, ring=ring)
    ordered = columns(rank, found)
    return LayoutShape(threads=found, columns=tuple(tuple(c) for c in ordered))


@dataclass(frozen=True, kw_only=True)
class Along:
    """Where bars and risers stand along the ranks; a riser's key is a thread and its end."""

    bars: tuple[float, ...]
    leads: tuple[tuple[float, float], ...]
    risers: Mapping[tuple[int, bool], float]
    length: float
    run: float


def along(found: LayoutShape, *, scale: float, bar: float, run: float) -> Along:
    """Bars with room on both sides for the risers of return lanes, `run` between ranks."""
    at, bars, leads = 0.0, list[float](), list[tuple[float, float]]()
    risers: dict[tuple[int, bool], float] = {}
    inner = depth_order(found.threads)
    for number in range(len(found.columns)):
        up = [t for t in inner if t.ranks[-1] == number]
        down = [t for t in inner if t.ranks[0] == number]
        before, rising = _risers(up, scale)
        after, falling = _risers(down, scale)
        at += run if number else 0.0
        start = at + before
        bars.append(start)
        leads.append((at, start + bar + after))
        risers |= {(t, False): start - offset for t, offset in rising.items()}
        risers |= {(t, True): start + bar + offset for t, offset in falling.items()}
        at = start + bar + after
    return Along(bars=tuple(bars), leads=tuple(leads), risers=risers, length=at, run=run)


def _risers(turning: Sequence[Thread], scale: float) -> tuple[float, dict[int, float]]:
    """Room risers take beside a bar, and the middle of each counted from the bar."""
    edge, found = 0.0, dict[int, float]()
    for thread in turning:
        width = thread.weight * scale
        edge += RISER_GAP if edge else ELBOW
        found[thread.number] = edge + width / 2
        edge += width
    return edge, found


def laid_out(
    found: LayoutShape,
    *,
    scale: float,
    measure: LayoutSizes,
    bar: float,
    run: float | None,
    length: float,
) -> Layout:
    """The layout at one scale; where `run` is not given, ranks spread over `length`."""
    across = placed(_lists(found), found.threads, scale=scale, measure=measure)
    if run is None:
        tight = along(found, scale=scale, bar=bar, run=0.0)
        run = (length - tight.length) / max(1, len(found.columns) - 1)
    spread = along(found, scale=scale, bar=bar, run=run)
    rank = {name: n for n, c in enumerate(found.columns) for name in c}
    stations = {
        name: (spread.bars[r] + EDGE, across.tops[name] + EDGE, bar, across.sizes[name])
        for name, r in rank.items()
        if not name.startswith("\n")
    }
    courses = {
        t.number: _course(t, across, spread, scale=scale, bar=bar, turned=measure.centred)
        for t in found.threads
    }
    return Layout(
        scale=scale,
        stations=stations,
        courses=courses,
        rank={name: rank[name] for name in stations},
        length=spread.length + 2 * EDGE,
        depth=across.depth + 2 * EDGE,
        run=run,
        tall=measure.centred,
    )


def _lists(found: LayoutShape) -> list[Column]:
    return [list(c) for c in found.columns]


def _course(
    thread: Thread, across: Across, spread: Along, *, scale: float, bar: float, turned: bool
) -> Course:
    first = thread.ranks[0]
    slot = across.slots[thread.number, thread.stops[0]]
    start = (spread.bars[first] + bar + EDGE, slot + EDGE)
    width = thread.weight * scale
    make = _return if thread.back else _forward
    moves = make(thread, across, spread, width=width, bar=bar)
    return Course(start=start, moves=tuple(m for m in moves if m != Move()), turned=turned)


def _forward(
    thread: Thread, across: Across, spread: Along, *, width: float, bar: float
) -> list[Move]:
    """From bar to bar, straight through the ranks passed, swerving between them."""
    moves: list[Move] = []
    at = spread.bars[thread.ranks[0]] + bar
    level = across.slots[thread.number, thread.stops[0]]
    radius = width / 2 + BOW
    for before, after, stop in zip(thread.ranks, thread.ranks[1:], thread.stops[1:], strict=False):
        leave, arrive = spread.leads[before][1], spread.leads[after][0]
        slot = across.slots.get((thread.number, stop))
        aim = slot if slot is not None else across.tops[stop] + across.sizes[stop] / 2
        moves.append(Move(length=leave - at))
        moves += swerve(arrive - leave, aim - level, radius=radius)
        at, level = arrive, aim
    return [*moves, Move(length=spread.bars[thread.ranks[-1]] - at)]


def _return(
    thread: Thread, across: Across, spread: Along, *, width: float, bar: float
) -> list[Move]:
    """Out of the payer, round into the lane, back along it and round into the receiver."""
    out, home = spread.bars[thread.ranks[0]] + bar, spread.bars[thread.ranks[-1]]
    down, up = spread.risers[thread.number, True], spread.risers[thread.number, False]
    lane = across.lanes[thread.number]
    fall = lane - across.slots[thread.number, thread.stops[0]]
    rise = lane - across.slots[thread.number, thread.stops[-1]]
    outer, inner = (min(down - out, fall / 2), min(home - up, rise / 2))
    bend = min(width / 2 + CORNER, (down - up) / 2)
    low, high = min(bend, fall - outer), min(bend, rise - inner)
    return [
        Move(length=down - out - outer),
        Move(radius=outer, angle=RIGHT),
        Move(length=fall - outer - low),
        Move(radius=low, angle=RIGHT),
        Move(length=down - up - low - high),
        Move(radius=high, angle=RIGHT),
        Move(length=rise - inner - high),
        Move(radius=inner, angle=RIGHT),
        Move(length=home - up - inner),
    ]


def trail(layout: Layout, number: int) -> list[tuple[tuple[float, float], float]]:
    """Points along a ribbon with their headings, as seen on the page."""
    return points(layout.courses[number])
