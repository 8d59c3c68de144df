"""Arrays of numbers from what a caller gives, or a refusal that names it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caploop.core.errors import UsageError


def floats(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """A copy of the values as floats.

    Raises UsageError for what holds no numbers, numbers that are masked (not known), or parts that
    are imaginary.

    >>> floats("flow_usd", [[0, 1], [2, 0]]).sum()
    np.float64(3.0)
    """
    if np.ma.is_masked(values):
        raise UsageError(f"{name} has masked entries; give what stands there, or 0")
    try:
        if np.iscomplexobj(values) and np.any(np.imag(values)):
            raise UsageError(f"{name} has imaginary parts; give real numbers")
        return np.array(np.real(values) if np.iscomplexobj(values) else values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{name} is no array of numbers ({error}); give numbers only") from error
