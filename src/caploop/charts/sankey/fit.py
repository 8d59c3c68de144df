"""The scale at which a circular Sankey fits its page, wide or tall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caploop.charts.sankey.layout import Layout, LayoutShape, laid_out, shape
from caploop.charts.sankey.order import Arc, station_order
from caploop.charts.sankey.place import LayoutSizes

NARROW = 520
BAR = 12.0
RUN = 120.0
SUM = 400.0
WIDEST = 130.0
WIDEST_TALL = 70.0
TELLING = 12.0
HALVINGS = 14


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be laid out: arcs with rooms, room for the words of each station, the page."""

    order: tuple[str, ...]
    arcs: tuple[Arc, ...]
    ring: tuple[bool, ...]
    width: float
    head: Mapping[str, float]
    words: Mapping[str, float]


def pinned(order: Sequence[str] | None, arcs: Sequence[Arc]) -> tuple[str, ...]:
    """The stations' order: the caller's for the parties that pay or are paid, else the best."""
    used = {end for source, target, _ in arcs for end in (source, target)}
    if order is None:
        return station_order(sorted(used), arcs)
    kept = [name for name in order if name in used]
    rest = sorted(used - set(kept))
    return (*kept, *station_order(rest, [a for a in arcs if {a[0], a[1]} <= {*rest}]))


def fitted(task: Task) -> Layout | None:
    """The layout on its page, or nothing where so many ribbons would be too thin to tell."""
    wide = _wide(task) if task.width >= NARROW else None
    return wide or _tall(task)


def _wide(task: Task) -> Layout | None:
    found = shape(task.order, task.arcs, ring=task.ring, single=False)
    largest = max(w for _, _, w in task.arcs)
    scale = min(SUM / _heaviest(found), WIDEST / largest)
    measure = LayoutSizes(
        node_gap=18,
        pass_gap=12,
        lane_pad=26,
        lane_gap=10,
        slack=40,
        head=task.head,
        least={},
        centred=False,
    )
    for _ in range(HALVINGS):
        layout = laid_out(
            found, scale=scale, measure=measure, bar=BAR, run=None, length=task.width - 4
        )
        if layout.run >= max(RUN, largest * scale + 8):
            return layout
        scale *= 0.9
    return None


def _heaviest(found: LayoutShape) -> float:
    """The most that stands side by side in one rank."""
    paid: defaultdict[str, float] = defaultdict(float)
    received: defaultdict[str, float] = defaultdict(float)
    for thread in found.threads:
        paid[thread.stops[0]] += thread.weight
        for stop in thread.stops[1:]:
            received[stop] += thread.weight
    return max(sum(max(paid[k], received[k]) for k in c) for c in found.columns)


def _tall(task: Task) -> Layout | None:
    found = shape(task.order, task.arcs, ring=task.ring, single=True)
    largest = max(w for _, _, w in task.arcs)
    measure = LayoutSizes(
        node_gap=8,
        pass_gap=4,
        lane_pad=18,
        lane_gap=6,
        slack=0,
        head={},
        least=task.words,
        centred=True,
    )
    low, high, best = 0.0, 2 * WIDEST_TALL / largest, None
    for _ in range(HALVINGS):
        scale = min((low + high) / 2, WIDEST_TALL / largest)
        run = max(54.0, largest * scale + 8)
        layout = laid_out(
            found, scale=scale, measure=measure, bar=max(task.head.values()) + 4, run=run, length=0
        )
        fits = layout.depth <= task.width - 4
        low, high = (scale, high) if fits else (low, scale)
        best = layout if fits else best
        if fits and scale * largest >= WIDEST_TALL:
            break
    return best if best and best.scale * largest >= TELLING else None
