"""The nearest point of ruin by its slope: along the edge to the least distance from nothing.

The iteration of Hasofer and Lind 1974 and Rackwitz and Fiessler 1978 in structural reliability,
for shocks that are losses only and have a largest size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caploop.core.errors import UsageError

Floats = NDArray[np.float64]
Limit = Callable[[Floats], tuple[float, Floats | None]]
STEPS_MOST = 50
HALVINGS = 10
CORRECTIONS = 8
LEAST_GAIN = 1e-9
WITHIN = 1e-9


def nearest_ruin(
    limit: Limit, starts: Iterable[ArrayLike], *, spreads: ArrayLike, most: ArrayLike
) -> Floats | None:
    """The shocks nearest to nothing with `limit` at or below 0, from starts that are ruined.

    Distance is that of Mahalanobis with independent shocks: the root of the sum of squares of
    shock over spread. Starts, spreads, `most` and what comes back are (shock), in one unit. Shocks
    are between 0 and `most`. `limit(shocks)` gives the margin left and its slope by each shock,
    None where it has none. A step goes to the nearest point at which the slope has the margin at
    0, from there along the slope onto the edge, and is halved until that is nearer than before.
    What is found is the nearest from its start: where ruin has several ways, give several starts.
    Where there is no slope the last point is kept. None where no start is ruined.

    Where the margin is linear, b less a times the shocks, the distance is b over the length of a
    (here 10 over 5), if no shock is at its most:

    >>> linear = lambda x: (10 - x @ [3.0, 4.0], np.array([-3.0, -4.0]))
    >>> nearest_ruin(linear, [[5, 5]], spreads=[1, 1], most=[9, 9]).round(9).tolist()
    [1.2, 1.6]
    """
    spread, top = np.asarray(spreads, dtype=float), np.asarray(most, dtype=float)
    if not ((spread > 0).all() and (top >= 0).all()):
        raise UsageError("spreads are above 0 and most at least 0; leave out what cannot move")

    def scaled(units: Floats) -> tuple[float, Floats | None]:
        margin, slope = limit(units * spread)
        return margin, None if slope is None else slope * spread

    units = [np.asarray(start, dtype=float) / spread for start in starts]
    found = [_along(scaled, u, top=top / spread) for u in units if scaled(u)[0] <= WITHIN]
    return min(found, key=lambda u: float(u @ u)) * spread if found else None


def _along(limit: Limit, start: Floats, *, top: Floats) -> Floats:
    """The nearest point from one ruined start, in standard deviations."""
    here = start
    for _ in range(STEPS_MOST):
        margin, slope = limit(here)
        step = None if slope is None else _nearest(margin, slope, here, top=top)
        if step is None:
            break
        last, here = here, _nearer(limit, here, step, top=top)
        if here @ here >= (1 - LEAST_GAIN) * (last @ last):
            break
    return here


def _nearest(margin: float, slope: Floats, here: Floats, *, top: Floats) -> Floats | None:
    """The shortest shocks whose margin is 0 by the slope, each between 0 and its most.

    All grow in proportion to their harm; those at their most stay there and the others go on.
    """
    harm = np.maximum(-slope, 0.0)
    needed = margin - float(slope @ here)
    full = np.zeros(harm.shape, dtype=bool)
    for _ in range(harm.size + 1):
        left = needed - float(harm[full] @ top[full])
        free = np.where(full, 0.0, harm)
        length = float(free @ free)
        if left > 0 and length == 0:
            return None
        grown = np.where(full, top, max(left, 0.0) * free / (length or 1.0))
        if not (grown > top).any():
            return grown
        full |= grown > top
    return None


def _nearer(limit: Limit, ruined: Floats, step: Floats, *, top: Floats) -> Floats:
    """A ruined point on the way to the step that is nearer to nothing, or the one given."""
    for halving in range(HALVINGS):
        found = _ruined(limit, ruined + (step - ruined) / 2**halving, top=top)
        if found is not None and found @ found < ruined @ ruined:
            return found
    return ruined


def _ruined(limit: Limit, point: Floats, *, top: Floats) -> Floats | None:
    """The point, or where its slope leads to the edge from there; None where it does not."""
    for _ in range(CORRECTIONS):
        margin, slope = limit(point)
        if margin <= WITHIN:
            return point
        if slope is None or not slope.any():
            return None
        point = np.clip(point - margin * slope / float(slope @ slope), 0.0, top)
    return None
