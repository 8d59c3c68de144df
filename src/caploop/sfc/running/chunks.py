"""Running a model over draws and scenarios: chunks, workers, what is kept, and the audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from threading import Lock
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array

from caploop.core.errors import UsageError
from caploop.sfc.compiled.executable import Executable
from caploop.sfc.language.draw import draw_parameters, stream
from caploop.sfc.language.model import Model, nearest
from caploop.sfc.running.kernel import ParameterPath, run_draws
from caploop.sfc.running.period import Mode, Record, State
from caploop.sfc.running.ready import Ready, everything
from caploop.sfc.running.reduce import BLOCK
from caploop.sfc.running.work import uncollected

SIZES = (1, 8, 256, 1024, 2048)
LARGE = 256
SPAN, SPANS = 1024, 3
"""Draws whose random numbers are made at a time, and how many such lots are held."""


@dataclass(frozen=True)
class Change:
    """A parameter's change in a scenario: to `value`, or `times` and `add`, from `start` to `end`.

    Periods count from 1, the first simulated one; without `start` the opening is changed as well.
    `drawn`, one number or one a draw, takes the place of what is drawn, in all periods and before
    any change; it needs no other compiled function.
    """

    value: float | None = None
    _: KW_ONLY
    times: float = 1.0
    add: float = 0.0
    start: int = 0
    end: int | None = None
    drawn: float | np.ndarray | None = None

    @property
    def moves(self) -> bool:
        """Whether it acts on the parameter by period, as all do that give no draws alone."""
        same = (self.value, self.times, self.add) == (None, 1.0, 0.0)
        return self.drawn is None or not same


Scenario = Mapping[str, "float | Change | Sequence[Change]"]


def overrides_of(
    made: Ready, scenario: Scenario, *, periods: int, before: int = 0
) -> dict[str, ParameterPath]:
    """A scenario as two factors for every parameter and period, opening first.

    Its periods count after the first `before`, in which nothing is changed.
    """
    found = {}
    for name, changes in scenario.items():
        if name not in made.middle:
            hint = nearest(name, made.middle)
            raise UsageError(f"scenario: there is no parameter {name!r}; {hint}")
        times, plus = np.ones(periods + 1), np.zeros(periods + 1)
        several = [c for c in _several(changes) if c.moves]
        if changes and not several:
            continue
        for one in several:
            first = before + max(one.start, 1) if before else one.start
            when = slice(first, None if one.end is None else before + one.end + 1)
            if one.value is not None:
                times[when], plus[when] = 0.0, one.value
            times[when] *= one.times
            plus[when] = plus[when] * one.times + one.add
        if not (np.isfinite(times).all() and np.isfinite(plus).all()):
            raise UsageError(f"scenario: the change of {name!r} is not finite; give numbers")
        found[name] = ParameterPath(times=times, plus=plus)
    return found


def _several(changes: float | Change | Sequence[Change]) -> list[Change]:
    """A parameter's changes in their order."""
    if isinstance(changes, int | float):
        return [Change(value=float(changes))]
    return [changes] if isinstance(changes, Change) else list(changes)


def pins_of(made: Ready, scenario: Scenario, *, draws: int, before: int = 0) -> dict[str, Any]:
    """What a scenario puts in place of drawn numbers, by name: one number, or one a draw."""
    found: dict[str, Any] = {}
    for name, changes in scenario.items():
        for drawn in (c.drawn for c in _several(changes) if c.drawn is not None):
            if name not in made.drawn:
                raise UsageError(f"scenario: {name!r} is not drawn; change its value instead")
            if before:
                raise UsageError(f"scenario: draws of {name!r} hold from the opening; drop origin")
            values = np.asarray(drawn, float)
            low, high = made.drawn[name].within or (-np.inf, np.inf)
            if values.ndim and values.shape != (draws,):
                raise UsageError(f"scenario: {name!r} has {values.size} numbers for {draws} draws")
            if not (np.isfinite(values) & (values >= low) & (values <= high)).all():
                raise UsageError(f"scenario: draws of {name!r} must be finite and in its bounds")
            found[name] = values
    return found


