"""Candidates on sentences: whose figure, on which side, of what measure, when, how firm."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.ingest import Candidate, candidates
from caploop.ingest.article import article_of


def of(text: str) -> list[Candidate]:
    return list(candidates(article_of("a.txt", text)))


@pytest.mark.parametrize(
    ("text", "measure", "party", "counterparty"),
    [
        ("英伟达将向OpenAI投资300亿美元。", "equity_investment", "nvidia", "openai"),
        ("輝達將向OpenAI投資300億美元。", "equity_investment", "nvidia", "openai"),
        ("Nvidia will invest $30 billion in OpenAI.", "equity_investment", "nvidia", "openai"),
        (
            "Oracle signed a contract with Nvidia worth $40 billion.",
            "contract_value",
            "oracle",
            "nvidia",
        ),
        ("OpenAI的估值达到8520亿美元。", "valuation", "openai", None),
        ("CoreWeave's backlog rose to $99.4 billion.", "backlog", "coreweave", None),
        ("OpenAI上半年烧钱85亿美元。", "cash_burn", "openai", None),
        ("Microsoft guided capital expenditures of $190 billion.", "capex", "microsoft", None),
        ("博通将为OpenAI部署10吉瓦。", "capacity_power", "broadcom", None),
        ("AMD shares closed at $205.", "price", "amd", None),
    ],
)
def test_a_figure_has_its_measure_and_its_sides(
    text: str, measure: str, party: str, counterparty: str | None
) -> None:
    (found,) = of(text)
    assert (found.measure, found.party, found.counterparty) == (measure, party, counterparty)


def test_places_are_code_points_of_the_text_as_stored() -> None:
    text = "　輝達營收962億美元。"
    (found,) = of(text)
    assert text[found.start : found.end] == found.figure == "962億美元"


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("OpenAI的收入为131亿美元。", "actual"),
        ("OpenAI预计收入为300亿美元。", "guidance"),
        ("OpenAI计划投资6000亿美元。", "plan"),
        ("知情人士称,软银拟借款400亿美元。", "rumour"),
        ("Nvidia denied it would invest $100 billion in OpenAI.", "denied"),
    ],
)
def test_the_nature_is_that_of_its_clause(text: str, nature: str) -> None:
    assert [c.nature for c in of(text)] == [nature]


def test_a_figure_without_a_word_of_its_own_measures_what_the_one_before_it_does() -> None:
    first, second = of("OpenAI全年消耗了80亿美元现金,低于此前预计的90亿美元。")
    assert first.measure == second.measure == "cash_burn"
    assert second.confidence < first.confidence


def test_a_sum_in_another_currency_measures_what_it_restates() -> None:
    first, second = of("OpenAI的估值达8300亿美元(约合人民币5.7万亿元)。")
    assert (first.measure, second.measure, second.qualifier) == (
        "valuation",
        "valuation",
        "restated",
    )


def test_a_first_person_is_the_title_s_company_or_nobody() -> None:
    known = of("Nvidia second-quarter call\n\nWe ended the quarter with $62 billion in cash.")
    unknown = of("Northgate call\n\nAnthropic grew.\n\nWe ended with $5.5 billion in cash.")
    assert [c.party for c in known] == ["nvidia"]
    assert [c.party for c in unknown] == [None]


def test_the_period_is_the_nearest_and_relative_words_count_from_the_article_s_day() -> None:
    text = "OpenAI\n2026-08-04\n\n2025年上半年营收43亿美元,今年的营收将达300亿美元。"
    assert article_of("a", text).day == date(2026, 8, 4)
    assert [c.period for c in of(text)] == ["2025-01-01..2025-06-30", "2026-01-01..2026-12-31"]


def test_rhetoric_and_idle_stretches_of_time_are_no_claims() -> None:
    assert of("奥特曼掌控千亿美金帝国。") == []
    assert of("最近几周,市场平静。") == []


def test_a_headline_without_currency_takes_the_usual_one_and_says_so() -> None:
    text = "OpenAI冲2800亿营收!\n\nOpenAI的收入目标为2800亿美元,现金为100亿美元。"
    first = of(text)[0]
    assert (first.currency, first.measure) == ("USD", "revenue")
    assert first.rule.endswith("currency-implied")


def test_what_a_figure_is_compared_with_is_the_period_of_the_other_one() -> None:
    """Of 43, 16 % and 60: the half, the half, and the year before."""
    half, growth = of("2025年上半年OpenAI营收43亿美元,较2024年全年营收高出约16%。")
    now, then = of("OpenAI的年化营收超过200亿美元,相较2024年的60亿美元。")
    assert half.period == growth.period == "2025-01-01..2025-06-30"
    assert (now.period, then.period) == (None, "2024-01-01..2024-12-31")


def test_a_plan_behind_a_figure_does_not_make_it_one() -> None:
    done, ahead = of("OpenAI去年收入131亿美元,并计划到2030年增至2800亿美元。")
    assert (done.nature, ahead.nature) == ("actual", "plan")
