"""Where places stand within their ranks, and how deep the return lanes lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caploop.charts.sankey.crossings import Column
from caploop.charts.sankey.ranks import Thread

SWEEPS = 24
PULL = 6.0


@dataclass(frozen=True, kw_only=True)
class LayoutSizes:
    """Sizes of one layout: gaps between neighbours and lanes, room for words, page direction."""

    node_gap: float
    pass_gap: float
    lane_pad: float
    lane_gap: float
    slack: float
    head: Mapping[str, float]
    least: Mapping[str, float]
    centred: bool


@dataclass(frozen=True, kw_only=True)
class Across:
    """Where everything stands across the ranks; slots are middles, by thread and end."""

    tops: Mapping[str, float]
    sizes: Mapping[str, float]
    slots: Mapping[tuple[int, str], float]
    lanes: Mapping[int, float]
    depth: float


def depth_order(threads: Sequence[Thread]) -> list[Thread]:
    """Threads that turn back, the innermost lane first: short ones inside, the ring outside."""
    back = [t for t in threads if t.back]
    return sorted(back, key=lambda t: (t.span(), t.ring, t.number))


def placed(
    found: Sequence[Column], threads: Sequence[Thread], *, scale: float, measure: LayoutSizes
) -> Across:
    """Places as straight across from what they are tied to as their order allows."""
    slots, bars = _slots(found, threads, scale=scale)
    sizes = _sizes(found, threads, bars=bars, scale=scale, measure=measure)
    offsets = _offsets(slots, bars, sizes=sizes, measure=measure)
    tops = _relaxed(found, threads, sizes=sizes, offsets=offsets, measure=measure)
    middles = {(number, stop): tops[stop] + offset for (number, stop), offset in offsets.items()}
    bottoms = [max((tops[k] + sizes[k] for k in c), default=0.0) for c in found]
    lanes, depth = _lanes(threads, bottoms, scale=scale, measure=measure)
    return Across(tops=tops, sizes=sizes, slots=middles, lanes=lanes, depth=depth)


Slots = dict[tuple[int, str], float]


def _slots(
    found: Sequence[Column], threads: Sequence[Thread], *, scale: float
) -> tuple[dict[tuple[int, str, bool], float], dict[tuple[str, bool], float]]:
    """Middle of each thread on its bar, counted from the bar's start, and each side's length."""
    place = {name: n for c in found for n, name in enumerate(c)}
    inner = {t.number: n for n, t in enumerate(depth_order(threads))}
    slots: dict[tuple[int, str, bool], float] = {}
    bars: dict[tuple[str, bool], float] = {}
    ends = [(t.stops[0], True, t) for t in threads] + [(t.stops[-1], False, t) for t in threads]
    for key, paying, thread in sorted(
        ends, key=lambda e: (e[0], e[1], e[2].back, _turn(e[2], e[1], place=place, inner=inner))
    ):
        start = bars.get((key, paying), 0.0)
        size = thread.weight * scale
        slots[thread.number, key, paying] = start + size / 2
        bars[key, paying] = start + size
    return slots, bars


def _turn(
    thread: Thread, paying: bool, *, place: Mapping[str, int], inner: Mapping[int, int]
) -> tuple[int, int]:
    if thread.back:
        return -inner[thread.number], thread.number
    return place[thread.stops[1 if paying else -2]], thread.number


def _sizes(
    found: Sequence[Column],
    threads: Sequence[Thread],
    *,
    bars: Mapping[tuple[str, bool], float],
    scale: float,
    measure: LayoutSizes,
) -> dict[str, float]:
    passing = {s: t.weight * scale for t in threads if not t.back for s in t.stops[1:-1]}
    sizes = {}
    for key in (k for c in found for k in c):
        bar = max(bars.get((key, True), 0.0), bars.get((key, False), 0.0))
        node = measure.head.get(key, 0.0) + max(bar, measure.least.get(key, 0.0))
        sizes[key] = passing.get(key, node)
    return sizes


def _offsets(
    slots: Mapping[tuple[int, str, bool], float],
    bars: Mapping[tuple[str, bool], float],
    *,
    sizes: Mapping[str, float],
    measure: LayoutSizes,
) -> Slots:
    """Middle of each thread counted from its place's top, by thread and place."""
    offsets = {}
    for (number, key, paying), middle in slots.items():
        free = sizes[key] - measure.head.get(key, 0.0) - bars[key, paying]
        start = measure.head.get(key, 0.0) + (free / 2 if measure.centred else 0.0)
        offsets[number, key] = start + middle
    return offsets


