"""Widths of text without a browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.width import text_width, wrap


def test_a_chinese_character_is_about_twice_as_wide_as_a_letter() -> None:
    assert text_width("洽谈中", "note") > 1.7 * text_width("abc", "note")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), st.integers(40, 300))
def test_no_wrapped_line_is_wider_than_asked(words: str, width: int) -> None:
    assert all(text_width(line, "note") <= width for line in wrap(words, "note", width=width))


@given(st.lists(st.text("abc意向", min_size=1)))
def test_wrapping_loses_no_character(words: list[str]) -> None:
    text = " ".join(words)
    assert "".join(wrap(text, "note", width=80)).replace(" ", "") == text.replace(" ", "")
