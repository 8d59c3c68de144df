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

from caploop.book.agreement import Agreement, Tranche
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


def cut(sheets: Sheets, frozen: Sheets, day: date) -> Sheets:
    """Merged sheets with only what was public on a day; nothing names what was not.

    The rows of `frozen` stay whatever their day: only the layer is cut.
    """
    old = {c.id for c in frozen.evidence.claims} | {d.id for d in frozen.evidence.documents}
    evidence = sheets.evidence
    claims = tuple(c for c in evidence.claims if c.id in old or c.known_at <= day)
    said = {c.id for c in claims}
    agreements = _public(sheets, frozen, day)
    there = {t.id for a in agreements for t in a.tranches}
    last = len(frozen.tables["positions.csv"])
    rows = sheets.tables["positions.csv"]
    later_rows = tuple(r for r in rows[last:] if r["known_at"] <= day.isoformat())
    return replace(
        sheets,
        agreements=tuple(
            replace(a, tranches=tuple(_naming(t, there, said) for t in a.tranches))
            for a in agreements
        ),
        parties=tuple(
            {**p, "source": [s for s in p["source"] if s in said] or ["assumption"]}
            for p in sheets.parties
        ),
        tables={**sheets.tables, "positions.csv": (*rows[:last], *later_rows)},
        evidence=replace(
            evidence,
            documents=tuple(d for d in evidence.documents if d.id in old or d.known_at <= day),
            claims=claims,
            links=tuple(k for k in evidence.links if {k.source, k.target} <= said),
        ),
    )


def _public(sheets: Sheets, frozen: Sheets, day: date) -> tuple[Agreement, ...]:
    """Agreements with the tranches public on a day, ended where that was known by then."""
    known = {row["tranche"]: row["known_at"] for row in table(LATER / "book" / "ended.csv")}
    old = {t.id: t for a in frozen.agreements for t in a.tranches}
    found = []
    for agreement in sheets.agreements:
        kept = []
        for tranche in agreement.tranches:
            if tranche.id not in old and tranche.known_at > day:
                continue
            open_yet = known.get(tranche.id, "") > day.isoformat()
            as_made = old.get(tranche.id) or replace(
                tranche, state="live", state_date=None, superseded_by=None
            )
            kept.append(as_made if open_yet else tranche)
        if kept:
            found.append(replace(agreement, tranches=tuple(kept)))
    return tuple(found)


def _naming(tranche: Tranche, there: set[str], said: set[str]) -> Tranche:
    """The tranche without names of what is not there."""
    claims = tuple(name for name in tranche.claims if name in said)
    return replace(
        tranche,
        claims=claims,
        assumed=tranche.assumed if claims else tuple({*tranche.assumed, "claims"}),
        overlaps=tuple(name for name in tranche.overlaps if name in there),
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
