"""Ranks of parties, and what each ribbon passes on its way from rank to rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caploop.charts.sankey.order import Arc

FAR = 10**6


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One ribbon in the plan: its weight, and the stops it makes, one a rank, payer first.

    A thread that turns back has its payer and its receiver as only stops.
    """

    number: int
    weight: float
    ring: bool
    back: bool
    ranks: tuple[int, ...]
    stops: tuple[str, ...]

    def span(self) -> int:
        """Ranks it runs over."""
        return abs(self.ranks[0] - self.ranks[-1])


@dataclass(frozen=True, kw_only=True)
class RankThread:
    """A thread between one rank and the next; an end that is None lies in the return lanes."""

    gap: int
    first: str | None
    second: str | None
    weight: float
    ring: bool


def ranks(order: Sequence[str], arcs: Sequence[Arc], *, single: bool) -> dict[str, int]:
    """The rank of each party: one each if `single`, else as few as forward arcs allow.

    A party that only pays stands right before the first it pays.

    >>> ranks(["a", "b", "c"], [("a", "c", 1), ("b", "c", 1), ("c", "a", 1)], single=False)
    {'a': 0, 'b': 0, 'c': 1}
    """
    place = {name: n for n, name in enumerate(order)}
    if single:
        return place
    forward = [(s, t) for s, t, _ in arcs if place[s] < place[t]]
    rank = dict.fromkeys(order, 0)
    for name in order:
        rank[name] = max((rank[s] + 1 for s, t in forward if t == name), default=0)
    paid = {t for _, t, _ in arcs}
    for name in order:
        after = [rank[t] for s, t in forward if s == name]
        if name not in paid and after:
            rank[name] = min(after) - 1
    return rank


def threads(
    rank: dict[str, int], arcs: Sequence[Arc], *, ring: Sequence[bool]
) -> tuple[Thread, ...]:
    """Each arc as a thread through the ranks."""
    both = enumerate(zip(arcs, ring, strict=True))
    return tuple(_thread(n, arc, rank=rank, ring=on) for n, (arc, on) in both)


def _thread(number: int, arc: Arc, *, rank: dict[str, int], ring: bool) -> Thread:
    source, target, weight = arc
    first, last = rank[source], rank[target]
    between = range(first + 1, last)
    return Thread(
        number=number,
        weight=weight,
        ring=ring,
        back=last <= first,
        ranks=(first, *between, last),
        stops=(source, *(waypoint(number, r) for r in between), target),
    )


def waypoint(number: int, rank: int) -> str:
    """The name of the place a thread keeps free in a rank it passes; no id begins so."""
    return f"\n{number} {rank}"


def links(thread: Thread) -> list[RankThread]:
    """A thread, gap by gap."""
    weight, ring = thread.weight, thread.ring
    if thread.back:
        down = RankThread(
            gap=thread.ranks[0], first=thread.stops[0], second=None, weight=weight, ring=ring
        )
        up = RankThread(
            gap=thread.ranks[-1] - 1, first=None, second=thread.stops[-1], weight=weight, ring=ring
        )
        return [down, up]
    pairs = zip(thread.ranks, thread.stops, thread.stops[1:], strict=False)
    return [RankThread(gap=r, first=a, second=b, weight=weight, ring=ring) for r, a, b in pairs]
