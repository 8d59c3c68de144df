"""What `caploop compare` prints: the record as JSON, CSV or tables."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from caploop.cli.output import check_place, emit, rendered, teller
from caploop.cli.runs import reopened
from caploop.report.tables.frame import TextTable
from caploop.study.compare.answer import CompareRecord, compare
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of


def answer_compare(
    names: tuple[str, str],
    *,
    book: Path | None,
    ledger: str | None,
    name: str,
    as_of: date | None,
    known_at: date | None,
    settings: tuple[str, ...],
    settings_a: tuple[str, ...],
    draws: int,
    seed: int,
    reopen: Path | None,
    form: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Prints or writes two worlds side by side; returns the exit code."""
    tell = teller(quiet=quiet)
    check_place(output)
    if reopen is not None:
        record = reopened(reopen, CompareRecord)
    else:
        opened = open_book(book=book, url=ledger, name=name)
        dates = as_of or opened.as_of, known_at or opened.known_at
        pair = (
            scenario_of(opened, scenarios=[names[0]], settings=settings_a),
            scenario_of(opened, scenarios=[names[1]], settings=settings),
        )
        tell(f"as of {dates[0]}, known at {dates[1]}; {draws:,} draws of {names[0]} and {names[1]}")
        record = compare(opened, pair, as_of=dates[0], known_at=dates[1], draws=draws, seed=seed)
    if form is not None or not sys.stdout.isatty():
        tell(record.headline)
    emit(rendered(record, compare_tables(record), form), output, tell)
    return 0


def compare_tables(record: CompareRecord) -> tuple[TextTable, TextTable]:
    """What differs in the inputs, and the results aligned."""
    return (
        TextTable(
            title=f"Inputs of {record.a} and {record.b} that differ",
            columns=("kind", "name", "unit", record.a, record.b),
            rows=tuple((d.kind, d.name, d.unit, d.a, d.b) for d in record.inputs),
        ),
        TextTable(
            title=f"Results, means, and {record.b} less {record.a} draw by draw",
            columns=(
                *("series", "unit", "year", record.a, record.b, "difference"),
                *("q05", "q50", "q95", "share of draws higher"),
            ),
            rows=tuple(
                (
                    r.series,
                    r.unit,
                    str(r.year),
                    *(f"{v:,.2f}" for v in (r.a, r.b, r.difference, r.q05, r.q50, r.q95)),
                    f"{r.higher:.0%}",
                )
                for r in record.rows
            ),
        ),
    )
