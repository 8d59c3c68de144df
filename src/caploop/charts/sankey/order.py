"""The order of parties in which the least money has to turn back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

EXACT = 10
STEPS = 10**9
ROUNDS = 20
WORK = 10**6
Arc = tuple[str, str, float]
Weights = Mapping[str, Mapping[str, int]]
Cost = tuple[int, int]


def station_order(ids: Sequence[str], arcs: Sequence[Arc]) -> tuple[str, ...]:
    """Ids so ordered that the weight of arcs that point back is least, then arcs are short.

    Exact up to ten parties, a heuristic improved by moves beyond; ties go by id.

    >>> station_order(["a", "b", "c"], [("b", "a", 3), ("a", "c", 2), ("c", "b", 1)])
    ('b', 'a', 'c')
    """
    weights = _weights(sorted(ids), arcs)
    parts = [_ordered(part, weights) for part in _parts(sorted(ids), weights)]
    return tuple(name for part in parts for name in part)


def _ordered(names: Sequence[str], weights: Weights) -> tuple[str, ...]:
    if len(names) <= EXACT:
        return _exact(names, weights)
    return _shortened(_improved(_greedy(names, weights), weights), weights)


def _parts(names: Sequence[str], weights: Weights) -> list[list[str]]:
    """Parties that no arc ties together, apart: the heaviest part first."""
    part = {name: name for name in names}
    for one, other in ((a, b) for a in names for b in weights[a]):
        low, high = sorted((part[one], part[other]))
        part = {name: low if p == high else p for name, p in part.items()}
    found = [[n for n in names if part[n] == p] for p in sorted(set(part.values()))]
    return sorted(found, key=lambda group: -sum(sum(weights[n].values()) for n in group))


def _weights(names: Sequence[str], arcs: Sequence[Arc]) -> dict[str, dict[str, int]]:
    """Whole numbers, so that sums are the same in any order."""
    largest = max((w for _, _, w in arcs), default=0.0) or 1.0
    weights: dict[str, dict[str, int]] = {name: {} for name in names}
    for source, target, weight in arcs:
        if source != target:
            steps = round(weight / largest * STEPS)
            weights[source][target] = weights[source].get(target, 0) + steps
    return weights


def _exact(names: Sequence[str], weights: Weights) -> tuple[str, ...]:
    """The best order by the best order of every subset that can come first."""
    count = len(names)
    out = [[weights[a].get(b, 0) for b in names] for a in names]
    best: dict[int, tuple[Cost, tuple[int, ...]]] = {0: ((0, 0), ())}
    for subset in range(1, 1 << count):
        members = [n for n in range(count) if subset >> n & 1]
        others = [n for n in range(count) if not subset >> n & 1]
        cut = sum(out[a][b] for a in members for b in others)
        options = []
        for last in members:
            (back, length), order = best[subset ^ (1 << last)]
            turned = sum(out[last][b] for b in members)
            options.append(((back + turned, length + cut), (*order, last)))
        best[subset] = min(options)
    return tuple(names[n] for n in best[(1 << count) - 1][1])


def _greedy(names: Sequence[str], weights: Weights) -> list[str]:
    """Eades, Lin and Smyth 1993 with weights: sinks last, sources first, then the best balance."""
    left, head, tail = list(names), list[str](), list[str]()
    while left:
        paid = {a: sum(weights[a].get(b, 0) for b in left) for a in left}
        got = {a: sum(weights[b].get(a, 0) for b in left) for a in left}
        sink = next((a for a in left if not paid[a]), None)
        source = next((a for a in left if not got[a]), None)
        if sink is not None and got[sink]:
            tail.append(sink)
            left.remove(sink)
            continue
        first = source if source is not None else max(left, key=lambda a: paid[a] - got[a])
        head.append(first)
        left.remove(first)
    return head + tail[::-1]


def _improved(order: list[str], weights: Weights) -> tuple[str, ...]:
    """The order after every move of one party that lessens the weight turned back."""
    for _ in range(ROUNDS):
        moved = False
        for name in sorted(order):
            order, better = _moved(order, name, weights)
            moved = moved or better
        if not moved:
            break
    return tuple(order)


def _moved(order: list[str], name: str, weights: Weights) -> tuple[list[str], bool]:
    rest = [a for a in order if a != name]
    cost = sum(weights[a].get(name, 0) for a in rest)
    costs = [cost]
    for other in rest:
        cost += weights[name].get(other, 0) - weights[other].get(name, 0)
        costs.append(cost)
    now, best = order.index(name), min(range(len(costs)), key=lambda n: costs[n])
    if costs[best] >= costs[now]:
        return order, False
    return [*rest[:best], name, *rest[best:]], True


def _shortened(order: tuple[str, ...], weights: Weights) -> tuple[str, ...]:
    """The order after moves of one party that shorten arcs and turn no more back."""
    count = len(order) ** 2 * sum(len(w) for w in weights.values())
    for _ in range(min(ROUNDS, max(1, WORK // count))):
        before = order
        for name in sorted(order):
            rest = [a for a in order if a != name]
            moved = [(*rest[:n], name, *rest[n:]) for n in range(len(order))]
            order = min([order, *moved], key=lambda o: _cost(o, weights))
        if order == before:
            break
    return order


def _cost(order: tuple[str, ...], weights: Weights) -> Cost:
    place = {name: n for n, name in enumerate(order)}
    steps = [(place[b] - place[a], w) for a in order for b, w in weights[a].items()]
    back = sum(w for step, w in steps if step < 0)
    return back, sum(step * w for step, w in steps if step > 0)
