"""Moments of many draws without a path kept: blocks of draws inside one compiled call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from caploop.sfc.compiled.executable import Executable
from caploop.sfc.running.chunks import Order, Worst, chunk_size, draw_function, worst_of
from caploop.sfc.running.period import Mode
from caploop.sfc.running.reduce import BLOCK, Moments, moments_of

CALL = 8
"""Blocks in one call at most, enough to hide what a call costs."""
FEW = 64
"""Below so many blocks, smaller calls share out evenly among workers."""


@dataclass(frozen=True, kw_only=True)
class Streamed:
    """Moments by name of consecutive blocks, and the worst of their audits."""

    blocks: list[dict[str, Moments]]
    worst: Worst


def calls_of(draws: int, *, chunk: int | None) -> int:
    """Blocks in one compiled call; `chunk` is rounded to whole blocks."""
    if draws <= BLOCK:
        return 1
    fitting = CALL if draws > FEW * BLOCK else CALL // 4
    return fitting if chunk is None else min(CALL, max(1, chunk // BLOCK))


def jobs(draws: int, *, chunk: int | None) -> Iterator[tuple[int, int]]:
    """First draw and number of draws of every call."""
    size = BLOCK * calls_of(draws, chunk=chunk)
    yield from ((first, min(size, draws - first)) for first in range(0, draws, size))


def streamed_runner(order: Order, *, draws: int, chunk: int | None, extremes: bool) -> Any:
    """A function of a job; a block is BLOCK draws, or what `chunk_size` says of fewer."""
    width = chunk_size(None, draws)
    calls = calls_of(draws, chunk=chunk)
    kernel = _compiled(order, width=width, calls=calls, extremes=extremes)
    shared = order.shared()

    def run(job: tuple[int, int]) -> Streamed:
        first, count = job
        blocks = -(-count // width)
        by_draw = order.by_draw(first=first, count=blocks * width, asked=count)
        counts = np.clip(count - width * np.arange(calls), 0, width)
        cut = [{n: _blocks(v, width, calls=calls) for n, v in part.items()} for part in by_draw]
        found, gap, residual = kernel(blocks, counts.astype(float), (tuple(cut), shared))
        gap, residual = (np.asarray(a)[:blocks].ravel()[:count] for a in (gap, residual))
        arrays = {n: [np.asarray(a) for a in parts] for n, parts in found.items()}
        return Streamed(
            blocks=[
                {n: Moments(int(counts[i]), *(a[i] for a in p)) for n, p in arrays.items()}
                for i in range(blocks)
            ],
            worst=worst_of(gap, residual, first=first),
        )

    return run


def _blocks(values: np.ndarray, width: int, *, calls: int) -> np.ndarray:
    """[..., draw] as [call, ..., width]; calls that are not made stay empty."""
    have = values.shape[-1] // width
    cut = np.moveaxis(values.reshape(*values.shape[:-1], have, width), -2, 0)
    if have == calls:
        return cut
    return np.concatenate([cut, np.zeros((calls - have, *cut.shape[1:]))])


def _compiled(order: Order, *, width: int, calls: int, extremes: bool) -> Executable:
    made, names = order.made, order.names
    key = ("moments", names, order.periods, tuple(order.overrides), width, calls, extremes)
    held = made.structure.executables
    if key in held:
        return held[key]
    many = draw_function(made, names, periods=order.periods, mode=Mode())

    def kernel(blocks: Any, counts: Array, given: Any) -> Any:
        by_draw, shared = given

        def one(i: Array, so_far: Any) -> Any:
            drawn, uniforms = ({n: v[i] for n, v in part.items()} for part in by_draw)
            paths, gap, residual, _ = many((drawn, uniforms), shared)
            moments = {n: moments_of(paths[n], counts[i], extremes=extremes) for n in names}
            return jax.tree.map(lambda a, v: a.at[i].set(v), so_far, (moments, gap, residual))

        empty = {
            n: tuple(jnp.zeros((calls, order.periods, *made.shapes[n])) for _ in range(4))
            for n in names
        }
        start = empty, jnp.zeros((calls, width)), jnp.zeros((calls, width))
        return jax.lax.fori_loop(0, blocks, one, start)

    like = (dict.fromkeys(names, (0, 0, 0, 0)), 0, 0)
    held[key] = Executable(
        kernel, like=like, about=(made.structure.key, key), cache=made.structure.cache
    )
    return held[key]
