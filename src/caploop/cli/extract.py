"""What `caploop extract` prints: figures of documents as candidates of claims, one a line."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import msgspec
from msgspec import Struct

from caploop.cli.output import check_place, emit, teller, text_width
from caploop.evidence import read_calendars
from caploop.ingest import Candidate, candidates, read_article
from caploop.report.tables import TextTable, as_text

SHOWN = ("figure", "measure", "party", "counterparty", "period", "nature", "sure")
OTHER = "other"


class ExtractCall(Struct, frozen=True, kw_only=True):
    """A call of `caploop extract`: its form, where it goes, whether messages are wanted."""

    form: str | None
    output: Path | None
    quiet: bool


def answer_extract(paths: Sequence[Path], asked: ExtractCall) -> None:
    """Prints the candidates of every document in order, and says how many no rule could place."""
    check_place(asked.output)
    tell = teller(quiet=asked.quiet)
    calendars = read_calendars()
    found: list[Candidate] = []
    for path in paths:
        article = read_article(path)
        these = candidates(article, calendars=calendars)
        open_ones = sum(one.measure == OTHER for one in these)
        tell(f"{path}: {len(these)} figures, {open_ones} of no known measure; day {article.day}")
        for note in article.notes:
            tell(f"{path}: {note}")
        found += these
    emit(_written(found, asked.form, output=asked.output), asked.output, tell)


def _written(found: Sequence[Candidate], form: str | None, *, output: Path | None) -> str:
    if form == "json":
        return "".join(f"{msgspec.json.encode(one).decode()}\n" for one in found)
    if form == "csv":
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(Candidate.__struct_fields__)
        writer.writerows([getattr(one, name) for name in one.__struct_fields__] for one in found)
        return out.getvalue()
    return as_text(_table(found), text_width(output))


def _table(found: Sequence[Candidate]) -> TextTable:
    rows = tuple(
        (
            one.figure,
            one.measure,
            one.party or "",
            one.counterparty or "",
            one.period or "",
            one.nature,
            f"{one.confidence:.0%}",
        )
        for one in found
    )
    return TextTable(title="candidates", columns=SHOWN, rows=rows)
