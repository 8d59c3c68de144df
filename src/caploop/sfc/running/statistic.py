"""Running statistics over draws, without keeping a path.

All of a period's statistics are NaN where any draw is NaN, and `undefined` says how many are: no
statistic is of some of the draws only, but where a mask names the draws that are to be told, which
`count` counts. Infinity is a value: the greatest, or the least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from caploop.core.errors import UsageError
from caploop.sfc.running.reduce import ROWS, Moments, block_moments, merge, told_moments
from caploop.sfc.running.sketch import Sketch, merge_sketches, quantiles, sketches

MOMENTS = ("mean", "std", "min", "max")
UNDEFINED, COUNT = "undefined", "count"
QUANTILE = re.compile(r"q(\d{2}(?:\.\d+)?)")
Block = dict[str, tuple[Moments, list[Sketch]]]


def check_statistics(stats: Sequence[str] | None) -> tuple[str, ...]:
    """The statistics asked for, or an error with those there are."""
    for name in stats or ():
        if name not in (*MOMENTS, UNDEFINED, COUNT) and not QUANTILE.fullmatch(name):
            words = ", ".join((*MOMENTS, UNDEFINED, COUNT))
            known = f"{words}, and quantiles such as q05, q50, q97.5"
            raise UsageError(f"there is no statistic {name!r}; there are {known}")
    return tuple(stats or ())


NO_MASK: Mapping[str, str] = {}


def _like(mask: np.ndarray, values: np.ndarray) -> np.ndarray:
    """A mask [period, draw] over all members of values [period, ..., draw]."""
    members = (1,) * (values.ndim - mask.ndim)
    return np.broadcast_to(mask.reshape(mask.shape[0], *members, mask.shape[-1]), values.shape)


class Running:
    """Collects blocks of BLOCK draws in their order; quantiles are within 0.1 % of the value.

    A series of `only` is told of the draws in which its mask, one number a period, is above
    nothing; a mask that is not among the `names` is no series of the result.
    """

    def __init__(
        self, stats: tuple[str, ...], names: Sequence[str] = (), only: Mapping[str, str] = NO_MASK
    ) -> None:
        self.stats = stats
        self.names = tuple(names)
        self.only = only
        self.blocks: dict[str, list[Moments]] = {}
        self.sketches: dict[str, list[Sketch]] = {}

    def block(self, paths: Mapping[str, Any], *, count: int) -> Block:
        """Moments, and where asked for sketches, of the first `count` draws of a block."""
        wants = any(s not in MOMENTS for s in self.stats)
        extremes = "min" in self.stats or "max" in self.stats
        found = {}
        for name in self.names or paths:
            values = np.asarray(paths[name])
            drawn = values[..., :count]
            told = None
            if name in self.only:
                told = _like(np.asarray(paths[self.only[name]])[..., :count] > 0, drawn)
                moments = told_moments(drawn, told)
            else:
                moments = block_moments(values, count=count, extremes=extremes)
            found[name] = moments, list(_sketched(drawn, told)) if wants else []
        return found

    def add(self, block: Block) -> None:
        """Takes the next block; whole numbers merge at once, moments at the end in a fixed tree."""
        for name, (moments, new) in block.items():
            self.blocks.setdefault(name, []).append(moments)
            old = self.sketches.get(name)
            pairs = zip(old, new, strict=True) if old else None
            self.sketches[name] = [merge_sketches(*p) for p in pairs] if pairs else new

    def result(self) -> dict[str, np.ndarray]:
        """Every statistic of every series, the statistic as the last axis."""
        return {name: self._of(name, merge(parts)) for name, parts in self.blocks.items()}

    def _of(self, name: str, all_draws: Moments) -> np.ndarray:
        count = np.broadcast_to(np.asarray(all_draws.draws, float), all_draws.mean.shape)
        spread = np.sqrt(all_draws.m2 / np.maximum(count - 1, 1))
        spread = np.where(np.isnan(all_draws.mean), np.nan, spread)
        known = {"mean": all_draws.mean, "std": spread, "min": all_draws.low, "max": all_draws.high}
        known[COUNT] = count
        held = self.sketches[name]
        if UNDEFINED in self.stats:
            flat = [float(s.undefined) for s in held]
            known[UNDEFINED] = np.reshape(flat, all_draws.mean.shape)
        levels = [stat for stat in self.stats if stat not in known]
        if levels:
            shares = [float(level[1:]) / 100 for level in levels]
            columns = np.array([quantiles(s, shares) for s in held]).T
            known |= {
                level: column.reshape(all_draws.mean.shape)
                for level, column in zip(levels, columns, strict=True)
            }
        return np.stack([known[stat] for stat in self.stats], axis=-1)


def _sketched(drawn: np.ndarray, told: np.ndarray | None) -> Iterator[Sketch]:
    """Sketches of all places of a series, some at a time so that they stay in fast memory."""
    count = drawn.shape[-1]
    rows = drawn.reshape(-1, count)
    masks = None if told is None else told.reshape(-1, count)
    for first in range(0, len(rows), ROWS):
        some = slice(first, first + ROWS)
        yield from sketches(rows[some], None if masks is None else masks[some])
