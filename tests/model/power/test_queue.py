"""The queue against its golden numbers, its generator, and what a coarse step would say."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.linalg import expm

from caploop.model.power.queue import (
    MOST_STAGES,
    Rates,
    completed_by,
    completed_by_naive_step,
    generator,
    quarters_until,
    queue_step,
    rates,
    standing_stocks,
)

ROUNDED = Rates(0.2, 0.12, 0.08)
LONG = 400


def test_rates_of_55_months_and_13_percent_in_four_stages() -> None:
    found = rates(median=55 / 3, completion=0.13, stages=4)
    assert [round(float(v), 4) for v in found] == [0.2003, 0.1203, 0.08]


def test_rounded_rates_give_12_96_percent_and_55_1_months() -> None:
    passed = completed_by(ROUNDED, stages=4, quarters=LONG)
    assert passed[-1] == pytest.approx(0.1296, abs=1e-9)
    assert 3 * quarters_until(passed, part=0.5) == pytest.approx(55.1, abs=0.05)


def test_a_naive_quarterly_step_gives_60_months() -> None:
    passed = completed_by_naive_step(ROUNDED, stages=4, quarters=LONG)
    assert passed[-1] == pytest.approx(0.1296, abs=1e-9)
    assert 3 * (int(np.argmax(passed >= passed[-1] / 2)) + 1) == 60


def test_separate_steps_for_advance_and_withdrawal_lose_completions() -> None:
    advance, withdraw = (1 - np.exp(-v) for v in (ROUNDED.advance, ROUNDED.withdraw))
    assert advance + withdraw == pytest.approx(0.19, abs=5e-4)
    assert (advance / (advance + withdraw)) ** 4 == pytest.approx(0.126, abs=5e-4)


@pytest.mark.parametrize("stages", [3, 4, 5])
def test_a_step_is_the_matrix_exponential_of_the_stage_generator(stages: int) -> None:
    rate = rates(median=14.0, completion=0.2, stages=stages)
    held = np.arange(1.0, stages + 1)
    whole = np.zeros((stages + 2, stages + 2))
    whole[: stages + 1, : stages + 1] = generator(rate, stages=stages)
    whole[0, -1] = 1.3
    after = expm(whole) @ np.concatenate([held, [0.0, 1.0]])
    stocks = jnp.concatenate([jnp.zeros(MOST_STAGES - stages), jnp.asarray(held)])
    moved = queue_step(stocks, 1.3, rate, stages=stages)
    np.testing.assert_allclose(moved.stocks[MOST_STAGES - stages :], after[:stages], rtol=1e-10)
    assert float(moved.completed) == pytest.approx(after[stages], rel=1e-10)


def test_a_standing_queue_stands_and_lets_its_part_through() -> None:
    rate = rates(median=14.0, completion=0.2, stages=4)
    first = standing_stocks(2.0, rate, stages=4)
    moved = queue_step(first, 2.0, rate, stages=4)
    np.testing.assert_allclose(moved.stocks, first, rtol=1e-12)
    assert float(moved.completed) == pytest.approx(0.4)


def test_what_stands_is_further_on_than_what_was_just_asked() -> None:
    new, old = (completed_by(ROUNDED, stages=4, quarters=20, spread=s) for s in (False, True))
    assert (old > new).all()


def test_slopes_of_the_queue_are_finite() -> None:
    def through(median: jax.Array) -> jax.Array:
        rate = rates(median=median, completion=0.2, stages=4.0)
        return queue_step(jnp.ones(MOST_STAGES), 1.0, rate, stages=4.0).completed

    slope = jax.grad(through)(jnp.asarray(14.0))
    assert -1 < float(slope) < 0
