"""The order within each rank in which ribbons cross least."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from caploop.charts.sankey.ranks import RankThread, Thread, links

ROUNDS = 12
RING = 4.0
Column = list[str]
Ends = Mapping[str, Sequence[tuple[str | None, float]]]
Sides = tuple[Ends, Ends]


def columns(rank: Mapping[str, int], threads: Sequence[Thread]) -> list[Column]:
    """The places of each rank in the order in which threads cross least."""
    found = _first(rank, threads)
    sides = _sides([link for t in threads for link in links(t)])
    best, least = found, _crossings(found, sides)
    for start in (_parted(found, threads), found, _gathered(found, sides)):
        sifted = _sifted([list(c) for c in start], sides)
        cost = _crossings(sifted, sides)
        if cost < least - 1e-9:
            best, least = sifted, cost
    return best


def _first(rank: Mapping[str, int], threads: Sequence[Thread]) -> list[Column]:
    found: list[Column] = [[] for _ in range(max(rank.values()) + 1)]
    for name in sorted(rank):
        found[rank[name]].append(name)
    for thread in threads:
        for at, stop in list(zip(thread.ranks, thread.stops, strict=True))[1:-1]:
            found[at].append(stop)
    return found


def _parted(found: Sequence[Column], threads: Sequence[Thread]) -> list[Column]:
    """What passes far stands first, then stations, then what passes on the loop."""
    place = {
        stop: (1 if t.ring else -1, -t.span(), t.number) for t in threads for stop in t.stops[1:-1]
    }
    return [sorted(c, key=lambda name: place.get(name, (0, 0, 0))) for c in found]


def _sides(all_links: Sequence[RankThread]) -> Sides:
    """What each place is tied to in the rank before it and in the rank after."""
    before: dict[str, list[tuple[str | None, float]]] = defaultdict(list)
    after: dict[str, list[tuple[str | None, float]]] = defaultdict(list)
    for link in all_links:
        weight = math.sqrt(link.weight) * (RING if link.ring else 1.0)
        if link.first is not None:
            after[link.first].append((link.second, weight))
        if link.second is not None:
            before[link.second].append((link.first, weight))
    return before, after


def _places(found: Sequence[Column]) -> dict[str | None, float]:
    places: dict[str | None, float] = {name: n for c in found for n, name in enumerate(c)}
    places[None] = math.inf
    return places


def _gathered(found: Sequence[Column], sides: Sides) -> list[Column]:
    """Each place near the middle of what it is tied to."""
    ordered = [list(c) for c in found]
    for _ in range(4):
        for column in [*ordered, *ordered[::-1]]:
            places = _places(ordered)
            column.sort(key=lambda name: _middle(name, places, sides))
    return ordered


def _middle(name: str, places: Mapping[str | None, float], sides: Sides) -> float:
    ends = [(min(places[o], 99.0), w) for side in sides for o, w in side.get(name, ())]
    total = sum(w for _, w in ends)
    return sum(p * w for p, w in ends) / total if total else places[name]


def _sifted(found: list[Column], sides: Sides) -> list[Column]:
    for _ in range(ROUNDS):
        before = [list(c) for c in found]
        for number in [*range(len(found)), *reversed(range(len(found)))]:
            found[number] = _best(found[number], _places(found), sides)
        if found == before:
            break
    return found


def _best(column: Column, places: Mapping[str | None, float], sides: Sides) -> Column:
    """One column after each of its places has moved to where it crosses least."""
    cost = {(a, b): _cost(a, b, places, sides=sides) for a in column for b in column if a != b}
    for name in list(column):
        rest = [a for a in column if a != name]
        total = sum(cost[name, a] for a in rest)
        totals = [total]
        for other in rest:
            total += cost[other, name] - cost[name, other]
            totals.append(total)
        at = min(range(len(totals)), key=lambda n: (round(totals[n], 6), n != column.index(name)))
        column = [*rest[:at], name, *rest[at:]]
    return column


def _cost(above: str, below: str, places: Mapping[str | None, float], *, sides: Sides) -> float:
    """What crosses if one place stands above another."""
    return sum(
        w * v
        for side in sides
        for one, w in side.get(above, ())
        for other, v in side.get(below, ())
        if places[one] > places[other]
    )


def _crossings(found: Sequence[Column], sides: Sides) -> float:
    """All crossings; those seen from both their ranks count twice, which changes no comparison."""
    places = _places(found)
    pairs = [(a, b) for c in found for n, a in enumerate(c) for b in c[n + 1 :]]
    return sum(_cost(a, b, places, sides=sides) for a, b in pairs)
