"""Derivatives of clearing payments by implicit differentiation, and where there is none.

Away from kinks the same parties fail after a small change, so payments solve one linear system
p_D = alpha cash_D + beta (shares^T p)_D, and its transpose gives every derivative at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import ArrayLike
from scipy.sparse.linalg import splu

from caploop.clearing.payments.fixed_point import fails, greatest
from caploop.clearing.payments.obligations import Obligations, marginal, obligations, receipts
from caploop.clearing.payments.piecewise import system
from caploop.clearing.problem import Bools, Floats, Matrix, amounts
from caploop.core.labels import by_name

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]

KINK = 1e-9
TIGHT = 1e-13
Given = tuple[Array, Array, Array, Array, Array]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slopes:
    """Derivative of the weighted payments by each party's cash; axes scenario, party.

    `is_at_kink`: the party is within rounding of failing, so that left and right derivatives
    differ, or payments jump where there are costs of default; the one given has it pay in full.
    """

    by_cash: Floats
    is_at_kink: Bools


@by_name("owed_usd")
def payment_slopes(
    owed_usd: Matrix,
    cash_usd: ArrayLike,
    *,
    weights: ArrayLike,
    outside_usd: ArrayLike | None = None,
    alpha: ArrayLike = 1.0,
    beta: ArrayLike = 1.0,
) -> Slopes:
    """Derivatives of sum(weights x greatest payments), one sparse solve a scenario.

    `weights[party]` may be negative; other arguments as of `eisenberg_noe`.

    >>> chain = [[0, 10, 0], [0, 0, 10], [0, 0, 0]]
    >>> payment_slopes(chain, [4, 1, 0], weights=[0, 1, 0]).by_cash.tolist()
    [1.0, 1.0, 0.0]
    """
    owed = obligations([owed_usd], outside_usd=outside_usd, cash_kept=alpha, receipts_kept=beta)
    cash = amounts("cash_usd", cash_usd, parties=owed.parties)
    weight = amounts("weights", weights, parties=owed.parties, is_signed=True, batch=False)
    flat = cash.reshape(prod(cash.shape[:-1]), owed.parties)
    pairs = [_one(owed, column, weight) for column in flat]
    empty = np.zeros((0, owed.parties))
    slope = np.stack([one for one, _ in pairs]) if pairs else empty
    kink = np.stack([one for _, one in pairs]) if pairs else empty > 0
    return Slopes(by_cash=slope.reshape(cash.shape), is_at_kink=kink.reshape(cash.shape))


def _one(owed: Obligations, cash: Floats, weight: Floats) -> tuple[Floats, Bools]:
    paid = greatest(owed, cash[:, None], tolerance=TIGHT).paid_usd
    worth = cash[:, None] + receipts(owed, paid)
    rows = np.flatnonzero(fails(owed, worth)[:, 0])
    slope = np.zeros(owed.parties)
    if rows.size:
        active = marginal(owed, paid[:, 0], is_next=True)
        solved = splu(system(owed, active, rows)).solve(weight[rows], trans="T")
        slope[rows] = owed.cash_kept[rows] * solved
    near = np.abs(worth[:, 0] - owed.total_usd) <= KINK * owed.scale_usd
    return slope, near & (owed.total_usd > 0)


@by_name("owed_usd")
def clearing_payments(
    owed_usd: ArrayLike,
    cash_usd: ArrayLike,
    *,
    outside_usd: ArrayLike = 0.0,
    alpha: ArrayLike = 1.0,
    beta: ArrayLike = 1.0,
) -> Array:
    """Greatest payments as a JAX function of a dense matrix, for models that settle inside a step.

    `owed_usd[debtor, creditor]`, all else and the result by party: `cash_usd[party]`, in dollars.
    It compiles, maps over scenarios (`jax.vmap`) and has exact derivatives by every argument; at a
    kink those of paying in full. Nothing is checked: NaN in, NaN out, and NaN where
    beta is 1, alpha below it and a closed loop fails as a whole. One dense solve a round of
    failures, so for some hundred parties at most.

    >>> chain = jnp.array([[0.0, 10, 0], [0, 0, 10], [0, 0, 0]])
    >>> clearing_payments(chain, jnp.array([4.0, 1, 0])).tolist()
    [4.0, 5.0, 0.0]
    """
    cash = jnp.asarray(cash_usd, dtype=float)
    others = (jnp.broadcast_to(jnp.asarray(x, float), cash.shape) for x in (alpha, beta))
    outside = jnp.broadcast_to(jnp.asarray(outside_usd, float), cash.shape)
    alphas, betas = others
    paid: Array = _compiled((jnp.asarray(owed_usd, float), outside, cash, alphas, betas))
    return paid


def _map(given: Given, paid: Array, failed: Array) -> Array:
    owed, outside, cash, alpha, beta = given
    total = owed.sum(axis=1) + outside
    part = paid / jnp.where(total > 0, total, 1.0)
    return jnp.where(failed, alpha * cash + beta * (part @ owed), total)


def _system(given: Given, failed: Array) -> Array:
    owed, outside, _, _, beta = given
    total = owed.sum(axis=1) + outside
    share = owed / jnp.where(total > 0, total, 1.0)[:, None]
    return jnp.eye(total.size) - jnp.where(failed, beta, 0.0)[:, None] * share.T


def _failing(given: Given) -> tuple[Array, Array]:
    """Greatest payments and who fails, by fictitious default."""
    owed, outside, cash, _, _ = given
    total = owed.sum(axis=1) + outside
    share = owed / jnp.where(total > 0, total, 1.0)[:, None]

    def solved(failed: Array) -> Array:
        known = _map(given, jnp.zeros_like(total), failed)
        paid: Array = jnp.linalg.solve(_system(given, failed), known)
        return paid

    def wider(state: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        failed, _, _ = state
        paid = solved(failed)
        more = failed | (cash + paid @ share < total * (1 - TIGHT))
        return more, paid, (more != failed).any()

    start = jnp.zeros(total.shape, bool), total, jnp.array(True)
    failed, paid, _ = jax.lax.while_loop(lambda state: state[2], wider, start)
    return paid, failed


@jax.custom_jvp
def _payments(given: Given) -> Array:
    return _failing(given)[0]


@_payments.defjvp
def _payments_slope(primals: tuple[Given], tangents: tuple[Given]) -> tuple[Array, Array]:
    """The linear system of the failed, forwards; JAX transposes it for reverse mode."""
    (given,), (change,) = primals, tangents
    paid, failed = _failing(given)
    _, pushed = jax.jvp(lambda values: _map(values, paid, failed), (given,), (change,))
    return paid, jnp.linalg.solve(_system(given, failed), pushed)


_compiled = jax.jit(_payments)
