"""Small records for tests of tables, and what holds of every table that a reader is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct

from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.plain import plain_table
from caploop.report.tables.shown import Reader, cells, filled, headings
from caploop.report.text.words import LANGUAGES, say
from caploop.study.shared.rows import PriorRow, QuantileRow

Kind = TypeVar("Kind", bound=Struct)


def small(kind: type[Kind], **given: object) -> Kind:
    """A record of which only what is given is there."""
    return kind(**{**dict.fromkeys(kind.__struct_fields__), **given})


def prior(symbol: str, central: float) -> PriorRow:
    return small(PriorRow, symbol=symbol, low=central / 2, central=central, high=central * 2)


def levels(period: str, middle: float) -> QuantileRow:
    return small(QuantileRow, period=period, q05=middle / 2, q50=middle, q95=middle * 2, told=1.0)


def told(table: AnswerTable, language: str = "en") -> list[dict[str, str]]:
    """The rows as people read them, each cell under its heading."""
    reader = Reader(language)
    names = headings(table, reader)
    return [dict(zip(names, row, strict=True)) for row in cells(table, reader)]


def in_file(table: AnswerTable) -> list[dict[str, object]]:
    """The rows as a file has them, each value under the name of its column."""
    names, rows = plain_table(table)
    assert len(set(names)) == len(names)
    return [dict(zip(names, row, strict=True)) for row in rows]


def assert_readable(tables: Iterable[AnswerTable]) -> None:
    """Titles, headings and cells are there in both languages, with no gap left open."""
    for table in tables:
        for language in LANGUAGES:
            reader = Reader(language)
            title = say(table.id, language, **filled(table.values, reader))
            texts = [title, *headings(table, reader), *sum(cells(table, reader), ())]
            assert all("{" not in text for text in texts), (table.id, texts)
            assert all([title, *headings(table, reader)]), table.id
