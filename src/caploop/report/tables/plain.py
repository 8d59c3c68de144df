"""Tables as numbers for a file: one value a cell, units in the names of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caploop.report.tables.cell import (
    Between,
    Capacity,
    Cell,
    Joined,
    Money,
    Named,
    Number,
    Party,
    Project,
    Share,
    Table,
    Word,
)
from caploop.report.tables.shown import told

FIELDS: dict[type, str] = {
    Money: "bn",
    Share: "part",
    Capacity: "gw",
    Number: "value",
    Word: "name",
    Party: "id",
    Project: "id",
    Named: "en",
}
UNITS: dict[type, str] = {Money: "usd_bn", Capacity: "gw", Share: "share"}


def plain(cell: Cell) -> Any:
    """A number as it is, a word or a party by its id, a text in English; nothing for none."""
    field = FIELDS.get(type(cell))
    if field is not None:
        return getattr(cell, field)
    if isinstance(cell, Joined):
        return cell.by.join(str(plain(part)) for part in cell.cells)
    return "" if cell is None else told(cell, "en")


def plain_table(table: Table) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Names of columns with their units, and rows of numbers and words; a range is two columns.

    >>> from caploop.report.tables.cell import table as made
    >>> plain_table(made("t", ["year", "span"], [["2027", Between(Money(1.0), Money(2.5))]]))
    (('year', 'span_low_usd_bn', 'span_high_usd_bn'), (('2027', 1.0, 2.5),))
    """
    columns = list(_columns(table))
    names = tuple(name for _, name, _ in columns)
    rows = tuple(
        tuple(plain(_part(row[place], end)) for place, _, end in columns) for row in table.rows
    )
    return names, rows


def _columns(table: Table) -> Iterator[tuple[int, str, str | None]]:
    """Of each column of the file: the place in the table, its name, and which end of a range."""
    for place, column in enumerate(table.columns):
        name = column.name.replace(" ", "_") if isinstance(column, Word) else column
        held = [row[place] for row in table.rows if row[place] is not None]
        ranges = [cell for cell in held if isinstance(cell, Between)]
        if ranges:
            for end in ("low", "high"):
                yield place, _named(f"{name}_{end}", [getattr(r, end) for r in ranges]), end
        else:
            yield place, _named(name, held), None


def _named(name: str, held: list[Any]) -> str:
    kinds = {UNITS.get(type(cell)) for cell in held}
    unit = kinds.pop() if len(kinds) == 1 else None
    return f"{name}_{unit}" if unit else name


def _part(cell: Cell, end: str | None) -> Cell:
    if end is None:
        return cell
    return getattr(cell, end) if isinstance(cell, Between) else None
