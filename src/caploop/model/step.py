"""What all mechanisms share: the shape of a quarter's function and the start of a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax.numpy as jnp
from jax import Array

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
