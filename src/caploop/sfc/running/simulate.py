"""`simulate`: a model over periods, draws and scenarios, as a labelled data set with its audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from caploop.core.errors import UsageError
from caploop.core.memory import check_fits
from caploop.sfc.language.clock import labels
from caploop.sfc.language.model import Model
from caploop.sfc.running.audit import Audit
from caploop.sfc.running.chunks import Order, Scenario, align, pins_of
from caploop.sfc.running.collect import ScenarioAsk, collect, stream_moments
from caploop.sfc.running.kernel import ParameterPath
from caploop.sfc.running.ready import Ready, chosen, ready
from caploop.sfc.running.reduce import BLOCK, Moments
from caploop.sfc.running.statistic import MOMENTS, check_statistics
from caploop.sfc.running.store import Store, opened

if TYPE_CHECKING:
    import xarray as xr

FLOAT = 8
COPIES = 2.5
"""Memory at the peak over the bytes of the paths, as measured at 20,000 draws less that at 1,000:
2.4 for `caploop value` (13 series, 44 kB a draw), 2.5 for `caploop compare` (2 x 15, 34 kB)."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Results: `data` by scenario, draw (or statistic), period and member; and the audit."""

    model: Model
    audit: Audit
    draws: int
    seed: int
    labelled: Callable[[], xr.Dataset] = field(repr=False)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict, repr=False)

    @cached_property
    def data(self) -> xr.Dataset:
        """All that was kept, with its labels; put together when it is first asked for."""
        return self.labelled()

    def values(self, name: str) -> np.ndarray:
        """One variable without labels: scenario, draw or statistic, period, members."""
        return self.arrays[name] if name in self.arrays else np.asarray(self[name].values)

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
    among: Iterable[Any] = (),
    stats: Sequence[str] | None = None,
    only: Mapping[str, str] | None = None,
    scenarios: Mapping[str, Scenario] | None = None,
    origin: str | None = None,
    store: str | Path | None = None,
    sequence: str = "random",
    luck: int | None = None,
    chunk: int | None = None,
    workers: int = 2,
) -> Run:
    """Runs the model from `start` ("2026Q1", or "2026" by year) for so many periods.

    Paths of every draw are kept, or with `stats` (mean, std, min, max, q05 and other quantiles)
    only running statistics, NaN where any draw is; `undefined` counts those. `only` names series
    told over those draws alone in which another, one number a period, is above nothing then;
    `count` says how many those are. A draw's numbers depend on the seed and its index alone:
    neither `chunk`, the draws computed at a time (with statistics, whole blocks of 4,096 draws),
    nor `workers` changes a bit. Runs that keep different names share one compiled function where
    `among` is the same and has all of them. Scenarios start at the opening, or from the state that
    the baseline has before the period `origin`, from which their periods then count. With `store`,
    a folder that is not there yet, paths go to Zarr as they are computed and are read back when
    asked for. Shocks follow the seed too, or that of `luck`.
    Raises `AuditError` where accounts do not close, `ConvergenceError` where equations are not
    solved, `UsageError` else.
    """
    if periods < 1 or draws < 1:
        raise UsageError(f"periods ({periods}) and draws ({draws}) must be at least 1")
    made = ready(model)
    names = chosen(made, keep)
    masks = _masks(made, only or {}, names=names)
    every = tuple(dict.fromkeys((*chosen(made, among), *names, *masks.values())))
    times = labels(start, periods, freq=model.freq)
    wanted = check_statistics(stats)
    before = _before(origin, times)
    worlds: Mapping[str, Scenario] = scenarios or {"baseline": {}}
    plans = align(made, worlds, periods=periods, before=before)
    pins = {n: pins_of(made, world, draws=draws, before=before) for n, world in worlds.items()}
    if chunk is not None and chunk < 1:
        raise UsageError(f"chunk {chunk}: at least one draw is computed at a time")
    ask_store = None if store is None else (store, list(plans), draws)
    folder = _folder(model, made, names, store=ask_store, times=times, stats=wanted)
    computed = names if _are_moments(wanted, masks) else every
    order = Order(model, made, computed, overrides={}, periods=periods, seed=seed)
    order = replace(order, sequence=sequence, luck=luck)
    ask = ScenarioAsk(order, times, keep=names, draws=draws, stats=wanted, only=masks)
    ask = replace(ask, chunk=chunk, workers=workers)
    found, audit = _kept(ask, plans, folder, pins=pins)
    arrays = {} if folder else _stacked(found, ask=ask)
    told = {"model": model.name, "draws": draws, "seed": seed, "unit": model.unit}

    def labelled() -> xr.Dataset:
        data = opened(folder.path) if folder else _dataset(arrays, ask=ask, scenarios=plans)
        data.attrs |= told
        return data

    return Run(model=model, audit=audit, draws=draws, seed=seed, labelled=labelled, arrays=arrays)


