"""Which growth and margin together justify a value: every pair, and the line between."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.valuation.discounted import ReturnTarget, Terms, justified, required_margin
from caploop.valuation.record import Cell, MarginNeeded, Surface


def surface(
    price: float,
    terms: Terms,
    ask: ReturnTarget,
    *,
    first: float,
    years: int,
    growths: Sequence[float],
    margins: Sequence[float],
) -> Surface:
    """The surface over the pairs for a price, from `first`, the revenue `years` before the end.

    Raises UsageError where there is no pair.
    """
    if not growths or not margins:
        raise UsageError("a surface needs at least one growth and one margin")
    revenues = [first * (1 + growth) ** years for growth in growths]
    return Surface(
        price=price,
        rate=ask.rate,
        cells=tuple(
            tuple(
                _cell(price, replace(terms, margin_end=m), ask, growth=g, revenue=r)
                for m in margins
            )
            for g, r in zip(growths, revenues, strict=True)
        ),
        needed=tuple(
            MarginNeeded(growth=g, revenue=r, margin=m if m <= 1 else None)
            for g, r in zip(growths, revenues, strict=True)
            for m in (required_margin(price, terms, ask, revenue=r),)
        ),
    )


def _cell(price: float, terms: Terms, ask: ReturnTarget, *, growth: float, revenue: float) -> Cell:
    worth = justified(revenue, terms, ask)
    return Cell(
        growth=growth,
        margin=float(terms.margin_end),
        revenue=revenue,
        value=worth,
        enough=worth >= price,
    )
