"""Units that go without saying: whose 元, and what a bare number counts."""

from __future__ import annotations

import pytest

from caploop.ingest import candidates
from caploop.ingest.article import article_of


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("台積電公布營收達新台幣1兆元,年增三成。\n稅後純益5,230億元。", "TWD"),
        ("騰訊在港股公布業績。\n收入2,013億元,純利與去年同期相若。", "HKD"),
        ("騰訊公布業績,收入2,013億元人民幣(下同)。\n純利689億元,這個數字勝預期。", "CNY"),
        ("阿里巴巴公布业绩。\n收入2685亿元。", "CNY"),
    ],
)
def test_yuan_are_those_of_the_country_whose_press_it_is(text: str, currency: str) -> None:
    found = candidates(article_of("a.txt", text))
    assert found[-1].currency == currency


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Nvidia's employees numbered approximately 42,000.", "person"),
        ("xAI laid off 500 data annotators.", "person"),
        ("Google will hand over up to 1 million TPUs.", "tpu"),
        ("CoreWeave跑着2万枚H200。", "gpu"),
        ("微信合并月活跃账户14.3亿个。", "user"),
        ("Nebius每月处理的token量达3200万亿。", "token"),
    ],
)
def test_what_is_counted_is_told_by_the_words_around(text: str, unit: str) -> None:
    (found,) = candidates(article_of("a.txt", text))
    assert found.unit == unit


def test_a_gap_is_no_fall() -> None:
    fell, short = candidates(
        article_of("a.txt", "Nvidia revenue fell $2 billion. PJM fell 6 GW short of its target.")
    )
    assert (fell.value, short.value) == (-2_000_000_000, 6_000_000_000)
