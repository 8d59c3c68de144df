"""The chapter on circularity: every number is the record's, and no loop is said in words."""

from __future__ import annotations

import re
from functools import cache

import pytest
from msgspec.structs import replace

from caploop.book.known import known_book
from caploop.report.chapters.book.page_context import PageContext, page_context, tranche_anchor
from caploop.report.chapters.claims.cite import anchor, claim_index
from caploop.report.chapters.loop.chance import remark
from caploop.report.chapters.loop.chapter import Circular, finding, loop_chapter, netting
from caploop.report.chapters.loop.ring import edging, ribbons
from caploop.report.html.page import report_html
from caploop.report.text.words import LANGUAGES, say
from caploop.study.loop import loop
from caploop.study.loop.record import IndexRow, LoopRecord
from tests.real_book import real_book, real_known
from tests.report.book_cases import empty, papers
from tests.report.html.test_page import Page, bundled
from tests.report.real_records import bundled_book


@cache
def record() -> LoopRecord:
    return loop(real_known())


@cache
def nothing() -> LoopRecord:
    return loop(known_book(replace(real_book(), agreements=())))


@cache
def page(language: str = "en") -> str:
    return report_html(bundled(), language=language, book=bundled_book(), loop=record())


def desk(language: str = "en") -> PageContext:
    return page_context(bundled_book(), claim_index(bundled(), language))


def told(found: LoopRecord, language: str = "en") -> Circular:
    return loop_chapter(found, bundled_book(), claim_index(bundled(), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reference_of_the_whole_page_has_its_place_once(language: str) -> None:
    found = Page(page(language))
    ids = found.values("id")
    assert found.open == []
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in found.values("href") if h.startswith("#")} <= set(ids)
    tags = [tag for tag, _ in found.tags]
    assert tags.count("table") == tags.count("caption")


def test_each_side_links_to_its_tranches_and_claims() -> None:
    hrefs = set(Page(page()).values("href"))
    known = {c.id for c in bundled().claims}
    for edge in (e for row in record().loops for e in row.edges):
        assert {f"#{tranche_anchor(t)}" for t in edge.agreements} <= hrefs
        assert {f"#{anchor(c)}" for c in edge.claims if c in known} <= hrefs


def test_the_finding_is_the_year_that_revenue_does_not_cover() -> None:
    assert finding(record(), desk()).startswith("In 2027 OpenAI owes $82.7bn under contract")


def test_else_the_finding_is_the_largest_interval_and_changes_with_the_record() -> None:
    first = record().self_funded[0]
    other = replace(first, min=1e9, pro_rata=2e9, max=3e9, of=4e9)
    said = finding(replace(record(), self_funded=(other,), coverage=()), desk())
    assert said.startswith("$1bn to $3bn of Amazon’s $4bn")
    assert finding(record(), desk()) in page()


def test_without_dated_money_the_finding_counts_the_loops_on_paper() -> None:
    bare = replace(record(), self_funded=(), coverage=())
    assert f"Loops on paper: {len(record().loops)};" in finding(bare, desk())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_loop_is_said_in_words_without_an_empty_picture(language: str) -> None:
    whole = report_html(papers(), language=language, book=empty(), loop=nothing())
    assert not [i for i in Page(whole).values("id") if i.startswith("ring-")][1:]
    for name in ("loop.none", "ring.none", "own_cheque.none", "covered.none", "by_chance.none",
                 "gross_net.none"):  # fmt: skip
        assert say(name, language) in whole


def test_without_a_book_or_a_loop_the_chapter_is_not_there() -> None:
    for book, held in ((None, record()), (bundled_book(), None)):
        whole = report_html(bundled(), language="en", book=book, loop=held)
        assert 'id="loop"' not in whole
        assert 'href="#loop"' not in whole


def test_a_side_is_cut_into_what_goes_round_and_the_rest() -> None:
    drawn = ribbons(record(), desk())
    for row in record().loops:
        for edge in row.edges:
            own = [r for r in drawn if (r.source, r.target) == (edge.payer, edge.payee)]
            assert sum(r.amount for r in own) == pytest.approx(edge.amount / 1e9)
            assert max(r.amount for r in own if r.in_loop) >= row.bottleneck / 1e9 - 1e-6


def test_a_side_of_two_loops_is_drawn_once_with_the_larger_part() -> None:
    first = record().loops[0]
    smaller = replace(first, bottleneck=first.bottleneck / 2)
    twice = ribbons(replace(record(), loops=(first, smaller)), desk())
    assert twice == ribbons(replace(record(), loops=(first,)), desk())


def test_a_rumour_is_dotted_and_a_letter_dashed() -> None:
    assert [edging(f) for f in ("rumoured", "letter_of_intent", "conditional")] == [
        "talks",
        "letter",
        "firm",
    ]


def test_an_interval_always_has_both_ends_and_the_point() -> None:
    for own in told(record()).own:
        assert all((own.least, own.pro_rata, own.most, own.of))


def test_an_assumed_year_is_hollow_and_undated_money_stands_beside() -> None:
    rows = told(record()).covered.rows
    assumed = [y for r in rows for y in r.years if y and y.assumed]
    assert len(assumed) == sum(r.assumed for r in record().coverage)
    assert page().count('<span class="guess">') > len(assumed)
    openai = next(r for r in rows if r.who == "OpenAI")
    assert openai.undated
    assert "interpolated" in openai.basis


def index(value: float | None, mean: float | None, sd: float | None, n: int = 200) -> IndexRow:
    facts = {"name": "finn_cycling", "type": "equity", "perimeter": "as asked", "reason": None}
    return IndexRow(value=value, null_mean=mean, null_sd=sd, samples=n, **facts)


def test_an_index_near_chance_is_no_finding() -> None:
    assert remark(index(3.0, 1.0, 0.5), "en") == "4.0 sd above chance"
    assert remark(index(0.0, 1.0, 0.5), "en") == "2.0 sd below chance"
    assert remark(index(1.1, 1.0, 0.5), "en") == "0.2 sd from chance: no finding"
    assert "the same" in remark(index(0.0, 0.0, 0.0), "en")
    assert remark(index(None, None, None), "en") == say("chance.none", "en")
    assert remark(index(0.1, None, None, 1), "en") == "only 1 rewired networks fit"


def test_netting_is_told_as_the_record_has_it() -> None:
    sums = replace(record().commitments, removable_by_netting=2e9, share_removable=0.01)
    assert "$2bn, 1.0%" in netting(replace(record(), commitments=sums), desk())


def test_the_narrow_picture_is_as_wide_as_the_others() -> None:
    shown = re.findall(r'width="(\d+)"[^>]*aria-labelledby="ring-(\w+)-', page())
    assert {(name, width) for width, name in shown} >= {("wide", "1240"), ("narrow", "358")}
