"""Tables as numbers for a file: one value a cell, units in the names of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Date,
    Enumeration,
    Estimate,
    Joined,
    Money,
    NameInBoth,
    Number,
    PartyName,
    ProjectName,
    Share,
    Text,
)
from caploop.report.tables.shown import told

FIELDS: dict[type, str] = {
    Money: "bn",
    Share: "part",
    Capacity: "gw",
    Number: "value",
    DataWord: "name",
    PartyName: "id",
    ProjectName: "id",
    NameInBoth: "en",
    Date: "day",
}
UNITS: dict[type, str] = {Money: "usd_bn", Capacity: "gw", Share: "share"}
PARTS: dict[type, tuple[str, ...]] = {
    Between: ("low", "high"),
    Estimate: ("middle", "low", "high"),
}
UNIT = "unit"
WHOLE = ("",)
MIDDLE = frozenset(("", "middle"))
SIGNS = re.compile(r"\W+")


def plain(cell: Cell) -> Any:
    """A number as it is, a word or a party by its id, a text in English; nothing for none."""
    field = FIELDS.get(type(cell))
    if field is not None:
        return getattr(cell, field)
    if isinstance(cell, Joined):
        return cell.by.join(str(plain(part)) for part in cell.cells)
    if isinstance(cell, Enumeration):
        return " ".join(str(plain(part)) for part in cell.cells)
    return "" if cell is None else told(cell, "en")


class PlainColumn(Struct, frozen=True, kw_only=True):
    """A column of a file: its name with its unit, and which part of the cells at which place of
    the table it has; `unit` is "" where it has none or rows differ in theirs."""

    name: str
    place: int
    part: str
    unit: str

    def value(self, row: Sequence[Cell]) -> Any:
        """What stands in it in a row: a number, a word, or nothing."""
        return _value(row[self.place], self.part)


def plain_table(table: AnswerTable) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Names of columns with their units, and rows of numbers and words.

    A range is two columns, an estimate three; the unit is a column of its own where rows differ.

    >>> from caploop.report.tables.cell import table as made
    >>> plain_table(made("t", ["year", "span"], [["2027", Between(Money(1.0), Money(2.5))]]))
    (('year', 'span_low_usd_bn', 'span_high_usd_bn'), (('2027', 1.0, 2.5),))
    """
    columns = plain_columns(table)
    rows = tuple(tuple(column.value(row) for column in columns) for row in table.rows)
    return tuple(column.name for column in columns), rows


def plain_columns(table: AnswerTable) -> tuple[PlainColumn, ...]:
    """The columns that a table has in a file."""
    return tuple(_columns(table))


def _columns(table: AnswerTable) -> Iterator[PlainColumn]:
    for place, name in enumerate(_names(table)):
        held = [row[place] for row in table.rows]
        found = max((_parts(cell) for cell in held), key=len, default=WHOLE)
        units = {unit for cell in held for part in found if (unit := _unit(cell, part)) is not None}
        unit = units.pop().lower() if len(units) == 1 else ""
        behind = SIGNS.sub("_", f" {unit}") if unit else ""
        for part in found:
            end = "" if part in MIDDLE else f"_{part}"
            full = f"{name}{end}{behind}".rstrip("_")
            yield PlainColumn(name=full, place=place, part=part, unit=unit)
        if len(units) > 1 and UNIT not in table.columns:
            yield PlainColumn(name=f"{name}_{UNIT}", place=place, part=UNIT, unit="")


def _names(table: AnswerTable) -> list[str]:
    """What columns are called; what fills the gap of a text tells those of one text apart."""
    names = [_name(column) for column in table.columns]
    return [
        f"{name}_{_gaps(column)}" if isinstance(column, Text) and names.count(name) > 1 else name
        for name, column in zip(names, table.columns, strict=True)
    ]


def _name(column: str | DataWord | Text) -> str:
    if isinstance(column, str):
        return column
    return column.name.removeprefix("col.").replace(" ", "_")


def _gaps(column: Text) -> str:
    gaps: Iterable[Any] = column.values.values()
    return "_".join(str(plain(gap)) for gap in gaps)


def _value(cell: Cell, part: str) -> Any:
    if part != UNIT:
        return plain(_part(cell, part))
    found = (_unit(cell, end) for end in _parts(cell))
    return next((unit for unit in found if unit), "")


def _part(cell: Cell, part: str) -> Cell:
    """The part of a range; of what is none the cell itself, as it is both ends of its own."""
    if isinstance(cell, Joined) and cell.names:
        return dict(zip(cell.names, cell.cells, strict=True)).get(part)
    return getattr(cell, part, None) if type(cell) in PARTS else cell


def _parts(cell: Cell) -> tuple[str, ...]:
    """Names of the parts that a file has columns of."""
    return (cell.names if isinstance(cell, Joined) else PARTS.get(type(cell), ())) or WHOLE


def _unit(cell: Cell, part: str) -> str | None:
    """The unit of a quantity, empty where it has none; None for what is no quantity."""
    found = _part(cell, part)
    if isinstance(found, Number):
        return found.unit.removeprefix("amount.")
    return UNITS.get(type(found))
