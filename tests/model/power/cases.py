"""Values of one quarter of a mechanism, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp


class Named(dict[str, Any]):
    """Values by name, as attributes too, and those of the quarter before."""

    before: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self[name]

    def lag(self, name: str, ago: int = 1) -> Any:
        """A value of last quarter; before the first any number of the right shape."""
        return self.before.get(name, jnp.asarray(0.0))
