"""Records in Python: their tables as pandas and xarray, their charts, themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caploop.report.answers.about import about_rows
from caploop.report.answers.chart import ChartPicture, chart_of
from caploop.report.answers.page import fragment_html
from caploop.report.answers.shown import ShownAnswer, shown_answer
from caploop.report.answers.tidy import TidyColumn, tidy
from caploop.report.tables.shown import title
from caploop.study.shared import AnswerRecord

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

ROW = "row_number"


def plotted(record: AnswerRecord, chart: str = "", language: str = "en") -> ChartPicture:
    """A chart of the record."""
    return chart_of(_answer(record, language), chart)


def framed(record: AnswerRecord, table: str = "") -> pd.DataFrame:
    """A table of the record; `attrs` has its title, the units by column, and what it is of."""
    import pandas as pd

    answer = _answer(record)
    columns = tidy(answer.table(table))
    frame = pd.DataFrame({column.name: list(column.values) for column in columns})
    frame.attrs = {**_about(answer, table), "units": {c.name: c.unit for c in columns if c.unit}}
    return frame


def dataset(record: AnswerRecord, table: str = "") -> xr.Dataset:
    """A table of the record along its first column, or by number where names repeat in it."""
    import xarray as xr

    answer = _answer(record)
    columns = tidy(answer.table(table))
    first = columns[0]
    unique = len(set(first.values)) == len(first.values) and None not in first.values
    along = first.name if unique else ROW
    variables = columns[1:] if unique else columns
    coordinates = {along: list(first.values) if unique else range(len(first.values))}
    return xr.Dataset(
        {column.name: (along, _filled(column), _unit(column)) for column in variables},
        coords=coordinates,
        attrs=_about(answer, table),
    )


def fragment(record: AnswerRecord) -> str:
    """The record as HTML for a notebook."""
    return fragment_html(_answer(record))


def _answer(record: AnswerRecord, language: str = "en") -> ShownAnswer:
    return shown_answer(record, question=record.command, language=language)


def _about(answer: ShownAnswer, table: str) -> dict[str, str | int]:
    return {"title": title(answer.table(table), answer.reader), **dict(about_rows(answer))}


def _unit(column: TidyColumn) -> dict[str, str]:
    return {"units": column.unit} if column.unit else {}


def _filled(column: TidyColumn) -> list[Any]:
    """Numbers with nan for none, texts with "" for none."""
    words = any(isinstance(value, str) for value in column.values)
    return [("" if words else float("nan")) if v is None else v for v in column.values]
