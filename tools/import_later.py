"""Turns the facts that became public after the frozen book into the layer that stands on it.

python -m tools.import_later FOLDER src/caploop/data: the folder holds facts-later.csv and, where
there are any, agreements-later.csv, positions-later.csv and balance-sheets-later.csv. The layer is
written to the data's `later`, or where a third word says. The same folder gives the same bytes;
what is not taken is listed with its reason.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli_w
from msgspec.structs import replace

from caploop.book.read import table_text
from caploop.book.store import write_agreements
from caploop.evidence.claim import FIRMNESS_ORDER, Batch, Claim
from caploop.evidence.store import write_rows
from tools.import_positions import FIELDS
from tools.later.claims import Taken, taken
from tools.later.ended import ENDED_COLUMNS
from tools.later.known import HERE, Known, known, rows_of
from tools.later.links import all_links
from tools.later.positions import FILES, position_rows
from tools.later.sides import with_sides
from tools.later.tranches import layer

NOT_TAKEN = ("file", "row", "reason")
PAID = "executed"
SOURCES = 3
"""How many claims a party names as its source."""


def main(folder: Path, data: Path, home: Path | None = None) -> None:
    """Writes the layer to `home`, `data`/later by default, and says how much it holds."""
    told = known(folder, data)
    agreements = rows_of(folder / "agreements-later.csv")
    found, sides = with_sides(taken(rows_of(folder / "facts-later.csv"), agreements, told), told)
    book = layer(agreements, found, told)
    batch = Batch(
        documents=_fresh(found, told),
        claims=tuple(_in_line(c, told) for c in found.claims.values()),
        links=all_links(found, [*book.succession, *sides], known=told),
    )
    items = rows_of(HERE / "items.csv")
    positions = position_rows({name: rows_of(folder / name) for name in FILES}, items, told)
    home = home or data / "later"
    _write_evidence(batch, home / "evidence")
    (home / "book").mkdir(parents=True, exist_ok=True)
    write_agreements(book.tranches, book.groups, home / "book" / "agreements.toml")
    _write(home / "book" / "parties.toml", tomli_w.dumps({"party": _parties(told, batch)}))
    _table(home / "book" / "ended.csv", ENDED_COLUMNS, book.ended)
    _table(home / "book" / "positions.csv", FIELDS, positions)
    _table(home / "book" / "items.csv", tuple(items[0]), items)
    _table(home / "not_taken.csv", NOT_TAKEN, told.refusals)
    counts = (
        f"{len(batch.claims)} claims, {len(batch.documents)} documents, {len(batch.links)} links"
    )
    print(f"{counts}, {len(book.tranches)} tranches, {len(book.ended)} ended,")
    print(f"{len(positions)} positions, {len(told.refusals)} rows not taken")


def _in_line(claim: Claim, known: Known) -> Claim:
    """The claim without its agreement where it says that this was paid and its page may not prove
    so: it is no step in the line of the papers, and makes nothing signed less firm."""
    told = known.firmness[claim.firmness_word or ""]["firmness"]
    if told != PAID or FIRMNESS_ORDER[claim.firmness] >= FIRMNESS_ORDER[PAID]:
        return claim
    return replace(claim, agreement=None)


def _fresh(found: Taken, told: Known) -> tuple[Any, ...]:
    """Documents that the frozen book does not have."""
    old = {d.id for d in told.sheets.evidence.documents}
    return tuple(d for d in found.documents.values() if d.id not in old)


def _write_evidence(batch: Batch, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("documents", "claims", "links", "overrides"):
        write_rows(getattr(batch, name), folder / f"{name}.jsonl")


def _parties(told: Known, batch: Batch) -> list[dict[str, Any]]:
    """Parties of the layer with the first claims that speak of each."""
    rows = []
    for party in told.parties:
        speaking = [c.id for c in batch.claims if party["id"] in {c.party, c.counterparty}]
        row = {**party, "source": speaking[:SOURCES] or ["assumption"]}
        note = row.pop("note", None)
        rows.append(row if note is None else {**row, "note": note})
    return rows


def _table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    _write(path, table_text(columns, rows))


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
