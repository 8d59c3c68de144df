"""The one parameter that valuations before maturity share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.problem import Floats
from caploop.core.errors import UsageError


def positive_spread(spread: ArrayLike) -> Floats:
    """The spread as an array of the same shape; raises UsageError where it is not above 0.

    >>> positive_spread(0.2).tolist()
    0.2
    """
    given = np.asarray(spread, dtype=np.float64)
    if not (np.isfinite(given) & (given > 0)).all():
        raise UsageError("spread is not above 0; without any, value with EisenbergNoeWorth")
    return given
