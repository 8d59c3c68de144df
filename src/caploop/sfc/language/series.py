"""What a model says of its series and arrays: name, unit, axes, and a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caploop.core.errors import UsageError


@dataclass(frozen=True)
class Series:
    """A quantity by period that behaviours give, or an array among the parameters.

    `axes` names what it has one number for, in order, by spaces; without axes it is one number.
    Declared beside the behaviours that return it and put on a model by `Model.series`.

    >>> paid = Series("estate_paid", "USD bn", axes="class", says="paid out of the estate")
    >>> paid.shape({"class": 6})
    (6,)
    >>> Series("cash", "USD bn", says="what is left").shape({})
    ()
    """

    name: str
    unit: str
    axes: str = ""
    says: str = ""

    def shape(self, lengths: Mapping[str, int]) -> tuple[int, ...]:
        """Shape in one period of one draw; raises UsageError for an axis without a length."""
        for axis in self.axes.split():
            if axis not in lengths:
                known = ", ".join(lengths) or "none"
                message = f"series {self.name!r}: axis {axis!r} has no length (known: {known})"
                raise UsageError(f"{message}; give it by axes()")
        return tuple(lengths[axis] for axis in self.axes.split())
