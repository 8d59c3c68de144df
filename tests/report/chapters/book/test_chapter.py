"""The second chapter: a headline and numbers that follow from the book."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from caploop.book.agreement import FlowKind, Role
from caploop.book.execute import Standing
from caploop.report.chapters.book.chapter import finding, numbers, priceless
from caploop.report.chapters.book.money import by_payer
from caploop.report.text.words import plain, texts
from tests.report.book_cases import desk, empty, record, several, tranche


def test_the_headline_says_who_signed_for_most_and_what_of_it_has_no_dates() -> None:
    told = finding(several(), desk(several()))
    assert told == "Lab has signed for $100bn of supplies; $100bn of it has no dates"
    chinese = plain(finding(several(), desk(several(), "zh")))
    assert chinese == "lab公司已签约1000亿美元采购，其中1000亿美元未注明日期"


def test_the_headline_changes_with_the_record() -> None:
    found = record(tranche("lab-cloud-2025/compute/a", "40e9", firmness="stated"))
    assert finding(found, desk(found)) == "$40bn is promised to suppliers, none of it signed"


def test_without_promises_the_headline_counts_agreements() -> None:
    assert finding(empty(), desk(empty())).startswith("0 agreements")


def test_one_rent_on_two_levels_is_not_added() -> None:
    """The lab owes the cloud 10; of it the cloud owes the maker 12: the headline has 10."""
    found = record(
        tranche("lab-cloud-2025/compute/a", "10e9"),
        tranche("cloud-maker-2025/chips/a", "12e9", payer="cloud", payee="maker"),
    )
    assert finding(found, desk(found)).startswith("Lab has signed for $10bn")
    assert [(p.payer, p.passed_on) for p in by_payer(found)] == [("cloud", True), ("lab", False)]
    texts = [number + word for number, word, _, _ in numbers(*asked(found))]
    assert (texts[0], texts[2]) == ("$10bn", "$12bn")


def test_the_numbers_are_those_of_the_record() -> None:
    shown = {to + what: number + word for number, word, what, to in numbers(*asked(several()))}
    assert list(shown.values()) == ["$100bn", "$100bn", "—", "4", "5", "0%", "100%"]


def test_an_empty_book_has_dashes_for_what_is_not_known() -> None:
    assert [n[0] for n in numbers(*asked(empty()))] == ["—", "—", "—", "0", "0", "—", "—"]


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
    assert names <= set(texts())
