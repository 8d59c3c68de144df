"""The report as a file. Apart from other answers: only it needs the measures and their arrays."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from caploop.book import KnownBook, known_book
from caploop.cli.output import Tell, check_place, teller, write_whole
from caploop.cli.progress import progress_line
from caploop.core.errors import CaploopError, NotFoundError, UsageError
from caploop.report.html import report_html
from caploop.study.claims import ClaimsRecord, claims
from caploop.study.loop import loop_asked
from caploop.study.options import LoopOptions, PlanOptions
from caploop.study.plan import PlanRecord, plan_asked
from caploop.study.report_runs import ReportRuns, report_runs
from caploop.study.shared import afresh, book_record, open_book, open_ledger
from caploop.study.value import MOST_PATHS


class ReportCall(Struct, frozen=True, kw_only=True):
    """Of which book on which days a report is made, in which language, of how many draws."""

    book: Path | None = None
    ledger: str | None = None
    as_of: date | None = None
    known_at: date | None = None
    lang: str = "en"
    draws: int = 2_000
    fresh: bool = False
    quiet: bool = False


def write_report(output: Path, **options: Any) -> None:
    """Writes the report; the file is whole or not there. Without a book it has one chapter."""
    call = ReportCall(**options)
    if not 1 <= call.draws <= MOST_PATHS:
        raise UsageError(f"--draws is 1 to {MOST_PATHS:,} here, not {call.draws}")
    tell = teller(quiet=call.quiet)
    check_place(output)
    page, record = report_page(call, tell=tell)
    write_whole(output, page)
    dates = f"as of {record.as_of}, known at {record.known_at}"
    tell(f"wrote {output} {dates}")


def report_page(call: ReportCall, *, tell: Tell) -> tuple[str, ClaimsRecord]:
    """The report as one page, and its record of claims."""
    opened = open_ledger(book=call.book, url=call.ledger, as_of=call.as_of, known_at=call.known_at)
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    opened.ledger.close()
    try:
        held = open_book(book=call.book, url=call.ledger)
    except NotFoundError:
        agreed, round_trip, runs, plans = None, None, None, None
    else:
        known = known_book(held, as_of=record.as_of, known_at=record.known_at)
        agreed = book_record(held, as_of=record.as_of, known_at=record.known_at)
        with progress_line(quiet=call.quiet), afresh() if call.fresh else nullcontext():
            round_trip = loop_asked(known, LoopOptions())
            runs = _runs(known, draws=call.draws, tell=tell)
            plans = _plans(known, tell=tell)
    page = report_html(
        record, language=call.lang, book=agreed, loop=round_trip, worlds=runs, plan=plans
    )
    return page, record


def _runs(known: KnownBook, *, draws: int, tell: Tell) -> ReportRuns | None:
    """The runs, or none with the reason told: a book of other parties has no model here."""
    try:
        return report_runs(known, draws=draws)
    except CaploopError as error:
        tell(f"no chapters on runs: {error}")
        return None


def _plans(known: KnownBook, *, tell: Tell) -> PlanRecord | None:
    """The plans put to the test, or none with the reason told."""
    try:
        return plan_asked(known, PlanOptions())
    except CaploopError as error:
        tell(f"no chapter on plans: {error}")
        return None
