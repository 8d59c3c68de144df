"""Chinese numerals are read exactly, vague ones as orders."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.extraction.bound import Bound
from caploop.extraction.numerals.in_chinese import RULES, read_number
from caploop.extraction.numerals.mixed import Numeral, NumeralRules, find_numerals
from caploop.extraction.quantity import find_quantities


def only(text: str) -> Numeral:
    (numeral,) = find_numerals(text, NumeralRules(RULES))
    assert (numeral.start, numeral.end) == (0, len(text))
    return numeral


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("1亿2000万", "120000000", "10000"),
        ("二十万亿", "20000000000000", "1000000000000"),
        ("1,100万", "11000000", "10000"),
        ("16.4亿", "1640000000", "10000000"),
        ("4.23万亿", "4230000000000", "10000000000"),
        ("三十五", "35", "1"),
        ("两百零五", "205", "1"),
        ("三亿五千万", "350000000", "10000"),
        ("三点五亿", "350000000", "10000000"),
        ("3千亿", "300000000000", "100000000000"),
        ("一个亿", "100000000", "100000000"),
        ("1.2兆", "1200000000000", "100000000000"),
        ("1.1e+06", "1100000", "100000"),
        ("百分之十六", "0.16", "0.01"),
        ("三成半", "0.35", "0.1"),
        ("一半", "0.5", "0.1"),
    ],
)
def test_a_numeral_has_an_exact_value_and_the_step_of_its_last_digit(
    printed: str, value: str, step: str
) -> None:
    numeral = only(printed)
    assert numeral.value == Decimal(value)
    assert numeral.step == Decimal(step)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("数千亿", "2e11", "1e12"),
        ("数百万", "2e6", "1e7"),
        ("几十亿", "2e9", "1e10"),
        ("数万亿", "2e12", "1e13"),
        ("十几亿", "11e8", "19e8"),
        ("数以亿计", "2e8", "1e9"),
        ("几", "2", "9"),
    ],
)
def test_a_vague_numeral_is_an_order_without_value(printed: str, low: str, high: str) -> None:
    numeral = only(printed)
    assert numeral.value is None
    assert (numeral.low, numeral.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("printed", "low", "high"), [("两三千亿", "2e11", "3e11"), ("三五", 3, 5)])
def test_two_neighbouring_digits_are_a_span(printed: str, low: str, high: str) -> None:
    numeral = only(printed)
    assert (numeral.low, numeral.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("printed", ["一千多万", "100多亿", "1亿多", "三十余", "5000余"])
def test_more_than_the_printed_number_is_marked(printed: str) -> None:
    assert only(printed).more


def test_scales_that_rise_are_no_number() -> None:
    assert read_number("3万5亿") is None


def test_kilo_belongs_to_the_watt() -> None:
    (numeral,) = find_numerals("5000千瓦", NumeralRules(RULES))
    assert numeral.end == len("5000")
    assert numeral.value == Decimal(5000)


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["万", "亿", "万亿"]))
def test_a_spelled_number_is_worth_what_its_digits_are(number: int, scale: str) -> None:
    spelled = read_number(in_words(number) + scale)
    printed = read_number(f"{number}{scale}")
    assert spelled == printed


def in_words(number: int) -> str:
    words, zero = "", False
    for weight, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, weight)
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    return words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百九十万零三千", 1_903_000),
        ("一百九十万零三千", 1_903_000),
        ("百二十亿", 12_000_000_000),
        ("千三百亿", 130_000_000_000),
        ("百一十亿三千万", 11_030_000_000),
    ],
)
def test_a_one_before_the_first_scale_may_be_left_out(text: str, value: int) -> None:
    (found,) = find_quantities(f"公司投资{text}元。")
    assert (found.text, found.value) == (f"{text}元", value)


@pytest.mark.parametrize("text", ["百余亿元", "百二十多亿元", "千余亿元"])
def test_what_is_more_than_a_scale_without_a_one_is_a_floor(text: str) -> None:
    (found,) = find_quantities(f"公司投资{text}。")
    assert (found.text, found.bound) == (text, Bound.ABOVE)


@pytest.mark.parametrize("text", ["百二十家", "百七十天", "数百二十"])
def test_hundreds_of_things_without_a_scale_are_no_amount_of_money(text: str) -> None:
    assert all(q.unit is None for q in find_quantities(f"公司投资{text}。"))
