"""Scenarios side by side: in pieces that stay in the cache of a processor, on all its cores."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from caploop.clearing.problem import Floats

CELLS_AT_ONCE = 160_000


def columns(values: Floats) -> Floats:
    """Values [scenario, party], with any axes of scenarios, as an array [party, scenario].

    >>> import numpy as np
    >>> columns(np.ones((5, 2))).shape, columns(np.ones(2)).shape
    ((2, 5), (2, 1))
    """
    return values.reshape(-1, values.shape[-1]).T if values.size else values.reshape(-1, 1)


def in_pieces(action: Callable[[slice], None], *, parties: int, scenarios: int) -> None:
    """Calls the action with each piece of the scenarios, in threads; nothing comes back.

    Pieces share nothing, so that results are the same for any number of cores and any size.
    """
    width = max(CELLS_AT_ONCE // max(parties, 1), 1)
    pieces = [slice(start, start + width) for start in range(0, scenarios, width)]
    if len(pieces) == 1:
        action(pieces[0])
        return
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for done in [pool.submit(action, piece) for piece in pieces]:
            done.result()


def still_to_come(step: Floats, before: Floats, *, rounding: float) -> Floats:
    """What all further rounds would add if each were smaller than the last in the same ratio.

    `step` and `before` are the last two rounds and have one shape, as has what comes back.
    An estimate: nothing where a step is no more than rounding, infinite where steps do not shrink.
    Let a bound from the other side confirm it.

    >>> still_to_come(np.array([1.0, 3, 0]), np.array([2.0, 3, 1]), rounding=0.1).tolist()
    [1.0, inf, 0.0]
    """
    ratio = np.divide(step, before, out=np.zeros_like(step), where=before > 0)
    is_shrinking = ratio < 1
    rest = step * ratio / np.where(is_shrinking, 1 - ratio, 1.0)
    return np.where(step <= rounding, 0.0, np.where(is_shrinking, rest, np.inf))
