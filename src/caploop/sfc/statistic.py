"""Running statistics over draws, without keeping a path.

All of a period's statistics are NaN where any draw is NaN, and `undefined` says how many are: no
statistic is of some of the draws only. Infinity is a value: the greatest, or the least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from caploop.core.errors import UsageError
from caploop.sfc.reduce import BLOCK, Moments, block_moments, merge
from caploop.sfc.sketch import Sketch, merge_sketches, quantile, sketch

MOMENTS = ("mean", "std", "min", "max")
UNDEFINED = "undefined"
QUANTILE = re.compile(r"q(\d{2}(?:\.\d+)?)")
Block = dict[str, tuple[Moments, list[Sketch]]]


def check_statistics(stats: Sequence[str] | None) -> tuple[str, ...]:
    """The statistics asked for, or an error with those there are."""
    for name in stats or ():
        if name not in (*MOMENTS, UNDEFINED) and not QUANTILE.fullmatch(name):
            known = f"{', '.join(MOMENTS)}, {UNDEFINED}, and quantiles such as q05, q50, q97.5"
            raise UsageError(f"there is no statistic {name!r}; there are {known}")
    return tuple(stats or ())


class Running:
    """Collects blocks of BLOCK draws in their order; quantiles are within 0.1 % of the value."""

    def __init__(self, stats: tuple[str, ...]) -> None:
        self.stats = stats
        self.blocks: dict[str, list[Moments]] = {}
        self.sketches: dict[str, list[Sketch]] = {}

    def block(self, paths: Mapping[str, Any], *, count: int) -> Block:
        """Moments, and where asked for sketches, of the first `count` draws of a block."""
        wants = any(s not in MOMENTS for s in self.stats)
        found = {}
        for name, values in paths.items():
            assert values.shape[-1] == BLOCK
            flat = np.asarray(values)[..., :count].reshape(-1, count)
            moments = block_moments(values, count=count)
            found[name] = moments, [sketch(row) for row in flat if wants]
        return found

    def add(self, block: Block) -> None:
        """Takes the next block; whole numbers merge at once, moments at the end in a fixed tree."""
        for name, (moments, sketches) in block.items():
            self.blocks.setdefault(name, []).append(moments)
            old = self.sketches.get(name)
            pairs = zip(old, sketches, strict=True) if old else None
            self.sketches[name] = [merge_sketches(*p) for p in pairs] if pairs else sketches

    def result(self) -> dict[str, np.ndarray]:
        """Every statistic of every series, the statistic as the last axis."""
        return {name: self._of(name, merge(parts)) for name, parts in self.blocks.items()}

    def _of(self, name: str, all_draws: Moments) -> np.ndarray:
        spread = np.sqrt(all_draws.m2 / max(all_draws.draws - 1, 1))
        known = {"mean": all_draws.mean, "std": spread, "min": all_draws.low, "max": all_draws.high}
        series = []
        for stat in self.stats:
            if stat in known:
                series.append(known[stat])
                continue
            sketches = self.sketches[name]
            if stat == UNDEFINED:
                flat = [float(s.undefined) for s in sketches]
            else:
                flat = [quantile(s, float(stat[1:]) / 100) for s in sketches]
            series.append(np.reshape(flat, all_draws.mean.shape))
        return np.stack(series, axis=-1)
