"""Tables in a text: units of the line above, periods of columns, rows that are not scaled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caploop.ingest import Candidate, candidates
from caploop.ingest.article import article_of

INCOME = """Nvidia condensed statements of income
August 26, 2026

(In {unit}, except per share data)

Three Months Ended July 26,
|  | 2026 | 2025 |
|---|---|---|
| Revenue | $ 96,221 | $ 46,743 |
| Gross margin | 75.0% | 72.4% |
| Net income (loss) | (1,234) | 26,422 |
| Earnings per diluted share | $ 2.24 | $ 1.08 |

Nvidia said that revenue was $96.2 billion."""

FIGURES = """甲骨文主要财务数据
单位:{unit}
项目\t2026年\t2025年
营业收入\t172.3\t149.3
净利润\t31.0\t29.3
毛利率\t66.1%\t70.3%
"""


def of(text: str) -> list[Candidate]:
    return list(candidates(article_of("a.txt", text)))


@pytest.mark.parametrize(("unit", "factor"), [("thousands", 3), ("millions", 6), ("billions", 9)])
def test_cells_are_in_the_unit_that_the_line_above_names(unit: str, factor: int) -> None:
    found = of(INCOME.format(unit=unit))
    revenue = [c for c in found if c.measure == "revenue" and "table" in c.rule]
    assert [c.value for c in revenue] == [Decimal(n).scaleb(factor) for n in (96221, 46743)]
    assert {c.currency for c in revenue} == {"USD"}
    assert {c.party for c in revenue} == {"nvidia"}


def test_columns_say_when_and_brackets_are_losses() -> None:
    found = of(INCOME.format(unit="millions"))
    now, before = [c for c in found if c.measure == "profit_loss"]
    assert (now.value, before.value) == (Decimal(-1_234_000_000), Decimal(26_422_000_000))
    assert (now.period, before.period) == ("2026-04-27..2026-07-26", "2025-04-27..2025-07-26")


def test_shares_and_sums_per_share_are_not_scaled() -> None:
    found = of(INCOME.format(unit="millions"))
    assert [c.value for c in found if c.measure == "margin"] == [Decimal("0.75"), Decimal("0.724")]
    small = [c.value for c in found if c.unit == "USD" and abs(c.value or 0) < 100]
    assert small == [Decimal("2.24"), Decimal("1.08")]


def test_the_unit_itself_is_no_figure_and_sentences_below_are_read_as_ever() -> None:
    found = of(INCOME.format(unit="millions"))
    assert not [c for c in found if c.figure == "millions"]
    assert found[-1].value == Decimal(96_200_000_000)


@pytest.mark.parametrize(
    ("unit", "size", "currency"),
    [("亿美元", 8, "USD"), ("百万元", 6, "CNY"), ("亿元人民币", 8, "CNY"), ("万港元", 4, "HKD")],
)
def test_tables_in_chinese(unit: str, size: int, currency: str) -> None:
    found = of(FIGURES.format(unit=unit))
    assert [(c.value, c.currency, c.measure) for c in found[:2]] == [
        (Decimal("172.3").scaleb(size), currency, "revenue"),
        (Decimal("149.3").scaleb(size), currency, "revenue"),
    ]
    assert [c.period for c in found[:2]] == [
        "2026-01-01..2026-12-31",
        "2025-01-01..2025-12-31",
    ]
    assert [c.measure for c in found[2:]] == ["profit_loss"] * 2 + ["margin"] * 2


def test_numbers_in_a_table_without_any_unit_are_not_guessed() -> None:
    assert of("甲骨文数据\n项目\t2026年\n营业收入\t172.3\n") == []
