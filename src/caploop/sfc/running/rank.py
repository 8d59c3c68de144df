"""Rank correlations over draws (Spearman 1904): how far a result moves with an input, and noise.

Ranks are shares: the part of all draws below one, draws that are equal counting half, so that any
rising function of an input leaves them as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]
TIED = 1e-12
"""Variance of ranks below which all draws are equal."""


def ranks(values: Floats) -> Floats:
    """Share of the draws below each draw, equal ones counting half: inside (0, 1), mean 1/2.

    >>> ranks(np.array([7.0, 3.0, 7.0, 9.0])).tolist()
    [0.5, 0.125, 0.5, 0.875]
    """
    return np.asarray((stats.rankdata(values) - 0.5) / len(values))


def rank_correlations(inputs: Mapping[str, Floats], outcome: Floats) -> dict[str, float]:
    """Rank correlation of each input with the outcome, in [-1, 1], by name.

    What has one value in all draws has none and is left out; so is all where the outcome has one.

    >>> rank_correlations({"a": np.arange(9.0), "b": np.ones(9)}, np.exp(-np.arange(9.0)))
    {'a': -1.0}
    """
    found = {}
    by = ranks(outcome) - 0.5
    for name, values in inputs.items():
        of = ranks(values) - 0.5
        spread = float(of @ of) * float(by @ by)
        if spread > (TIED * len(by)) ** 2:
            found[name] = float(np.clip(of @ by / np.sqrt(spread), -1.0, 1.0))
    return found


def standard_error(values: Floats, outcome: Floats) -> float:
    """Standard error of a rank correlation for independent draws, equal ones or not.

    From each draw's own influence, through its ranks and through those it shifts (Hoeffding 1948);
    about 1/sqrt(draws) where nothing is related, 0 where one input decides all.
    """
    u, v = ranks(values), ranks(outcome)
    a, b = u - 0.5, v - 0.5
    of_a, of_b, of_both = (float(np.mean(product)) for product in (a * a, b * b, a * b))
    rho = of_both / np.sqrt(of_a * of_b)
    both = a * b + _shifted(u, b) + _shifted(v, a) - 3 * of_both
    first = a * a + 2 * _shifted(u, a) - 3 * of_a
    second = b * b + 2 * _shifted(v, b) - 3 * of_b
    influence = both / np.sqrt(of_a * of_b) - rho / 2 * (first / of_a + second / of_b)
    return float(np.sqrt(np.mean(influence**2) / len(a)))


def _shifted(key: Floats, weight: Floats) -> Floats:
    """Mean weight of the draws that a draw stands below, equal ones counting half."""
    _, place = np.unique(key, return_inverse=True)
    sums = np.bincount(place, weights=weight)
    above = np.cumsum(sums[::-1])[::-1] - sums / 2
    return np.asarray(above[place] / len(key))


def noise_floor(draws: int, tested: int, *, chance: float = 0.01) -> float:
    """The |rank correlation| that, of so many inputs that do nothing, any passes by chance.

    That is with probability `chance` for all of them together (Sidak 1967), by Student's t.

    >>> round(noise_floor(1000, 1), 3), round(noise_floor(1000, 300), 3)
    (0.081, 0.131)
    """
    each = 1 - (1 - chance) ** (1 / max(tested, 1))
    t = float(special.stdtrit(draws - 2, 1 - each / 2))
    return t / float(np.sqrt(draws - 2 + t * t))


def largest_possible(outcome: Floats) -> float:
    """The rank correlation of an input without equal draws that sorts the outcome; 0 for one value.

    Below 1 where many draws are equal, as in an event: sqrt(3 p (1 - p)) at probability p.

    >>> round(largest_possible(np.repeat([0.0, 1.0], [800, 200])), 2)
    0.69
    """
    ordered = np.sort(outcome)
    found = rank_correlations({"": np.arange(len(ordered), dtype=float)}, ordered)
    return found.get("", 0.0)


def explained(correlations: Iterable[float], draws: int) -> float:
    """Share of the variance of the outcome's ranks that independent inputs' ranks add up to.

    Each square is taken less what chance alone gives it; in [0, 1]. What is left is luck, and what
    inputs do together or not in one direction.

    >>> round(explained([0.6, -0.6], 10_000), 2)
    0.72
    """
    squares = np.square(np.asarray([*correlations], float))
    return float(np.clip(np.sum(squares - (1 - squares) / (draws - 2)), 0.0, 1.0))
