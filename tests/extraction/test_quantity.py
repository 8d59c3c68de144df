"""Sentences in both languages and what is a quantity in them; the sentences are made up."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.extraction.quantity import Quantity, find_quantities, parse_quantity

Row = tuple[str, str, str, str | None]


def read(text: str) -> list[Row]:
    return [(q.text, str(q.bound), amount(q), q.unit) for q in find_quantities(text)]


def amount(found: Quantity) -> str:
    numbers = [found.value] if found.value is not None else [found.low, found.high]
    return "..".join(f"{float(number):g}" for number in numbers if number is not None)


SENTENCES: dict[str, list[Row]] = {
    "about 400,000 of its maker’s most advanced chips at 42 cents per share": [
        ("400,000", "~", "400000", "chip"),
        ("42 cents", "=", "0.42", "USD"),
    ],
    "減少30億歐元，用戶數達800萬，裝機500萬瓩": [
        ("30億歐元", "=", "-3e+09", "EUR"),
        ("800萬", "=", "8e+06", "user"),
        ("500萬瓩", "=", "5e+09", "W"),
    ],
    "总营收156亿,同比下降-18.6%,下降5-10%": [
        ("156亿", "=", "1.56e+10", None),
        ("-18.6%", "=", "-0.186", "fraction"),
        ("5-10%", "range", "-0.1..-0.05", "fraction"),
    ],
    "2~30万千瓦的机组4×100万千瓦": [
        ("2~30万千瓦", "range", "2e+07..3e+08", "W"),
        ("100万千瓦", "=", "1e+09", "W"),
    ],
    "公司去年营收突破千亿美元,同比增长逾三成": [
        ("千亿美元", ">", "1e+11", "USD"),
        ("三成", ">", "0.3", "fraction"),
    ],
    "总投资约1,100万美元,另有一千多万元补贴": [
        ("1,100万美元", "~", "1.1e+07", "USD"),
        ("一千多万元", ">", "1e+07", "CNY"),
    ],
    "价值高达二十万亿韩元,为期5年": [
        ("二十万亿韩元", "=", "2e+13", "KRW"),
        ("5年", "=", "5", "year"),
    ],
    "这是一系列举措,用户破亿": [("亿", ">", "1e+08", "user")],
    "a $119 billion contract and a 1.2-gigawatt campus": [
        ("$119 billion", "=", "1.19e+11", "USD"),
        ("1.2-gigawatt", "=", "1.2e+09", "W"),
    ],
    "周活跃用户已超过7亿人,相比去年的5亿人": [
        ("7亿人", ">", "7e+08", "user"),
        ("5亿人", "=", "5e+08", "user"),
    ],
    "团队超过300人,拥有150万的周活用户": [
        ("300人", ">", "300", "person"),
        ("150万", "=", "1.5e+06", "user"),
    ],
    "800 million weekly active users and 5,000 people": [
        ("800 million", "=", "8e+08", "user"),
        ("5,000", "=", "5000", "person"),
    ],
    "采购数百万块GPU和40万块芯片": [
        ("数百万块", "order", "2e+06..1e+07", "gpu"),
        ("40万块", "=", "400000", "chip"),
    ],
    "millions of server chips, tens of thousands of high-end GPUs": [
        ("millions", "order", "2e+06..1e+07", "chip"),
        ("tens of thousands", "order", "20000..100000", "gpu"),
    ],
    "$500 billion over four years, for over ten years": [
        ("$500 billion", "=", "5e+11", "USD"),
        ("four years", "=", "4", "year"),
        ("ten years", ">", "10", "year"),
    ],
    "近三年来投入近百亿元": [
        ("三年", "=", "3", "year"),
        ("百亿元", "<~", "1e+10", "CNY"),
    ],
    "落后几个月,两年半以内": [
        ("几个月", "order", "2..11", "month"),
        ("两年半", "<=", "2.5", "year"),
    ],
    "股价跌幅3.5%,市值减少900亿美元,亏损78亿美元": [
        ("3.5%", "=", "-0.035", "fraction"),
        ("900亿美元", "=", "-9e+10", "USD"),
        ("78亿美元", "=", "7.8e+09", "USD"),
    ],
    "下跌超过5%, dropped by more than 10 percent, fell to $5": [
        ("5%", "<", "-0.05", "fraction"),
        ("10 percent", "<", "-0.1", "fraction"),
        ("$5", "=", "5", "USD"),
    ],
    "耗电1.2亿千瓦时,装机5000万千瓦,容量4.5吉瓦": [
        ("1.2亿千瓦时", "=", "1.2e+11", "Wh"),
        ("5000万千瓦", "=", "5e+10", "W"),
        ("4.5吉瓦", "=", "4.5e+09", "W"),
    ],
    "500 gigawatt-hours, 150 MW, 2 TWh, two gigawatts": [
        ("500 gigawatt-hours", "=", "5e+11", "Wh"),
        ("150 MW", "=", "1.5e+08", "W"),
        ("2 TWh", "=", "2e+12", "Wh"),
        ("two gigawatts", "=", "2e+09", "W"),
    ],
    "提高2.5个百分点,上升25个基点,百分之十六": [
        ("2.5个百分点", "=", "0.025", "fraction"),
        ("25个基点", "=", "0.0025", "fraction"),
        ("百分之十六", "=", "0.16", "fraction"),
    ],
    "增长三倍以上, a tenfold increase, 2.5x oversubscribed": [
        ("三倍", ">", "3", "x"),
        ("tenfold", "=", "10", "x"),
        ("2.5x", "=", "2.5", "x"),
    ],
    "投资额为人民币约7亿元;RMB 500 million;新台币1.2兆元": [
        ("7亿元", "~", "7e+08", "CNY"),
        ("RMB 500 million", "=", "5e+08", "CNY"),
        ("1.2兆元", "=", "1.2e+12", "TWD"),
    ],
    "HK$5bn, £500m, €2bn, ¥3 trillion yen, 5 billion yuan": [
        ("HK$5bn", "=", "5e+09", "HKD"),
        ("£500m", "=", "5e+08", "GBP"),
        ("€2bn", "=", "2e+09", "EUR"),
        ("¥3 trillion yen", "=", "3e+12", "JPY"),
        ("5 billion yuan", "=", "5e+09", "CNY"),
    ],
    "规模不会达到30亿美元,但不到100亿美元": [
        ("30亿美元", ">=", "3e+09", "USD"),
        ("100亿美元", "<", "1e+10", "USD"),
    ],
    "低于此前预计的90亿美元,最多将投入20亿元": [
        ("90亿美元", "=", "9e+09", "USD"),
        ("20亿元", "<=", "2e+09", "CNY"),
    ],
    "有望扩展至1吉瓦级别,季度营收十连增,连续第四天下跌": [
        ("1吉瓦", "~", "1e+09", "W"),
        ("十", "=", "10", "quarter"),
        ("四天", "=", "4", "day"),
    ],
    "访问量超过6亿次,跻身top50": [
        ("6亿次", ">", "6e+08", "visit"),
        ("50", "<=", "50", "rank"),
    ],
    "签约100亿元,节约10亿元,附近100人": [
        ("100亿元", "=", "1e+10", "CNY"),
        ("10亿元", "=", "1e+09", "CNY"),
        ("100人", "=", "100", "person"),
    ],
    "$1.5B, 800M users, 2.5M GPUs, a 7B model, 4K video": [
        ("$1.5B", "=", "1.5e+09", "USD"),
        ("800M", "=", "8e+08", "user"),
        ("2.5M", "=", "2.5e+06", "gpu"),
    ],
    "includes three main components and 160 million shares": [
        ("three", "=", "3", "count"),
        ("160 million", "=", "1.6e+08", "share"),
    ],
    "投资AcmeCloud200亿美元,为其50%的份额": [
        ("200亿美元", "=", "2e+10", "USD"),
        ("50%", "=", "0.5", "fraction"),
    ],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_gives_the_quantities_a_reader_sees(text: str) -> None:
    assert read(text) == SENTENCES[text]


@pytest.mark.parametrize(
    "text",
    [
        "2025年第三季度,5月20日10:30,第三名,四季度",
        "In 2025, since 2015, from 2025 to 2030, on 2026-02-21",
        "GPT-5.2, H100, Llama 3.1 405B, COVID-19, 3nm, 5G, o3",
        "see [2][4], Group 1, 2 1 Shi Ji, 1. Acme",
        "千亿融资与千亿神话,万亿级市场",
        "一系列十分重要的千方百计,百度、三星、一方面",
        "https://example.org/around-600-billion-by-2030",
        "around-600-billion-by-2030",
        "4 hours ago, 两个月后, two years later",
        "单位:亿元",
        "每年, 今年, 5日上午, 多年来",
        "the Fortune 500, a 30-year-old founder, 24/7",
        "无数据、参数、几乎、万一",
    ],
)
def test_names_dates_marks_and_rhetoric_are_no_quantities(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("131亿美元", "1e8"),
        ("4.23万亿美元", "1e10"),
        ("13.1 billion dollars", "1e8"),
        ("89.8%", "0.001"),
        ("1.1e+06美元", "1e5"),
        ("$65.0 billion", "1e8"),
        ("4.5 GW", "1e8"),
        ("数千亿美元", "1e11"),
        ("1亿2000万元", "1e4"),
    ],
)
def test_the_step_is_one_unit_in_the_last_printed_digit(text: str, step: str) -> None:
    assert parse_quantity(text).step == Decimal(step)


def test_values_are_exact() -> None:
    assert parse_quantity("16.4亿").value == 1_640_000_000


def test_offsets_and_text_are_of_the_original_and_not_of_its_folded_copy() -> None:
    text = "约\u200b５００\u00a0亿美元（约合３．５万亿元）"
    first, second = find_quantities(text)
    assert (first.text, first.start, first.end) == ("５００\u00a0亿美元", 2, 9)
    assert (second.text, second.restates) == ("３．５万亿元", 0)
    assert all(text[q.start : q.end] == q.text for q in (first, second))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity-none"),
        ("soon", "quantity-none"),
        ("2025年", "quantity-none"),
        ("5 GW and $3 billion", "quantity-many"),
        ("costs 5 GW maybe", "quantity-rest"),
    ],
)
def test_what_is_not_one_quantity_is_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(InputInvalidError) as caught:
        parse_quantity(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.subject) == (code, text)
    assert problem.hint


@given(st.text(alphabet="0123456789.,-%$ 亿万千百十两三年约超过至(（)）美元GWkmab", max_size=40))
def test_any_text_gives_ordered_quantities_that_do_not_overlap(text: str) -> None:
    found = find_quantities(text)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.restates is None or q.restates < i for i, q in enumerate(found))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)


@pytest.mark.parametrize("piece", ["1", "千", "数", "1,", "a-", "5亿(", "5%-", "one ", " ", "\n"])
def test_the_time_grows_no_faster_than_the_text(piece: str) -> None:
    started = time.process_time()
    find_quantities(piece * (15_000 // len(piece)))
    assert time.process_time() - started < 5
