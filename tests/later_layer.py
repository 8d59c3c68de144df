"""The bundled book with the layer of what became public later: sheets laid side by side.

A stand-in for reading a vintage: every row of the layer is taken, whatever its day.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from caploop.book.agreement import Tranche
from caploop.book.book import Book, Sheets
from caploop.book.examine import examined
from caploop.book.store import read_agreements, read_sheets
from caploop.core.problem import Problem
from caploop.evidence.claim import Batch
from caploop.evidence.ledger import Ledger
from caploop.evidence.store import BUNDLED, read_folder, read_vocabulary
from caploop.evidence.vintage import Vintage

LATER = BUNDLED / "later"
ALL = date(2026, 10, 31)


@cache
def layer_evidence() -> Batch:
    """Documents, claims and links of the layer alone."""
    return read_folder(LATER / "evidence")[0]


@cache
def later_sheets() -> Sheets:
    """The frozen sheets and the layer's, with what ended put to its end."""
    frozen, _ = read_sheets(BUNDLED)
    return merged(frozen, LATER)


def merged(frozen: Sheets, home: Path) -> Sheets:
    """Sheets with a layer's rows after their own."""
    agreements = {a.id: a for a in frozen.agreements}
    for made in read_agreements(home / "book" / "agreements.toml")[0]:
        old = agreements.get(made.id)
        both = (*old.tranches, *made.tranches) if old else made.tranches
        agreements[made.id] = replace(old or made, tranches=both)
    ended = {row["tranche"]: row for row in table(home / "book" / "ended.csv")}
    parties = tomllib.loads((home / "book" / "parties.toml").read_text("utf-8"))["party"]
    later, old_batch = read_folder(home / "evidence")[0], frozen.evidence
    return replace(
        frozen,
        agreements=tuple(
            replace(a, tranches=tuple(_ended(t, ended) for t in a.tranches))
            for a in agreements.values()
        ),
        parties=(*frozen.parties, *parties),
        tables={
            **frozen.tables,
            **{
                name: (*frozen.tables[name], *table(home / "book" / name))
                for name in ("positions.csv", "items.csv")
            },
        },
        evidence=replace(
            old_batch,
            documents=(*old_batch.documents, *later.documents),
            claims=(*old_batch.claims, *later.claims),
            links=(*old_batch.links, *later.links),
        ),
    )


def _ended(tranche: Tranche, ended: Mapping[str, Mapping[str, str]]) -> Tranche:
    row = ended.get(tranche.id)
    if row is None:
        return tranche
    return replace(
        tranche,
        state=row["state"],
        state_date=date.fromisoformat(row["state_date"]),
        superseded_by=row["superseded_by"] or None,
    )


def table(path: Path) -> tuple[Mapping[str, str], ...]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def later_examined() -> tuple[Book, list[Problem]]:
    """The merged book and every fault of it."""
    return examined(later_sheets(), read_vocabulary(), places={})


@cache
def later_vintage(known_at: date = ALL) -> Vintage:
    """The merged claims as they stood on a day of knowledge."""
    ledger = Ledger.open("sqlite://", read_vocabulary())
    try:
        ledger = ledger.append(later_sheets().evidence, recorded_at=datetime(2026, 10, 31))
        return ledger.vintage(as_of=known_at, known_at=known_at)
    finally:
        ledger.close()
