"""What all mechanisms share: the shape of a quarter's function and the start of a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.parties import FIRMS, LESSORS

Values = Mapping[str, Array]
Quarter = Callable[..., Mapping[str, Any]]


def began(x: Any, name: str, t: Any, *, first: Any) -> Array:
    """A state at the end of last quarter; before the first quarter it is `first`, in this draw."""
    return jnp.where(t <= 1, first, x.lag(name))


def happens(x: Any, name: str, *, chance: Any) -> Array:
    """One with the probability given, else zero; smooth gradients see its probability."""
    found: Array = x.gate(name, x.shock.uniform(name) - chance)
    return found


def along(path: Array, at: Any) -> Array:
    """A path by quarter at a period that need not be whole, straight lines between, ends held."""
    return jnp.interp(at, jnp.arange(1, path.shape[0] + 1, dtype=float), path)


def wide(values: Any) -> Array:
    """Numbers by lessor as numbers by firm, nothing for the others."""
    return jnp.concatenate([values, jnp.zeros(len(FIRMS) - len(LESSORS))])


def at(place: int, amount: Any) -> Array:
    """Numbers by firm that are nothing but for one firm."""
    return jnp.zeros(len(FIRMS)).at[place].set(amount)
