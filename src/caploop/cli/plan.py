"""What `caploop plan` prints."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from caploop.cli.output import check_place, emit, rendered, teller
from caploop.core.errors import UsageError
from caploop.report.tables.plan import plan_tables
from caploop.study.plan import plan
from caploop.study.shared.open import open_book


def answer_plan(
    *,
    book: Path | None,
    ledger: str | None,
    name: str,
    as_of: date | None,
    known_at: date | None,
    claim_ids: str | None,
    tries: Sequence[str],
    vintage: str | None,
    draws: int,
    seed: int,
    form: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Prints or writes the answer; returns the exit code."""
    tell = teller(quiet=quiet)
    check_place(output)
    claims, figures = listed(claim_ids), dict(map(_tried, tries))
    opened = open_book(book=book, url=ledger, name=name)
    dates = as_of or opened.as_of, known_at or opened.known_at
    tell(f"as of {dates[0]}, known at {dates[1]}")
    record = plan(
        opened,
        as_of=dates[0],
        known_at=dates[1],
        claims=claims,
        figures=figures,
        vintage=vintage,
        draws=draws,
        seed=seed,
    )
    if form is not None or not sys.stdout.isatty():
        tell(record.headline)
    emit(rendered(record, plan_tables(record), form), output, tell)
    return 0


def listed(text: str | None) -> tuple[str, ...]:
    """Ids in a list with commas, each once. Raises UsageError for a list of nothing."""
    if text is None:
        return ()
    ids = tuple(dict.fromkeys(i.strip() for i in text.split(",") if i.strip()))
    if not ids:
        raise UsageError("--claims names no claim; write it like 001-15,001-16,004-53")
    return ids


def _tried(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not (name and math.isfinite(value) and value > 0):
        hint = "write it like compute_26_30=450, money in USD bn, above 0"
        raise UsageError(f"{text!r} is no figure to try; {hint}")
    return name.strip(), value
