"""What a printed figure can mean: its interval once bounds and rounding are allowed for."""

from __future__ import annotations

from decimal import Decimal

from caploop.core.interval import INFINITY, Interval, around
from caploop.evidence.claim import Claim

ABOUT_TOLERANCE = Decimal("0.05")
NEARLY_TOLERANCE = Decimal("0.10")

_SPREAD = {"range", "+-", "order", "revision"}


def figure_interval(claim: Claim) -> Interval | None:
    """Numbers the claim's figure is compatible with; None for claims without a figure.

    A figure printed to a last digit stands for everything that rounds to it; "about" allows 5 %,
    "nearly" 10 % below; a bound is open on its other side. Dates are counted in days.
    """
    if claim.unit == "date" or (claim.value is None and claim.value_low is None):
        return _days(claim) if claim.unit == "date" else _ends(claim)
    return _by_bound(claim)


def _by_bound(claim: Claim) -> Interval | None:
    value = claim.value
    if value is None or (claim.bound in _SPREAD and claim.value_low is not None):
        return _ends(claim)
    half = (claim.step or Decimal(0)) / 2
    if claim.bound in {">", ">="}:
        return Interval(low=value - half, high=INFINITY, mid=value)
    if claim.bound in {"<", "<="}:
        return Interval(low=-INFINITY, high=value + half, mid=value)
    if claim.bound == "<~":
        return Interval(low=value * (1 - NEARLY_TOLERANCE), high=value + half, mid=value)
    if claim.bound == "~":
        return around(value, max(half, abs(value) * ABOUT_TOLERANCE))
    return around(value, half)


def printed_interval(claim: Claim) -> Interval | None:
    """The figure itself with its rounding alone, bounds and "about" left aside.

    Identities between claims are checked on it: "about 16 %" was still computed from somewhere.
    """
    if claim.unit == "date":
        return _days(claim)
    if claim.value is None or (claim.bound in _SPREAD and claim.value_low is not None):
        return _ends(claim)
    return around(claim.value, (claim.step or Decimal(0)) / 2)


def _ends(claim: Claim) -> Interval | None:
    if claim.value_low is None and claim.value_high is None:
        return None
    low = -INFINITY if claim.value_low is None else claim.value_low
    high = INFINITY if claim.value_high is None else claim.value_high
    return Interval(low=low, high=high, mid=claim.value)


def _days(claim: Claim) -> Interval | None:
    if claim.period_start is None or claim.period_end is None:
        return None
    low = Decimal(claim.period_start.toordinal())
    high = Decimal(claim.period_end.toordinal())
    return Interval(low=low, high=INFINITY if claim.bound == ">=" else high, mid=low)
