"""`simulate`: a model over periods, draws and scenarios, as a labelled data set with its audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

import jax.numpy as jnp
import numpy as np
import xarray as xr

from caploop.core.errors import UsageError
from caploop.sfc.audit import Audit, audited, check_worst
from caploop.sfc.clock import labels
from caploop.sfc.model import Model
from caploop.sfc.reduce import BLOCK
from caploop.sfc.simulate import (
    Chunk,
    Order,
    Ready,
    Scenario,
    align,
    chosen,
    chunk_runner,
    chunk_size,
    in_order,
    jobs_of,
    ready,
)
from caploop.sfc.statistic import MOMENTS, Running, check_statistics
from caploop.sfc.streamed import Streamed, jobs, streamed_runner


@dataclass(frozen=True, kw_only=True)
class Run:
    """Results: `data` by scenario, draw (or statistic), period and member; and the audit."""

    model: Model
    data: xr.Dataset
    audit: Audit
    draws: int
    seed: int

    def __getitem__(self, name: str) -> xr.DataArray:
        """One variable, `flow:NAME`, or `holding:SECTOR:INSTRUMENT`."""
        if str(name) not in self.data:
            kept = ", ".join(str(n) for n in self.data)
            raise UsageError(f"{name!r} was not kept; name it in keep=[...] (kept: {kept})")
        return self.data[str(name)]


def simulate(
    model: Model,
    start: str,
    periods: int,
    *,
    draws: int = 1,
    seed: int = 0,
    keep: Iterable[Any] | None = None,
    stats: Sequence[str] | None = None,
    scenarios: Mapping[str, Scenario] | None = None,
    sequence: str = "random",
    chunk: int | None = None,
    workers: int = 2,
) -> Run:
    """Runs the model from `start` ("2026Q1", or "2026" by year) for so many periods.

    Paths of every draw are kept, or with `stats` (mean, std, min, max, q05 and other quantiles)
    only running statistics. A draw's numbers depend on the seed and its index alone: neither
    `chunk`, the draws computed at a time (with statistics, whole blocks of 4,096 draws), nor
    `workers` changes a bit. Raises `AuditError` where
    accounts do not close, `ConvergenceError` where equations are not solved, `UsageError` else.
    """
    if periods < 1 or draws < 1:
        raise UsageError(f"periods ({periods}) and draws ({draws}) must be at least 1")
    made = ready(model)
    names = chosen(made, keep)
    times = labels(start, periods, freq=model.freq)
    wanted = check_statistics(stats)
    plans = align(made, scenarios or {"baseline": {}}, periods=periods)
    if chunk is not None and chunk < 1:
        raise UsageError(f"chunk {chunk}: at least one draw is computed at a time")
    audit, found = Audit(), []
    for overrides in plans.values():
        order = Order(
            model=model,
            made=made,
            names=names,
            overrides=overrides,
            periods=periods,
            seed=seed,
            sequence=sequence,
        )
        ask = _Ask(order, times, draws=draws, stats=wanted, chunk=chunk, workers=workers)
        streamed = bool(wanted) and all(s in MOMENTS for s in wanted)
        parts, audit = (_stream if streamed else _collect)(ask, audit)
        found.append(parts)
    data = _dataset(model, made, found, names=names, times=times, scenarios=plans, stats=wanted)
    data.attrs |= {"model": model.name, "draws": draws, "seed": seed, "unit": model.unit}
    return Run(model=model, data=data, audit=audit, draws=draws, seed=seed)


@dataclass(frozen=True)
class _Ask:
    """One scenario's run: what is computed, how much at a time, by how many workers."""

    order: Order
    times: tuple[str, ...]
    _: KW_ONLY
    draws: int
    stats: tuple[str, ...]
    chunk: int | None
    workers: int


