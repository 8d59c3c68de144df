"""Numbers that belong together become one quantity, or are linked; others stay apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caploop.extraction.bound import Bound
from caploop.extraction.quantity import Quantity, find_quantities


def only(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("未来3-5年的增长", "3", "5"),
        ("投资20至30亿美元", "20e8", "30e8"),
        ("20–30 billion dollars of capex", "20e9", "30e9"),
        ("$20-$30 billion", "20e9", "30e9"),
        ("$70-72 billion", "70e9", "72e9"),
        ("$20 billion to $30 billion", "20e9", "30e9"),
        ("between 4.5 GW and 5 GW", "4.5e9", "5e9"),
        ("500 MW to 1 GW", "5e8", "1e9"),
        ("将在1150亿至1350亿美元之间", "1150e8", "1350e8"),
        ("毛利率在70%至75%之间", "0.7", "0.75"),
        ("10 to 15 percent", "0.1", "0.15"),
        ("三至五年", "3", "5"),
        ("从5%到7%不等", "0.05", "0.07"),
        ("costs range from $5 billion to $7 billion", "5e9", "7e9"),
        ("$900,000 to $1.2 million", "9e5", "1.2e6"),
        ("1美元至1万美元", "1", "1e4"),
        ("5GW-10GW", "5e9", "10e9"),
        ("fell 3% to 5%", "-0.05", "-0.03"),
        ("-5%至10%", "-0.05", "0.1"),
    ],
)
def test_two_ends_make_one_range(text: str, low: str, high: str) -> None:
    found = only(text)
    assert (found.low, found.value, found.high) == (Decimal(low), None, Decimal(high))
    assert found.bound is Bound.RANGE


@pytest.mark.parametrize(
    "text",
    [
        "从3万亿美元到7000亿美元",
        "从50亿美元增至80亿美元",
        "Revenue grew from $6 billion to $13 billion",
        "从5亿元到8亿元的跃升",
        "由60%到50%",
        "between $5 billion and 10 million users",
    ],
)
def test_one_value_replaced_by_another_is_no_range(text: str) -> None:
    assert [found.bound for found in find_quantities(text)] == [Bound.EXACT, Bound.EXACT]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("收入650亿元,上下浮动2%", "637e8", "663e8"),
        ("revenue of $65.0 billion, plus or minus 2%", "63.7e9", "66.3e9"),
        ("650亿元(±2%)", "637e8", "663e8"),
        ("65±2亿元", "63e8", "67e8"),
        ("40 GW, give or take 1 GW", "39e9", "41e9"),
    ],
)
def test_a_margin_widens_the_number_before_it(text: str, low: str, high: str) -> None:
    found, margin = find_quantities(text)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert found.bound is margin.bound is Bound.PLUS_MINUS
    assert margin.low is None


@pytest.mark.parametrize(
    "text", ["100兆瓦(MW)", "1吉瓦(GW)", "100亿瓦特(约10GW)", "10 GW (10吉瓦)", "100亿瓦（10GW）"]
)
def test_the_same_power_in_brackets_is_one_quantity(text: str) -> None:
    assert only(f"约有{text}的容量").text == text


def test_the_bracket_lends_its_bound_to_the_number_it_repeats() -> None:
    assert only("达到100亿瓦特(约10GW)").bound is Bound.ABOUT


@pytest.mark.parametrize(
    "text",
    [
        "300亿美元(约合人民币2100亿元)",
        "300亿美元,约合人民币2100亿元",
        "300亿美元（约2100亿元人民币）",
        "$30 billion (about 210 billion yuan)",
        "5 billion euros ($5.8 billion)",
    ],
)
def test_money_converted_in_brackets_restates_the_first_amount(text: str) -> None:
    assert [found.restates for found in find_quantities(text)] == [None, 0]


def test_other_amounts_in_brackets_restate_nothing() -> None:
    found = find_quantities("指引为700亿美元(此前为660亿美元), 5 GW ($20 billion)")
    assert [one.restates for one in found] == [None] * 4


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("200亿、300亿美元", ["2e10", "3e10"]),
        ("分别为37亿、200亿和50亿美元", ["37e8", "2e10", "5e9"]),
        ("4 and 5 GW", ["4e9", "5e9"]),
    ],
)
def test_a_unit_is_carried_back_along_a_list(text: str, values: list[str]) -> None:
    found = find_quantities(text)
    assert [one.value for one in found] == [Decimal(value) for value in values]
    assert len({one.unit for one in found}) == 1


def test_a_sign_is_not_carried_back_along_a_list() -> None:
    first, second = find_quantities("10 million, $500 million")
    assert (first.unit, second.unit) == (None, "USD")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("revenue of $20 billion by year-end and several hundred billion by 2030", "USD"),
        ("从200亿美元增至800亿", "USD"),
        ("revenue of $20 billion, and several hundred billion by 2030", None),
        ("$20 billion and hundreds of billions of tokens", "token"),
    ],
)
def test_a_bare_amount_takes_the_currency_of_its_clause_only(text: str, unit: str | None) -> None:
    assert find_quantities(text)[-1].unit == unit
