"""Derivatives against finite differences away from kinks, and kinks flagged."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jax import Array

from caploop.clearing import clearing_payments, eisenberg_noe, payment_slopes, rogers_veraart
from tests.clearing.debts import Case, cases, made

STEP = 1e-5
UP = 1e-6


def smooth(case: Case, seed: int) -> tuple[Case, np.ndarray]:
    """The case moved off whole numbers, and weights of both signs."""
    owed, outside, cash = case
    chance = np.random.default_rng(seed)
    moved = owed * (1 + 0.1 * chance.random(owed.shape))
    return (moved, outside, cash + chance.random(cash.size)), chance.normal(size=cash.size)


@jax.jit
def weighted_slope(owed: Array, cash: Array, outside: Array, weights: Array) -> Array:
    def paid(cash: Array) -> Array:
        every = clearing_payments(owed, cash, outside_usd=outside, alpha=0.8, beta=0.9)
        return jnp.vdot(every, weights)

    return jax.grad(paid)(cash)


@given(cases, st.integers(0, 1000), st.sampled_from([(1.0, 1.0), (0.6, 0.7)]))
def test_slopes_by_cash_are_finite_differences(
    case: Case, seed: int, kept: tuple[float, float]
) -> None:
    (owed, outside, cash), weights = smooth(case, seed)
    costs = {"alpha": kept[0], "beta": kept[1]}
    found = payment_slopes(owed, cash, weights=weights, outside_usd=outside, **costs)
    assume(not found.is_at_kink.any())
    moved = np.concatenate([cash + STEP * np.eye(cash.size), cash - STEP * np.eye(cash.size)])
    paid = rogers_veraart(owed, moved, outside_usd=outside, **costs)
    assume((paid.rounds > 0).all(axis=0).sum() == (paid.rounds > 0).any(axis=0).sum())
    up, down = np.split(paid.paid_usd @ weights, 2)
    np.testing.assert_allclose(found.by_cash, (up - down) / (2 * STEP), atol=1e-5)


@given(st.builds(made, st.integers(0, 1_000_000), st.sampled_from([2, 5])), st.integers(0, 1000))
def test_the_jax_function_agrees_in_payments_and_slopes(case: Case, seed: int) -> None:
    (owed, outside, cash), weights = smooth(case, seed)
    costs = {"alpha": 0.8, "beta": 0.9, "outside_usd": outside}
    found = rogers_veraart(owed, cash, **costs)
    paid = clearing_payments(owed, cash, **costs)
    np.testing.assert_allclose(paid, found.paid_usd, atol=1e-9)
    slope = weighted_slope(owed, jnp.asarray(cash), outside, weights)
    sparse = payment_slopes(owed, cash, weights=weights, **costs)
    np.testing.assert_allclose(slope, sparse.by_cash, atol=1e-9)


def test_slopes_by_every_argument_agree_with_finite_differences_both_ways() -> None:
    owed = jnp.array([[0.0, 6, 3], [5, 0, 4], [7, 2, 0]])
    given = {
        "owed": owed,
        "cash": jnp.array([1.0, 0.5, 30]),
        "outside": jnp.array([1.0, 2, 0.5]),
        "alpha": jnp.array([0.9, 0.8, 0.7]),
        "beta": jnp.array([0.95, 0.9, 0.8]),
    }

    @jax.jit
    def paid(values: dict[str, Array]) -> Array:
        return clearing_payments(
            values["owed"],
            values["cash"],
            outside_usd=values["outside"],
            alpha=values["alpha"],
            beta=values["beta"],
        )

    backward, forward = jax.jit(jax.jacrev(paid))(given), jax.jit(jax.jacfwd(paid))(given)
    for name, value in given.items():
        for place in np.ndindex(value.shape):
            up = paid({**given, name: value.at[place].add(STEP)})
            down = paid({**given, name: value.at[place].add(-STEP)})
            for slope in (backward, forward):
                found = slope[name][(slice(None), *place)]
                np.testing.assert_allclose(found, (up - down) / (2 * STEP), atol=1e-6)


def test_the_jax_function_maps_over_scenarios_and_compiles() -> None:
    chain = jnp.array([[0.0, 10, 0], [0, 0, 10], [0, 0, 0]])
    cash = jnp.array([[4.0, 1, 0], [20, 0, 0], [0, 0, 0]])
    many = jax.jit(jax.vmap(lambda one: clearing_payments(chain, one)))(cash)
    assert many.tolist() == eisenberg_noe(chain, np.asarray(cash)).paid_usd.tolist()


def test_a_kink_is_flagged_and_has_the_slope_of_paying_in_full() -> None:
    found = payment_slopes([[0, 10], [0, 0]], [[10, 0], [9, 0], [11, 0]], weights=[1, 0])
    assert found.is_at_kink.tolist() == [[True, False], [False, False], [False, False]]
    assert found.by_cash[:, 0].tolist() == [0, 1, 0]


@given(cases, st.integers(0, 1000), st.sampled_from([1.0, 0.7]))
def test_at_kinks_too_slopes_are_differences_towards_more_cash(
    case: Case, seed: int, beta: float
) -> None:
    """Whole numbers put many parties at a kink: without cash, or with just what they owe."""
    owed, outside, cash = case
    weights = np.random.default_rng(seed).normal(size=cash.size)
    costs = {"alpha": 1.0, "beta": beta, "outside_usd": outside}
    found = payment_slopes(owed, cash, weights=weights, **costs)
    moved = np.concatenate([cash[None], cash + UP * np.eye(cash.size)])
    paid = rogers_veraart(owed, moved, **costs)
    assume((paid.rounds[1:] == paid.rounds[0]).all())
    steps = (paid.paid_usd[1:] - paid.paid_usd[0]) @ weights
    np.testing.assert_allclose(found.by_cash, steps / UP, atol=1e-5)


@given(st.builds(made, st.integers(0, 1_000_000), st.just(5)), st.integers(0, 1000))
def test_at_kinks_the_jax_function_has_the_same_slopes(case: Case, seed: int) -> None:
    owed, outside, cash = case
    weights = np.random.default_rng(seed).normal(size=cash.size)
    found = payment_slopes(owed, cash, weights=weights, outside_usd=outside, alpha=0.8, beta=0.9)
    slope = weighted_slope(*(jnp.asarray(x, float) for x in (owed, cash, outside, weights)))
    np.testing.assert_allclose(slope, found.by_cash, atol=1e-9)


def test_a_bank_without_cash_passes_on_the_first_dollar_it_gets() -> None:
    """The first owes the second ten and the second the third ten: one dollar is paid twice."""
    chain = [[0, 10, 0], [0, 0, 10], [0, 0, 0]]
    found = payment_slopes(chain, [0, 0, 0], weights=[1, 1, 0])
    assert found.by_cash.tolist() == [2, 1, 0]


def test_a_loop_without_cash_gains_nothing_by_more_where_all_is_paid_already() -> None:
    found = payment_slopes([[0, 1], [1, 0]], [0, 0], weights=[1, 1])
    assert found.by_cash.tolist() == [0, 0]
    assert found.is_at_kink.all()


def test_the_less_indebted_of_a_loop_without_cash_is_at_its_kink_and_the_other_is_not() -> None:
    """They owe 10 and 5, so 5 goes round; one dollar more of the first is paid, of the second
    not."""
    found = payment_slopes([[0, 10], [5, 0]], [0, 0], weights=[1, 1])
    assert found.by_cash.tolist() == [1, 0]
    assert found.is_at_kink.tolist() == [False, True]


def test_a_dollar_to_a_failing_loop_counts_more_than_once() -> None:
    """Of each dollar half comes back to the payer: 1 / (1 - 1/4) of it is paid by the first."""
    found = payment_slopes([[0, 5], [5, 0]], [1, 1], weights=[1, 0], outside_usd=[5, 5])
    assert found.by_cash.tolist() == pytest.approx([4 / 3, 2 / 3])


def test_no_scenario_gives_no_slope() -> None:
    assert payment_slopes([[0, 1], [0, 0]], np.zeros((0, 2)), weights=[1, 1]).by_cash.size == 0