def _stream(ask: _Ask, audit: Audit) -> tuple[dict[str, np.ndarray], Audit]:
    """Moments only: nothing of a block is kept but they."""
    extremes = "min" in ask.stats or "max" in ask.stats
    run = streamed_runner(ask.order, draws=ask.draws, extremes=extremes)

    def checked(job: tuple[int, int]) -> Streamed:
        done: Streamed = run(job)
        check_worst(ask.order, done.worst, labels=ask.times)
        return done

    running = Running(ask.stats)
    for done in in_order(jobs(ask.draws, chunk=ask.chunk), checked, workers=ask.workers):
        audit = audited(audit, done.worst)
        for block in done.blocks:
            running.add({n: (m, []) for n, m in block.items()})
    return running.result(), audit


def _collect(ask: _Ask, audit: Audit) -> tuple[dict[str, np.ndarray], Audit]:
    """Statistics with quantiles, or all paths with the draw as the last axis."""
    running = Running(ask.stats) if ask.stats else None
    size = chunk_size(ask.chunk, ask.draws)
    aligned = running is not None and size == BLOCK
    names, run = ask.order.names, chunk_runner(ask.order, size=size)

    def whole(job: tuple[int, int]) -> Any:
        chunk = run(job)
        check_worst(ask.order, chunk.worst, labels=ask.times)
        return chunk, running.block(chunk.paths, count=chunk.count) if aligned and running else None

    kept: list[dict[str, np.ndarray]] = []
    waiting = _Blocks()
    for chunk, block in in_order(jobs_of(ask.draws, size=size), whole, workers=ask.workers):
        audit = audited(audit, chunk.worst)
        if running is None:
            kept.append({n: np.asarray(chunk.paths[n])[..., : chunk.count] for n in names})
        elif aligned:
            running.add(block)
        else:
            for paths, count in waiting.take(chunk, last=chunk.first + chunk.count == ask.draws):
                running.add(running.block(paths, count=count))
    if running is not None:
        return running.result(), audit
    return {n: np.concatenate([k[n] for k in kept], axis=-1) for n in names}, audit


class _Blocks:
    """Cuts chunks of any size into the fixed blocks that statistics are made of."""

    def __init__(self) -> None:
        self.left: dict[str, np.ndarray] = {}

    def take(self, chunk: Chunk, *, last: bool) -> Iterator[tuple[dict[str, Any], int]]:
        for name, values in chunk.paths.items():
            new = np.asarray(values)[..., : chunk.count]
            old = self.left.get(name)
            self.left[name] = new if old is None else np.concatenate([old, new], axis=-1)
        while self.left and (held := next(iter(self.left.values())).shape[-1]):
            if held < BLOCK and not last:
                return
            count = min(held, BLOCK)
            yield {n: _padded(v[..., :count]) for n, v in self.left.items()}, count
            self.left = {n: v[..., count:] for n, v in self.left.items()}


def _padded(values: np.ndarray) -> Any:
    width = [(0, 0)] * (values.ndim - 1) + [(0, BLOCK - values.shape[-1])]
    return jnp.asarray(np.pad(values, width, mode="edge"))


def _dataset(
    model: Model,
    made: Ready,
    found: list[dict[str, np.ndarray]],
    *,
    names: tuple[str, ...],
    times: tuple[str, ...],
    scenarios: Mapping[str, Any],
    stats: tuple[str, ...],
) -> xr.Dataset:
    period = "quarter" if model.freq == "Q" else "year"
    across = "statistic" if stats else "draw"
    arrays = {}
    for name in names:
        stacked = np.stack([part[name] for part in found])
        stacked = np.moveaxis(stacked, -1, 1)
        members = [f"{name} axis {i}" for i in range(stacked.ndim - 3)]
        unit = {"unit": model.unit} if ":" in name else {}
        arrays[name] = xr.DataArray(
            stacked, dims=["scenario", across, period, *members], attrs=unit
        )
    count = next(iter(arrays.values())).sizes[across]
    coords: dict[str, Any] = {"scenario": list(scenarios), period: list(times)}
    coords[across] = list(stats) if stats else np.arange(count)
    return xr.Dataset(arrays, coords=coords)
