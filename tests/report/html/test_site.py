"""The folder of pages: each file small, its links leading to files and places that are there."""

from __future__ import annotations

import gzip
from functools import cache
from posixpath import dirname, join, normpath

import pytest

from caploop.report.html.names import ORDER, file_of, site_names
from caploop.report.html.pages import ReportRecords
from caploop.report.html.site import POLICY, linked, site_files
from caploop.study.loop import loop
from tests.real_book import real_known
from tests.report.html.page_read import Page
from tests.report.html.test_page import small
from tests.report.real_records import bundled, bundled_book
from tests.report.test_page_chapters import held

FIRST_LOAD = 150_000


@cache
def files() -> dict[str, str]:
    return site_files(
        ReportRecords(claims=bundled(), book=bundled_book(), loop=loop(real_known()), worlds=held())
    )


def test_a_page_a_file_in_both_languages() -> None:
    made = {name.removeprefix("zh/") for name in files()}
    assert made == {
        *(file_of(name) for name in ORDER if name != "plan"),
        "caploop.css",
        "caploop.js",
    }
    assert {*files()} <= {*site_names()}


@pytest.mark.parametrize("name", [n for n in site_names() if n.endswith(".html")])
def test_links_lead_to_files_and_places_that_are_there(name: str) -> None:
    if "plan.html" in name:
        assert name not in files()
        return
    page = Page(files()[name])
    assert page.open == []
    for way in page.values("href"):
        if way.startswith(("http", "data:")):
            continue
        file, _, place = way.partition("#")
        target = normpath(join(dirname(name), file)) if file else name
        assert target in files(), way
        assert not place or f'id="{place}"' in files()[target], way


def test_a_first_load_is_at_most_150_kb_compressed_and_from_the_folder_alone() -> None:
    for name, text in files().items():
        beside = [files()[n] for n in ("caploop.css", "caploop.js")]
        whole = sum(len(gzip.compress(t.encode(), mtime=0)) for t in (text, *beside))
        assert whole <= FIRST_LOAD, name
    assert "unsafe" not in POLICY
    assert all(" style=" not in text for n, text in files().items() if n.endswith(".html"))


def test_a_link_into_another_page_names_its_file_and_one_within_stays() -> None:
    places = {"a": "loop", "loop": "loop", "b": "run"}
    assert linked('<a href="#a">', "run", places) == '<a href="loop.html#a">'
    assert linked('<a href="#loop">', "run", places) == '<a href="loop.html">'
    assert linked('<a href="#b">', "run", places) == '<a href="#b">'


def test_without_runs_the_folder_opens_with_the_claims() -> None:
    made = site_files(ReportRecords(claims=small()))
    assert made["index.html"] == made["claims.html"]
    assert made["zh/index.html"] == made["zh/claims.html"]
    assert {n for n in made if "/" not in n} == {
        *("index.html", "claims.html", "evidence.html", "caploop.css", "caploop.js")
    }
