"""What is kept of a scenario's chunks: paths, paths in a folder, statistics, or moments alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Any

import numpy as np

from caploop.core.progress import tell
from caploop.sfc.running.audit import Audit, audited, check_worst
from caploop.sfc.running.chunks import Chunk, Order, chunk_runner, chunk_size, jobs_of
from caploop.sfc.running.reduce import BLOCK
from caploop.sfc.running.statistic import Running
from caploop.sfc.running.streamed import Streamed, jobs, streamed_runner
from caploop.sfc.running.work import in_order

Sink = Callable[[int, Mapping[str, Any]], None]
"""Takes the first draw's index and paths [period, ..., draw] by name."""


@dataclass(frozen=True)
class ScenarioAsk:
    """One scenario's run: what is computed and kept of it, how much at a time, by how many."""

    order: Order
    times: tuple[str, ...]
    _: KW_ONLY
    keep: tuple[str, ...]
    draws: int
    stats: tuple[str, ...]
    chunk: int | None = None
    workers: int = 2
    sink: Sink | None = None
    only: Mapping[str, str] = field(default_factory=dict)
    """Series told over those draws alone in which another one is above nothing in the period."""


def stream_moments(ask: ScenarioAsk, audit: Audit) -> tuple[dict[str, np.ndarray], Audit]:
    """Moments only: nothing of a block is kept but they."""
    extremes = "min" in ask.stats or "max" in ask.stats
    run = streamed_runner(ask.order, draws=ask.draws, chunk=ask.chunk, extremes=extremes)

    def checked(job: tuple[int, int]) -> Streamed:
        done: Streamed = run(job)
        check_worst(ask.order, done.worst, labels=ask.times)
        return done

    running, told = Running(ask.stats), 0
    for done in in_order(jobs(ask.draws, chunk=ask.chunk), checked, workers=ask.workers):
        audit = audited(audit, done.worst)
        told += sum(int(np.max(next(iter(b.values())).draws)) for b in done.blocks if b)
        tell("draws", told, ask.draws)
        for block in done.blocks:
            running.add({n: (m, []) for n, m in block.items()})
    return running.result(), audit


def collect(ask: ScenarioAsk, audit: Audit) -> tuple[dict[str, np.ndarray], Audit]:
    """Statistics with quantiles, or all paths with the draw as the last axis."""
    running = Running(ask.stats, ask.keep, ask.only) if ask.stats else None
    size = chunk_size(ask.chunk, ask.draws, is_large=ask.order.made.plan.is_large)
    aligned = running is not None and size == BLOCK
    names, run = ask.keep, chunk_runner(ask.order, size=size, draws=ask.draws)
    wanted = tuple(dict.fromkeys((*names, *ask.only.values())))

    def whole(job: tuple[int, int]) -> Any:
        chunk = run(job)
        chunk = replace(chunk, paths={n: chunk.paths[n] for n in wanted})
        check_worst(ask.order, chunk.worst, labels=ask.times)
        return chunk, running.block(chunk.paths, count=chunk.count) if aligned and running else None

    kept: list[dict[str, np.ndarray]] = []
    waiting = _Blocks(min(BLOCK, ask.draws))
    tell("draws", 0, ask.draws)
    for chunk, block in in_order(jobs_of(ask.draws, size=size), whole, workers=ask.workers):
        audit = audited(audit, chunk.worst)
        tell("draws", chunk.first + chunk.count, ask.draws)
        if ask.sink is not None:
            ask.sink(chunk.first, {n: chunk.paths[n][..., : chunk.count] for n in names})
        elif running is None:
            kept.append({n: np.asarray(chunk.paths[n])[..., : chunk.count] for n in names})
        elif aligned:
            running.add(block)
        else:
            for paths, count in waiting.take(chunk, last=chunk.first + chunk.count == ask.draws):
                running.add(running.block(paths, count=count))
    if running is not None:
        return running.result(), audit
    if ask.sink is not None:
        return {}, audit
    return {n: np.concatenate([k[n] for k in kept], axis=-1) for n in names}, audit


class _Blocks:
    """Puts chunks of any size together into the fixed blocks that statistics are made of.

    The arrays it gives are filled anew with the next block.
    """

    def __init__(self, size: int) -> None:
        self.size, self.count = size, 0
        self.held: dict[str, np.ndarray] = {}

    def take(self, chunk: Chunk, *, last: bool) -> Iterator[tuple[dict[str, np.ndarray], int]]:
        paths = {name: np.asarray(values) for name, values in chunk.paths.items()}
        if not self.held:
            self.held = {n: np.empty((*v.shape[:-1], self.size), v.dtype) for n, v in paths.items()}
        at = 0
        while at < chunk.count:
            some = min(self.size - self.count, chunk.count - at)
            for name, values in paths.items():
                self.held[name][..., self.count : self.count + some] = values[..., at : at + some]
            at, self.count = at + some, self.count + some
            if self.count == self.size or (last and at == chunk.count):
                yield self.held, self.count
                self.count = 0
