"""Places for the labels of ribbons: on a ribbon where it is wide enough, beside it where free."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from caploop.charts.style import SIZES
from caploop.charts.width import text_width

CELL = 6.0
BELOW = 4.0
APART = 3.0
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9, 0.05, 0.95)
CROWDED = 0.5
Box = tuple[float, float, float, float]
Trail = Sequence[tuple[tuple[float, float], float]]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A ribbon that wants a label: its trail and width, the texts that may stand there."""

    number: int
    trail: Trail
    width: float
    texts: tuple[tuple[str, str], ...]
    must: bool = False

    def size(self) -> tuple[float, float]:
        """Width and height of the largest of its texts."""
        wide = max(text_width(text, kind) for kind, text in self.texts)
        return wide, max(SIZES[kind] for kind, _ in self.texts) + BELOW


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a label stands: its box, whether wholly on its ribbon, and how bad a place it is."""

    box: Box
    on: bool
    cost: float = 0.0

    def middle(self) -> float:
        """The middle of the label, left to right."""
        return (self.box[0] + self.box[2]) / 2


class CoveredArea:
    """Which ribbons cover which part of the page."""

    def __init__(self, trails: Iterable[tuple[int, Trail, float]]) -> None:
        self.cells: dict[tuple[int, int], set[int]] = defaultdict(set)
        for number, trail, width in trails:
            for point, heading in trail:
                for aside in _asides(width):
                    at = (
                        point[0] - math.sin(heading) * aside,
                        point[1] + math.cos(heading) * aside,
                    )
                    self.cells[int(at[0] // CELL), int(at[1] // CELL)].add(number)

    def under(self, box: Box) -> list[set[int]]:
        """The ribbons under points spread over a box."""
        xs = [box[0] + (box[2] - box[0]) * n / 8 for n in range(9)]
        ys = [box[1] + 1, (box[1] + box[3]) / 2, box[3] - 1]
        return [self.cells.get((int(x // CELL), int(y // CELL)), set()) for x in xs for y in ys]


def _asides(width: float) -> list[float]:
    count = max(1, math.ceil(width / (CELL - 1)))
    return [width * (n / count - 0.5) for n in range(count + 1)]


def spots(
    wishes: Sequence[Wish], taken: Sequence[Box], *, canvas: Box, ground: CoveredArea
) -> Mapping[int, Spot]:
    """A place for each wish that finds one, in the order given; boxes never meet."""
    boxes, found = list(taken), dict[int, Spot]()
    for wish in wishes:
        free = [s for s in _candidates(wish) if _inside(s.box, canvas) and _clear(s.box, boxes)]
        judged = [_judged(s, n, wish, ground=ground) for n, s in enumerate(free)]
        best = min(judged, key=lambda s: s.cost, default=None)
        if best and (wish.must or best.cost < 1 + 3 * CROWDED):
            found[wish.number] = best
            boxes.append(best.box)
    return found


def _candidates(wish: Wish) -> Iterator[Spot]:
    wide, high = wish.size()
    for share in SHARES:
        (x, y), heading = wish.trail[round(share * (len(wish.trail) - 1))]
        across = abs(math.sin(heading)) * wide / 2 + abs(math.cos(heading)) * high / 2
        push = wish.width / 2 + across + 2
        for side in (0.0, push, -push):
            at = x - math.sin(heading) * side, y + math.cos(heading) * side
            left, top = at[0] - wide / 2, at[1] - high / 2
            slant = abs(math.sin(2 * heading)) / 2 if side else 0.0
            yield Spot(box=(left, top, left + wide, top + high), on=side == 0, cost=slant)


def _judged(spot: Spot, place: int, wish: Wish, *, ground: CoveredArea) -> Spot:
    under = ground.under(spot.box)
    foreign = sum(1 for cell in under if cell - {wish.number}) / len(under)
    inside = spot.on and all(wish.number in cell for cell in under)
    inside = inside and spot.box[3] - spot.box[1] <= wish.width + 2
    kind = 0.0 if inside else 1.0 if spot.on else 1.35
    cost = spot.cost + kind + 3 * foreign + place * 1e-3
    return replace(spot, on=inside, cost=cost)


def _inside(box: Box, canvas: Box) -> bool:
    return (
        box[0] >= canvas[0] and box[1] >= canvas[1] and box[2] <= canvas[2] and box[3] <= canvas[3]
    )


def _clear(box: Box, others: Iterable[Box]) -> bool:
    return not any(meet(box, other) for other in others)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes come nearer than labels should."""
    beside = one[2] + APART <= other[0] or other[2] + APART <= one[0]
    return not beside and one[1] < other[3] + APART and other[1] < one[3] + APART
