"""What a parameter cannot be: a share outside 0 to 1, a negative amount."""

from __future__ import annotations

from decimal import Decimal

from caploop.book.parameter import Parameter

SHARES = frozenset({"share", "1/mo", "1/qtr"})
"""Units of what is part of a whole: who leaves in a month or quarter is of those who are there."""
FAR = 10


def out_of_bounds(parameter: Parameter, value: Decimal) -> str | None:
    """Why the parameter cannot have a value in its own unit, or nothing where it can."""
    share = parameter.unit in SHARES and parameter.high <= 1
    low = Decimal(0) if parameter.low >= 0 else None
    high = Decimal(1) if share else None
    above = parameter.low > 0 and parameter.unit not in {"share", "USD bn"}
    told = f"{parameter.symbol} ({parameter.name}) is"
    known = f"its range is {parameter.low} to {parameter.high}"
    if above and value <= 0:
        return f"{told} above 0 {parameter.unit}, not {value}; {known}"
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = "between 0 and 1" if share else "0 or more"
        return f"{told} {bounds} {parameter.unit}, not {value}; {known}"
    return None


def far_off(parameter: Parameter, value: Decimal) -> str | None:
    """A word on a value ten times above the stated range or below a tenth of it, else nothing."""
    low, high = sorted((abs(parameter.low), abs(parameter.high)))
    if not high or not value or (low / FAR <= abs(value) <= high * FAR):
        return None
    known = f"{parameter.low} to {parameter.high} {parameter.unit}"
    return f"{parameter.symbol} = {value} is far from its range, {known}; is it in that unit?"
