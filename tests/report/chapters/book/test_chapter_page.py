"""The page with both chapters: still one whole file, every reference in its place."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from msgspec.structs import replace

from caploop.cli.report import ReportCall, write_report
from caploop.evidence.store import BUNDLED
from caploop.report.chapters.book.page_context import tranche_anchor
from caploop.report.chapters.claims.cite import anchor
from caploop.report.html.page import report_html
from caploop.report.text.words import LANGUAGES, say
from caploop.study.shared.open import BookRecord
from caploop.study.shared.opening import load_book
from tests.report.book_cases import empty, papers, record, several, tranche
from tests.report.html.page_read import Page
from tests.report.real_records import bundled, bundled_book

BOOKS = {"small": (papers, several), "empty": (papers, empty), "bundled": (bundled, bundled_book)}


@cache
def page(name: str, language: str = "en") -> Page:
    return Page(text(name, language))


@cache
def text(name: str, language: str = "en") -> str:
    claims, book = BOOKS[name]
    return report_html(claims(), language=language, book=book())


def kept(found: Page, *tags: str) -> list[tuple[str, Any]]:
    return [t for t in found.tags if t[0] in tags]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BOOKS)
def test_every_reference_inside_the_page_has_its_place_once(name: str, language: str) -> None:
    found = page(name, language)
    ids = found.values("id")
    assert found.open == []
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in found.values("href") if h.startswith("#")} <= set(ids)
    labels = found.values("aria-labelledby") + found.values("aria-describedby")
    assert {i for v in labels for i in v.split()} <= set(ids)


@pytest.mark.parametrize("name", ["small", "bundled"])
def test_every_tranche_and_every_claim_behind_one_has_an_anchor(name: str) -> None:
    claims, book = BOOKS[name]
    ids = set(page(name).values("id"))
    tranches = [e.tranche for e in book().executed]
    known = {c.id for c in claims().claims}
    assert {tranche_anchor(t.id) for t in tranches} <= ids
    assert {anchor(c) for t in tranches for c in t.claims if c in known} <= ids


@pytest.mark.parametrize("name", BOOKS)
def test_both_languages_have_the_same_structure(name: str) -> None:
    tags = ("article", "section", "h1", "h2", "h3", "details")
    frames = [[(t, a.get("id")) for t, a in kept(page(name, x), *tags)] for x in LANGUAGES]
    assert frames[0] == frames[1]
    rows = [sorted(i for i in page(name, x).values("id") if i[:2] in {"t-", "c-"}) for x in
            LANGUAGES]  # fmt: skip
    assert rows[0] == rows[1]


@pytest.mark.parametrize("name", BOOKS)
def test_headings_follow_in_order_and_tables_have_captions(name: str) -> None:
    found = page(name)
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    tags = [tag for tag, _ in found.tags]
    assert tags.count("table") == tags.count("caption")
    assert all(a.get("scope") in {"col", "row"} for tag, a in found.tags if tag == "th")


def test_the_headline_of_the_chapter_changes_with_the_book() -> None:
    assert "Lab has signed for $100bn of supplies" in text("small")
    other = record(tranche("lab-cloud-2025/compute/a", "7e9"))
    assert "Lab has signed for $7bn" in report_html(papers(), language="en", book=other)


def test_without_a_book_the_page_has_its_first_chapter_alone() -> None:
    alone = report_html(papers(), language="en")
    found = Page(alone)
    assert "book" not in found.values("id")
    assert say("book", "en") not in alone
    assert found.values("href").count("#timeline") == 0
    assert {h[1:] for h in found.values("href") if h.startswith("#")} <= set(found.values("id"))


def test_an_empty_book_draws_no_picture_and_says_so() -> None:
    drawn = [i for i in page("empty").values("id") if i.endswith("-title")]
    assert drawn == []
    for name in ("timeline.none", "supplied.none", "promised.none", "changed.none"):
        assert say(name, "en") in text("empty")


def test_an_assumption_carries_its_word_and_a_hollow_mark() -> None:
    assert '<span class="mark bare">assumption</span>' in text("small")
    assert '<span class="mark bare">假设</span>' in text("small", "zh")
    assert '<span class="guess">assumption</span>' in text("small")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_in_pictures_is_at_least_11_pixels_at_390(language: str) -> None:
    sizes = re.findall(r"\.scene \.\w+\{font-size:(\d+)px", text("bundled", language))
    assert min(map(int, sizes)) >= 11
    widths = re.findall(r'aria-labelledby="[\w-]*-narrow-title"[^>]*', text("bundled", language))
    assert widths
    shown = re.findall(r'width="(\d+)"[^>]*aria-labelledby="[\w-]+-narrow', text("bundled"))
    assert set(shown) == {"358"}


def write(folder: Path, **where: Any) -> str:
    output = folder / "report.html"
    given: dict[str, Any] = {"book": None, "ledger": None, "as_of": None, "known_at": None}
    asked = ReportCall(**{**given, **where}, draws=200, quiet=True)
    write_report(output, asked, lang="en")
    return output.read_text("utf-8")


def test_the_report_of_the_programs_own_book_has_both_chapters(tmp_path: Path) -> None:
    assert 'id="book"' in write(tmp_path)


def test_a_folder_without_a_book_gives_the_first_chapter(tmp_path: Path) -> None:
    home = tmp_path / "claims"
    copytree(BUNDLED / "evidence", home / "evidence")
    (home / "book.toml").write_text((BUNDLED / "book.toml").read_text("utf-8"), "utf-8")
    assert 'id="book"' not in write(tmp_path, book=home)


def test_a_database_of_claims_alone_gives_the_first_chapter(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/claims.db"
    load_book(None, url=url)
    assert 'id="book"' not in write(tmp_path, ledger=url)


def test_the_chapter_is_of_the_two_dates_asked_for(tmp_path: Path) -> None:
    book: BookRecord = bundled_book()
    early = book.executed[0].tranche.known_at
    shown = write(tmp_path, as_of=early, known_at=early)
    later = [e.tranche for e in book.executed if e.tranche.known_at > early]
    assert later
    assert not [t.id for t in later if f'id="{tranche_anchor(t.id)}"' in shown]


MARKUP = "<script>alert(1)</script>\"'&"


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_names_sources_and_addresses_stays_text(language: str) -> None:
    paper = tranche(
        "lab-cloud-2025/compute/all",
        "9e9",
        source=MARKUP,
        publisher=MARKUP,
        address=f"javascript:{MARKUP}",
        condition_text=MARKUP,
        exit_terms=MARKUP,
        note=MARKUP,
    )
    made = record(paper)
    named = tuple(replace(p, name_en=MARKUP, name_zh=MARKUP, note=MARKUP) for p in made.parties)
    found = report_html(papers(), language=language, book=replace(made, parties=named))
    assert "<script>alert" not in found
    assert 'href="javascript' not in found
    assert "&lt;script&gt;alert(1)" in found
