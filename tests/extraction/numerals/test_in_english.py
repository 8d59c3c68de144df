"""English numerals are read exactly, vague ones as orders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caploop.extraction.numerals.in_english import RULES
from caploop.extraction.numerals.mixed import Numeral, NumeralRules, find_numerals


def only(text: str) -> Numeral:
    (numeral,) = find_numerals(text, NumeralRules(RULES))
    assert (numeral.start, numeral.end) == (0, len(text))
    return numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.4 trillion", "1.4e12"),
        ("119-billion", "119e9"),
        ("7bn", "7e9"),
        ("3.5 mn", "3.5e6"),
        ("2 tn", "2e12"),
        ("10k", "1e4"),
        ("four", "4"),
        ("twenty-five", "25"),
        ("one hundred and fifty million", "150e6"),
        ("a hundred", "100"),
        ("half a billion", "5e8"),
        ("a trillion", "1e12"),
        ("two and a half", "2.5"),
        ("one in five", "0.2"),
        ("three-quarters", "0.75"),
        ("a dozen", "12"),
    ],
)
def test_a_numeral_has_an_exact_value(printed: str, value: str) -> None:
    assert only(printed).value == Decimal(value)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("hundreds of billions", "2e11", "1e12"),
        ("several hundred billion", "2e11", "1e12"),
        ("Tens of thousands", "2e4", "1e5"),
        ("millions", "2e6", "1e7"),
        ("multi-billion", "2e9", "1e10"),
        ("dozens", "24", "120"),
        ("a few hundred million", "2e8", "1e9"),
    ],
)
def test_a_vague_plural_is_two_to_ten_of_its_kind(printed: str, low: str, high: str) -> None:
    numeral = only(printed)
    assert numeral.value is None
    assert (numeral.low, numeral.high) == (Decimal(low), Decimal(high))


def test_a_scale_of_one_letter_is_marked_as_doubtful() -> None:
    assert only("7b").letter
    assert not only("7bn").letter
