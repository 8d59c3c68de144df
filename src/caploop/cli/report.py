"""The report as a file. Apart from other answers: only it needs the measures and their arrays."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

from caploop.book import KnownBook, known_book
from caploop.cli.output import Tell, check_place, teller, write_whole
from caploop.cli.progress import progress_line
from caploop.core.errors import CaploopError, NotFoundError, UsageError
from caploop.report.html import report_html
from caploop.study.claims import claims
from caploop.study.loop import loop_asked
from caploop.study.options import LoopOptions, PlanOptions
from caploop.study.plan import PlanRecord, plan_asked
from caploop.study.report_runs import ReportRuns, report_runs
from caploop.study.shared import afresh, book_record, open_book, open_ledger
from caploop.study.value import MOST_PATHS


def write_report(
    output: Path,
    *,
    book: Path | None,
    ledger: str | None,
    as_of: date | None,
    known_at: date | None,
    lang: str,
    draws: int,
    fresh: bool = False,
    quiet: bool,
) -> None:
    """Writes the report; the file is whole or not there. Without a book it has one chapter."""
    if not 1 <= draws <= MOST_PATHS:
        raise UsageError(f"--draws is 1 to {MOST_PATHS:,} here, not {draws}")
    tell = teller(quiet=quiet)
    check_place(output)
    opened = open_ledger(book=book, url=ledger, as_of=as_of, known_at=known_at)
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    opened.ledger.close()
    try:
        held = open_book(book=book, url=ledger)
    except NotFoundError:
        agreed, round_trip, runs, plans = None, None, None, None
    else:
        known = known_book(held, as_of=record.as_of, known_at=record.known_at)
        agreed = book_record(held, as_of=record.as_of, known_at=record.known_at)
        with progress_line(quiet=quiet), afresh() if fresh else nullcontext():
            round_trip = loop_asked(known, LoopOptions())
            runs = _runs(known, draws=draws, tell=tell)
            plans = _plans(known, tell=tell)
    page = report_html(record, language=lang, book=agreed, loop=round_trip, worlds=runs, plan=plans)
    write_whole(output, page)
    dates = f"as of {record.as_of}, known at {record.known_at}"
    tell(f"wrote {output} {dates}")


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
