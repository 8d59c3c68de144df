"""The chapters on runs: every number is the record's, references close, both languages say all."""

from __future__ import annotations

import re
from functools import cache

import pytest
from msgspec.structs import replace

from caploop.report.chapters.book.page_context import PageContext, page_context
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.section import RunChapter
from caploop.report.html.page import report_html
from caploop.report.page_chapters import CHAPTERS, run_chapters
from caploop.report.tables.run.answer import YEARS
from caploop.report.tables.run.firms import unmoved
from caploop.report.tables.shown import percent, rough, span, usd
from caploop.report.text.words import LANGUAGES, plain
from caploop.study.loop import loop
from caploop.study.report_runs import ReportRuns, report_runs
from tests.real_book import real_known
from tests.report.headlines import faults
from tests.report.html.test_page import Page, bundled
from tests.report.real_records import bundled_book
from tests.report.text.sentences import sentences


def held() -> ReportRuns:
    return report_runs(real_known(), draws=200)


@cache
def desk(language: str) -> PageContext:
    return page_context(bundled_book(), claim_index(bundled(), language))


def test_chapters_stand_in_the_order_of_the_list_under_their_questions_names() -> None:
    assert tuple(chapter.id for chapter in told()) == CHAPTERS


def told(language: str = "en", of: ReportRuns | None = None) -> tuple[RunChapter, ...]:
    return tuple(run_chapters(of or held(), desk(language)))


