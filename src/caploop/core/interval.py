"""Closed intervals of exact decimals: what a printed figure can mean, rounding allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

INFINITY = Decimal("Infinity")


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; `mid` is the figure as printed, if any."""

    low: Decimal
    high: Decimal
    mid: Decimal | None = None

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            low=self.low + other.low, high=self.high + other.high, mid=_mid(self, other, "+")
        )

    def __neg__(self) -> Interval:
        return Interval(low=-self.high, high=-self.low, mid=None if self.mid is None else -self.mid)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def __mul__(self, other: Interval) -> Interval:
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(low=min(ends), high=max(ends), mid=_mid(self, other, "*"))

    def __truediv__(self, other: Interval) -> Interval:
        """Quotient; raises ZeroDivisionError where the divisor can be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor can be zero")
        inverse = Interval(
            low=1 / other.high, high=1 / other.low, mid=None if other.mid is None else 1 / other.mid
        )
        return self * inverse

    def __pow__(self, exponent: Decimal) -> Interval:
        """Power of a positive interval to one exact exponent."""
        ends = sorted((self.low**exponent, self.high**exponent))
        return Interval(
            low=ends[0], high=ends[1], mid=None if self.mid is None else self.mid**exponent
        )


def exactly(value: Decimal) -> Interval:
    """The interval that holds one number.

    >>> meets(exactly(Decimal(3)), Interval(low=Decimal(2), high=Decimal(4)))
    True
    """
    return Interval(low=value, high=value, mid=value)


def around(value: Decimal, half_width: Decimal) -> Interval:
    """The numbers within `half_width` of `value`."""
    return Interval(low=value - half_width, high=value + half_width, mid=value)


def meets(one: Interval, other: Interval) -> bool:
    """Whether the two have a number in common."""
    return one.low <= other.high and other.low <= one.high


def _times(one: Decimal, other: Decimal) -> Decimal:
    return Decimal(0) if one == 0 or other == 0 else one * other


def _mid(one: Interval, other: Interval, operator: str) -> Decimal | None:
    if one.mid is None or other.mid is None:
        return None
    return one.mid + other.mid if operator == "+" else one.mid * other.mid
