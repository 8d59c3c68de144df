"""M7, the queue: requests pass Erlang stages, and at each one some withdraw; steps are exact."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.special import factorial, gammaincinv

MOST_STAGES = 5
MEDIANS = np.asarray(gammaincinv(np.arange(1, MOST_STAGES + 1), 0.5))
"""Median of what passes 1 to `MOST_STAGES` stages at an exit rate of 1."""
_STEPS = np.arange(MOST_STAGES + 2)
_FACTORIALS = factorial(_STEPS)
_AHEAD = np.subtract.outer(np.arange(MOST_STAGES), np.arange(MOST_STAGES))
_LEFT = MOST_STAGES - np.arange(MOST_STAGES)


class Rates(NamedTuple):
    """Rates a quarter out of each stage: in all, to the next stage, out of the queue."""

    out: Any
    advance: Any
    withdraw: Any


class Passed(NamedTuple):
    """GW by stage at the end of a quarter, last stage last, and GW that came through in it."""

    stocks: Array
    completed: Array


def rates(*, median: Any, completion: Any, stages: Any) -> Rates:
    """Rates at which the part `completion` comes through, half of it within `median` quarters.

    Time through the queue of what comes through is Erlang with the exit rate, whether or not
    others withdraw (section 8).
    """
    k = jnp.asarray(stages)
    out = jnp.asarray(MEDIANS)[k.astype(int) - 1] / median
    advance = out * completion ** (1.0 / k)
    return Rates(out, advance, out - advance)


def standing_stocks(inflow: Any, rate: Rates, *, stages: Any) -> Array:
    """GW by stage where the same GW a quarter has come in for long."""
    passed = jnp.asarray(MOST_STAGES - _LEFT) - (MOST_STAGES - jnp.asarray(stages))
    held = inflow / rate.out * (rate.advance / rate.out) ** jnp.maximum(passed, 0)
    return jnp.where(passed >= 0, held, 0.0)


def queue_step(stocks: Array, inflow: Any, rate: Rates, *, stages: Any) -> Passed:
    """The queue after a quarter in which `inflow` GW came in evenly: the matrix exponential of its
    stages, which for stages of one rate is a Poisson law, so that no step size enters."""
    law = jnp.exp(-rate.out) * rate.out ** jnp.asarray(_STEPS) / jnp.asarray(_FACTORIALS)
    reached = 1.0 - jnp.cumsum(law)
    part = rate.advance / rate.out
    passes = part ** jnp.asarray(_STEPS)
    ahead = jnp.asarray(np.maximum(_AHEAD, 0))
    moves = jnp.where(jnp.asarray(_AHEAD) >= 0, law[ahead] * passes[ahead], 0.0)
    enters = jnp.where(jnp.asarray(_LEFT) == jnp.asarray(stages), 1.0, 0.0)
    fills = jnp.where(jnp.asarray(_AHEAD) >= 0, reached[ahead] * passes[ahead] / rate.out, 0.0)
    left = jnp.asarray(_LEFT)
    through = passes[left] * reached[left - 1]
    late = reached[left - 1] - left / rate.out * reached[left]
    return Passed(
        moves @ stocks + inflow * (fills @ enters),
        through @ stocks + inflow * ((passes[left] * late) @ enters),
    )


def generator(rate: Rates, *, stages: int) -> NDArray[np.float64]:
    """Rates between stages and, last, what came through; columns are where GW come from."""
    made = np.zeros((stages + 1, stages + 1))
    for stage in range(stages):
        made[stage, stage] = -float(rate.out)
        made[stage + 1, stage] = float(rate.advance)
    return made


def completed_by(
    rate: Rates, *, stages: int, quarters: int, spread: bool = False
) -> NDArray[np.float64]:
    """Part of a GW that is through at the end of each quarter from 1: of one asked for at the
    start, or `spread` over the stages as a steady inflow leaves it."""
    step = expm(generator(rate, stages=stages))
    now = np.eye(stages + 1)[0]
    if spread:
        now[:stages] = (float(rate.advance) / float(rate.out)) ** np.arange(stages)
    return _through(step, now / now.sum(), quarters)


def completed_by_naive_step(rate: Rates, *, stages: int, quarters: int) -> NDArray[np.float64]:
    """The same where a quarter moves 1-exp(-rate) of a stage at once: too slow by half a quarter
    a stage, kept to show what the exact step is for (section 17.1)."""
    left = 1.0 - np.exp(-float(rate.out))
    goes_on = left * float(rate.advance) / float(rate.out)
    step = np.diag([*([1.0 - left] * stages), 1.0])
    step[np.arange(1, stages + 1), np.arange(stages)] = goes_on
    return _through(step, np.eye(stages + 1)[0], quarters)


def quarters_until(passed: NDArray[np.float64], *, part: float) -> float:
    """Quarters until `part` of all that ever comes through is through, straight lines between."""
    before = np.concatenate([[0.0], passed]) / passed[-1]
    return float(np.interp(part, before, np.arange(len(before))))


def _through(
    step: NDArray[np.float64], now: NDArray[np.float64], quarters: int
) -> NDArray[np.float64]:
    found = []
    for _ in range(quarters):
        now = step @ now
        found.append(now[-1])
    return np.array(found)
