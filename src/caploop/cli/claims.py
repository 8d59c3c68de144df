"""What the commands print: one answer in the form asked for, messages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from caploop.book import Parameter
from caploop.cli.form import OF_A_VIEW, form_of
from caploop.cli.output import Tell, emit, json_text, list_width, teller
from caploop.core.command import refuse_idle
from caploop.core.errors import CheckFailedError, UsageError
from caploop.report.tables import as_csv, as_text, show_claim, show_parameter, table
from caploop.study.book import check_figures
from caploop.study.claims import ClaimsRecord, claims, narrowed
from caploop.study.shared import load_book, open_book, open_ledger

FINDINGS = 6


def answer_claims(
    view: str | None,
    ids: Sequence[str],
    *,
    book: Path | None,
    ledger: str | None,
    as_of: date | None,
    known_at: date | None,
    form: str | None,
    fail_on: Sequence[str],
    output: Path | None,
    quiet: bool,
    documents: Path | None,
    **filters: str | None,
) -> int:
    """Prints or writes a view of the claims; returns the exit code (6: findings asked about)."""
    tell = teller(quiet=quiet)
    if view in {"check", "load"}:
        refuse_idle("ids", *filters, "fail_on", "output", where=f"for {view}")
    if view != "check":
        refuse_idle("documents", where="but for check")
    if view == "check" and ledger is not None:
        raise UsageError("check reads a book folder; name it with --book, without --ledger")
    if view == "check":
        return _check(book, documents, tell)
    if view == "load":
        return _load(book, ledger, tell)
    told = form_of(form, output, OF_A_VIEW)
    opened = open_ledger(book=book, url=ledger, as_of=as_of, known_at=known_at)
    tell(f"as of {opened.as_of}, known at {opened.known_at}")
    whole = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    opened.ledger.close()
    rows = _parameters(whole, ids, book=book, url=ledger) if view == "show" else ()
    if rows:
        text = json_text({"parameters": rows}) if told == "json" else _cards(rows)
        emit(text, output, tell)
        return 0
    record = narrowed(whole, ids=ids, **filters)
    emit(_shown(record, view, form=told, width=list_width(output)), output, tell)
    return FINDINGS if any(_found(record, what) for what in fail_on) else 0


def _parameters(
    whole: ClaimsRecord, ids: Sequence[str], *, book: Path | None, url: str | None
) -> tuple[Parameter, ...]:
    """The book's parameters by the symbols given, where none of these is a claim's id."""
    known = {c.id for c in whole.claims}
    if not ids or any(i in known for i in ids):
        return ()
    rows = {p.symbol: p for p in open_book(book=book, url=url).parameters}
    return tuple(rows[i] for i in ids) if all(i in rows for i in ids) else ()


def _cards(rows: Sequence[Parameter]) -> str:
    return "\n\n".join(show_parameter(row) for row in rows)


def _check(book: Path | None, documents: Path | None, tell: Tell) -> int:
    checked = check_figures(book, documents)
    if checked.problems:
        raise CheckFailedError(checked.problems)
    tell(checked.summary)
    return 0


def _load(book: Path | None, ledger: str | None, tell: Tell) -> int:
    if ledger is None:
        raise UsageError("name the database to load into: --ledger sqlite:///claims.db")
    tell(f"loaded {load_book(book, url=ledger)} claims into the ledger")
    return 0


def _shown(record: ClaimsRecord, view: str | None, *, form: str, width: int) -> str:
    name = "claims" if view in {None, "list"} else view
    if form == "json":
        return as_json(record, view)
    if name == "show":
        return "\n\n".join(show_claim(record, c.id) for c in record.claims)
    shown = table(record, name or "claims")
    return as_csv(shown) if form == "csv" else as_text(shown, width)


def as_json(record: ClaimsRecord, view: str | None) -> str:
    """The record, or one view of it under its two dates, as indented JSON."""
    if view in {None, "show"}:
        return json_text(record)
    name = "claims" if view == "list" else str(view)
    return json_text(
        {"as_of": record.as_of, "known_at": record.known_at, name: getattr(record, name)}
    )


def _found(record: ClaimsRecord, what: str) -> bool:
    failed = any(x.verdict in {"fail", "apparent_fail"} for x in record.crosschecks)
    return {"conflicts": bool(record.conflicts), "flags": bool(record.flags), "failed": failed}[
        what
    ]