def align(
    made: Ready, scenarios: Mapping[str, Scenario], *, periods: int, before: int = 0
) -> dict[str, dict[str, ParameterPath]]:
    """Every scenario over the same parameters, so that all of them share one compiled function."""
    each = {s: overrides_of(made, c, periods=periods, before=before) for s, c in scenarios.items()}
    touched = sorted({name for changes in each.values() for name in changes})
    none = ParameterPath(times=np.ones(periods + 1), plus=np.zeros(periods + 1))
    return {s: {n: changes.get(n, none) for n in touched} for s, changes in each.items()}


@dataclass(frozen=True, kw_only=True)
class Worst:
    """The widest account gap (relative to gross) and equation residual of a chunk, and whose."""

    gap: float
    gap_draw: int
    residual: float
    residual_draw: int


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Paths [period, ..., draw] of consecutive draws, of which the first `count` were asked for."""

    first: int
    count: int
    paths: Mapping[str, Array]
    worst: Worst


def draw_function(made: Ready, names: tuple[str, ...], *, periods: int, mode: Mode) -> Any:
    """A function of (drawn, uniforms), (fixed, overrides, openings) of many draws, the draw as
    last axis.

    Returns paths by name, gaps, residuals and scores.
    """

    def keep(state: State, record: Record) -> dict[str, Array]:
        found = everything(state, record)
        return {n: jnp.broadcast_to(found[n], made.shapes[n]) for n in names}

    run = run_draws(made.plan, periods=periods, mode=mode, keep=keep)

    def many(by_draw: Any, shared: Any) -> Any:
        last, paths = run(by_draw, shared)
        return paths, last.gap, last.residual, last.score

    return many


def compiled(
    made: Ready, names: tuple[str, ...], *, periods: int, touched: tuple[str, ...], size: int
) -> Executable:
    """The function of a chunk; compiled once for names, periods, changed names and its size."""
    key = ("paths", names, periods, touched, size)
    held = made.structure.executables
    if key not in held:
        held[key] = Executable(
            draw_function(made, names, periods=periods, mode=Mode()),
            like=(dict.fromkeys(names, 0), 0, 0, 0),
            about=(made.structure.key, key),
            cache=made.structure.cache,
            name=made.structure.name if made.plan.is_large else "",
        )
    return held[key]


def draws_of(
    model: Model, made: Ready, *, seed: int, first: int, count: int, sequence: str, asked: int = -1
) -> dict[str, np.ndarray]:
    """Parameters of `count` draws; one that is not finite or out of its bounds is refused.

    Where fewer were `asked` for, the rest only fills a block and is not looked at.
    """
    found = draw_parameters(
        made.drawn,
        seed=seed,
        first=first,
        count=count,
        correlation=model.correlation,
        sequence=sequence,
    )
    for name, every in found.items():
        values = every[:asked] if asked >= 0 else every
        low, high = made.drawn[name].within or (-np.inf, np.inf)
        bad = ~((values >= low) & (values <= high) & np.isfinite(values))
        if bad.any():
            at = int(np.argmax(bad))
            message = f"parameter {name!r}: draw {first + at} is {values[at]:g}"
            hint = "choose a distribution that stays inside, or widen within=(low, high)"
            raise UsageError(f"{message}, outside [{low:g}, {high:g}]; {hint}")
    return found


def shocks_of(
    made: Ready, *, seed: int, first: int, count: int, periods: int
) -> dict[str, np.ndarray]:
    """Uniforms of every named shock, shape (period, draw)."""
    return {
        name: np.stack(
            [
                stream(seed, name, first=first, count=count, kind="shock", period=t)
                for t in range(1, periods + 1)
            ]
        )
        for name in made.shocks
    }


@dataclass(frozen=True)
class Order:
    """What a run asks of every chunk: names, changes, periods, and where its draws come from."""

    model: Model
    made: Ready
    names: tuple[str, ...]
    _: KW_ONLY
    overrides: Mapping[str, ParameterPath]
    periods: int
    seed: int = 0
    sequence: str = "random"
    luck: int | None = None
    pins: Mapping[str, np.ndarray] = field(default_factory=dict)

    def by_draw(self, *, first: int, count: int, asked: int) -> tuple[Any, Any]:
        """Parameters [draw] and uniforms [period, draw] of draws from `first` on."""
        drawn = draws_of(
            self.model,
            self.made,
            seed=self.seed,
            first=first,
            count=count,
            sequence=self.sequence,
            asked=asked,
        )
        for name, values in self.pins.items():
            at = np.minimum(np.arange(first, first + count), max(values.size - 1, 0))
            drawn[name] = values[at] if values.ndim else np.full(count, values)
        seed = self.seed if self.luck is None else self.luck
        uniforms = shocks_of(self.made, seed=seed, first=first, count=count, periods=self.periods)
        return (drawn if drawn or uniforms else {"": np.zeros(count)}), uniforms

    def shared(self) -> tuple[Any, Any, Any]:
        """Parameters that are not drawn, the scenario's changes, and what is held at first."""
        fixed = dict(self.made.fixed)
        changes = {n: (o.times, o.plus) for n, o in self.overrides.items()}
        return fixed, changes, self.made.openings


