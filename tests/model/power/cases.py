"""Power alone, quarter by quarter at central values, without the rest of the system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from caploop.model.power import supply as power
from caploop.model.power.closing import closing
from tests.real_book import CENTRAL

GIVEN = {**CENTRAL, **closing(CENTRAL)}


class Named(dict[str, Any]):
    """Values by name, as attributes too, and those of the quarter before."""

    before: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self[name]

    def lag(self, name: str, ago: int = 1) -> Any:
        """A value of last quarter; before the first any number of the right shape."""
        return self.before.get(name, jnp.asarray(0.0))


def powered(quarters: int = 20, **changed: float) -> dict[str, NDArray[np.float64]]:
    """Every output of the mechanism by quarter, some parameters changed."""
    p = Named({k: jnp.asarray(v) for k, v in {**GIVEN, **changed}.items()})
    x = Named()
    x.before = {}
    rows = []
    for t in range(1, quarters + 1):
        for quarter in power.BEFORE_BUILDING:
            x.update(quarter(x, p, t))
        rows.append(dict(x))
        now = Named()
        now.before = dict(x)
        x = now
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}
