"""In which order the equations of one period are computed, and which must be solved together.

Strongly connected sets of equations are blocks; inside a block a few unknowns are torn, so that all
others follow one after another from a guess of those (Steward 1965; Kron's tearing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from caploop.sfc.language.text import Equation, slopes


@dataclass(frozen=True, kw_only=True)
class Block:
    """Equations in the order they are computed; with `torn`, solved until those come out again.

    `linear`: the block is affine in its unknowns, with slopes that hang on the names `slopes_by`
    (`X[` where a lag is meant); if none of them changes within a run it is factorised once a draw.
    """

    names: tuple[str, ...]
    torn: tuple[str, ...] = ()
    linear: bool = False
    slopes_by: frozenset[str] = frozenset()


def order_equations(equations: Sequence[Equation]) -> tuple[Block, ...]:
    """Blocks in the order of computation; a block without `torn` is explicit."""
    by_name = {e.name: e for e in equations}
    needs = {e.name: {n for n in e.value.now if n in by_name} for e in equations}
    group = _strong_groups(needs)
    members: dict[int, list[str]] = {}
    for name in needs:
        members.setdefault(group[name], []).append(name)
    between = {
        g: sorted({group[n] for name in m for n in needs[name]} - {g}) for g, m in members.items()
    }
    return tuple(
        _block(members[g], needs, by_name) for g in TopologicalSorter(between).static_order()
    )


def _block(
    names: list[str], needs: Mapping[str, set[str]], by_name: Mapping[str, Equation]
) -> Block:
    inside = {name: needs[name] & set(names) for name in names}
    if len(names) == 1 and not inside[names[0]]:
        return Block(names=tuple(names))
    torn = _tear(inside)
    explicit = {name: sorted(inside[name] - set(torn)) for name in names}
    order = tuple(TopologicalSorter(explicit).static_order())
    shapes = [slopes(by_name[name].value.tree, frozenset(names)) for name in names]
    linear = all(degree < 2 for degree, _ in shapes)
    by = frozenset(n for _, hang_on in shapes for n in hang_on)
    return Block(names=order, torn=torn, linear=linear, slopes_by=by)


def _tear(inside: Mapping[str, set[str]]) -> tuple[str, ...]:
    """A small set whose removal leaves no cycle: greedily the busiest name of what is cyclic."""
    left = {name: set(needs) for name, needs in inside.items()}
    torn: list[str] = []
    while left := _cyclic(left):
        users = {name: sum(name in needs for needs in left.values()) for name in left}
        busiest = max(left, key=lambda n: (n in left[n], users[n] * len(left[n])))
        torn.append(busiest)
        left = {n: needs - {busiest} for n, needs in left.items() if n != busiest}
    return tuple(torn)


def _cyclic(needs: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The part of the graph that lies on a cycle."""
    if not needs:
        return {}
    group = _strong_groups(needs)
    sizes = np.bincount(list(group.values()))
    kept = {n: None for n in needs if sizes[group[n]] > 1 or n in needs[n]}
    return {n: {m for m in needs[n] if m in kept and group[m] == group[n]} for n in kept}


def _strong_groups(needs: Mapping[str, set[str]]) -> dict[str, int]:
    names = list(needs)
    place = {name: i for i, name in enumerate(names)}
    edges = [(place[a], place[b]) for a in names for b in needs[a]]
    rows, columns = zip(*edges, strict=True) if edges else ((), ())
    graph = csr_array((np.ones(len(edges)), (rows, columns)), shape=(len(names),) * 2)
    _, labels = connected_components(graph, directed=True, connection="strong")
    return {name: int(label) for name, label in zip(names, labels, strict=True)}
