"""The report as one HTML file that loads nothing."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from caploop.report.tables import table
from caploop.study.claims import VIEWS, ClaimsRecord


def report_html(record: ClaimsRecord, *, language: str) -> str:
    """The whole report, self-contained, in "en" or "zh"."""
    environment = Environment(
        loader=PackageLoader("caploop.report"), autoescape=True, undefined=StrictUndefined
    )
    tables = [table(record, view) for view in VIEWS]
    page = environment.get_template("report.html")
    return page.render(record=record, tables=tables, language=language)
