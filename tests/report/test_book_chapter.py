"""The second chapter: a headline and numbers that follow from the book."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from caploop.book.agreement import FlowKind, Role
from caploop.book.execute import Standing
from caploop.report.book_chapter import finding, numbers, priceless
from caploop.report.text import TEXTS, plain
from tests.report.book_cases import desk, empty, record, several, tranche


def test_the_headline_says_what_binds_and_whose_it_is() -> None:
    told = finding(several(), desk(several()))
    assert told == "Of $250bn promised to suppliers, $100bn binds; 100% of that is Lab’s"
    chinese = plain(finding(several(), desk(several(), "zh")))
    assert chinese == "对供应商的2500亿美元承诺中，1000亿美元有约束力，其中lab公司占100%"


def test_the_headline_changes_with_the_record() -> None:
    found = record(tranche("lab-cloud-2025/compute/a", "40e9", firmness="stated"))
    assert finding(found, desk(found)) == "Of $40bn promised to suppliers, $0 binds"


def test_without_promises_the_headline_counts_agreements() -> None:
    assert finding(empty(), desk(empty())).startswith("0 agreements")


def test_a_payer_of_less_than_half_is_not_named() -> None:
    pairs = [("lab", "cloud"), ("cloud", "maker"), ("maker", "lab")]
    found = record(
        *(tranche(f"{a}-{b}-2025/compute/a", "10e9", payer=a, payee=b) for a, b in pairs)
    )
    assert finding(found, desk(found)) == "Of $30bn promised to suppliers, $30bn binds"


def test_the_numbers_are_those_of_the_record() -> None:
    shown = {to + what: number + word for number, word, what, to in numbers(*asked(several()))}
    assert list(shown.values()) == ["$250bn", "$150bn", "$100bn", "$100bn", "4", "5", "25%"]


def test_an_empty_book_has_dashes_for_what_is_not_known() -> None:
    assert [n[0] for n in numbers(*asked(empty()))] == ["—", "—", "—", "—", "0", "0", "—"]


def asked(found: Any) -> tuple[Any, Any]:
    return found, desk(found)


def test_power_ordered_on_conditions_is_told_only_where_there_is_some() -> None:
    ordered = tranche(
        "lab-maker-2025/chips/all",
        "5e9",
        kind="chip_purchase",
        unit="W",
        firmness="conditional",
        condition="ordered >= 2",
    )
    assert "5 GW" in priceless(*asked(record(ordered)))
    assert priceless(*asked(several())) == ""


WORDS: dict[str, Any] = {"kind": FlowKind, "standing": Standing, "role": Role}


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_of_the_book_is_in_the_text_table(kind: str) -> None:
    names = {f"{kind}.{word}" for word in get_args(WORDS[kind])} - {"role.own"}
    assert names <= set(TEXTS)
