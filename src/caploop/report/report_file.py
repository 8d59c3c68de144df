"""The report as a file. Apart from other answers: only it needs the measures and their arrays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caploop.core.errors import NotFoundError
from caploop.report.emit import teller, write_whole
from caploop.report.page import report_html
from caploop.study.book import book_record, open_book
from caploop.study.claims import claims
from caploop.study.loop import loop
from caploop.study.opening import open_ledger


def write_report(
    output: Path,
    *,
    book: Path | None,
    ledger: str | None,
    as_of: date | None,
    known_at: date | None,
    lang: str,
    quiet: bool,
) -> None:
    """Writes the report; the file is whole or not there. Without a book it has one chapter."""
    opened = open_ledger(book=book, url=ledger, as_of=as_of, known_at=known_at)
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    opened.ledger.close()
    try:
        held = open_book(book=book, url=ledger)
    except NotFoundError:
        agreed, round_trip = None, None
    else:
        agreed = book_record(held, as_of=record.as_of, known_at=record.known_at)
        round_trip = loop(held, as_of=record.as_of, known_at=record.known_at)
    write_whole(output, report_html(record, language=lang, book=agreed, loop=round_trip))
    dates = f"as of {record.as_of}, known at {record.known_at}"
    teller(quiet=quiet)(f"wrote {output} {dates}")
