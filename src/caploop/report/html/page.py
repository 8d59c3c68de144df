"""The report as one HTML file that loads nothing and shows a page at a time."""

from __future__ import annotations

from caploop.report.html.pages import ReportRecords, pages_of
from caploop.report.html.style import environment_of, policy, source_of, style_of
from caploop.study.claims import ClaimsRecord
from caploop.study.loop import LoopRecord
from caploop.study.plan import PlanRecord
from caploop.study.report_runs import ReportRuns
from caploop.study.shared import BookRecord


def report_html(
    record: ClaimsRecord,
    *,
    language: str,
    book: BookRecord | None = None,
    loop: LoopRecord | None = None,
    worlds: ReportRuns | None = None,
    plan: PlanRecord | None = None,
) -> str:
    """The whole report, self-contained, in "en" or "zh"; without a book its claims alone.

    With its script it shows one page at a time, chosen by the address after #; without one, and
    on paper, the pages follow each other.
    """
    records = ReportRecords(claims=record, book=book, loop=loop, worlds=worlds, plan=plan)
    environment = environment_of(language, top=2)
    made = pages_of(records, environment, language=language)
    style, script = style_of(environment, language), source_of(environment, "page.js")
    return environment.get_template("report.html").render(
        made.shared,
        pages=made.pages,
        style=style,
        script=script,
        policy=policy(style, script),
        worlds=worlds,
    )
