"""A model kept warm: scenario after scenario over the same draws, without drawing anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caploop.core.once import Once
from caploop.sfc.language.clock import labels
from caploop.sfc.language.model import Model
from caploop.sfc.running.audit import Audit, audited, check_worst
from caploop.sfc.running.chunks import (
    Order,
    Scenario,
    Worst,
    align,
    chunk_size,
    compiled,
    draws_of,
    jobs_of,
    pins_of,
    shocks_of,
    worst_of,
)
from caploop.sfc.running.pinned import Setting
from caploop.sfc.running.ready import Ready, chosen, ready
from caploop.sfc.running.work import in_order, uncollected

Floats = NDArray[np.float64]
Paths = dict[str, Floats]
Uniforms = Mapping[str, Floats]
WORKERS = 2
_SHOCKS: Once[Uniforms] = Once(most=16)


@dataclass(frozen=True, kw_only=True)
class Warm:
    """A model with its draws and shocks at hand; `told` asks it of a scenario."""

    model: Model
    made: Ready
    setting: Setting
    names: tuple[str, ...]
    labels: tuple[str, ...]
    size: int
    drawn: tuple[Mapping[str, Floats], ...]

    def told(self, scenario: Scenario) -> tuple[Paths, Audit]:
        """Paths of what is kept, by draw and period, as `simulate` gives them, and their audit.

        Pins (`Change.drawn`) take the place of what is drawn. Safe to call from several threads.
        Raises AuditError where accounts do not close, UsageError for what no scenario may change.
        """
        asked, at = self.setting, self.made
        plan = align(at, {"run": scenario}, periods=asked.periods)["run"]
        pins = pins_of(at, scenario, draws=asked.draws)
        order = Order(self.model, at, self.names, overrides=plan, periods=asked.periods)
        order = replace(order, seed=asked.seed, pins=pins)
        kernel = compiled(
            at, self.names, periods=asked.periods, touched=tuple(plan), size=self.size
        )
        shared = order.shared()

        def one(at_hand: tuple[Mapping[str, Floats], tuple[int, int]]) -> tuple[Paths, Worst]:
            drawn, (first, count) = at_hand
            given = {**drawn, **_pinned(pins, first, self.size)}
            with uncollected():
                shocks = _uniforms(at, asked, (first, self.size))
                paths, gap, residual, _ = kernel((given, shocks), shared)
                kept = {name: np.asarray(paths[name])[..., :count] for name in asked.keep}
            worst = worst_of(np.asarray(gap)[:count], np.asarray(residual)[:count], first=first)
            check_worst(order, worst, labels=self.labels)
            return kept, worst

        parts, audit = list[Paths](), Audit()
        jobs = list(zip(self.drawn, self._jobs(), strict=True))
        for kept, worst in in_order(jobs, one, workers=min(WORKERS, len(jobs))):
            audit = audited(audit, worst)
            parts.append(kept)
        whole = {n: np.concatenate([p[n] for p in parts], axis=-1) for n in asked.keep}
        return {n: np.moveaxis(v, -1, 0) for n, v in whole.items()}, audit

    def quantiles(self, name: str, shares: Floats) -> Floats:
        """Quantiles of a parameter's distribution; raises KeyError for one that has none."""
        return np.asarray(self.made.drawn[name].quantile(shares))

    def _jobs(self) -> list[tuple[int, int]]:
        return list(jobs_of(self.setting.draws, size=self.size))


def warm(model: Model, setting: Setting) -> Warm:
    """The model with the draws of a setting made; its compiled function is that of `simulate`."""
    made = ready(model)
    size = chunk_size(setting.chunk, setting.draws, is_large=made.plan.is_large)
    drawn = tuple(
        draws_of(
            model,
            made,
            seed=setting.seed,
            first=first,
            count=size,
            sequence="random",
            asked=count,
        )
        for first, count in jobs_of(setting.draws, size=size)
    )
    names = dict.fromkeys((*chosen(made, setting.among), *chosen(made, setting.keep)))
    return Warm(
        model=model,
        made=made,
        setting=setting,
        names=tuple(names),
        labels=labels(setting.start, setting.periods, freq=model.freq),
        size=size,
        drawn=drawn,
    )


def _pinned(pins: Mapping[str, Any], first: int, size: int) -> dict[str, Floats]:
    """What is put in place of drawn numbers, for the draws of a chunk."""
    found = {}
    for name, values in pins.items():
        at = np.minimum(np.arange(first, first + size), max(values.size - 1, 0))
        found[name] = values[at] if values.ndim else np.full(size, float(values))
    return found


def _uniforms(made: Ready, setting: Setting, at: tuple[int, int]) -> Uniforms:
    """Shocks of a chunk, held for the scenarios to come: they hang on names and the seed alone."""
    (first, count), seed, periods = at, setting.seed, setting.periods
    return _SHOCKS.get(
        (made.shocks, seed, first, count, periods),
        lambda: shocks_of(made, seed=seed, first=first, count=count, periods=periods),
    )
