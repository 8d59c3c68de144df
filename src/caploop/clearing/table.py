"""A matrix of debts read from a table of one's own."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from caploop.clearing.problem import Floats
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.problem import Place, Problem

CASH, OUTSIDE = "cash", "outside"
AMOUNT = "write an amount of 0 or more, without thousands separators"


@dataclass(frozen=True, kw_only=True, slots=True)
class DebtTable:
    """Parties by name; `owed_usd[i, j]` is what i owes j, in the unit of the table.

    `cash_usd[party]` is in hand, `outside_usd[party]` owed to others than these.
    """

    parties: tuple[str, ...]
    owed_usd: Floats
    cash_usd: Floats
    outside_usd: Floats


class _Row(NamedTuple):
    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A file's header and rows by party, and what is wrong with it as it is found."""

    path: Path
    head: list[str]
    rows: dict[str, _Row]
    problems: list[Problem] = field(default_factory=list)

    def tell(self, line: int, subject: str, message: str, *, hint: str) -> None:
        place = Place(file=str(self.path), line=line)
        self.problems.append(
            Problem(code="matrix-wrong", subject=subject, message=message, hint=hint, place=place)
        )

    def number(self, party: str, name: str) -> float:
        row = self.rows[party]
        text = row.cells.get(name, "") or "0"
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 <= value < float("inf"):
            self.tell(row.line, party, f"{name} is {text!r}", hint=AMOUNT)
            return 0.0
        return value

    def refuse(self) -> None:
        if self.problems:
            raise InputInvalidError(self.problems)


def read_debts(path: str | Path, *, cash: str | Path | None = None) -> DebtTable:
    """Debts of a CSV file: the first line names the parties after a first cell, each other begins
    with a party and holds what it owes each of them; columns `cash` and `outside` may stand there.

    `cash` is a second file of party and cash, in place of the column. Raises NotFoundError for no
    file, InputInvalidError with the line of everything that cannot be.
    """
    sheet = _sheet(Path(path))
    named = [name for name in sheet.head[1:] if name not in (CASH, OUTSIDE)]
    for name in sorted({name for name in named if named.count(name) > 1}):
        sheet.tell(1, name, "has two columns", hint="keep one")
    for party in (party for party in sheet.rows if party not in named):
        hint = "give each party a line and a column"
        sheet.tell(sheet.rows[party].line, party, "has no column", hint=hint)
    for name in (name for name in named if name not in sheet.rows):
        sheet.tell(1, name, "has a column and no line", hint="add its line")
    if cash is None and CASH not in sheet.head:
        hint = "add the column, or name a second file of party and cash"
        sheet.tell(1, CASH, "nobody has cash: no column is called cash", hint=hint)
    sheet.refuse()
    owed = np.array([[sheet.number(row, name) for name in named] for row in named])
    for i in np.flatnonzero(owed.diagonal()):
        line = sheet.rows[named[i]].line
        sheet.tell(line, named[i], "owes itself", hint="write 0 where a line meets its own column")
    outside = np.array([sheet.number(row, OUTSIDE) for row in named])
    held = [sheet.number(row, CASH) for row in named] if cash is None else _cash_of(cash, named)
    sheet.refuse()
    return DebtTable(
        parties=tuple(named), owed_usd=owed, cash_usd=np.array(held), outside_usd=outside
    )


def _cash_of(path: str | Path, named: Sequence[str]) -> list[float]:
    sheet = _sheet(Path(path))
    for name in (name for name in named if name not in sheet.rows):
        sheet.tell(1, name, "has no cash", hint="add a line for it")
    held = [sheet.number(name, sheet.head[1]) for name in named if name in sheet.rows]
    sheet.refuse()
    return held


def _sheet(path: Path) -> _Sheet:
    """The file's lines that hold something, each with as many cells as the header."""
    if not path.is_file():
        raise NotFoundError(f"no file {path}; caploop clear --help says what it holds")
    sheet = _Sheet(path, [], {})
    try:
        reader = csv.reader(path.read_text("utf-8-sig").splitlines(), strict=True)
        sheet.head.extend(cell.strip() for cell in next(reader, []))
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells) and len(cells) != len(sheet.head):
                said = f"{len(cells)} cells under {len(sheet.head)} columns"
                sheet.tell(reader.line_num, cells[0], said, hint="fill it in, or take one out")
            elif any(cells) and cells[0] in sheet.rows:
                sheet.tell(reader.line_num, cells[0], "has two lines", hint="keep one")
            elif any(cells):
                row_cells = dict(zip(sheet.head, cells, strict=True))
                sheet.rows[cells[0]] = _Row(reader.line_num, row_cells)
    except (csv.Error, UnicodeDecodeError) as error:
        sheet.tell(1, path.name, str(error), hint="save it as CSV with commas, in UTF-8")
    if len(sheet.head) < 2:
        said = "no columns; the first line names the parties after a first cell"
        sheet.tell(1, path.name, said, hint="add it, with commas between the names")
    sheet.refuse()
    return sheet
