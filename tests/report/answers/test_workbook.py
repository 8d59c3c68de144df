"""A workbook: a sheet about the answer, then a sheet a table."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from caploop.report.answers.workbook import workbook_bytes
from tests.report.answers.small_answer import small_answer


def test_the_first_sheet_says_what_the_answer_is_of() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(small_answer())))
    assert book.sheetnames == ["about", "cash", "sources"]
    told = dict(book["about"].iter_rows(values_only=True))
    assert told["finding"] == "cash lasts to 2035 in all but 0.1% of draws"
    assert (told["draws"], told["seed"], told["hash"]) == (60, 0, "00ff00ff00ff00ff")
    assert (told["as_of"], told["version_caploop"]) == ("2026-03-01", "0.2.0")
    assert told["source"].startswith("Source: caploop 0.2.0, caploop runway")


def test_a_sheet_has_numbers_under_names_with_units() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(small_answer())))
    rows = list(book["cash"].iter_rows(values_only=True))
    assert rows[0][:2] == ("year", "median_usd_bn")
    assert rows[2] == (2027, 10, 5, 1234.5, 1)


def test_the_sheet_about_is_in_the_readers_language() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(small_answer("zh"))))
    told = dict(book["about"].iter_rows(values_only=True))
    assert told["source"].startswith("来源：caploop 0.2.0")
