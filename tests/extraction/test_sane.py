"""What is no figure, no day and no text is told apart from what is only large, old or odd."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.extraction.sane import day_fault, number_fault, text_fault


@pytest.mark.parametrize(
    "text",
    ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999999", "-1E+31", "1E-999999999", "0E+9999",
     "9" * 100, "0." + "1" * 99],
)  # fmt: skip
def test_no_figure_of_anything(text: str) -> None:
    fault = number_fault(Decimal(text))
    assert fault is not None
    assert len(fault) < 120


@given(st.decimals(-(10**20), 10**20, allow_nan=False, places=6))
def test_a_figure_as_printed_is_one(number: Decimal) -> None:
    assert number_fault(number) is None


def test_days_and_texts() -> None:
    assert day_fault(date(2026, 3, 1)) is None
    assert day_fault(datetime(2026, 3, 1)) == "2026-03-01 00:00:00 has a time of day"
    assert day_fault(date.max) is not None
    assert text_fault("灯塔\u2028") is None
    assert text_fault("a\0") is not None
    assert text_fault("\ud800") is not None
