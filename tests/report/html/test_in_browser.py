"""The pages as a browser shows them: budgets, one page at a time, tables, evidence, levers.

They are skipped, with the reason, where there is no Chromium.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from caploop.report.html.names import ORDER, file_of
from caploop.report.html.page import report_html
from caploop.report.html.pages import ReportRecords
from caploop.report.html.site import site_files
from caploop.report.text.words import LANGUAGES
from caploop.study.loop import loop
from caploop.study.plan import plan
from tests.real_book import real_known
from tests.report.real_records import bundled, bundled_book
from tests.report.test_page_chapters import held

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to open pages in")

WIDE, NARROW = 1280, 390
FRONT_PX, PAGE_PX = {WIDE: 2400, NARROW: 5500}, {WIDE: 6000, NARROW: 9000}
MOST_CHARTS, MOST_TABLES, MOST_ROWS, MOST_WORDS = 3, 2, 8, 9000
COUNTS = """() => {
  const page = document.querySelector('article.current');
  const seen = (what) => [...page.querySelectorAll(what)].filter((one) => one.checkVisibility());
  const home = document.getElementById('levers');
  const own = (one) => !home || !home.contains(one);
  return {
    height: page.getBoundingClientRect().height,
    wide: document.documentElement.scrollWidth,
    words: page.innerText.split(/\\s+/).length,
    charts: seen('svg').filter((one) => one.getBoundingClientRect().height > 80).filter(own).length,
    tables: seen('table').filter(own).length,
    rows: Math.max(0, ...seen('table:not([data-rows]):not(.steps table)').map(
      (one) => [...one.tBodies[0].rows].filter((row) => !row.hidden).length)),
  };
}"""
FAULTS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('article.current svg.scene')) {
    const box = svg.getBoundingClientRect();
    if (!svg.checkVisibility() || box.width < 40) continue;
    const texts = [...svg.querySelectorAll('text')].map(
      (one) => [one.textContent, one.getBoundingClientRect()]);
    for (const [text, at] of texts) {
      const out = at.left < box.left - 1.5 || at.right > box.right + 1.5
        || at.top < box.top - 1.5 || at.bottom > box.bottom + 1.5;
      if (out) found.push('clipped: ' + text);
    }
    texts.forEach(([text, a], i) => {
      for (const [other, b] of texts.slice(i + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 4) found.push(`collide: ${text} | ${other}`);
      }
    });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def records() -> ReportRecords:
    known = real_known()
    return ReportRecords(
        claims=bundled(),
        book=bundled_book(),
        loop=loop(known),
        worlds=held(),
        plan=plan(known, draws=2000),
    )


@pytest.fixture(scope="module")
def folder(records: ReportRecords, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file in both languages, and the folder of pages."""
    home = tmp_path_factory.mktemp("pages")
    for language in LANGUAGES:
        text = report_html(
            records.claims,
            language=language,
            book=records.book,
            loop=records.loop,
            worlds=records.worlds,
            plan=records.plan,
        )
        (home / f"report-{language}.html").write_text(text, "utf-8")
    for name, text in site_files(records).items():
        (home / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "site" / name).write_text(text, "utf-8")
    return home


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as made:
        # A container's root has no sandbox of its own; the pages are ours.
        opened = made.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Shown:
    """A page in the browser, with what it asked for and what it complained of."""

    def __init__(self, browser: Browser, file: Path, **context: Any) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        width = context.pop("width", WIDE)
        self.page = browser.new_page(viewport={"width": width, "height": 900}, **context)
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("console", lambda one: self.said.append(one.text))
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.goto(file.as_uri())

    def turn(self, name: str) -> None:
        self.page.evaluate("name => { location.hash = name; }", name)
        self.page.wait_for_timeout(60)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_its_budget_and_no_text_is_clipped_or_collides(
    browser: Browser, folder: Path, language: str, width: int
) -> None:
    shown = Shown(browser, folder / f"report-{language}.html", width=width)
    wrong, words = [], 0
    for name in ORDER:
        shown.turn(name)
        told = shown.page.evaluate(COUNTS)
        words += told["words"]
        most = (FRONT_PX if name == "front" else PAGE_PX)[width]
        wrong += [f"{name}: {told['height']:.0f} px, at most {most}"] * (told["height"] > most)
        wrong += [f"{name}: scrolls sideways"] * (told["wide"] > width)
        wrong += [f"{name}: {told['charts']} charts"] * (told["charts"] > MOST_CHARTS)
        wrong += [f"{name}: {told['tables']} tables"] * (told["tables"] > MOST_TABLES)
        wrong += [f"{name}: {told['rows']} rows open"] * (told["rows"] > MOST_ROWS + 4)
        wrong += [f"{name}: {fault}" for fault in shown.page.evaluate(FAULTS)]
    assert wrong == []
    assert language == "zh" or words <= MOST_WORDS
    assert shown.said == []
    assert shown.asked == [(folder / f"report-{language}.html").as_uri()]


