"""How sure a share of a sample is."""

from __future__ import annotations

import math

SURE = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of `count` draws (Wilson 1927): of sampling alone.

    >>> [round(end, 3) for end in wilson(0.2, 100)]
    [0.133, 0.289]
    """
    n, z, p = count, SURE, share
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(min(middle - half, p), 0.0), min(max(middle + half, p), 1.0)
