"""The chapters on runs: every number is the record's, references close, both languages say all."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.book_chapter_words import desk_of
from caploop.report.chapter_cite import shelf_of
from caploop.report.page import report_html
from caploop.report.run_chapter import run_chapters
from caploop.report.run_section import RunChapter, percent, span, usd
from caploop.report.text import LANGUAGES
from caploop.study.book import open_book
from caploop.study.worlds import Worlds, worlds
from tests.report.book_cases import bundled_book
from tests.report.test_page import Page, bundled


def held() -> Worlds:
    book = open_book()
    return worlds(book, as_of=book.as_of, known_at=book.known_at, draws=200)


def told(language: str = "en", of: Worlds | None = None) -> tuple[RunChapter, ...]:
    desk = desk_of(bundled_book(), shelf_of(bundled(), language))
    return run_chapters(of or held(), desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reference_of_the_page_has_its_place_once(language: str) -> None:
    text = report_html(bundled(), language=language, book=bundled_book(), worlds=held())
    found = Page(text)
    ids = found.values("id")
    assert found.open == []
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in found.values("href") if h.startswith("#")} <= set(ids)
    tags = [tag for tag, _ in found.tags]
    assert tags.count("table") == tags.count("caption")


def test_findings_change_with_their_records() -> None:
    one = held()
    out = replace(one.dry.cash_out, quantiles={**one.dry.cash_out.quantiles, "q50": "2031Q3"})
    other = replace(one, dry=replace(one.dry, cash_out=out))
    assert "2031Q3" in told(of=other)[1].finding
    assert "2031Q3" not in told()[1].finding


def test_the_years_table_is_the_records() -> None:
    section = next(s for s in told()[1].sections if s.id == "pay_when")
    in_2027 = next(r for r in section.rows if r[0] == "2027")
    assert in_2027[1] == percent(held().dry.cash_out.in_year["2027"])
    assert len(section.scenes) == 3


def test_what_moves_cash_out_is_the_draws_of_the_chapters_own_run() -> None:
    section = next(s for s in told()[1].sections if s.id == "pay_moves")
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


def test_sums_and_shares_in_words() -> None:
    assert (usd(30, "en"), usd(30, "zh"), usd(0, "en")) == ("$30bn", "300亿美元", "0")
    assert span(1, 2, "en") == "$1bn – $2bn"
    assert [percent(v) for v in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "0%",
        "<1%",
        "50%",
        ">99%",
        "100%",
    ]


def test_without_runs_the_chapters_are_not_there() -> None:
    text = report_html(bundled(), language="en", book=bundled_book())
    assert 'id="pay"' not in text
    assert 'href="#pay"' not in text
