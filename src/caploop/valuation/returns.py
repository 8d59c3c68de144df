"""What holders earn: the yearly rate at which what they put in grows to what they hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LOW, HIGH = -1.0, 99.0
STEPS = 60

Flows = NDArray[np.float64]


def internal_rates(
    paid_in: Flows,
    worth: Flows,
    *,
    ends: NDArray[np.int64] | None = None,
    a_year: int = 4,
) -> NDArray[np.float64]:
    """Internal rate of return a year by draw; -1 where nothing is left, none where nothing paid in.

    `paid_in[draw, period]` at the start of each period, never negative, `worth[draw]` at the end of
    the last, or of period `ends[draw]`; what is paid in later is not counted. Money in first and
    out last has one rate; found by halving.

    >>> internal_rates(np.array([[100.0, 0, 0, 0]]), np.array([110.0])).round(4).tolist()
    [0.1]
    """
    periods = paid_in.shape[1]
    last = np.full(len(worth), periods - 1) if ends is None else ends
    left = last[:, None] + 1 - np.arange(periods)
    paid_in = np.where(left > 0, paid_in, 0.0)
    years = np.maximum(left, 0) / a_year
    low, high = np.full(len(worth), LOW), np.full(len(worth), HIGH)
    for _ in range(STEPS):
        middle = (low + high) / 2
        grown = np.sum(paid_in * (1 + middle)[:, None] ** years, axis=1)
        enough = grown > worth
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    found = np.where(worth > 0, (low + high) / 2, LOW)
    return np.where(paid_in.sum(axis=1) > 0, found, np.nan)