def test_the_first_screen_has_the_finding_its_interval_and_both_days(
    browser: Browser, folder: Path
) -> None:
    shown = Shown(browser, folder / "report-en.html")
    for place in ("#front-h", "#front .within", ".clocks time"):
        box = shown.page.locator(place).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900
    assert shown.page.locator(".clocks time").count() == 2
    assert shown.page.locator("#front .ten > li").count() == 10


def test_an_address_leads_to_a_page_or_into_a_drawer_and_an_unknown_one_says_so(
    browser: Browser, folder: Path
) -> None:
    shown = Shown(browser, folder / "report-en.html")
    current = shown.page.locator("article.current")
    shown.turn("value")
    assert (current.count(), current.get_attribute("id")) == (1, "value")
    shown.turn("runway_sources")
    assert current.get_attribute("id") == "runway"
    assert shown.page.locator("#runway_sources").get_attribute("open") is not None
    shown.turn("nothing-of-the-kind")
    assert current.get_attribute("id") == "front"
    assert shown.page.locator(".missing").is_visible()
    shown.turn("<img src=x onerror=alert(1)>")
    assert shown.page.locator(".missing").is_visible()
    assert shown.said == []


def test_without_a_script_every_page_can_be_read(browser: Browser, folder: Path) -> None:
    shown = Shown(browser, folder / "report-en.html", java_script_enabled=False)
    pages = shown.page.locator("article.page")
    assert pages.count() == len(ORDER)
    assert all(pages.nth(i).is_visible() for i in range(pages.count()))


def test_a_figure_opens_its_evidence_beside_it_and_escape_leads_back(
    browser: Browser, folder: Path
) -> None:
    shown = Shown(browser, folder / "report-en.html")
    shown.turn("book")
    figure = shown.page.locator("#book a.cite").first
    figure.focus()
    shown.page.keyboard.press("Enter")
    aside = shown.page.locator("dialog.aside")
    aside.wait_for(state="visible")
    assert "/" in aside.locator("dd").first.inner_text()
    shown.page.keyboard.press("Escape")
    assert not aside.is_visible()
    assert figure.evaluate("one => one === document.activeElement")


def test_a_long_table_shows_eight_rows_then_all_and_sorts_by_size(
    browser: Browser, folder: Path
) -> None:
    shown = Shown(browser, folder / "report-en.html")
    shown.turn("trust")
    rows = shown.page.locator("#register_statements tbody tr")
    visible = shown.page.locator("#register_statements tbody tr:visible")
    assert visible.count() == MOST_ROWS < rows.count()
    shown.page.locator("#register_statements .tools button").first.click()
    assert visible.count() == rows.count()
    shown.page.locator("#register_statements thead button").nth(3).click()
    cells = shown.page.locator("#register_statements tbody tr td:nth-child(4)").all_inner_texts()
    shares = [float(text.strip("%<>")) for text in cells if text.strip("–")]
    assert shares == sorted(shares)
    shown.page.locator("#register_statements thead button").nth(2).click()
    days = shown.page.locator("#register_statements tbody tr td:nth-child(3)").all_inner_texts()
    assert days == sorted(days)


def test_a_setting_changes_sentence_charts_and_results_and_its_address_brings_it_back(
    browser: Browser, folder: Path
) -> None:
    shown = Shown(browser, folder / "report-en.html")
    shown.turn("whatif")
    levers = shown.page.locator("#levers")
    before = levers.locator(".told").inner_text()
    line = levers.locator("polyline.line").first.get_attribute("points")
    levers.locator("select").select_option("preset-S1")
    assert levers.locator(".told").inner_text() != before
    assert levers.locator("polyline.line").first.get_attribute("points") != line
    assert levers.locator("thead th").count() == 3
    assert shown.page.url.endswith("#run-preset-S1")
    again = Shown(browser, folder / "report-en.html")
    again.turn("run-preset-S1")
    assert again.page.locator("#levers select").input_value() == "preset-S1"
    assert again.page.locator("article.current").get_attribute("id") == "whatif"


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("en", "dark", WIDE), ("zh", "light", NARROW)]
)
def test_no_page_of_the_folder_offends_the_rules_of_access(
    browser: Browser, folder: Path, *, language: str, scheme: str, width: int
) -> None:
    home, axe, wrong = folder / "site" / ("" if language == "en" else language), Axe(), []
    shown = Shown(browser, home / "index.html", width=width, color_scheme=scheme)
    for name in ORDER:
        shown.page.goto((home / file_of(name)).as_uri())
        told = axe.run(shown.page, options={"resultTypes": ["violations"]}).response
        wrong += [(name, one["id"], one["nodes"][0]["html"]) for one in told["violations"]]
    assert wrong == []
