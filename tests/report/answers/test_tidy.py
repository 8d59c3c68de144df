"""A tidy table: one number a cell, its unit in the name of the column, none where none is."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pyarrow.parquet as pq

from caploop.report.answers.tidy import csv_text, parquet_bytes, tidy
from tests.report.answers.small_answer import CASH, SOURCES, small_answer


def test_a_range_is_two_columns_with_the_unit_in_their_names() -> None:
    names = [column.name for column in tidy(CASH)]
    assert names == [
        "year",
        "median_usd_bn",
        "span_low_usd_bn",
        "span_high_usd_bn",
        "standing_share",
    ]
    years, median = tidy(CASH)[:2]
    assert years.values[:2] == (2026, 2027)
    assert median.values[:2] == (0.0, 10.0)
    assert median.unit == "usd_bn"


def test_csv_has_no_separators_of_thousands() -> None:
    rows = list(csv.reader(StringIO(csv_text(CASH))))
    assert rows[1] == ["2026", "0.0", "0.0", "1234.5", "1.0"]
    assert len(rows) == 15


def test_what_is_none_is_empty() -> None:
    who, to_2026, agreed = tidy(SOURCES)
    assert (who.values, to_2026.values, agreed.values) == (("oracle",), (1.0,), (None,))


def test_parquet_holds_the_numbers_their_units_and_what_they_are_of() -> None:
    read = pq.read_table(BytesIO(parquet_bytes(small_answer(), CASH)))
    assert read.column("span_high_usd_bn").to_pylist()[0] == 1234.5
    assert read.schema.field("median_usd_bn").metadata == {b"unit": b"usd_bn"}
    assert read.schema.metadata[b"caploop.hash"] == b"00ff00ff00ff00ff"
