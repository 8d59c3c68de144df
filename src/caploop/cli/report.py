"""The report as a file or a folder. Apart from other answers: only it needs measures' arrays."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

from msgspec import Struct

from caploop.book import KnownBook, known_book
from caploop.cli.output import Tell, check_place, teller, write_whole
from caploop.cli.progress import progress_line
from caploop.core.errors import CaploopError, NotFoundError, UsageError
from caploop.report.html import ReportRecords, report_html, site_files
from caploop.study.claims import claims
from caploop.study.loop import loop_asked
from caploop.study.options import LoopOptions, PlanOptions
from caploop.study.plan import PlanRecord, plan_asked
from caploop.study.report_runs import ReportRuns, report_runs
from caploop.study.shared import afresh, book_record, open_book, open_ledger
from caploop.study.value import MOST_PATHS


class ReportCall(Struct, frozen=True, kw_only=True):
    """What the pages are asked of: book, ledger, the two days, draws; whether made anew."""

    book: Path | None = None
    ledger: str | None = None
    as_of: date | None = None
    known_at: date | None = None
    draws: int = 2_000
    fresh: bool = False
    quiet: bool = False


def write_report(output: Path, asked: ReportCall, *, lang: str) -> None:
    """Writes the one file; it is whole or not there. Without a book it has claims alone."""
    tell = teller(quiet=asked.quiet)
    check_place(output)
    held = report_records(asked, tell)
    page = report_html(
        held.claims,
        language=lang,
        book=held.book,
        loop=held.loop,
        worlds=held.worlds,
        plan=held.plan,
    )
    write_whole(output, page)
    tell(f"wrote {output} {_dates(held)}")


def write_site(folder: Path, asked: ReportCall) -> None:
    """Writes the pages in both languages as files of a folder for any web server.

    Files of the same names are replaced, each whole; others in the folder stay.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder")
    tell = teller(quiet=asked.quiet)
    files = site_files(report_records(asked, tell))
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, text)
    tell(f"wrote {len(files)} files in {folder}")


def report_records(asked: ReportCall, tell: Tell) -> ReportRecords:
    """What the pages are made of; of a book without agreements its claims alone."""
    if not 1 <= asked.draws <= MOST_PATHS:
        raise UsageError(f"--draws is 1 to {MOST_PATHS:,} here, not {asked.draws}")
    opened = open_ledger(
        book=asked.book, url=asked.ledger, as_of=asked.as_of, known_at=asked.known_at
    )
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    opened.ledger.close()
    try:
        held = open_book(book=asked.book, url=asked.ledger)
    except NotFoundError:
        return ReportRecords(claims=record)
    known = known_book(held, as_of=record.as_of, known_at=record.known_at)
    with progress_line(quiet=asked.quiet), afresh() if asked.fresh else nullcontext():
        return ReportRecords(
            claims=record,
            book=book_record(held, as_of=record.as_of, known_at=record.known_at),
            loop=loop_asked(known, LoopOptions()),
            worlds=_runs(known, draws=asked.draws, tell=tell),
            plan=_plans(known, tell=tell),
        )


def _dates(held: ReportRecords) -> str:
    return f"as of {held.claims.as_of}, known at {held.claims.known_at}"


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
