"""Figures as the press of many countries writes them: read whole, or refused with a reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.extraction.quantity import Bound, find_quantities, parse_quantity, refused_quantities
from tools.figure_styles import Written, figures
from tools.fuzz_grammar import (
    BEFORE,
    BEHIND,
    BELONGS,
    a_figure_is_whole_or_nothing,
    any_words_are_read_without_an_error,
    what_belongs_is_looked_at,
)

CASES = Path(__file__).parents[3] / "shared" / "reference" / "public-cases" / "quantities.json"
CORPUS = Path(__file__).parent / "corpus.jsonl"

WHOLE: dict[str, tuple[str, str | None]] = {
    "₹48,000 crore": ("48e10", "INR"),
    "Rs 1.5 lakh crore": ("1.5e12", "INR"),
    "Rs. 2,00,000 cr": ("2e12", "INR"),
    "Rs 50k crore": ("5e11", "INR"),
    "2.5 lakh users": ("250000", "user"),
    "₹3.2 lakh-crore": ("3.2e12", "INR"),
    "3,7 Mrd. Euro": ("3.7e9", "EUR"),
    "CHF 3 Mrd.": ("3e9", "CHF"),
    "12,5 Mio. €": ("12.5e6", "EUR"),
    "2,5 Milliarden US-Dollar": ("2.5e9", "USD"),
    "3 Billionen Euro": ("3e12", "EUR"),
    "1.234,5 Mio. Euro": ("1234.5e6", "EUR"),
    "2,5 Md€": ("2.5e9", "EUR"),
    "15 milliards de dollars": ("15e9", "USD"),
    "900 M€": ("9e8", "EUR"),
    "5.3 trillion won": ("5.3e12", "KRW"),
    "5조 3000억원": ("5.3e12", "KRW"),
    "4兆8,000億円": ("4.8e12", "JPY"),
    "三〇〇億円": ("3e10", "JPY"),
    "1000億ドル": ("1e11", "USD"),
    "新台幣3兆元": ("3e12", "TWD"),
    "營收新台幣8,680億9,000萬元": ("868.09e9", "TWD"),
    "4萬億港元": ("4e12", "HKD"),
    "三万六千亿美元": ("3.6e12", "USD"),
    "1万2千亿元": ("1.2e12", "CNY"),
    "一万零五百亿": ("1.05e12", None),
    "3千5百亿": ("3.5e11", None),
    "三亿五千万": ("3.5e8", None),
    "三亿五": ("3.5e8", None),
    "一亿半": ("1.5e8", None),
    "半个亿": ("5e7", None),
    "1亿零500万": ("1.05e8", None),
    "一点四万亿美元": ("1.4e12", "USD"),
    "零点八亿美元": ("8e7", "USD"),
    "１兆２，５００億円": ("1.25e12", "JPY"),
    "one point two five trillion dollars": ("1.25e12", "USD"),
    "zero point six billion euros": ("6e8", "EUR"),
    "22 point 5 billion dollars": ("22.5e9", "USD"),
    "$2¾ billion": ("2.75e9", "USD"),
    "$1 1/2 billion": ("1.5e9", "USD"),
    "⅛ of a million dollars": ("125000", "USD"),
    "half a trillion dollars": ("5e11", "USD"),
    "two-thirds of a million": ("666666.67", None),
    "three quarters of a million users": ("750000", "user"),
    "a million and a half users": ("1.5e6", "user"),
    "two-and-a-half billion dollars": ("2.5e9", "USD"),
    "one million two hundred thousand dollars": ("1.2e6", "USD"),
    "a 150-billion-dollar": ("1.5e11", "USD"),
    "CHF 1’200’000": ("1.2e6", "CHF"),
    "€1\u202f400\u202f000": ("1.4e6", "EUR"),
    "$ 3 600 million": ("3.6e9", "USD"),
    "€2.500.000": ("2.5e6", "EUR"),
    "£1·5bn": ("1.5e9", "GBP"),
    "$(3.1) billion": ("-3.1e9", "USD"),
    "$(3.1 billion)": ("-3.1e9", "USD"),
    "(3.1) million dollars": ("-3.1e6", "USD"),
    "US$-3.1bn": ("-3.1e9", "USD"),
    "minus $3.1bn": ("-3.1e9", "USD"),
    "negative 3 percent": ("-0.03", "fraction"),
    "负3亿美元": ("-3e8", "USD"),
    "△500億円": ("-5e10", "JPY"),
    "$500mm": ("5e8", "USD"),
    "£5 m": ("5e6", "GBP"),
    "$1.4trn": ("1.4e12", "USD"),
    "A$5bn": ("5e9", "AUD"),
    "NT$5bn": ("5e9", "TWD"),
    "R$5 bilhões": ("5e9", "BRL"),
    "SKr5bn": ("5e9", "SEK"),
    "5 bn €": ("5e9", "EUR"),
    "USD7bn": ("7e9", "USD"),
    "¥5兆円": ("5e12", "JPY"),
    "two and a half months": ("2.5", "month"),
    "two years and three months": ("27", "month"),
    "1年3个月": ("15", "month"),
    "两年半": ("2.5", "year"),
    "三成五": ("0.35", "fraction"),
    "nine in ten": ("0.9", "fraction"),
    "three out of four customers": ("0.75", "fraction"),
    "2½-fold": ("2.5", "x"),
    "两倍半": ("2.5", "x"),
    "四分之三万亿": ("7.5e11", None),
    "a quarter of a gigawatt": ("2.5e8", "W"),
    "-5 billion": ("-5e9", None),
    "Rs1.2tn": ("1.2e12", "INR"),
    "HALF A BILLION DOLLARS": ("5e8", "USD"),
    "\ufeff5亿美元": ("5e8", "USD"),
}

SPANS: dict[str, tuple[str, str, str | None]] = {
    "$10-$15bn": ("10e9", "15e9", "USD"),
    "US$10bn–15bn": ("10e9", "15e9", "USD"),
    "₹50,000-60,000 crore": ("5e11", "6e11", "INR"),
    "10至15亿": ("10e8", "15e8", None),
    "100亿～150亿美元": ("1e10", "1.5e10", "USD"),
    "10～15兆円": ("1e13", "1.5e13", "JPY"),
    "5 bis 7 Mrd. Euro": ("5e9", "7e9", "EUR"),
    "two or three billion dollars": ("2e9", "3e9", "USD"),
    "a billion or two": ("1e9", "2e9", None),
    "三、四百亿元": ("3e10", "4e10", "CNY"),
    "3、4千亿元": ("3e11", "4e11", "CNY"),
    "两三千亿": ("2e11", "3e11", None),
    "十五六亿": ("15e8", "16e8", None),
    "三到五成": ("0.3", "0.5", "fraction"),
    "100M–150M dollars": ("1e8", "1.5e8", "USD"),
    "百分之十到十五": ("0.1", "0.15", "fraction"),
    "-$1.2 to -$1.5 billion": ("-1.5e9", "-1.2e9", "USD"),
    "double-digit billions": ("1e10", "1e11", None),
    "tens of billions of dollars": ("2e10", "1e11", "USD"),
    "数百亿美元": ("2e10", "1e11", "USD"),
}

REFUSED = [
    "3万5亿", "1.2万亿5000亿", "1亿500家", "一百五亿", "1 Billion Euro", "€1.234 Mrd.", "€1.400",
    "1.500 Euro", "5.000 people", "$5 zillion", "$5 mil", "₹5L",
    "¥5 trillion", "Z$5bn", "5 billion pesos",
    "5 billion Jamaican dollars", "kr 5 billion", "low double-digit billions", "3,4亿",
    "mid hundreds of millions", "a fraction of a billion dollars", "five six billion", "3-for-1",
    "Windows 11 400 million users", "$5bnish", "5mm", "几百上千亿", "3兆",
    "5 billion dollars and a half",
]  # fmt: skip
NO_AMOUNTS = [
    "翻一番",
    "翻了两番",
    "2:1",
    "5G",
    "百亿级",
    "千亿级市场",
    "a couple of billion dollars",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_figure_is_read_whole(text: str) -> None:
    (found,) = find_quantities(text)
    value, unit = WHOLE[text]
    assert found.value is not None
    assert round(found.value, 2) == Decimal(value)
    assert found.unit == unit


@pytest.mark.parametrize("text", SPANS)
def test_a_span_is_read_with_both_its_ends(text: str) -> None:
    (found,) = find_quantities(text)
    low, high, unit = SPANS[text]
    assert (found.low, found.value, found.high) == (Decimal(low), None, Decimal(high))
    assert found.unit == unit


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_sure_is_refused_with_its_place_and_a_reason(text: str) -> None:
    assert find_quantities(text) == ()
    problem = refused_quantities(f"first line\nit is {text}")[0]
    assert problem.code == "quantity-refused"
    assert problem.place.line == 2
    assert problem.message
    assert problem.hint


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_ratios_growth_and_sizes_alone_are_no_amounts(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize("text", ["three times", "threefold", "三倍以上", "增至三倍", "2x"])
def test_a_multiple_is_counted_in_times_and_is_no_amount(text: str) -> None:
    (found,) = find_quantities(text)
    assert (found.unit, found.currency) == ("x", None)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to $3bn", Bound.AT_MOST),
        ("over ₹3,000 crore", Bound.ABOVE),
        ("nearly half a billion dollars", Bound.NEARLY),
        ("no less than 3亿美元", Bound.AT_LEAST),
        ("knapp 3 Mrd. Euro", Bound.NEARLY),
        ("3兆円超", Bound.ABOVE),
        ("近三千亿美元", Bound.NEARLY),
        ("十来亿美元", Bound.ABOUT),
        ("$3bn and change", Bound.ABOVE),
    ],
)
def test_the_words_around_a_figure_bound_the_whole_of_it(text: str, bound: Bound) -> None:
    (found,) = find_quantities(text)
    assert found.bound is bound


def test_money_in_a_list_does_not_lose_the_scale_behind_the_list() -> None:
    assert [q.value for q in find_quantities("$5, $6 and $7 billion")] == [Decimal("7e9")]


def test_an_aside_in_brackets_is_no_loss() -> None:
    assert [q.value for q in find_quantities("Nvidia ($4.2 billion)")] == [Decimal("4.2e9")]


def test_yuan_after_old_forms_may_be_money_of_taiwan_and_stays_open() -> None:
    assert [find_quantities(t)[0].unit for t in ("100億元", "100亿元", "人民幣100億元")] == [
        None,
        "CNY",
        "CNY",
    ]


def test_one_figure_that_is_refused_says_why_when_it_is_asked_for_alone() -> None:
    with pytest.raises(InputInvalidError, match=r"quantity-refused.*several countries"):
        parse_quantity("5 billion pesos")


@given(figures(), st.sampled_from(BEFORE), st.sampled_from(BEHIND))
def test_between_any_words_a_figure_is_read_whole_or_not_at_all(
    written: Written, before: str, behind: str
) -> None:
    a_figure_is_whole_or_nothing(written, before, behind)


@given(figures())
def test_a_figure_in_any_style_is_read_back_equal(written: Written) -> None:
    (found,) = find_quantities(f"It is {written.text}.")
    assert (found.value, found.unit) == (written.value, written.unit)


@given(figures(), st.sampled_from(BELONGS))
def test_no_figure_is_cut_off_from_what_belongs_to_it(written: Written, rest: str) -> None:
    what_belongs_is_looked_at(written, rest)


def corpus() -> list[dict[str, str]]:
    return [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("text", [row["text"] for row in corpus()])
def test_what_once_broke_a_law_is_read_in_order_and_apart(text: str) -> None:
    any_words_are_read_without_an_error(text)


@pytest.mark.parametrize("row", [row for row in corpus() if "value" in row], ids=str)
def test_what_once_was_read_in_part_is_read_whole_or_not_at_all(row: dict[str, str]) -> None:
    read = [(q.value, q.unit) for q in find_quantities(row["text"])]
    assert read in ([], [(Decimal(row["value"]), row.get("unit"))])


def handed_over() -> list[dict[str, object]]:
    if not CASES.exists():
        return []
    kinds = json.loads(CASES.read_text("utf-8"))["kinds"]
    return [case for kind in kinds for case in kind["cases"]]


@pytest.mark.skipif(not CASES.exists(), reason="shared/ is not beside the checkout")
@pytest.mark.parametrize("case", handed_over(), ids=lambda case: case["text"])
def test_a_case_from_public_reports_is_read_right(case: dict[str, list[dict[str, str]]]) -> None:
    read = [(q.value, q.unit) for q in find_quantities(str(case["text"]))]
    assert read == [(Decimal(row["value"]), row.get("unit")) for row in case["right"]]
