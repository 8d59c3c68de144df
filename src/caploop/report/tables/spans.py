"""Rows that tables of several questions have: quantiles by period, weak points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caploop.core.message import Message
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    Money,
    Number,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.study.shared import PriorRow, QuantileRow

TO_2030 = 5
"""Years shown, from 2026 on."""
SPAN = ("year", "median", "span")
STANDING = (*SPAN, "standing")
LEVELS = ("q05", "q25", "q50", "q75", "q95")


def spans(rows: Iterable[QuantileRow]) -> Iterator[tuple[Cell, ...]]:
    """A row a period: median and nine of ten, USD bn; the columns of SPAN."""
    for r in rows:
        yield r.period, Money(r.q50), Between(Money(r.q05), Money(r.q95))


def standing(rows: Iterable[QuantileRow]) -> Iterator[tuple[Cell, ...]]:
    """The same with the share of simulations it is told of: the columns of STANDING."""
    for r in rows:
        yield r.period, Money(r.q50), Between(Money(r.q05), Money(r.q95)), Share(r.told)


def capacity_span(row: QuantileRow) -> Between:
    """Where nine draws of ten lie, GW."""
    return Between(Capacity(row.q05), Capacity(row.q95))


def closing_years(rows: Sequence[QuantileRow]) -> tuple[QuantileRow, ...]:
    """Of rows by quarter the last of each year, under the year's name."""
    return tuple(year_of(row) for row in rows[3::4])


def year_of(row: QuantileRow) -> QuantileRow:
    """The row of a year's last quarter under the year's name."""
    levels = {n: getattr(row, n) for n in row.__struct_fields__ if n != "period"}
    return QuantileRow(period=row.period[:4], **levels)


def words_of(draws: int, vintage: str) -> dict[str, object]:
    """How many draws of which plan, for the gaps of a text."""
    return {"draws": f"{draws:,}", "vintage": Text(f"plan.{vintage}")}


def ids(names: Sequence[str]) -> str | None:
    """Agreements, claims or positions by their ids; nothing where there are none."""
    return " ".join(names) or None


def in_unit(value: float, unit: str, *, signed: bool = False) -> Quantity:
    """A result in the unit that its record names, as a cell of that kind; `signed` for a change."""
    if unit == "USD bn":
        return Money(value, stated=True)
    if unit.startswith("share"):
        return Share(value, signed=signed)
    if unit == "GW":
        return Capacity(value, signed=signed)
    if unit == "mn":
        return Number(value, 1, signed, unit="amount.mn")
    return Number(value, 2, signed)


def central(priors: Iterable[PriorRow], symbol: str) -> float:
    """The central value of a parameter that the run has read."""
    return next(p.central for p in priors if p.symbol == symbol)


def weak_points(notes: Iterable[Message]) -> AnswerTable:
    """What to keep in mind, a row each."""
    return table("weak", ("weak_point",), [(note,) for note in notes])
