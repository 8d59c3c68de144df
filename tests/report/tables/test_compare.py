"""Tables of `caploop compare`: what a reader of the terminal and the file can check."""

from __future__ import annotations

import pytest

from caploop.core.message import message
from caploop.report.tables.compare import compare_tables, inputs, results
from caploop.report.text.words import is_text
from caploop.study.compare.answer import KEPT
from caploop.study.compare.record import ENDS, Compared, CompareRecord, Difference
from tests.report.tables.small import assert_readable, in_file, small, told

ALIVE, STAGES = "alive", "in_stage"
"""Series that are kept for what they say of others, and have no row."""


def compared(series: str, unit: str, *, a: float, b: float) -> Compared:
    apart = b - a
    return Compared(
        series=series,
        unit=unit,
        year=2030,
        a=a,
        b=b,
        difference=apart,
        q05=2 * apart,
        q50=apart,
        q95=0.0,
        higher=0.1,
        told=1.0,
    )


RECORD = small(
    CompareRecord,
    a="S0",
    b="S4+S7",
    inputs=(Difference(kind="parameter", name="ell", unit="USD bn/GW-yr", a="12", b="14"),),
    rows=(
        compared("cash", "USD bn", a=52.34, b=41.0),
        compared("gw_in_all", "GW", a=14.5, b=13.0),
        compared("cash_out", "share of draws", a=0.21, b=0.29),
        compared("bankrupt", "share of draws", a=0.1, b=0.1),
        compared("users", "mn", a=1500.0, b=1400.0),
        compared("coverage", "1", a=2.25, b=2.0),
    ),
    notes=(message("valuation-a-process"),),
)


def test_every_table_reads_in_both_languages() -> None:
    assert_readable(compare_tables(RECORD))


@pytest.mark.parametrize("series", [*KEPT, *ENDS])
def test_every_series_has_its_words(series: str) -> None:
    kind = "stage" if series in ENDS else "series"
    assert is_text(f"{kind}.{series}") or series in {ALIVE, STAGES}


def test_columns_are_named_by_the_worlds() -> None:
    assert told(inputs(RECORD)) == [
        {"kind": "parameter", "input": "ell", "unit": "USD bn/GW-yr", "S0": "12", "S4+S7": "14"}
    ]


def test_each_series_is_told_in_its_unit() -> None:
    rows = {row["series"]: row for row in told(results(RECORD))}
    assert rows["cash of OpenAI"]["S0"] == "$52.3bn"
    assert rows["cash of OpenAI"]["difference"] == "−$11.3bn"
    assert rows["compute in service"]["difference"] == "−1.5"
    assert rows["cash has run out"]["difference"] == "+8%"
    assert rows["bankrupt"]["difference"] == "0%"
    assert rows["users"]["S0"] == "1,500.0m"
    assert rows["revenue over rent"]["S4+S7"] == "2.00"


def test_the_file_has_one_column_of_units_and_plain_numbers() -> None:
    row = in_file(results(RECORD))[0]
    assert row["unit"] == "USD bn"
    assert (row["S0"], row["S4+S7"], row["second_higher_share"]) == (52.34, 41.0, 0.1)
    assert row["span_low"] == pytest.approx(2 * (41.0 - 52.34))
    assert not any(name.endswith("_unit") for name in row)
