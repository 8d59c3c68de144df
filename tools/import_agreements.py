"""Turns the research folder's agreements into the book's agreements.toml.

python tools/import_agreements.py ../shared src/caploop/data
"""

from __future__ import annotations

import csv
import re
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from caploop.book.agreement import Tranche
from caploop.book.store import write_agreements
from caploop.core.period import first_day, last_day
from tools.agreement_tables import (
    AT_ONCE,
    CONDITIONS,
    OVERLAPS,
    PAID_IN_SHARES,
    UNITS,
    YEARS,
)

Row = dict[str, str]


def main(shared: Path, data: Path) -> None:
    """Writes every row as a tranche."""
    with (shared / "data/agreements.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    groups = {row["agreement_id"]: row["group"] for row in rows}
    tranches = [tranche(row) for row in rows]
    write_agreements(tranches, groups, data / "book" / "agreements.toml")
    print(f"{len(groups)} agreements, {len(tranches)} tranches")


def tranche(row: Row) -> Tranche:
    """One row of the research file."""
    name = f"{row['agreement_id']}/{row['leg']}/{row['tranche']}"
    unit, scale = UNITS[row["unit"]]
    claims = tuple(c.strip() for c in row["claims"].split(";") if c.strip())
    starts = first_day(row["start"]) if row["start"] else None
    ends = last_day(row["end"]) if row["end"] else None
    made: dict[str, Any] = {
        "id": name,
        "payer": _party(row["payer"]),
        "payee": _party(row["payee"]),
        "kind": row["type"],
        "firmness": row["firmness"],
        "state": row["state"],
        "known_at": last_day(row["published"]),
        "unit": unit,
        "currency": "USD" if unit.startswith("USD") else None,
        "source": row["source_title"],
        "publisher": row["publisher"],
        "claims": claims,
        "role": _role(row["leg"]),
        "capacity_w": _amount(row["gw"], 10**9),
        "signed": last_day(row["signed"]) if row["signed"] else None,
        "signed_precision": _grain(row["signed"]),
        "start": starts,
        "end": ends or _told_end(row, starts),
        "spread": _spread(row, bool(starts), bool(ends)),
        "paid_in": "shares" if name in PAID_IN_SHARES else "cash",
        "schedule": row["schedule"] or None,
        "condition": CONDITIONS.get(name),
        "condition_text": row["condition"] or None,
        "state_date": last_day(row["state_date"]) if row["state_date"] else None,
        "superseded_by": row["superseded_by"] or None,
        "overlaps": OVERLAPS.get(name, ()),
        "exit_terms": row["exit_terms"] or None,
        "address": row["url"] or None,
        "second_address": row["second_source_url"] or None,
        "note": row["note"] or None,
    }
    for key in ("amount_low", "amount", "amount_high"):
        made[key] = _amount(row[key], scale)
    return Tranche(**made, assumed=_assumed(row, name, made))


def _party(text: str) -> str:
    return {"io": "io_products"}.get(text, text.replace("-", "_"))


def _role(leg: str) -> str:
    if leg == "aggregate":
        return "aggregate"
    return "breakdown" if leg.endswith("-breakdown") else "own"


def _amount(text: str, scale: int | None) -> Decimal | None:
    if not text:
        return None
    number = Decimal(text) * scale if scale else Decimal(text) / 100
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def _grain(text: str) -> str | None:
    return {4: "year", 7: "month", 10: "day"}[len(text)] if text else None


def _spread(row: Row, starts: bool, ends: bool) -> str:
    waits = bool(row["condition"]) and row["firmness"] == "conditional"
    if row["type"] in AT_ONCE and waits and not starts:
        return "undated"
    if row["type"] in AT_ONCE:
        return "at_start" if starts or row["signed"] or ends else "undated"
    dated = ends or re.search(r"(three|four|five|six|seven|eight|ten|15) years", row["schedule"])
    return "even" if dated and (starts or row["signed"]) else "undated"


def _told_end(row: Row, starts: date | None) -> date | None:
    """The end of a term told as a number of years from its start or signature."""
    begun = starts or (last_day(row["signed"]) if row["signed"] else None)
    words = re.search(rf"({'|'.join(YEARS)}) years", row["schedule"])
    even = _spread(row, bool(starts), False) == "even"
    if begun is None or words is None or not even:
        return None
    return begun.replace(year=begun.year + YEARS[words.group(1)]) - timedelta(days=1)


def _assumed(row: Row, name: str, made: dict[str, Any]) -> tuple[str, ...]:
    """Fields that rest on our reading and not on a source's words."""
    fields = []
    if not made["claims"]:
        fields.append("claims")
    if name in CONDITIONS:
        fields.append("condition")
    if made["spread"] == "even":
        fields.append("spread")
    if made["end"] is not None and not row["end"]:
        fields.append("end")
    if "derived" in row["note"] or "taken as" in row["note"]:
        fields.append("amount")
    return tuple(fields)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