def chunk_runner(order: Order, *, size: int, draws: int) -> Any:
    """A function of a first draw and a count that computes `size` draws from there, of `draws`."""
    kernel = compiled(
        order.made,
        order.names,
        periods=order.periods,
        touched=tuple(order.overrides),
        size=size,
    )
    shared = order.shared()
    numbers = _Numbers(order, size=size, draws=draws)

    def run(job: tuple[int, int]) -> Chunk:
        first, count = job
        by_draw = numbers.of(first)
        with uncollected():
            paths, gap, residual, _ = kernel(by_draw, shared)
        worst = worst_of(np.asarray(gap)[:count], np.asarray(residual)[:count], first=first)
        return Chunk(first=first, count=count, paths=paths, worst=worst)

    return run


class _Numbers:
    """Random numbers of a run's chunks, made for several chunks at a time: a draw's own depend on
    its index alone, and a call costs as much as a thousand numbers."""

    def __init__(self, order: Order, *, size: int, draws: int) -> None:
        self._order, self._size, self._draws = order, size, draws
        self._span = max(SPAN // size, 1) * size
        self._lock = Lock()
        self._held: dict[int, tuple[Any, Any]] = {}

    def of(self, first: int) -> tuple[Any, Any]:
        """Parameters and uniforms of a chunk."""
        start = first - first % self._span
        with self._lock:
            if start not in self._held:
                asked = min(self._span, self._draws - start)
                whole = -(-asked // self._size) * self._size
                while len(self._held) >= SPANS:
                    del self._held[next(iter(self._held))]
                self._held[start] = self._order.by_draw(first=start, count=whole, asked=asked)
            drawn, uniforms = self._held[start]
        some = slice(first - start, first - start + self._size)
        return (
            {name: values[some] for name, values in drawn.items()},
            {name: values[:, some] for name, values in uniforms.items()},
        )


def worst_of(gap: np.ndarray, residual: np.ndarray, *, first: int) -> Worst:
    """The widest of both; a NaN is the widest of all."""
    widest, furthest = int(np.argmax(gap)), int(np.argmax(residual))
    return Worst(
        gap=float(gap[widest]),
        gap_draw=first + widest,
        residual=float(residual[furthest]),
        residual_draw=first + furthest,
    )


def jobs_of(draws: int, *, size: int) -> Iterator[tuple[int, int]]:
    """First draw and number of draws of every chunk."""
    return ((first, min(size, draws - first)) for first in range(0, draws, size))


def chunk_size(chunk: int | None, draws: int, *, is_large: bool = False) -> int:
    """Draws computed at a time: a block, or of few draws the next of a few sizes.

    What is compiled depends on the size, so runs of other numbers of draws share it. Of a large
    model (`Plan.is_large`) it is one size: a draw costs the same among 256 as among 4,096, and
    compiling it again would take longer than the run.
    """
    if is_large:
        return chunk or LARGE
    return chunk or next(size for size in (*SIZES, BLOCK) if draws <= size or size == BLOCK)
