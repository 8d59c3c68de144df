"""What cross-checks compute with: an interval that remembers what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caploop.core.interval import Interval, exactly
from caploop.evidence.claim import Claim
from caploop.evidence.measure import Measure

Number = Decimal


@dataclass(frozen=True, kw_only=True)
class Operand:
    """A figure of a claim, or what was computed from some; `claims` are the ones it came from.

    `printed` allows for rounding, `bounded` for "more than" and "about" as well (one claim only).
    `measure` is None after arithmetic, until the check says what the result is.
    """

    printed: Interval
    bounded: Interval
    claims: tuple[Claim, ...]
    measure: Measure | None = None

    def __add__(self, other: Operand | Number) -> Operand:
        return _joined(self, operand(other), "+")

    def __sub__(self, other: Operand | Number | int) -> Operand:
        return _joined(self, operand(other), "-")

    def __mul__(self, other: Operand | Number) -> Operand:
        return _joined(self, operand(other), "*")

    def __truediv__(self, other: Operand | Number) -> Operand:
        return _joined(self, operand(other), "/")

    def __radd__(self, other: Number | int) -> Operand:
        return operand(other) + self

    def __rsub__(self, other: Number | int) -> Operand:
        return operand(other) - self

    def __rmul__(self, other: Number | int) -> Operand:
        return operand(other) * self

    def __rtruediv__(self, other: Number | int) -> Operand:
        return operand(other) / self

    def __neg__(self) -> Operand:
        return operand(0) - self


def operand(value: Operand | Number | int) -> Operand:
    """An operand as it is; a plain number as one that came from no claim."""
    if isinstance(value, Operand):
        return value
    fixed = exactly(Decimal(value))
    return Operand(printed=fixed, bounded=fixed, claims=())


def _joined(one: Operand, other: Operand, operator: str) -> Operand:
    result = _apply(one.printed, other.printed, operator)
    return Operand(
        printed=result,
        bounded=result,
        claims=(*one.claims, *(c for c in other.claims if c not in one.claims)),
    )


def _apply(one: Interval, other: Interval, operator: str) -> Interval:
    match operator:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case _:
            return one / other


def power(base: Operand | Number, exponent: Decimal) -> Operand:
    """A positive operand raised to an exact exponent."""
    side = operand(base)
    result = side.printed**exponent
    return Operand(printed=result, bounded=result, claims=side.claims)


def window(side: Operand) -> tuple[date | None, date | None]:
    """The days the first claim of one side speaks of."""
    first = side.claims[0]
    return first.period_start, first.period_end
