"""An answer as one small page that loads nothing: finding, chart, tables, source."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from msgspec import Struct
from msgspec.structs import replace

from caploop.charts import (
    CHINESE_SANS,
    CHINESE_SERIF,
    DARK,
    LIGHT,
    SANS,
    SERIF,
    variables,
)
from caploop.core.errors import NotFoundError
from caploop.report.answers.about import source_line
from caploop.report.answers.chart import ChartPicture, chart_of
from caploop.report.answers.interval import interval
from caploop.report.answers.shown import ShownAnswer
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.plain import UNIT, PlainColumn, plain_columns
from caploop.report.tables.shown import headings, shown, title
from caploop.report.text.words import is_text, message_text, say

MIDDLE = frozenset(("", "middle"))
ROWS = 12
"""Of a table in a notebook."""


class PageCell(Struct, frozen=True):
    """A cell as text; a number has no separators of thousands."""

    text: str
    number: bool


class PageTable(Struct, frozen=True, kw_only=True):
    """A table of the page, units in its headings."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[PageCell, ...], ...]


def page_html(answer: ShownAnswer, chart: str = "") -> str:
    """The page, with the chart of that name or the question's main one where it draws any."""
    note = answer.weak_point
    language = answer.language
    return _template("answer.html").render(
        language=language,
        question=answer.question,
        style=_style(language),
        finding=answer.finding,
        interval=interval(answer),
        weak=note and say("terminal.weak", language, note=message_text(note, language)),
        chart=_chart(answer, chart),
        tables=[page_table(t, answer) for t in answer.tables],
        source=source_line(answer),
    )


def fragment_html(answer: ShownAnswer) -> str:
    """The finding, its interval and the main table, for a notebook."""
    whole = page_table(answer.table(), answer)
    more = max(len(whole.rows) - ROWS, 0)
    table = replace(whole, rows=whole.rows[:ROWS])
    return _template("fragment.html").render(
        finding=answer.finding,
        interval=interval(answer),
        table=table,
        more=more and say("terminal.left", answer.language, count=more),
        source=source_line(answer),
    )


def page_table(table: AnswerTable, answer: ShownAnswer) -> PageTable:
    """A table in the reader's language with numbers as numbers."""
    columns, heads = plain_columns(table), headings(table, answer.reader)
    return PageTable(
        id=table.id,
        title=title(table, answer.reader),
        heads=tuple(_head(heads[c.place], c, answer.language) for c in columns),
        rows=tuple(tuple(_cell(c, row, answer) for c in columns) for row in table.rows),
    )


def _head(heading: str, column: PlainColumn, language: str) -> str:
    """The column's name, which end of a range it has, and the unit."""
    part = column.part
    if part == UNIT:
        part = say("terminal.unit_of", language)
    elif part not in MIDDLE:
        part = say(f"terminal.{part}", language) if is_text(f"terminal.{part}") else part
    else:
        part = ""
    unit = f"unit_word.{column.unit}"
    word = say(unit, language) if is_text(unit) else column.unit
    return " ".join(filter(None, (heading, part, f"({word})" if word else "")))


def _cell(column: PlainColumn, row: tuple[Any, ...], answer: ShownAnswer) -> PageCell:
    value = column.value(row)
    if isinstance(value, int | float):
        return PageCell(bare_number(value), True)
    whole = row[column.place]
    told = column.part in MIDDLE and whole is not None
    return PageCell(shown(whole, answer.reader) if told else str(value), False)


def bare_number(value: float) -> str:
    """A number to four figures, or to its units where it is larger, without separators.

    >>> bare_number(134.23781), bare_number(120345.6), bare_number(2)
    ('134.2', '120346', '2')
    """
    if abs(value) >= 1000:
        return f"{value:.0f}"
    text = f"{value:.4g}"
    return f"{value:.12f}".rstrip("0") if "e" in text else text


def _chart(answer: ShownAnswer, name: str) -> str:
    try:
        found: ChartPicture = chart_of(answer, name)
    except NotFoundError:
        if name:
            raise
        return ""
    return found.svg


def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("caploop.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _style(language: str) -> str:
    chinese = language == "zh"
    serif, sans = (CHINESE_SERIF, CHINESE_SANS) if chinese else (SERIF, SANS)
    dark = f"@media (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
    faces = f"--serif:{serif};--sans:{sans};"
    rules = f":root{{color-scheme:light dark;{variables(LIGHT)}{faces}}}{dark}"
    return rules + files("caploop.report.html").joinpath("templates/answer.css").read_text("utf-8")