def _masks(made: Ready, only: Mapping[str, str], *, names: Iterable[str]) -> dict[str, str]:
    """The names of `only` as strings, those not kept left out; a mask has one number a period."""
    pairs = {str(name): str(mask) for name, mask in only.items()}
    chosen(made, (*pairs, *pairs.values()))
    wide = [mask for mask in pairs.values() if made.shapes[mask]]
    if wide:
        raise UsageError(f"only: {wide[0]!r} has several members; a mask is one number a period")
    return {name: mask for name, mask in pairs.items() if name in set(names)}


def _are_moments(stats: tuple[str, ...], masks: Mapping[str, str]) -> bool:
    """Whether nothing of a block need be kept but its moments."""
    return bool(stats) and all(s in MOMENTS for s in stats) and not masks


def _kept(
    ask: ScenarioAsk,
    plans: Mapping[str, Mapping[str, ParameterPath]],
    folder: Store | None,
    *,
    pins: Mapping[str, Any],
) -> tuple[list[dict[str, np.ndarray]], Audit]:
    """What `_every` finds; a folder is whole or not there at all."""
    try:
        found, audit = _every(ask, plans, folder, pins=pins)
        if folder is not None:
            folder.finish()
    except BaseException:
        if folder is not None:
            folder.discard()
        raise
    return found, audit


def _every(
    ask: ScenarioAsk,
    plans: Mapping[str, Mapping[str, ParameterPath]],
    folder: Store | None,
    *,
    pins: Mapping[str, Any],
) -> tuple[list[dict[str, np.ndarray]], Audit]:
    """What is kept of each scenario, and the audit of all."""
    if folder is None:
        _check_memory(ask, scenarios=len(plans))
    audit, found = Audit(), list[dict[str, np.ndarray]]()
    moments = _are_moments(ask.stats, ask.only)
    for place, (world, overrides) in enumerate(plans.items()):
        one = replace(ask, order=replace(ask.order, overrides=overrides, pins=pins[world]))
        one = replace(one, sink=folder.scenario(place) if folder else None)
        parts, audit = (stream_moments if moments else collect)(one, audit)
        found.append(parts)
    return found, audit


def _check_memory(ask: ScenarioAsk, *, scenarios: int) -> None:
    """Refuses what would not fit in memory, before any of it is computed."""
    shapes, periods = ask.order.made.shapes, len(ask.times)
    numbers = sum(int(np.prod(shapes[n], dtype=np.int64)) for n in ask.keep) * periods * scenarios
    if ask.stats:
        check_fits(
            ask.draws,
            bytes_a_draw=FLOAT * numbers * len(Moments._fields) / BLOCK,
            what=f"statistics of {len(ask.keep)} series over {periods} periods",
            instead=", or keep fewer series",
        )
        return
    check_fits(
        ask.draws,
        bytes_a_draw=COPIES * FLOAT * numbers,
        what=f"{len(ask.keep)} series over {periods} periods",
        instead=", keep fewer series, statistics (stats=), or a folder (store=)",
    )


def _folder(
    model: Model,
    made: Ready,
    names: tuple[str, ...],
    *,
    store: tuple[str | Path, list[str], int] | None,
    times: tuple[str, ...],
    stats: tuple[str, ...],
) -> Store | None:
    if store is None:
        return None
    if stats:
        raise UsageError("store= keeps paths and stats= keeps none; give one of the two")
    path, scenarios, draws = store
    shapes = {n: made.shapes[n] for n in names}
    return Store(path, model, shapes, scenarios=scenarios, times=times, draws=draws)


def _before(origin: str | None, times: tuple[str, ...]) -> int:
    """How many periods are run before the scenarios part."""
    if origin is None:
        return 0
    if origin not in times:
        raise UsageError(f"origin {origin!r} is not in this run, {times[0]} to {times[-1]}")
    return times.index(origin)


def _stacked(found: list[dict[str, np.ndarray]], *, ask: ScenarioAsk) -> dict[str, np.ndarray]:
    """Each variable by scenario, draw or statistic, period and member."""
    return {n: np.moveaxis(np.stack([part[n] for part in found]), -1, 1) for n in ask.keep}


def _dataset(
    arrays: Mapping[str, np.ndarray], *, ask: ScenarioAsk, scenarios: Iterable[str]
) -> xr.Dataset:
    import xarray as xr  # a third of a second, and a question needs no labels

    model = ask.order.model
    period = "quarter" if model.freq == "Q" else "year"
    across = "statistic" if ask.stats else "draw"
    named = {}
    for name, values in arrays.items():
        members = [f"{name} axis {i}" for i in range(values.ndim - 3)]
        unit = {"unit": model.unit} if ":" in name else {}
        named[name] = xr.DataArray(values, dims=["scenario", across, period, *members], attrs=unit)
    count = next(iter(arrays.values())).shape[1]
    coords: dict[str, Any] = {"scenario": list(scenarios), period: list(ask.times)}
    coords[across] = list(ask.stats) if ask.stats else np.arange(count)
    return xr.Dataset(named, coords=coords)
