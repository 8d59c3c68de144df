"""Tables of an answer: made once a question, of typed cells, for terminal, page and file alike.

A cell says what it is and not how it is written: `report.tables.shown` writes it in a language,
`report.tables.plain` as numbers for a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from caploop.core.message import Message

NOTHING: Mapping[str, object] = {}


class Money(Struct, frozen=True):
    """A sum in USD bn. What is simulated is written in billions and to two figures, what is stated
    in words of its size and to three; `note` stands behind it."""

    bn: float
    stated: bool = False
    note: str = ""
    figures: int = 2


class Share(Struct, frozen=True):
    """A part of one, written as a percentage; `signed` for a change, `fine` for two figures where
    it is small."""

    part: float
    digits: int = 0
    signed: bool = False
    fine: bool = False


class Capacity(Struct, frozen=True):
    """Power in GW, with its sign where it is a change; `note` stands behind it, `digits` are as
    many as it has where they are None."""

    gw: float
    digits: int | None = 1
    note: str = ""
    signed: bool = False


class Number(Struct, frozen=True):
    """A count or a ratio, with its digits after the point, and with its sign where it is a change.

    `digits` are as many as it has where they are None. `unit` is a name of a text with a gap for
    the number, or what stands behind it, or nothing. `figures` are those in all, in place of the
    digits; `note` stands behind it.
    """

    value: float
    digits: int | None = 0
    signed: bool = False
    unit: str = ""
    figures: int = 0
    note: str = ""


Quantity = Money | Share | Capacity | Number


class Between(Struct, frozen=True):
    """From one cell to another, as where nine draws of ten lie; None where an end is open, which
    is said unless `bare`."""

    low: Quantity | None
    high: Quantity | None
    bare: bool = False


class Estimate(Struct, frozen=True):
    """A middle, and from where to where it may lie."""

    middle: Quantity
    low: Quantity
    high: Quantity


class DataWord(Struct, frozen=True):
    """A word of the data, such as a state or a limit, in the reader's language."""

    kind: str
    name: str


class PartyName(Struct, frozen=True):
    """One party by its id, or several with semicolons between them."""

    id: str


class NameInBoth(Struct, frozen=True):
    """What the data itself calls by a name in each language."""

    en: str
    zh: str


class ProjectName(Struct, frozen=True):
    """A project by its id in the book."""

    id: str


class Date(Struct, frozen=True):
    """A day."""

    day: date


class Text(Struct, frozen=True):
    """A text by its name, its gaps filled with cells."""

    name: str
    values: Mapping[str, object] = {}


class Joined(Struct, frozen=True):
    """Cells in one, with something between them; `names` are those of the parts where a file is
    to have a column of each."""

    cells: tuple[Cell, ...]
    by: str = " "
    names: tuple[str, ...] = ()


class Enumeration(Struct, frozen=True):
    """Cells with the comma of the language between them; `none` is the text where there are
    none."""

    cells: tuple[Cell, ...]
    none: str = ""


Cell = (
    Money
    | Share
    | Capacity
    | Number
    | Between
    | Estimate
    | Date
    | Enumeration
    | DataWord
    | PartyName
    | ProjectName
    | NameInBoth
    | Message
    | Text
    | Joined
    | str
    | None
)
"""None where there is nothing to say; a string where it is the same in every language."""


class AnswerTable(Struct, frozen=True, kw_only=True):
    """A table by its name, which is that of its section and of its title among the texts.

    `columns` are names of texts (`col.<name>`), such texts with their gaps filled, or words of the
    data; `values` fill the gaps of the title and of what is said about it; `kinds` are the words
    that colours in its picture stand for.
    """

    id: str
    columns: tuple[str | DataWord | Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    values: Mapping[str, object] = {}
    kinds: tuple[DataWord, ...] = ()


def table(
    name: str,
    columns: Iterable[Any],
    rows: Iterable[Iterable[Any]],
    *,
    values: Mapping[str, object] = NOTHING,
    kinds: Sequence[DataWord] = (),
) -> AnswerTable:
    """A table of rows as long as its columns; raises ValueError for a row that is not
    and for a bare number.

    >>> table("t", ["year", "raised"], [["2027", Money(4.2)]]).rows
    (('2027', Money(bn=4.2, stated=False, note='', figures=2)),)
    """
    heads, made = tuple(columns), tuple(tuple(row) for row in rows)
    for row in made:
        if len(row) != len(heads):
            raise ValueError(f"{name}: {len(row)} cells under {len(heads)} columns: {row}")
        if not all(isinstance(cell, Cell) for cell in row):
            raise ValueError(f"{name}: a cell says what it is, a bare number does not: {row}")
    return AnswerTable(
        id=name,
        columns=heads,
        rows=made,
        values=values,
        kinds=tuple(kinds),
    )
