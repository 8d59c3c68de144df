"""Solving equations that hold at once: one division or linear solve, or Newton's method.

The unknown is the vector of torn values y; the block's equations, computed once from y, give F(y),
and the residual is F(y) - y. Gradients go through the solution by the implicit function theorem
(`jax.lax.custom_root`), never through the iterations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

Map = Callable[[Array], Array]
TOLERANCE = 1e-12
ITERATIONS = 60


class SolvedBlock(NamedTuple):
    """The unknowns, and the largest residual relative to max(1, |unknown|), of one draw."""

    y: Array
    residual: Array


def factorise(around: Map, size: int) -> Array:
    """Inverse of I - dF/dy for an affine F; shape (size, size). One division where size is 1."""
    origin = jnp.zeros(size)
    return _inverse(jnp.eye(size) - jax.jacfwd(around)(origin))


def solve_linear(around: Map, inverse: Array) -> SolvedBlock:
    """Unknowns of an affine block from its factorisation; `inverse` (n, n), result (n,)."""
    y = inverse @ around(jnp.zeros(inverse.shape[0]))
    return SolvedBlock(y, _size(jax.lax.stop_gradient(around(y) - y), y))


def solve_newton(around: Map, guess: Array) -> SolvedBlock:
    """Unknowns by Newton's method from a guess (n,), each draw stopping by itself.

    A step that makes the residual worse is halved, at most eight times. What does not converge
    keeps its residual: the caller judges it.
    """

    def residual(y: Array) -> Array:
        return around(y) - y

    def solve(f: Map, start: Array) -> Array:
        def unfinished(state: tuple[Array, Array, Array]) -> Array:
            y, r, count = state
            return (count < ITERATIONS) & ~(_size(r, y) <= TOLERANCE)

        def step(state: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
            y, r, count = state
            move = _solve(jax.jacfwd(f)(y), r)
            y, r = _line_search(f, y, move=move, r=r)
            return y, r, count + 1

        found: Array = jax.lax.while_loop(unfinished, step, (start, f(start), jnp.asarray(0)))[0]
        return found

    def tangent(g: Map, right: Array) -> Array:
        found: Array = _solve(jax.jacfwd(g)(jnp.zeros_like(right)), right)
        return found

    y: Array = jax.lax.custom_root(residual, jax.lax.stop_gradient(guess), solve, tangent)
    return SolvedBlock(y, _size(jax.lax.stop_gradient(residual(y)), y))


def _line_search(f: Map, y: Array, *, move: Array, r: Array) -> tuple[Array, Array]:
    before = _size(r, y)

    def worse(state: tuple[Array, Array, Array]) -> Array:
        share, trial, r_trial = state
        return (share > 1 / 256) & ~(_size(r_trial, trial) < before)

    def halve(state: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        share = state[0] / 2
        trial = y - share * move
        return share, trial, f(trial)

    full = y - move
    _, new, r_new = jax.lax.while_loop(worse, halve, (jnp.asarray(1.0), full, f(full)))
    return new, r_new


def _size(r: Array, y: Array) -> Array:
    """Largest residual relative to max(1, |y|); NaN stays NaN, so that no test passes on it."""
    return jnp.max(jnp.abs(r) / jnp.maximum(1.0, jnp.abs(jax.lax.stop_gradient(y))))


def _solve(matrix: Array, right: Array) -> Any:
    return right / matrix[0] if right.shape[0] == 1 else jnp.linalg.solve(matrix, right)


def _inverse(matrix: Array) -> Array:
    return 1.0 / matrix if matrix.shape[0] == 1 else jnp.linalg.inv(matrix)
