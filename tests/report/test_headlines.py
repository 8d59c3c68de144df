"""Headlines and standfirsts: every number stands below, open, in the same rounding."""

from __future__ import annotations

from functools import cache

import pytest

from caploop.report.html.page import report_html
from caploop.report.text.words import LANGUAGES
from caploop.study.loop import loop
from caploop.study.plan import plan
from tests.real_book import real_known
from tests.report.headlines import chapter_of, counted, faults, numbers_in
from tests.report.real_records import bundled, bundled_book

HELD = ["claims", "book", "loop", "plan"]


@cache
def page(language: str) -> str:
    """The page with every chapter that needs no run; those that do: test_page_chapters."""
    return report_html(
        bundled(),
        language=language,
        book=bundled_book(),
        loop=loop(real_known()),
        plan=plan(real_known(), draws=2000),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", HELD)
def test_a_headline_says_nothing_that_does_not_stand_below_it(chapter: str, language: str) -> None:
    assert faults(page(language), chapter, language=language) == []


SECTION = """<main id="main"><article id="x"><h2 class="finding">{headline}</h2>
<p class="standfirst">{standfirst}</p><table><tbody>{rows}</tbody></table>
<details><summary>more</summary><table><tr><td>$451bn</td></tr></table></details>
<svg><text>{text}</text></svg></article></main>"""


def case(headline: str, rows: str = "", standfirst: str = "", text: str = "") -> list[str]:
    shown = SECTION.format(headline=headline, rows=rows, standfirst=standfirst, text=text)
    return faults(shown, "x", language="en")


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"


def test_a_number_in_another_rounding_or_in_a_closed_drawer_is_found() -> None:
    assert case("They owe $451bn", row("debt", "$450bn")) == [
        "headline: $451bn stands in no open table or chart"
    ]
    assert case("They owe $451bn", row("debt", "$451bn")) == []
    assert case("They owe $451bn", text="$451bn owed") == []
    assert len(case("They owe much", standfirst="It is 65%.", text="39%")) == 1


@pytest.mark.parametrize(
    ("headline", "count"),
    [
        ("Of 35% credit 77%–96% would be built", 2),
        ("A valuation of $840bn implies 61% to 75% of revenue", 2),
        ("SPVs owe $79bn by 2030 ($41bn–$130bn)", 1),
        ("估值8400亿美元，须达61%至75%", 2),
        ("$1bn, $2bn and $3bn", 3),
    ],
)
def test_a_range_is_one_number_and_an_interval_beside_it_none(headline: str, count: int) -> None:
    assert counted(headline) == count


def test_a_number_outside_the_interval_beside_it_is_found() -> None:
    assert case("4% would not come", row("share", "4%", "7% – 23%")) == ["4% lies outside 7% – 23%"]
    assert case("12% would not come", row("share", "12%", "7% – 23%")) == []
    assert case("The market feeds 7", row("firms", "7 (0 – 6)")) == ["7 lies outside 0 – 6"]


def test_a_headline_of_three_numbers_or_of_fifteen_words_is_found() -> None:
    three = case("$1bn, $2bn and $3bn", row("$1bn", "$2bn", "$3bn"))
    assert three == ["more than 2 numbers: $1bn, $2bn and $3bn"]
    assert case(" ".join(["word"] * 15)) == [f"too long: {' '.join(['word'] * 15)}"]
    assert faults(SECTION, "y", language="en") == ["there is no headline"]


def test_years_say_when_and_units_belong_to_the_number() -> None:
    assert numbers_in("In 2027 it owes $82.7bn, 0.75× and 1.4 GW by 2027Q2") == [
        *("$82.7bn", "0.75×", "1.4 GW"),
    ]
    assert numbers_in("2027年应付827亿美元，占98%") == ["827亿美元", "98%"]


def test_a_page_holds_its_own_words_and_no_other_pages() -> None:
    found = chapter_of(page("en"), "claims")
    assert found.headline.startswith("Nvidia’s")
    assert not any("$717bn" in text for text in found.texts)
