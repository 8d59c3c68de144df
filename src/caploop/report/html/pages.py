"""The pages of the report: an overview, an answer page a question, trust, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jinja2 import Environment
from msgspec import Struct

from caploop.evidence import RULE
from caploop.report.chapters.book.chapter import book_chapter
from caploop.report.chapters.book.page_context import PageContext, page_context
from caploop.report.chapters.claims import chapter
from caploop.report.chapters.claims.cite import ClaimIndex, claim_index
from caploop.report.chapters.claims.story import finding, pictures, telling
from caploop.report.chapters.loop.chapter import loop_chapter
from caploop.report.chapters.plan.chapter import plan_chapter
from caploop.report.chapters.section import RunChapter
from caploop.report.chapters.whatif import shown_runs
from caploop.report.html.front import FrontRecords, front_page
from caploop.report.html.names import ORDER
from caploop.report.html.open import moved, opened
from caploop.report.page_chapters import run_chapters
from caploop.report.text.words import plain, say
from caploop.study.claims import ClaimsRecord
from caploop.study.loop import LoopRecord
from caploop.study.plan import PlanRecord
from caploop.study.report_runs import ReportRuns
from caploop.study.shared import BookRecord

TRUST = "register"
_MENTION = re.compile(r'href="#(c-[^"]+)"')
_OPENLY = ("fail", "apparent_fail")


class ReportPage(Struct, frozen=True, kw_only=True):
    """A page: its id, its word in the contents, its heading, and its body as HTML."""

    id: str
    name: str
    title: str
    body: str


class ReportRecords(Struct, frozen=True, kw_only=True):
    """What the pages are made of; without a book there are claims and evidence alone."""

    claims: ClaimsRecord
    book: BookRecord | None = None
    loop: LoopRecord | None = None
    worlds: ReportRuns | None = None
    plan: PlanRecord | None = None


def pages_of(records: ReportRecords, environment: Environment, *, language: str) -> PageSet:
    """Every page that the records allow, in order.

    The evidence comes last: it lists what the others link to.
    """
    shelf = claim_index(records.claims, language, records.book)
    shared = _shared(records.claims, shelf)
    made = _Making(environment, shared, language)
    found = [
        made.page("claims", "chapter.html", shared["headline"]),
        *_of_book(records, shelf, made),
    ]
    mentioned = [name for page in found for name in _MENTION.findall(page.body)]
    rows = chapter.entries(records.claims, shelf, mentioned)
    title = say("evidence_page.finding", language, **_counts(shared))
    found.append(made.page("evidence", "evidence.html", title, evidence=rows))
    order = sorted(found, key=lambda page: ORDER.index(page.id))
    return PageSet(pages=tuple(order), shared=shared)


class PageSet(Struct, frozen=True, kw_only=True):
    """Pages in their order, and what every template may name."""

    pages: tuple[ReportPage, ...]
    shared: dict[str, Any]


class _Making:
    """Renders pages with what they share."""

    def __init__(self, environment: Environment, shared: Mapping[str, Any], language: str) -> None:
        self.environment, self.shared, self.language = environment, shared, language

    def page(self, name: str, template: str, title: str, **values: Any) -> ReportPage:
        """A page by its template."""
        body = self.environment.get_template(template).render(self.shared, **values, title=title)
        word = say(f"nav.{name}", self.language)
        return ReportPage(id=name, name=word, title=plain(title), body=body)


def _of_book(records: ReportRecords, shelf: ClaimIndex, made: _Making) -> Iterator[ReportPage]:
    """The pages that need a book, as far as its other records are there."""
    book, loop = records.book, records.loop
    if book is None:
        return
    context = page_context(book, shelf)
    told = book_chapter(book, shelf)
    yield made.page("book", "book.html", told.finding, b=told)
    circular = loop_chapter(loop, book, shelf) if loop is not None else None
    if circular is not None:
        yield made.page("loop", "loop.html", circular.finding, o=circular)
    chapters = _of_runs(context, records.worlds, records.plan)
    data = shown_runs(records.worlds.whatif, context) if records.worlds is not None else ""
    yield from _answers(chapters, made, data=data)
    if records.worlds is not None and circular is not None and loop is not None:
        of = FrontRecords(
            chapters={c.id: c for c in chapters},
            held=records.worlds,
            circular=circular,
            loop=loop,
            plan=records.plan,
            book=book,
        )
        front = front_page(of, context)
        yield made.page("front", "front.html", front.finding, f=front)


def _answers(chapters: Sequence[RunChapter], made: _Making, *, data: str) -> Iterator[ReportPage]:
    """A page a chapter on runs; that on registered forecasts is the page on trust."""
    for one in chapters:
        name = "trust" if one.id == TRUST else one.id
        more = moved(chapters, name) if name == "trust" else ()
        shown = opened(name, one, more=more)
        yield made.page(name, "run.html", one.finding, o=one, place=name, shown=shown, data=data)


def _of_runs(
    page: PageContext, worlds: ReportRuns | None, plan: PlanRecord | None
) -> tuple[RunChapter, ...]:
    """The chapters on runs and that on the plans, as far as they are there."""
    made = tuple(run_chapters(worlds, page)) if worlds is not None else ()
    return (*made, plan_chapter(plan, page)) if plan is not None else made


def headline(record: ClaimsRecord, language: str, shelf: ClaimIndex | None = None) -> str:
    """The finding of the claims: of the most telling chain, else how many conflicts."""
    shelf = shelf or claim_index(record, language)
    chosen = telling(record.revisions, shelf)
    if chosen:
        return finding(chosen[0], shelf)
    counts = chapter.numbers(record)
    return say("headline.conflicts", language, **counts)


def _counts(shared: Mapping[str, Any]) -> dict[str, Any]:
    return {name: shared["numbers"][name] for name in ("checked", "claims")}


def _shared(record: ClaimsRecord, shelf: ClaimIndex) -> dict[str, Any]:
    """What every template may name."""
    chosen = telling(record.revisions, shelf)
    checks = {v: [x for x in record.crosschecks if x.verdict == v] for v in _OPENLY}
    rest = [x for x in record.crosschecks if x.verdict not in _OPENLY]
    return {
        "record": record,
        "language": shelf.language,
        "headline": headline(record, shelf.language, shelf),
        "plain": plain,
        "numbers": chapter.numbers(record),
        "pictures": pictures(chosen, shelf),
        "by_rule": chapter.disputes([c for c in record.conflicts if c.rule == RULE], shelf),
        "by_hand": chapter.disputes([c for c in record.conflicts if c.rule != RULE], shelf),
        "checks": {v: chapter.sums(found, shelf) for v, found in checks.items()},
        "rest": chapter.sums(rest, shelf),
        "doubts": chapter.doubts(record, shelf),
        "rumours": chapter.trails([t for t in record.tracks if t.kind == "rumour"], shelf),
        "turns": chapter.trails([t for t in record.tracks if t.kind == "reversal"], shelf),
        "sources": chapter.sources(record, shelf.language),
        "origins": len({c.origin for c in record.claims}),
        "version": _version(),
    }


def _version() -> str:
    try:
        return version("caploop")
    except PackageNotFoundError:
        return ""
