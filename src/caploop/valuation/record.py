"""Records of a valuation: cash flows by year, multiples, classes of shares, the surface."""

from __future__ import annotations

from msgspec import Struct


class ClassValue(Struct, frozen=True, kw_only=True):
    """Fair value of a class, USD bn, and of each of its shares over that of a common share."""

    name: str
    share: float
    preference: float
    fair_value: float
    over_common: float | None


class DiscountedYear(Struct, frozen=True, kw_only=True):
    """One explicit year after 2030, for each dollar of revenue in 2030."""

    year: int
    growth: float
    revenue: float
    margin: float
    cash_flow: float
    present_value: float


class Multiple(Struct, frozen=True, kw_only=True):
    """A value over a revenue of one basis; both in USD bn."""

    basis: str
    value: float
    revenue: float
    multiple: float


class Surface(Struct, frozen=True, kw_only=True):
    """Pairs row by row, growth rising, within a row the margin rising; USD bn.

    `rate` is the return a year until 2030 that holders of the `price` are to have.
    """

    price: float
    rate: float
    cells: tuple[tuple[Cell, ...], ...]
    needed: tuple[MarginNeeded, ...]


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
