"""An answer as a workbook: what it is of, then a sheet a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import isfinite
from typing import Any

from caploop.report.answers.about import about_rows
from caploop.report.answers.library import library
from caploop.report.answers.shown import ShownAnswer
from caploop.report.answers.tidy import Value, as_rows, tidy
from caploop.report.tables.shown import title

ABOUT = "about"
LONGEST = 31
"""Letters of a sheet's name."""
UNNAMABLE = re.compile(r"[\[\]:*?/\\']")


def workbook_bytes(answer: ShownAnswer) -> bytes:
    """The sheet "about", then one a table under its name, numbers as numbers.

    Raises UsageError where the library is missing.
    """
    openpyxl = library("openpyxl", form="a workbook")
    book = openpyxl.Workbook()
    about = book.active
    about.title = ABOUT
    names = list(_sheet_names(answer))
    _filled(about, ("field", "value"), [*about_rows(answer), *_contents(answer, names)])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 90
    for name, table in zip(names, answer.tables, strict=True):
        columns = tidy(table)
        sheet = book.create_sheet(name)
        _filled(sheet, [c.name for c in columns], as_rows(columns))
        sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _contents(answer: ShownAnswer, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, table in zip(names, answer.tables, strict=True):
        yield f"sheet {name}", title(table, answer.reader)


def _sheet_names(answer: ShownAnswer) -> Iterator[str]:
    """The names of the tables, as far as a workbook takes them, each once."""
    taken = {ABOUT}
    for whole in answer.table_names:
        name = UNNAMABLE.sub("_", whole)[:LONGEST]
        while name in taken:
            name = f"{name[: LONGEST - 1]}_"
        taken.add(name)
        yield name


def _filled(sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    sheet.append(list(heads))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    styles = library("openpyxl.styles", form="a workbook")
    for place, name in enumerate(heads, start=1):
        head = sheet.cell(row=1, column=place)
        head.font = styles.Font(bold=True)
        letter = head.column_letter
        sheet.column_dimensions[letter].width = min(max(len(name) + 2, 10), 40)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"


def _cell(value: Value) -> Value:
    return str(value) if isinstance(value, float) and not isfinite(value) else value
