"""An answer in each form a file can have."""

from __future__ import annotations

from caploop.charts import png
from caploop.report.answers.chart import chart_of
from caploop.report.answers.page import page_html
from caploop.report.answers.shown import ShownAnswer
from caploop.report.answers.tidy import csv_text, parquet_bytes
from caploop.report.answers.workbook import workbook_bytes


def written(answer: ShownAnswer, form: str, *, table: str = "", chart: str = "") -> str | bytes:
    """The answer as csv or parquet (one table), xlsx, html, svg or png (one chart).

    Raises NotFoundError for a table or chart that it has not, UsageError where a library that the
    form needs is missing.
    """
    if form == "csv":
        return csv_text(answer.table(table))
    if form == "parquet":
        return parquet_bytes(answer, answer.table(table))
    if form == "xlsx":
        return workbook_bytes(answer)
    if form == "html":
        return page_html(answer, chart)
    picture = chart_of(answer, chart)
    return png(picture.svg) if form == "png" else picture.svg
