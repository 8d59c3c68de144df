"""Loops, circulation and null samples, beside networkx and rustworkx."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median
from time import perf_counter

import networkx as nx
import numpy as np
import rustworkx as rx

from benchmarks.timing import line, seconds
from caploop.book.known import known_book
from caploop.network import maximum_circulation, named_loops, rewired_samples
from caploop.network.arrays import Floats
from caploop.study.loop import loop
from caploop.study.shared.open import open_book

PARTIES = 1_000
DEGREE = 10
LENGTH_MOST = 5
PEER_SECONDS = 30.0
DOLLARS_MOST = 1_000


def network_times() -> Iterator[str]:
    """Seconds of each measure on random networks, and how many times those of its peers."""
    flow = random_flow(PARTIES, PARTIES * DEGREE, seed=1)
    yield from _loops(flow)
    yield from _circulation(flow)
    book = np.round(random_flow(60, 200, seed=2) ** 2)
    times = seconds(lambda: rewired_samples(book, samples=200, seed=3), runs=3)
    yield line("200 null samples, 60 parties, 200 edges", times, "< 5 s")
    bundled = known_book(open_book())
    times = seconds(lambda: loop(bundled), runs=3)
    yield line("the bundled book's loop, 200 samples a network", times, "< 5 s")


def random_flow(parties: int, edges: int, *, seed: int) -> Floats:
    """Whole dollars on random edges, with as many from each party as can be."""
    chance = np.random.default_rng(seed)
    flow = np.zeros((parties, parties))
    for edge in range(edges):
        payer = edge % parties
        free = np.flatnonzero((flow[payer] == 0) & (np.arange(parties) != payer))
        flow[payer, chance.choice(free)] = chance.integers(1, DOLLARS_MOST + 1)
    return flow


def _loops(flow: Floats) -> Iterator[str]:
    found = len(named_loops(flow, length_most=LENGTH_MOST))
    times = seconds(lambda: named_loops(flow, length_most=LENGTH_MOST), runs=5)
    yield line(f"{found:,} loops ≤ {LENGTH_MOST}, {PARTIES:,} parties, degree 10", times, "< 1 s")
    graph = nx.from_numpy_array(flow, create_using=nx.DiGraph)
    bounded = nx.simple_cycles(graph, length_bound=LENGTH_MOST)
    yield _beside("  networkx, same loops", lambda: sum(1 for _ in bounded), median(times))
    rust = rx.PyDiGraph.from_adjacency_matrix(flow)
    yield _listed(
        "  rustworkx, no length bound", rx.simple_cycles(rust), wanted=found, ours=median(times)
    )


def _circulation(flow: Floats) -> Iterator[str]:
    share = maximum_circulation(flow).share_of_gross
    times = seconds(lambda: maximum_circulation(flow), runs=5)
    yield line(f"maximum circulation, 1,000 parties (share {share:.3f})", times, "< 0.5 s")
    graph = nx.DiGraph()
    for payer, payee in np.argwhere(flow).tolist():
        graph.add_edge(payer, payee, weight=-1, capacity=int(flow[payer, payee]))
    yield _beside("  networkx network_simplex", lambda: nx.network_simplex(graph), median(times))


def _beside(what: str, action: Callable[[], object], ours: float) -> str:
    start = perf_counter()
    action()
    taken = perf_counter() - start
    return line(what, [taken], f"{taken / ours:,.0f} times ours")


def _listed(what: str, loops: Iterator[list[int]], *, wanted: int, ours: float) -> str:
    """How long a peer without a length bound lists loops, up to a limit; most are too long."""
    start = perf_counter()
    short = count = 0
    while short < wanted and perf_counter() - start < PEER_SECONDS:
        some = [len(loop) for loop in islice(loops, 100)]
        if not some:
            break
        count += len(some)
        short += sum(length <= LENGTH_MOST for length in some)
    taken = perf_counter() - start
    told = f"> {taken / ours:,.0f} times ours: {short:,} short among {count:,} listed, stopped"
    return line(what, [taken], told)