@cache
def page(language: str) -> str:
    return report_html(
        bundled(),
        language=language,
        book=bundled_book(),
        worlds=held(),
        loop=loop(real_known()),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", [*CHAPTERS[:-1], "trust", "front"])
def test_a_headline_says_nothing_that_does_not_stand_below_it(chapter: str, language: str) -> None:
    assert faults(page(language), chapter, language=language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reference_of_the_page_has_its_place_once(language: str) -> None:
    found = Page(page(language))
    ids = found.values("id")
    assert found.open == []
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in found.values("href") if h.startswith("#")} <= set(ids)
    tags = [tag for tag, _ in found.tags]
    assert tags.count("table") == tags.count("caption")


def test_findings_change_with_their_records() -> None:
    one = held()
    cash_out = one.runway.cash_out
    out = replace(cash_out, by_quarter={**cash_out.by_quarter, "2030Q4": 0.77})
    other = replace(one, runway=replace(one.runway, cash_out=out))
    assert "77%" in told(of=other)[1].finding
    assert "77%" not in told()[1].finding


def test_the_years_table_is_the_records() -> None:
    section = next(s for s in told()[1].sections if s.id == "runway_when")
    in_2027 = next(r for r in section.rows if r[0] == "2027")
    assert in_2027[1] == percent(held().dry.cash_out.in_year["2027"])
    assert len(section.scenes) == 3


def test_what_moves_cash_out_is_the_draws_of_the_chapters_own_run() -> None:
    section = next(s for s in told()[1].sections if s.id == "runway_moves")
    record = held().drivers["runway"]
    moved = record.outcomes[0]
    assert moved.outcome == "cash-out-by-2030"
    assert moved.value == pytest.approx(held().runway.cash_out.by_quarter["2030Q4"])
    assert (record.draws, record.seed) == (held().runway.draws, held().runway.seed)
    assert len(section.rows) == 5
    assert section.rows[0][3] == percent(moved.drivers[0].lowest.value)
    assert section.rows[0][4] == percent(moved.drivers[0].highest.value)
    assert f"{moved.floor:.2f}" in section.about
    assert len(section.scenes) == 3


def test_every_parameter_read_has_its_line_with_a_source_or_the_word_assumption() -> None:
    section = told()[2].sections[-1]
    assert len(section.bases) == len(held().run.priors)
    assert all(b.cites or b.assumed or b.source for b in section.bases)
    assert section.notes


def test_rows_are_as_wide_as_their_headings() -> None:
    for language in LANGUAGES:
        for chapter in told(language):
            for section in chapter.sections:
                assert {len(row) for row in section.rows} <= {len(section.names)}


def test_no_record_of_a_run_holds_a_sentence_of_ours() -> None:
    assert list(sentences(held())) == []


def test_sums_and_shares_in_words() -> None:
    assert (usd(30, "en"), usd(30, "zh"), usd(0, "en")) == ("$30bn", "300亿美元", "0")
    assert span(1, 2, "en") == "$1bn – $2bn"
    assert (rough(134.2, "en"), rough(1340, "en"), rough(0.936, "en")) == (
        "$130bn",
        "$1,300bn",
        "$0.94bn",
    )
    assert (rough(134.2, "zh"), rough(-2.0, "en"), rough(0.04, "en")) == (
        "1300亿美元",
        "−$2bn",
        "0",
    )
    assert [percent(v) for v in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "0%",
        "<1%",
        "50%",
        ">99%",
        "100%",
    ]


NUMBER = re.compile(r"[−-]?[$]?[0-9][0-9.,]*(?:Q[1-4]|bn|trn|%|万亿美元|亿美元)?")
YEAR = re.compile(r"20(?:2[5-9]|3[0-5])(?!Q|[0-9])年?")
MOST_WORDS, MOST_SQUARES = 14, 34


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_finding_stands_in_an_open_table_or_a_picture(language: str) -> None:
    for chapter in told(language):
        tables = [v for s in chapter.sections if not s.folded for r in s.rows for v in r]
        pictures = [c.svg for s in chapter.sections for c in s.scenes.values()]
        shown = " ".join((*tables, *pictures))
        for number in NUMBER.findall(YEAR.sub("", plain(chapter.finding))):
            assert number.rstrip(".,") in shown, (chapter.id, number)


def test_a_finding_is_one_line_of_at_most_fourteen_words() -> None:
    for chapter in told():
        assert len(plain(chapter.finding).split()) <= MOST_WORDS, chapter.finding
    for chapter in told("zh"):
        found = plain(chapter.finding)
        squares = sum(1.0 if letter > "\u2e80" else 0.5 for letter in found)
        assert squares <= MOST_SQUARES, found


def test_debt_that_nothing_moves_is_marked_and_no_firm_is_called_simulated_whole() -> None:
    """Since every firm borrows for its capex and rolls debt over, something moves each."""
    chapter = told()[2]
    firms = next(s for s in chapter.sections if s.id == "run_firms")
    assert unmoved(held().run, YEARS) == frozenset()
    place = firms.names.index("debt")
    by_firm: dict[str, set[str]] = {}
    for row in firms.rows:
        by_firm.setdefault(row[1], set()).add(row[place])
    for values in by_firm.values():
        marked = {v.endswith("†") for v in values}
        assert len(marked) == 1
        assert marked == {False} or len(values) == 1
    assert "Every firm" not in chapter.standfirst


def test_what_a_holder_puts_in_is_the_money_the_runway_has_from_it() -> None:
    """Two chapters, one fact: the cash of Microsoft or SoftBank to 2030 is the same in both."""
    sources = {s.origin: s.to_2030 for s in held().runway.sources}
    holders = {h.holder: h.put_in for h in held().value.holders}
    for name in ("microsoft", "softbank", "amazon", "nvidia", "market"):
        assert holders[name] == pytest.approx(sources.get(name, 0.0), abs=1e-4)


def test_a_payer_that_never_pays_back_has_no_months() -> None:
    section = next(s for s in told()[0].sections if s.id == "earn_winning")
    place = section.names.index("months to pay back")
    for row, year in zip(section.rows, held().earn.winning, strict=False):
        assert (row[place] == "never") == (year.value_over_cost < 1)


def test_without_runs_the_chapters_are_not_there() -> None:
    text = report_html(bundled(), language="en", book=bundled_book())
    assert 'id="runway"' not in text
    assert 'href="#runway"' not in text
