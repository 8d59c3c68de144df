"""Named loops: every simple directed cycle up to a length, widest bottleneck first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Bools, Floats, Ints, square, strong_component

PATHS_AT_ONCE = 200_000
FIRST_EDGES_PER_LOOP = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Loop:
    """Parties in order of payment, the lowest number first; the last pays the first.

    `bottleneck_usd` is the smallest amount on the loop. Loops overlap: never add bottlenecks.
    """

    parties: tuple[int, ...]
    bottleneck_usd: float


@by_name("flow_usd")
def named_loops(
    flow_usd: ArrayLike,
    *,
    length_most: int = 5,
    floor_usd: float = 0.0,
    top: int | None = None,
    self_loops: bool = False,
) -> tuple[Loop, ...]:
    """Every simple directed cycle once, by falling bottleneck, then length, then parties.

    `flow_usd[i, j]` is what i pays j, of one type of flow (equity promises, purchases and debt
    are never added). Loops have at most `length_most` parties and a bottleneck of at least
    `floor_usd`; `top` keeps the first so many. A party paying itself counts if `self_loops`.
    Exact search, a level of all paths at a time: each starts at the lowest party of its loop and
    is dropped where it cannot return in the steps left (the set is Johnson's 1975, SIAM J.
    Comput. 4:77, up to the length).

    Raises UsageError for a matrix that is not square, negative values, NaN, or a length below 1.

    >>> named_loops([[0, 30, 0], [0, 0, 60], [40, 0, 0]])
    (Loop(parties=(0, 1, 2), bottleneck_usd=30.0),)
    >>> named_loops([[0, 1], [0, 0]])
    ()
    """
    flow = square("flow_usd", flow_usd)
    if length_most < 1 or (top is not None and top < 0):
        raise UsageError("length_most is at least 1 and top at least 0; give larger numbers")
    if not np.isfinite(floor_usd):
        raise UsageError("floor_usd is not a number; give 0 for every loop")
    kept = np.where(flow >= floor_usd, flow, 0.0)
    if not self_loops:
        np.fill_diagonal(kept, 0.0)
    found = _all(kept, length_most) if top is None else _widest(kept, length_most, top=top)
    found.sort(key=lambda loop: (-loop.bottleneck_usd, len(loop.parties), loop.parties))
    return tuple(found if top is None else found[:top])


def _widest(flow: Floats, length_most: int, *, top: int) -> list[Loop]:
    """At least the `top` widest loops, from the widest edges on, twice as many each time."""
    amounts = np.sort(flow[flow > 0])[::-1]
    edges = max(FIRST_EDGES_PER_LOOP * top, len(flow))
    while edges < len(amounts) and top > 0:
        found = _all(np.where(flow >= amounts[edges - 1], flow, 0.0), length_most)
        if len(found) >= top:
            return found
        edges *= 2
    return _all(flow, length_most) if top > 0 else []


def _all(flow: Floats, length_most: int) -> list[Loop]:
    label = strong_component(flow)
    inside = np.where(label[:, None] == label[None, :], flow, 0.0)
    own = np.flatnonzero(np.diag(inside) > 0)
    loops = [Loop(parties=(int(i),), bottleneck_usd=float(inside[i, i])) for i in own]
    np.fill_diagonal(inside, 0.0)
    if length_most > 1 and inside.any():
        loops.extend(_longer(_Graph.of(inside), length_most))
    return loops


@dataclass(frozen=True, kw_only=True, slots=True)
class _Graph:
    """Edges by payer, and which party can be back at which other in one or two steps."""

    flow: Floats
    first: Ints
    degree: Ints
    payee: Ints
    one: Bools
    two: Bools
    tail: Ints = field(repr=False)

    @classmethod
    def of(cls, flow: Floats) -> _Graph:
        payer, payee = np.nonzero(flow)
        degree = np.bincount(payer, minlength=len(flow))
        one = flow > 0
        # Float32 keeps the product in BLAS; counts of two-step paths are far below 2**24.
        two = one | (one.astype(np.float32) @ one.astype(np.float32) > 0)
        return cls(
            flow=flow,
            first=np.cumsum(degree) - degree,
            degree=degree,
            payee=payee,
            one=one,
            two=two,
            tail=payer,
        )


def _longer(graph: _Graph, length_most: int) -> Iterator[Loop]:
    up = graph.payee > graph.tail
    waiting = [np.column_stack([graph.tail[up], graph.payee[up]])]
    while waiting:
        paths = waiting.pop()
        if len(paths) > PATHS_AT_ONCE:
            waiting.extend(np.array_split(paths, len(paths) // PATHS_AT_ONCE + 1))
            continue
        yield from _closed(graph, paths)
        if paths.shape[1] < length_most and len(paths):
            waiting.append(_extended(graph, paths, left=length_most - paths.shape[1]))


def _closed(graph: _Graph, paths: Ints) -> Iterator[Loop]:
    back = paths[graph.one[paths[:, -1], paths[:, 0]]]
    onward = np.roll(back, -1, axis=1)
    narrowest = graph.flow[back, onward].min(axis=1)
    for parties, bottleneck in zip(back.tolist(), narrowest.tolist(), strict=True):
        yield Loop(parties=tuple(parties), bottleneck_usd=bottleneck)


def _extended(graph: _Graph, paths: Ints, *, left: int) -> Ints:
    """Each path with each further party that is above its start, new, and can still return."""
    last = paths[:, -1]
    copies = graph.degree[last]
    path = np.repeat(np.arange(len(paths)), copies)
    within = np.arange(len(path)) - np.repeat(np.cumsum(copies) - copies, copies)
    further = graph.payee[np.repeat(graph.first[last], copies) + within]
    start = paths[path, 0]
    keep = further > start
    if left <= 2:
        keep &= (graph.one if left == 1 else graph.two)[further, start]
    path, further = path[keep], further[keep]
    new = np.ones(len(path), dtype=np.bool_)
    for column in range(1, paths.shape[1]):
        new &= paths[path, column] != further
    return np.column_stack([paths[path[new]], further[new]])
