"""Power alone, quarter by quarter at central values, without the rest of the system."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from caploop.model.power import supply as power
from caploop.model.power.closing import closing_terms
from tests.model.numbers import Numbers
from tests.model.power.cases import Named
from tests.real_book import real_central


def powered(quarters: int = 20, **changed: float) -> dict[str, NDArray[np.float64]]:
    """Every output of the mechanism by quarter, some parameters changed."""
    given = {**real_central(), **closing_terms(real_central()), **changed}
    p = Numbers(**{k: jnp.asarray(v) for k, v in given.items()})
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
