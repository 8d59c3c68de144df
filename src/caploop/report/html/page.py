"""The report as one HTML file that loads nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from caploop.charts import (
    CHINESE_SANS,
    CHINESE_SERIF,
    DARK,
    LIGHT,
    SANS,
    SERIF,
    scene_css,
    variables,
)
from caploop.evidence import RULE
from caploop.report.chapters.book.chapter import book_chapter
from caploop.report.chapters.book.page_context import PageContext, page_context
from caploop.report.chapters.claims import chapter
from caploop.report.chapters.claims.cite import ClaimIndex, claim_index
from caploop.report.chapters.claims.story import finding, pictures, telling
from caploop.report.chapters.loop.chapter import loop_chapter
from caploop.report.chapters.plan.chapter import plan_chapter
from caploop.report.chapters.section import RunChapter
from caploop.report.questions import run_chapters
from caploop.report.text.amounts import day_text
from caploop.report.text.words import plain, say, source_text
from caploop.study.claims import ClaimsRecord
from caploop.study.loop import LoopRecord
from caploop.study.plan import PlanRecord
from caploop.study.report_runs import ReportRuns
from caploop.study.shared import BookRecord

_MENTION = re.compile(r'href="#(c-[^"]+)"')
CHAPTERS = (
    ("main", "chapter", ("revisions", "conflicts", "checks", "flags", "tracks")),
    ("book", "book", ("timeline", "supplied", "promised", "changed", "left_out", "tranches")),
    (
        "loop",
        "loop",
        ("ring", "own_cheque", "named_loops", "covered", "gross_net", "by_chance", "not_seen"),
    ),
)
_OPENLY = ("fail", "apparent_fail")


def report_html(
    record: ClaimsRecord,
    *,
    language: str,
    book: BookRecord | None = None,
    loop: LoopRecord | None = None,
    worlds: ReportRuns | None = None,
    plan: PlanRecord | None = None,
) -> str:
    """The whole report, self-contained, in "en" or "zh"; without a book its first chapter alone.

    The chapter on circularity links to the agreements: it is there with a book and a loop only;
    those on runs need the book and its runs.

    The chapters are rendered first: the evidence list holds what they link to.
    """
    environment = _environment(language)
    shelf = claim_index(record, language, book)
    shared = _shared(record, shelf)
    body = environment.get_template("chapter.html").render(shared)
    if book is not None:
        body += environment.get_template("book.html").render(shared, b=book_chapter(book, shelf))
    if book is not None and loop is not None:
        body += environment.get_template("loop.html").render(
            shared, o=loop_chapter(loop, book, shelf)
        )
    made = _of_runs(page_context(book, shelf), worlds, plan) if book is not None else ()
    if made:
        body += environment.get_template("run.html").render(shared, runs=made)
    mentioned = _MENTION.findall(body)
    evidence = chapter.entries(record, shelf, mentioned)
    style, script = _style(environment, language), _source(environment, "page.js")
    page = environment.get_template("report.html")
    return page.render(
        shared,
        body=body,
        evidence=evidence,
        chapters=(
            *CHAPTERS[: 1 if book is None else 2 if loop is None else 3],
            *((c.id, c.id, tuple(section.id for section in c.sections)) for c in made),
        ),
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _of_runs(
    page: PageContext, worlds: ReportRuns | None, plan: PlanRecord | None
) -> tuple[RunChapter, ...]:
    """The chapters on runs and that on the plans, as far as they are there."""
    made = tuple(run_chapters(worlds, page)) if worlds is not None else ()
    return (*made, plan_chapter(plan, page)) if plan is not None else made


def headline(record: ClaimsRecord, language: str, shelf: ClaimIndex | None = None) -> str:
    """The finding the page opens with: of the most telling chain, else how many conflicts."""
    shelf = shelf or claim_index(record, language)
    chosen = telling(record.revisions, shelf)
    if chosen:
        return finding(chosen[0], shelf)
    counts = chapter.numbers(record)
    return say("headline.conflicts", language, **counts)


def _shared(record: ClaimsRecord, shelf: ClaimIndex) -> dict[str, Any]:
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


def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("caploop.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["say"] = partial(say, language=language)
    environment.globals["sourced"] = partial(source_text, language=language)
    environment.globals["day"] = partial(day_text, language=language, full=True)
    return environment


def _source(environment: Environment, name: str) -> str:
    if environment.loader is None:
        return ""
    return environment.loader.get_source(environment, name)[0]


def _style(environment: Environment, language: str) -> str:
    chinese = language == "zh"
    serif, sans = (CHINESE_SERIF, CHINESE_SANS) if chinese else (SERIF, SANS)
    faces = f"--serif:{serif};--sans:{sans};"
    dark = f"@media (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
    paper = f"@media print{{:root{{{variables(LIGHT)}}}}}"
    rules = f":root{{color-scheme:light dark;{variables(LIGHT)}{faces}}}{dark}{paper}"
    pictures = scene_css() + (f".scene text{{font-family:{CHINESE_SANS}}}" if chinese else "")
    return f"{rules}{pictures}{_source(environment, 'page.css')}"


def _policy(style: str, script: str) -> str:
    """A content security policy that allows this style, this script and nothing else."""
    hashes = [b64encode(sha256(t.encode()).digest()).decode() for t in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _version() -> str:
    try:
        return version("caploop")
    except PackageNotFoundError:
        return ""
