"""Tagged money: the specification's golden case, and laws."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.model.step.tags import OwnMoneyBounds, pooled, sold, through

OUTSIDE, NVIDIA = 0, 1


def test_two_of_twenty_dollars_of_sales_are_nvidias_own() -> None:
    openai = pooled(jnp.array(0.0), jnp.array([1.0, 0.0]), inflow=jnp.array([30.0, 10.0]))
    nobody = jnp.zeros((1, 2))
    rent = sold(jnp.array([[20.0]]), openai[None], own=nobody, before=nobody)
    assert float(rent.inflow[0, NVIDIA]) == pytest.approx(5)
    oracle = pooled(jnp.array([30.0]), jnp.array([[1.0, 0.0]]), inflow=rent.inflow)
    nvidia = jnp.array([[0.0, 1.0]])
    chips = sold(jnp.array([[20.0]]), oracle, own=nvidia, before=jnp.array([[1.0, 0.0]]))
    assert float(chips.recycled[0]) == pytest.approx(2)
    assert float(chips.recycled[0]) / 20 == pytest.approx(0.10)
    assert chips.inflow.tolist() == [[20.0, 0.0]]


@given(
    opening=st.floats(0, 1e3),
    inflow=st.lists(st.floats(0, 1e3), min_size=3, max_size=3),
    share=st.floats(0, 1),
)
def test_a_composition_sums_to_one(opening: float, inflow: list[float], share: float) -> None:
    held = jnp.array([share, 1 - share, 0.0])
    found = pooled(jnp.array(opening), held, inflow=jnp.array(inflow))
    assert float(found.sum()) == pytest.approx(1, abs=1e-9)


@given(paid=st.floats(0, 100), own=st.floats(0, 100))
def test_last_is_at_most_pro_rata_and_pro_rata_at_most_first(paid: float, own: float) -> None:
    pool = jnp.array(100.0)
    found = through(OwnMoneyBounds(jnp.array(own), jnp.array(own)), pool, paid=jnp.array(paid))
    assert float(found.last) <= own * paid / 100 + 1e-9
    assert float(found.first) >= own * paid / 100 - 1e-9


def test_an_empty_pool_keeps_its_composition() -> None:
    found = pooled(jnp.array(0.0), jnp.array([0.3, 0.7]), inflow=jnp.zeros(2))
    np.testing.assert_allclose(found, [0.3, 0.7])
