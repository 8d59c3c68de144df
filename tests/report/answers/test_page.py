"""An answer as a page that loads nothing, with numbers as numbers."""

from __future__ import annotations

from caploop.report.answers.page import bare_number, page_html, page_table
from tests.report.answers.small_answer import CASH, SOURCES, small_answer


def test_the_page_loads_nothing_and_has_the_finding_the_tables_and_the_source() -> None:
    page = page_html(small_answer())
    assert "<h1>cash lasts to 2035 in all but 0.1% of draws</h1>" in page
    assert page.count("<table>") == 2
    assert "hash 00ff00ff00ff00ff" in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


def test_units_stand_in_headings_and_numbers_have_no_separators() -> None:
    made = page_table(CASH, small_answer())
    assert made.heads[:3] == ("year", "median (USD bn)", "nine of ten low (USD bn)")
    assert [cell.text for cell in made.rows[1]] == ["2027", "10", "5", "1234", "1"]
    zh = page_table(CASH, small_answer("zh"))
    assert zh.heads[1] == "中位数 (十亿美元)"


def test_a_party_has_its_name_and_what_is_none_a_dash() -> None:
    (row,) = page_table(SOURCES, small_answer()).rows
    assert [cell.text for cell in row] == ["Oracle", "1", ""]


def test_a_number_is_never_written_with_an_exponent() -> None:
    assert bare_number(1234567.0) == "1234567"
    assert bare_number(-0.00001) == "-0.00001"
