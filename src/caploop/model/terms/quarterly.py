"""Yearly figures as quarters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caploop.core.errors import UsageError


def quarters_of(years: Sequence[float], *, parts: Sequence[tuple[int, int, float]]) -> list[float]:
    """Quarterly figures that add to the years' and bend least (least squared second difference).

    `parts` are other known sums: first and last quarter (from 0, both included) and their sum.
    Boot, Feibes and Lisman (1967). Raises UsageError where the sums contradict each other.

    >>> [round(q, 2) for q in quarters_of([3.7, 13.1], parts=[(4, 5, 4.3)])][-1]
    5.04
    """
    count = 4 * len(years)
    known = [(4 * i, 4 * i + 3, year) for i, year in enumerate(years)] + list(parts)
    sums = np.zeros((len(known), count))
    for row, (first, last, _) in enumerate(known):
        sums[row, first : last + 1] = 1.0
    bend = np.diff(np.eye(count), 2, axis=0)
    size = len(known)
    system = np.block([[2 * bend.T @ bend, sums.T], [sums, np.zeros((size, size))]])
    right = np.concatenate([np.zeros(count), [total for *_, total in known]])
    found = np.linalg.lstsq(system, right, rcond=None)[0][:count]
    if not np.allclose(sums @ found, right[count:], rtol=1e-9):
        raise UsageError("the sums contradict each other; leave one out")
    return [float(q) for q in found]
