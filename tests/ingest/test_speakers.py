"""Transcripts: whose `we` it is by who speaks."""

from __future__ import annotations

from caploop.ingest import candidates
from caploop.ingest.article import article_of


def parties(text: str) -> list[str | None]:
    return [c.party for c in candidates(article_of("a.txt", text))]


def test_in_a_call_we_are_the_firm_and_you_are_it_too() -> None:
    text = """Nebius Group Q2 2026 Earnings Call

Jane Doe -- Chief Financial Officer

We ended the quarter with $7.1 billion in cash.

Ken Roe -- Big Bank -- Analyst

You said capex was $18 billion. CoreWeave has 250,000 GPUs.

Jane Doe -- Chief Financial Officer

We have 120,000 GPUs in service."""
    assert parties(text) == ["nebius", "nebius", "coreweave", "nebius"]


def test_the_same_in_chinese_with_names_and_roles_before_a_colon() -> None:
    text = """阿里巴巴业绩电话会纪要

吴泳铭(首席执行官):本季度云收入412亿元。
分析师:请问腾讯的资本开支?
徐宏:我们的现金为3120亿元。
分析师:英伟达呢?
徐宏:我们没有新增采购,资本开支为300亿元。"""
    assert parties(text) == ["alibaba"] * 3


def test_a_guest_of_a_podcast_speaks_for_the_firm_told_beside_his_name() -> None:
    text = """算力夜话

主持人:今天的嘉宾是在CoreWeave做融资的朋友Leo。
Leo:我们去年收入51亿美元。
主持人:真不少。
Leo:我们负债290亿美元。"""
    assert parties(text) == ["coreweave", "coreweave"]


def test_lines_with_a_colon_are_no_transcript_by_that() -> None:
    text = """Crusoe grows

Power: 200 MW at first
Financing: a $900 million credit facility
Term: six years
Guarantee: AMD will backstop up to $300 million of the loan"""
    assert parties(text)[0] == "crusoe"
