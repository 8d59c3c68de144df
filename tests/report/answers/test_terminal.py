"""The answer as text: what comes first, what is left out, and how wide it is."""

from __future__ import annotations

import pytest

from caploop.report.answers.terminal import Terminal, answer_text
from caploop.report.text.columns import text_columns
from tests.report.answers.small_answer import small_answer

FINDING = "cash lasts to 2035 in all but 0.1% of draws"


def test_the_finding_is_first_then_its_interval_then_titled_tables() -> None:
    lines = answer_text(small_answer(), Terminal()).splitlines()
    assert lines[:3] == [
        FINDING,
        "95 % of samples of 60 draws: 5% to 20%; nine draws of ten lie between cash out in 2029Q1 "
        "and cash",
        "that lasts beyond 2035",
    ]
    assert lines[4:6] == [
        "OpenAI’s cash, with new money",
        "unit: US dollars (bn, trn), % · 2026 – 2039 · a row: year",
    ]


def test_a_table_has_a_dozen_rows_and_says_how_many_more_there_are() -> None:
    told = answer_text(small_answer(), Terminal())
    assert "… 2 more rows: --all" in told.splitlines()
    assert "2038" not in told
    whole = answer_text(small_answer(), Terminal(every=True))
    assert "more rows" not in whole
    assert "\n2039  " in whole


def test_a_path_is_drawn_where_a_row_is_a_period() -> None:
    told = answer_text(small_answer(), Terminal())
    assert "median, 2026 to 2039: ▁▁▂▂▂▃▃▃▃▅▅▅▇▇" in told.splitlines()
    assert "▁" not in answer_text(small_answer(), Terminal(blocks=False))


def test_the_weak_point_is_the_one_that_matters_and_the_next_command_is_last() -> None:
    told = answer_text(small_answer(), Terminal(), command="caploop drivers runway")
    assert "weak point: churn by tier" in told
    assert "rental index" not in told
    assert told.splitlines()[-1] == "next: caploop drivers runway  (which inputs move it)"
    zh = answer_text(small_answer("zh"), Terminal(), command="caploop drivers runway")
    assert zh.splitlines()[-1] == "下一步：caploop drivers runway（哪些输入左右结果）"


def test_colour_is_there_only_where_it_is_wanted() -> None:
    assert "\x1b[" not in answer_text(small_answer(), Terminal())
    assert answer_text(small_answer(), Terminal(colour=True)).startswith(f"\x1b[1m{FINDING}\x1b[0m")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_no_line_is_wider_than_the_terminal(language: str, width: int) -> None:
    told = answer_text(small_answer(language), Terminal(width=width, every=True))
    assert max(map(text_columns, told.splitlines())) <= width
    assert "1,200" in told.replace("\n", " ") or language == "zh"
