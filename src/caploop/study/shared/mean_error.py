"""Whether two shares of the same draws differ by more than the draws can tell apart."""

from __future__ import annotations

from math import sqrt

WIDE = 2.0
"""Standard errors of a difference beyond which it is stated: about nineteen of twenty."""


def share_error(before: float, after: float, *, draws: int) -> float:
    """Standard error of the difference of two shares of so many draws each, a share.

    Taken as if the draws were apart; common draws make it smaller, by how much the shares alone do
    not say.

    >>> round(share_error(0.5, 0.5, draws=5000), 3)
    0.01
    """
    variance = sum(p * (1.0 - p) for p in (before, after))
    return sqrt(variance / draws)


def differ(before: float, after: float, *, draws: int) -> bool:
    """Whether the difference of two shares is more than two standard errors.

    >>> differ(0.229, 0.230, draws=2000)
    False
    >>> differ(0.21, 0.31, draws=2000)
    True
    """
    return abs(after - before) > WIDE * share_error(before, after, draws=draws)
