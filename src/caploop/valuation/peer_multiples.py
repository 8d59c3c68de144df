"""Value over revenue, each multiple with the definition of its revenue."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.core.errors import UsageError
from caploop.valuation.record import Multiple

BASES = ("calendar", "run_rate", "forward")
"""Revenue of the last whole calendar year, last month's times twelve, the last year of the plan."""


def multiples(value: float, *, revenue: Mapping[str, float]) -> tuple[Multiple, ...]:
    """The value over each revenue given, by definition; two of them never mix.

    Raises UsageError for a definition that is not known and a revenue that is not positive
    (specification, sections 11 and 17.1).

    >>> [round(m.multiple, 2) for m in multiples(850, revenue={"calendar": 13.1, "forward": 280})]
    [64.89, 3.04]
    """
    for name, amount in revenue.items():
        if name not in BASES:
            raise UsageError(f"no revenue is called {name!r}; take one of {', '.join(BASES)}")
        if amount <= 0:
            raise UsageError(f"{name} revenue is {amount:g}; a multiple needs one above 0")
    return tuple(
        Multiple(
            basis=name,
            value=value,
            revenue=amount,
            multiple=value / amount,
        )
        for name, amount in revenue.items()
    )
