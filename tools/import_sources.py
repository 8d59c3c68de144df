"""Claims for the sources of agreements that the articles and facts do not already carry.

python tools/import_sources.py ../shared src/caploop/data: after import_seed and import_agreements.
An agreement with fewer than two claims gets one for each address the research file gives.
"""

from __future__ import annotations

import csv
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import msgspec
from msgspec.structs import replace

from caploop.book.agreement import Tranche
from caploop.book.store import read_agreements, write_agreements
from caploop.core.period import last_day
from caploop.evidence.claim import Claim, Document
from caploop.evidence.measure import UNITS
from caploop.evidence.store import write_rows
from tools.seed_tables import KNOWN_BY

Row = dict[str, Any]
MEASURES = {
    ("equity", "USD"): "equity_investment",
    ("equity", "fraction"): "ownership_stake",
    ("loan", "USD"): "loan",
    ("compute_purchase", "USD"): "compute_purchase",
    ("compute_purchase", "W"): "capacity",
    ("lease", "USD"): "lease",
    ("lease", "W"): "lease_capacity",
    ("chip_purchase", "USD"): "chip_purchase",
    ("chip_purchase", "W"): "chip_purchase_capacity",
    ("acquisition", "USD"): "acquisition_price",
    ("acquisition", "fraction"): "ownership_stake",
    ("warrant", "share"): "warrant",
    ("guarantee", "USD"): "guarantee",
    ("buy_back", "USD"): "guarantee",
}
STATUS = {"executed": "reported", "signed": "target", "conditional": "target"}


def main(shared: Path, data: Path) -> None:
    """Writes the claims and names them in the agreements."""
    with (shared / "data/agreements.csv").open(encoding="utf-8", newline="") as handle:
        rows = {f"{r['agreement_id']}/{r['leg']}/{r['tranche']}": r for r in csv.DictReader(handle)}
    path = data / "book" / "agreements.toml"
    agreements, _ = read_agreements(path)
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    tranches: list[Tranche] = []
    for agreement in agreements:
        thin = len({c for t in agreement.tranches for c in t.claims}) < 2
        for tranche in agreement.tranches:
            new = _claims(tranche, rows[tranche.id], documents, count=len(claims)) if thin else []
            claims += new
            tranches.append(_named(tranche, new))
    write_agreements(tranches, {a.id: a.group for a in agreements}, path)
    old = {d.id for d in read_bundled_documents(data / "evidence")}
    fresh = [d for d in documents.values() if d.id not in old]
    write_rows(fresh, data / "evidence" / "documents-agreements.jsonl")
    write_rows(claims, data / "evidence" / "claims-agreements.jsonl")
    print(f"{len(claims)} claims, {len(fresh)} documents")


def read_bundled_documents(folder: Path) -> list[Document]:
    """Documents the evidence has without this import."""
    lines = (folder / "documents.jsonl").read_text("utf-8").splitlines()
    return [msgspec.json.decode(line, type=Document) for line in lines]


def _named(tranche: Tranche, new: list[Claim]) -> Tranche:
    assumed = tuple(f for f in tranche.assumed if f != "claims" or not new)
    return replace(tranche, claims=(*tranche.claims, *(c.id for c in new)), assumed=assumed)


def _claims(
    tranche: Tranche, row: Row, documents: dict[str, Document], *, count: int
) -> list[Claim]:
    addresses = [(row["second_source_url"], None)]
    if not tranche.claims:
        addresses.insert(0, (row["url"], row["published"]))
    made: list[Claim] = []
    for address, published in addresses:
        if not address:
            continue
        document = _document(address, published, row)
        documents.setdefault(document.id, document)
        made.append(_claim(f"G{count + len(made) + 1:03d}", tranche, document))
    return made


def _document(address: str, published: str | None, row: Row) -> Document:
    name = sha256(f"{address} {published or ''}".encode()).hexdigest()[:16]
    host = (urlparse(address).hostname or address).removeprefix("www.")
    return Document(
        id=f"web-{name}",
        publisher=row["publisher"] if published else host,
        title=row["source_title"] if published else None,
        published=published,
        known_at=last_day(published) if published else KNOWN_BY,
        known_at_precision="day" if published else "no_later_than",
        address=address,
        origin=host,
    )


def _claim(name: str, tranche: Tranche, document: Document) -> Claim:
    measure = MEASURES.get((tranche.kind, tranche.unit))
    figures = (tranche.amount_low, tranche.amount, tranche.amount_high)
    money = tranche.unit in UNITS["money"]
    counted = measure is not None and any(f is not None for f in figures)
    extra: Row = {}
    if counted:
        extra = {
            "bound": _bound(*figures),
            "value_low": figures[0],
            "value": figures[1],
            "value_high": figures[2],
            "unit": tranche.unit,
            "currency": tranche.currency if money else None,
        }
    return Claim(
        id=name,
        document=document.id,
        kind="quantitative" if counted else "structural",
        party=tranche.payer,
        counterparty=tranche.payee,
        measure=measure if counted and measure else "relation",
        qualifier=_qualifier(tranche, counted),
        nature="actual" if tranche.firmness == "executed" else "guidance",
        status=STATUS.get(tranche.firmness, "estimated"),  # type: ignore[arg-type]
        firmness=tranche.firmness,
        known_at=document.known_at,
        speaker=document.publisher,
        origin=document.origin or document.publisher,
        agreement=tranche.agreement,
        as_of=tranche.signed if tranche.signed and tranche.signed <= document.known_at else None,
        note=f"source named for {tranche.id}; not read again by us",
        **extra,
    )


def _bound(low: Any, value: Any, high: Any) -> str:
    if low is not None and high is not None:
        return "<=" if low == 0 and high == value else "range"
    if low is not None:
        return ">=" if value in {None, low} else "range"
    return "=" if high is None else "<=" if value in {None, high} else "range"


def _qualifier(tranche: Tranche, counted: bool) -> str | None:
    if not counted:
        return tranche.kind
    plain = tranche.part.split("-v20")[0] if "v20" in tranche.part else tranche.part
    plain = "" if plain in {"all", "contract", "total"} or plain.startswith("v20") else plain
    if tranche.role != "own":
        return f"{tranche.role}/{plain}" if plain else tranche.role
    return plain or None


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
