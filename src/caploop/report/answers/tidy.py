"""One table of an answer as typed columns, and as CSV and Parquet: numbers as numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from msgspec import Struct

from caploop.report.answers.about import about_rows
from caploop.report.answers.library import library
from caploop.report.answers.shown import ShownAnswer
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.plain import PlainColumn, plain_columns, plain_table

YEAR = re.compile(r"(19|20)\d\d")
Value = float | int | date | str | None


class TidyColumn(Struct, frozen=True, kw_only=True):
    """A column by its name with its unit in it; every value a number, a day or a text, or none."""

    name: str
    unit: str
    values: tuple[Value, ...]


def tidy(table: AnswerTable) -> tuple[TidyColumn, ...]:
    """The columns of a table; one that is not of numbers or of days alone is of texts."""
    _, rows = plain_table(table)
    columns = plain_columns(table)
    found = list(zip(*rows, strict=True)) or [()] * len(columns)
    return tuple(_column(column, held) for column, held in zip(columns, found, strict=True))


def _column(column: PlainColumn, held: Sequence[Any]) -> TidyColumn:
    found = [None if v == "" else v for v in held]
    told = [v for v in found if v is not None]
    if told and all(isinstance(v, str) and YEAR.fullmatch(v) for v in told):
        found, told = [None if v is None else int(v) for v in found], list(map(int, told))
    of_one_kind = (
        all(isinstance(v, kind) and not isinstance(v, bool) for v in told)
        for kind in (int | float, date)
    )
    if told and any(of_one_kind):
        return TidyColumn(name=column.name, unit=column.unit, values=tuple(found))
    words = tuple(None if v is None else str(v) for v in found)
    return TidyColumn(name=column.name, unit=column.unit, values=words)


def as_rows(columns: Sequence[TidyColumn]) -> list[tuple[Value, ...]]:
    """The rows of columns."""
    return list(zip(*(column.values for column in columns), strict=True))


def csv_text(table: AnswerTable) -> str:
    """The table as CSV with a header line."""
    columns, out = tidy(table), StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(as_rows(columns))
    return out.getvalue()


def parquet_bytes(answer: ShownAnswer, table: AnswerTable) -> bytes:
    """The table as Parquet; units stand in the fields' metadata, what it is of in the file's.

    Raises UsageError where the library is missing.
    """
    arrow, parquet = library("pyarrow", form="Parquet"), library("pyarrow.parquet", form="Parquet")
    columns = tidy(table)
    arrays = [arrow.array(_even(column.values)) for column in columns]
    fields = [
        arrow.field(c.name, a.type, metadata={"unit": c.unit} if c.unit else None)
        for c, a in zip(columns, arrays, strict=True)
    ]
    about = {f"caploop.{name}": str(value) for name, value in about_rows(answer)}
    out = BytesIO()
    made = arrow.table(arrays, schema=arrow.schema(fields, metadata={**about, "table": table.id}))
    parquet.write_table(made, out)
    return out.getvalue()


def _even(values: Sequence[Value]) -> list[Any]:
    """Whole numbers among others as the others are."""
    mixed = any(isinstance(v, float) for v in values)
    return [float(v) if mixed and isinstance(v, int) else v for v in values]
