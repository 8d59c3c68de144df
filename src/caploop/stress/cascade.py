"""Production cascade: what supply agreements deliver when one supplier or a whole layer stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from caploop.clearing import production_cascade
from caploop.core.errors import UsageError
from caploop.stress.record import Stopped

LAYERS = ("lab", "compute", "shells", "chips", "power", "memory", "packaging")
WHOLE = ("memory", "packaging")
FEEDS = (
    ("compute", "lab"),
    ("shells", "compute"),
    ("chips", "compute"),
    ("power", "compute"),
    ("memory", "chips"),
    ("packaging", "chips"),
)
"""Inputs that cannot be missed; all others are negligible."""
ESSENTIAL = 2
REST = ""
LEAST = 5e-7


class Chain(Struct, frozen=True, kw_only=True):
    """A buyer and what stands behind what it has bought.

    `clouds` are what its suppliers of compute have agreed to deliver, USD bn; `shells` the part of
    a cloud's capacity that stands in another's shells, by cloud and supplier; `makers` and `power`
    parts of all chips and all power, taken to be alike for all clouds: empty where not known.
    `through` are agreements by supplier and its buyer.
    """

    buyer: str
    clouds: Mapping[str, float]
    shells: Mapping[str, Mapping[str, float]]
    makers: Mapping[str, float]
    power: Mapping[str, float]
    through: Mapping[tuple[str, str], tuple[str, ...]]


class _Net(Struct, frozen=True, kw_only=True):
    """Nodes as (layer, name), and what each supplies to each."""

    nodes: tuple[tuple[str, str], ...]
    edges: Mapping[tuple[tuple[str, str], tuple[str, str]], float]


def stopped(chain: Chain) -> tuple[Stopped, ...]:
    """What the buyer loses for every supplier that stops, then for every whole layer.

    Clouds are told beside it where the shells they stand in are named; which maker's chips each of
    them has is not known. A bound from above: no stocks, no substitutes, no prices (see
    `production_cascade`). Raises UsageError for parts that add up to more than all, or no cloud
    that delivers anything.
    """
    _check(chain)
    net = _net(chain)
    singles = [(n, (n,)) for n in net.nodes if n[1] not in (REST, chain.buyer, *WHOLE)]
    whole = [((k, k), tuple(n for n in net.nodes if n[0] == k)) for k in LAYERS[1:]]
    asked = [*singles, *((name, held) for name, held in whole if held)]
    place = {n: i for i, n in enumerate(net.nodes)}
    capacity = np.ones((len(asked), len(net.nodes)))
    for row, (_, held) in enumerate(asked):
        capacity[row, [place[n] for n in held]] = 0.0
    lost = _lost(net, capacity)
    buyer, clouds = ("lab", chain.buyer), [("compute", n) for n in chain.clouds]
    return tuple(
        Stopped(
            missing=name[1],
            layer=name[0],
            party=node[1],
            lost=round(float(lost[row, place[node]]), 6),
            through=_through(chain, name, node[1]),
        )
        for row, (name, held) in enumerate(asked)
        for node in (buyer, *(clouds if name[0] == "shells" != name[1] else ()))
        if node not in held and lost[row, place[node]] > LEAST
    )


def _check(chain: Chain) -> None:
    parts = {"makers": chain.makers, "power": chain.power, **chain.shells}
    for name, shares in parts.items():
        if sum(shares.values()) > 1 + LEAST:
            raise UsageError(f"the parts of {name} add up to {sum(shares.values()):g}, above 1")
    if not any(v > 0 for v in chain.clouds.values()):
        raise UsageError("no cloud delivers anything: there is no chain to break")


def _net(chain: Chain) -> _Net:
    edges: dict[tuple[tuple[str, str], tuple[str, str]], float] = {}
    for name, amount in chain.clouds.items():
        cloud = "compute", name
        edges[cloud, ("lab", chain.buyer)] = amount
        shares = {"shells": chain.shells.get(name, {})}
        shares |= {k: v for k, v in (("chips", chain.makers), ("power", chain.power)) if v}
        for layer, parts in shares.items():
            for supplier, part in _all(parts):
                edges[(layer, supplier), cloud] = part * amount
    for maker, part in _all(chain.makers) if chain.makers else ():
        for layer in WHOLE:
            edges[(layer, layer), ("chips", maker)] = part
    nodes = dict.fromkeys(node for edge in edges for node in edge)
    return _Net(nodes=tuple(sorted(nodes, key=lambda n: LAYERS.index(n[0]))), edges=edges)


def _all(parts: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The parts named, then what is left: the party's own, or not in the book."""
    yield from parts.items()
    left = 1 - sum(parts.values())
    if left > LEAST:
        yield REST, left


def _lost(
    net: _Net, capacity: np.ndarray[tuple[int, int], np.dtype[np.float64]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    size, place = len(net.nodes), {n: i for i, n in enumerate(net.nodes)}
    supplied = np.zeros((size, size))
    for (supplier, user), amount in net.edges.items():
        supplied[place[supplier], place[user]] = amount
    essential = np.zeros((len(LAYERS), len(LAYERS)), dtype=np.int64)
    for layer, user_layer in FEEDS:
        essential[LAYERS.index(layer), LAYERS.index(user_layer)] = ESSENTIAL
    sector = [LAYERS.index(layer) for layer, _ in net.nodes]
    found = production_cascade(supplied, sector=sector, essential=essential, capacity=capacity)
    return found.loss_down


def _through(chain: Chain, missing: tuple[str, str], party: str) -> tuple[str, ...]:
    """Agreements from what is missing to the party, where it is one that has some."""
    layer, name = missing
    if layer == "compute":
        return chain.through.get((name, chain.buyer), ())
    clouds = [c for c in chain.clouds if name in chain.shells.get(c, {})]
    if party != chain.buyer:
        return chain.through.get((name, party), ())
    ways: Sequence[tuple[str, str]] = [w for c in clouds for w in ((name, c), (c, chain.buyer))]
    return tuple(dict.fromkeys(a for way in ways for a in chain.through.get(way, ())))
