"""Columns of text: wide letters count for two, cells wrap at words, wide tables go in parts."""

from __future__ import annotations

from caploop.report.text.columns import Aligned, aligned, text_columns, wrapped


def table(*rows: tuple[str, ...], right: tuple[bool, ...]) -> Aligned:
    return Aligned(heads=rows[0], rows=rows[1:], right=right)


def test_chinese_letters_take_two_columns_and_marks_on_letters_none() -> None:
    assert text_columns("现金ab") == 6
    assert text_columns("e\u0301") == 1


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    made = table(("who", "sum"), ("亿", "1"), ("abc", "1,234"), right=(False, True))
    assert aligned(made, 40) == ["who    sum", "---  -----", "亿       1", "abc  1,234"]


def test_a_long_cell_wraps_and_a_number_does_not() -> None:
    made = table(("what", "sum"), ("one two three", "$1,234bn"), right=(False, True))
    assert aligned(made, 16) == [
        "what         sum",
        "------  --------",
        "one     $1,234bn",
        "two",
        "three",
    ]


def test_a_table_that_is_too_wide_goes_in_parts_with_its_first_column() -> None:
    made = table(("year", "aaaaaaaa", "bbbbbbbb"), ("2027", "1", "2"), right=(False, True, True))
    assert aligned(made, 20) == [
        "year  aaaaaaaa",
        "----  --------",
        "2027         1",
        "",
        "year  bbbbbbbb",
        "----  --------",
        "2027         2",
    ]


def test_an_id_is_broken_at_its_hyphens() -> None:
    assert wrapped("openai-coreweave-2025", 17) == ["openai-coreweave-", "2025"]


def test_no_chinese_line_begins_with_a_comma() -> None:
    assert wrapped("现金，耗尽", 5) == ["现", "金，", "耗尽"]
