"""Solving a block: the factorised and the iterated root, and their residuals."""

from __future__ import annotations

import jax.numpy as jnp
import pytest

from caploop.sfc.language.block import factorise, solve_linear, solve_newton


def test_a_linear_block_is_solved_in_one_step() -> None:
    def around(y: jnp.ndarray) -> jnp.ndarray:
        return jnp.array([[0.5, 0.1], [0.2, 0.3]]) @ y + jnp.array([1.0, 2.0])

    found = solve_linear(around, factorise(around, 2))
    assert found.y == pytest.approx([0.9 / 0.33, 1.2 / 0.33])
    assert float(found.residual) < 1e-15


def test_newton_finds_where_a_map_stands_still() -> None:
    found = solve_newton(jnp.cos, jnp.array([1.0]))
    assert float(found.y[0]) == pytest.approx(0.7390851332151607, rel=1e-14)
    assert float(found.residual) < 1e-14


def test_no_solution_leaves_a_residual() -> None:
    found = solve_newton(lambda y: y + 1 + 0 * y, jnp.array([1.0]))
    assert not float(found.residual) < 1e-9