def _relaxed(
    found: Sequence[Column],
    threads: Sequence[Thread],
    *,
    sizes: Mapping[str, float],
    offsets: Slots,
    measure: LayoutSizes,
) -> dict[str, float]:
    ties = _ties(threads, offsets, sizes)
    totals = [_cumulated(c, sizes, measure) for c in found]
    deep = max((t[-1] + sizes[c[-1]] for t, c in zip(totals, found, strict=True) if c), default=0.0)
    tops = {k: at for c, t in zip(found, totals, strict=True) for k, at in zip(c, t, strict=True)}
    deep += measure.slack
    order = [*range(len(found)), *reversed(range(len(found)))]
    for _ in range(SWEEPS):
        for number in order:
            column, at = found[number], totals[number]
            if column:
                room = deep - at[-1] - sizes[column[-1]]
                tops.update(_settled(column, at, ties=ties, tops=tops, room=room))
    return tops


def _ties(
    threads: Sequence[Thread], offsets: Slots, sizes: Mapping[str, float]
) -> dict[str, list[tuple[str, float, float]]]:
    """For each place what pulls it: another place, how far from its top, how strongly."""
    ties: dict[str, list[tuple[str, float, float]]] = {}
    for thread in threads:
        if thread.back:
            continue
        middles = [offsets.get((thread.number, s), sizes[s] / 2) for s in thread.stops]
        for n, (one, other) in enumerate(zip(thread.stops, thread.stops[1:], strict=False)):
            long = one.startswith("\n") and other.startswith("\n")
            weight = thread.weight * (PULL if thread.ring or long else 1.0)
            shift = middles[n] - middles[n + 1]
            ties.setdefault(other, []).append((one, shift, weight))
            ties.setdefault(one, []).append((other, -shift, weight))
    return ties


def _cumulated(column: Column, sizes: Mapping[str, float], measure: LayoutSizes) -> list[float]:
    """Where each place of a column stands if all stand as high as they can."""
    at, found = 0.0, list[float]()
    for number, key in enumerate(column):
        if number:
            passing = key.startswith("\n") and column[number - 1].startswith("\n")
            at += measure.pass_gap if passing else measure.node_gap
        found.append(at)
        at += sizes[key]
    return found


def _settled(
    column: Column,
    at: Sequence[float],
    *,
    ties: Mapping[str, Sequence[tuple[str, float, float]]],
    tops: Mapping[str, float],
    room: float,
) -> dict[str, float]:
    """Tops nearest to what each place wants, in order and apart: isotonic regression."""
    blocks: list[tuple[float, float, int]] = []
    for key, least in zip(column, at, strict=True):
        pulls = [(tops[other] + shift, weight) for other, shift, weight in ties.get(key, ())]
        weight = sum(w for _, w in pulls) or 1e-9
        wanted = sum(p * w for p, w in pulls) / weight if pulls else tops[key]
        blocks.append((wanted - least, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, v, m), (b, w, n) = blocks[-2:]
            blocks[-2:] = [((a * v + b * w) / (v + w), v + w, m + n)]
    shifts = [value for value, _, count in blocks for _ in range(count)]
    return {
        key: least + min(max(0.0, shift), room)
        for key, least, shift in zip(column, at, shifts, strict=True)
    }


def _lanes(
    threads: Sequence[Thread], bottoms: Sequence[float], *, scale: float, measure: LayoutSizes
) -> tuple[dict[int, float], float]:
    """Middle of each return lane, outside all it runs past, and how deep the lanes go."""
    taken: list[tuple[int, int, float]] = []
    lanes: dict[int, float] = {}
    for thread in depth_order(threads):
        first, last, width = thread.ranks[-1], thread.ranks[0], thread.weight * scale
        top = max(bottoms[first : last + 1]) + measure.lane_pad
        meeting = [end for a, b, end in taken if a <= last and first <= b]
        top = max([top, *(end + measure.lane_gap for end in meeting)])
        lanes[thread.number] = top + width / 2
        taken.append((first, last, top + width))
    return lanes, max([*bottoms, *(end for _, _, end in taken)], default=0.0)
