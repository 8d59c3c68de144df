"""Of whom a text speaks: subjects, objects, stand-ins, lists, and what goes on from before."""

from __future__ import annotations

import pytest

from caploop.ingest import candidates
from caploop.ingest.article import article_of

TITLE = "Nebius, Oracle and Anthropic\n\n"


def parties(text: str) -> list[str | None]:
    """The party of each figure of a text below a title that names several."""
    return [c.party for c in candidates(article_of("a.txt", TITLE + text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # one behind a word of direction is no subject
        ("Oracle signed a contract with Nvidia worth $40 billion.", ["oracle"]),
        ("甲骨文向英伟达采购400亿美元芯片。", ["oracle"]),
        ("软银清仓英伟达,套现58亿美元。", ["softbank"]),
        ("分析师认为OpenAI的估值为8520亿美元。", ["openai"]),
        # whose the figure is said to be goes before all
        ("About $300 billion of Oracle's $531 billion backlog comes from OpenAI.", ["oracle"] * 2),
        ("亚马逊的资本开支高于微软的349亿美元。", ["microsoft"]),
        # who and which mean the name before them
        (
            "Oracle's backlog comes from OpenAI, which lost $13.5 billion last year.",
            ["openai"],
        ),
        # two of a list have each their own where the sentence says so
        (
            "Microsoft and Nvidia agreed to invest $5 billion and $10 billion, respectively.",
            ["microsoft", "nvidia"],
        ),
        ("微软与英伟达分别投资50亿美元和100亿美元。", ["microsoft", "nvidia"]),
        # what is said of nobody new is said of the one before
        ("Oracle borrowed. The company had $162 billion of debt.", ["oracle"]),
        ("甲骨文继续借钱。公司负债1620亿美元。", ["oracle"]),
        # a role means the last of that role
        ("Oracle builds for Anthropic. The start-up burned $5 billion.", ["anthropic"]),
        ("微软持有OpenAI的股份。后者承诺采购2500亿美元的Azure服务。", ["openai"]),
        # a name that nobody knows is nobody
        ("Oracle borrows. Cutwater Ridge raised $46 billion.", ["oracle", None][1:]),
        # firms at large are nobody
        ("Oracle borrows. The hyperscalers will spend $650 billion on data centers.", [None]),
        # who only says so is no subject
        ("甲骨文继续借钱。穆迪估计其负债将达2000亿美元。", ["oracle"]),
        # products and people are of their firm, chips only at the head of a clause
        ("ChatGPT has 900 million weekly users.", ["openai"]),
        ("Jensen Huang said revenue was $96 billion.", ["nvidia"]),
        ("CoreWeave has 600,000 Blackwell GPUs online.", ["coreweave"]),
        # paid by, owned by
        ("Some $5 billion was paid by Amazon for it.", ["amazon"]),
        ("Scale AI, 49% owned by Meta, keeps its name.", ["meta"]),
        # who led a round did not raise it
        ("Anthropic grew fast. Lightspeed led a $3.5 billion funding round.", ["anthropic"]),
    ],
)
def test_a_figure_is_of_the_one_of_whom_the_text_speaks(
    text: str, wanted: list[str | None]
) -> None:
    assert parties(text) == wanted


def test_a_valuation_is_that_of_the_firm_invested_in() -> None:
    assert parties("SoftBank invested in OpenAI at a valuation of $852 billion.") == ["openai"]


def test_each_paragraph_of_an_article_about_one_firm_is_about_it() -> None:
    said = ("Oracle needs money, Oracle says.", "Moody's warned Nvidia.", "Debt was $162 billion.")
    text = "\n\n".join(("Oracle borrows", *said))
    assert [c.party for c in candidates(article_of("a.txt", text))] == ["oracle"]
