"""Running statistics over draws, without keeping a path."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from caploop.core.errors import UsageError
from caploop.sfc.reduce import BLOCK, Moments, block_moments, finite_moments, merge
from caploop.sfc.sketch import Sketch, merge_sketches, quantile, sketch

MOMENTS = ("mean", "std", "min", "max")
COUNT = "count"
QUANTILE = re.compile(r"q(\d{2}(?:\.\d+)?)")
Block = dict[str, tuple[Moments, list[Sketch]]]


def check_statistics(stats: Sequence[str] | None) -> tuple[str, ...]:
    """The statistics asked for, or an error with those there are."""
    for name in stats or ():
        if name not in (*MOMENTS, COUNT) and not QUANTILE.fullmatch(name):
            known = f"{', '.join(MOMENTS)}, count, and quantiles such as q05, q50, q97.5"
            raise UsageError(f"there is no statistic {name!r}; there are {known}")
    return tuple(stats or ())


class Running:
    """Collects blocks of BLOCK draws in their order; quantiles are within 0.1 % of the value.

    A draw in which a series is no finite number in a period is left out of every statistic of that
    series and period; `count` says how many draws are left.
    """

    def __init__(self, stats: tuple[str, ...]) -> None:
        self.stats = stats
        self.blocks: dict[str, list[Moments]] = {}
        self.sketches: dict[str, list[Sketch]] = {}

    def block(self, paths: Mapping[str, Any], *, count: int) -> Block:
        """Moments, and where asked for sketches, of the first `count` draws of a block."""
        wants = any(QUANTILE.fullmatch(s) for s in self.stats)
        found = {}
        for name, values in paths.items():
            assert values.shape[-1] == BLOCK
            drawn = np.asarray(values)[..., :count]
            flat = drawn.reshape(-1, count)
            if np.isfinite(flat).all():
                moments = block_moments(values, count=count)
            else:
                moments = finite_moments(drawn)
            found[name] = moments, [sketch(row[np.isfinite(row)]) for row in flat if wants]
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
        spread = np.sqrt(all_draws.m2 / np.maximum(all_draws.draws - 1, 1))
        spread = np.where(np.isnan(all_draws.mean), np.nan, spread)
        count = np.broadcast_to(np.asarray(all_draws.draws, float), all_draws.mean.shape)
        known = {"mean": all_draws.mean, "std": spread, "min": all_draws.low, "max": all_draws.high}
        known[COUNT] = count
        series = []
        for stat in self.stats:
            if stat in known:
                series.append(known[stat])
                continue
            probability = float(stat[1:]) / 100
            flat = [quantile(s, probability) for s in self.sketches[name]]
            series.append(np.reshape(flat, all_draws.mean.shape))
        return np.stack(series, axis=-1)
