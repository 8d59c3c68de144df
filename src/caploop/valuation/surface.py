"""Which growth and margin together justify a value: every pair, and the line between."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.valuation.discounted import ReturnTarget, Terms, justified, required_margin


class Cell(Struct, frozen=True, kw_only=True):
    """One pair: yearly growth to 2030 and the margin at the end, and the value they justify."""

    growth: float
    margin: float
    revenue: float
    value: float
    enough: bool


class MarginNeeded(Struct, frozen=True, kw_only=True):
    """The margin that growth to 2030 needs for the value; none where more than all of revenue."""

    growth: float
    revenue: float
    margin: float | None


class Surface(Struct, frozen=True, kw_only=True):
    """Pairs row by row, growth rising, within a row the margin rising; USD bn.

    `rate` is the return a year until 2030 that holders of the `price` are to have.
    """

    price: float
    rate: float
    cells: tuple[tuple[Cell, ...], ...]
    needed: tuple[MarginNeeded, ...]


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
