"""What all mechanisms share: the shape of a quarter's function and the start of a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.terms.parties import CHIPMAKERS, FIRMS, LESSORS

Values = Mapping[str, Array]
Quarter = Callable[..., Mapping[str, Any]]


def began(x: Any, name: str, t: Any, *, first: Any) -> Array:
    """A state at the end of last quarter; before the first quarter it is `first`, in this draw."""
    return jnp.where(t <= 1, first, x.lag(name))


def opened(x: Any, p: Any, t: Any, *, name: str, first: Any) -> Array:
    """A state that begins where history ends: `first` up to the first quarter of the run, then what
    it was at the end of last quarter."""
    return jnp.where(t <= p.first_quarter, first, x.lag(name))


def happens(x: Any, name: str, *, chance: Any) -> Array:
    """One with the probability given, else zero; smooth gradients see its probability."""
    found: Array = x.gate(name, x.shock.uniform(name) - chance)
    return found


def along(path: Array, at: Any) -> Array:
    """A path by quarter at a period that need not be whole, straight lines between, ends held.

    Of a path by quarter and party each party's own value, at its own period where `at` has several.
    A whole period is looked up, which is the same number with a quarter of the operations.
    """
    if jnp.ndim(at) == 0 and jnp.issubdtype(jnp.result_type(at), jnp.integer):
        return path[jnp.clip(at - 1, 0, path.shape[0] - 1)]
    place = jnp.clip(jnp.asarray(at, dtype=float) - 1.0, 0.0, path.shape[0] - 1.0)
    low = jnp.floor(place).astype(int)
    high = jnp.minimum(low + 1, path.shape[0] - 1)
    part = place - low
    if path.ndim == 1:
        return path[low] * (1.0 - part) + path[high] * part
    party = jnp.arange(path.shape[1])
    return path[low, party] * (1.0 - part) + path[high, party] * part


def wide(values: Any) -> Array:
    """Numbers by lessor as numbers by firm, nothing for the others."""
    return jnp.concatenate([values, jnp.zeros(len(FIRMS) - len(LESSORS))])


def along_firms(values: Mapping[str, Any], rest: Any) -> Array:
    """Numbers by name of firm as numbers by firm, `rest` for those without one."""
    return jnp.stack([jnp.asarray(values.get(name, rest), float) for name in FIRMS])


def at(place: int, amount: Any) -> Array:
    """Numbers by firm that are nothing but for one firm."""
    return jnp.zeros(len(FIRMS)).at[place].set(amount)


def makers(values: Any) -> Array:
    """Numbers by chip maker as numbers by firm, nothing for the others."""
    first = FIRMS.index(CHIPMAKERS[0])
    return jnp.zeros(len(FIRMS)).at[first : first + len(CHIPMAKERS)].set(values)


def wear_rate(p: Any) -> Any:
    """Share of plant written off in a quarter: chips and shells each over their own life."""
    return (
        p.it_share_of_capex / p.chip_life_years + (1.0 - p.it_share_of_capex) / p.shell_life_years
    ) / 4
