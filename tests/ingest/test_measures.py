"""What figures measure: words beside them, comparisons, lists, and spending by whose it is."""

from __future__ import annotations

import pytest

from caploop.ingest import candidates
from caploop.ingest.article import article_of


def measures(text: str) -> list[str]:
    return [c.measure for c in candidates(article_of("a.txt", text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the longest word counts
        ("OpenAI的经营现金流为39亿美元,现金为62亿美元。", ["other", "cash"]),
        ("Nvidia's net income was $5 billion.", ["profit_loss"]),
        # what stands in brackets or between commas parts nothing
        ("微软该季资本开支(含融资租赁)达523亿美元。", ["capex"]),
        (
            "Microsoft's capital expenditures, including finance leases, were $49 billion.",
            ["capex"],
        ),
        # up from, compared with
        ("Oracle had $162 billion of debt, up from $111 billion a year earlier.", ["debt"] * 2),
        ("甲骨文毛利率由69%降至67%。", ["margin"] * 2),
        ("微软资本开支达523亿美元,去年同期为349亿美元。", ["capex"] * 2),
        # the noun behind 的 is the figure's own
        ("OpenAI从6000亿美元的算力投入到2800亿美元的营收目标。", ["commitment", "revenue"]),
        # raised, and how
        ("CoreWeave raised $2 billion through convertible notes.", ["debt"]),
        ("xAI raised $20 billion in January.", ["funding_round"]),
        ("Meta raised its forecast to $145 billion of capex.", ["capex"]),
        # shares of anything but stakes, margins and growth
        ("Roughly 80% of Anthropic's sales come from businesses.", ["other"]),
        ("Google owns 14% of Anthropic.", ["stake"]),
        ("SoftBank paid for 11 percent of OpenAI.", ["stake"]),
        ("SoftBank thinks of 11 percent of OpenAI's sales.", ["other"]),
        ("英伟达净利润同比增长65%,占总营收的一半。", ["growth_rate", "other"]),
        # spending by whose money it is
        ("Microsoft will spend $80 billion on data centers.", ["capex"]),
        ("SoftBank has spent $30 billion so far.", ["equity_investment"]),
        ("OpenAI plans to spend $600 billion by 2030.", ["commitment"]),
        ("Amazon had invested $75 billion in Virginia.", ["capex"]),
        # prices, also large ones
        ("Claude costs $5 per million input tokens.", ["price"]),
        ("英伟达机柜售价约300万美元。", ["price"]),
        ("Nvidia's earnings per diluted share were $2.24.", ["other"]),
        # numbers without a unit are of the kind that the words say
        ("ChatGPT周活跃用户为9.2亿,收入为131亿。", ["users", "revenue"]),
        # what a sentence is about goes on
        ("Anthropic's gross margin is the point. It went from 38% to 61%.", ["margin"] * 2),
    ],
)
def test_a_figure_measures_what_the_words_say(text: str, wanted: list[str]) -> None:
    assert measures(text) == wanted


def test_items_of_a_list_measure_what_the_first_does() -> None:
    text = (
        "云厂商资本开支\n\n(1)亚马逊:资本开支512亿美元。\n(2)微软:523亿美元。\n(3)谷歌:478亿美元。"
    )
    assert measures(text) == ["capex"] * 3


def test_names_say_nothing_of_what_is_measured() -> None:
    """腾讯控股 holds nothing, and Capital One is no capital."""
    assert measures("腾讯控股,按年升9%。") == ["growth_rate"]
