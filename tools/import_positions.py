"""Turns the research folder's balance sheets into the book's opening positions.

python tools/import_positions.py balance_sheets.csv src/caploop/data: needed only when that file
or the priors of `tools.opening_priors` change. Every row is kept; what was changed is said in
its note.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

from caploop.book.opening_items import items_from_rows
from caploop.book.party import Party, parties_from_rows, party_named, segment_named
from caploop.book.position import positions_from_rows, unknown_positions
from caploop.core.errors import NotFoundError, ProblemsError
from caploop.core.fiscal import FiscalCalendar
from caploop.core.period import last_day
from caploop.core.problem import Problem
from caploop.evidence.store import read_calendars
from tools.opening_priors import PRIORS, Prior

Row = dict[str, str]

END = "2025-12-31"
FIELDS = (
    *("id", "party", "item", "counterparty", "segment", "low", "value", "high", "unit"),
    *("period_start", "period_end", "day", "counts_from", "label", "nature", "weak"),
    *("source", "publisher", "published", "known_at", "address", "note", "reason"),
)

# The part of a holder's name that tells which row of one holding it is.
HELD: dict[str, tuple[str, str]] = {
    "OpenAI stake, mark": ("openai", "mark"),
    "OpenAI stake, carrying value": ("openai", "carrying value"),
    "OpenAI firm part": ("openai", "firm part"),
    "Anthropic (stock and convertible)": ("anthropic", "stock and convertible"),
    "CoreWeave shares": ("coreweave", "shares"),
    "AMD warrant": ("amd", "warrant"),
    "Arm shares": ("", "Arm shares"),
    "X (Twitter)": ("", "X (Twitter)"),
}

# One matter under two names in the sheet.
SEGMENTS = {("softbank", "total_debt", ""): "consolidated"}

_AT_START = "told at the start of its period"
_STANDING = "guidance that stood at the end of 2025"
DAYS = {
    ("broadcom", "purchase_commitments", "2026-11-01"): ("2025-11-02", _AT_START),
    ("foxconn", "purchase_commitments", "2026-12-31"): ("2025-11-21", _AT_START),
    ("oracle", "purchase_commitments", "2026-05-31"): (END, _STANDING),
    ("nvidia", "backlog_rpo", "2026-12-31"): (END, _STANDING),
}

_FULL_YEAR = ("2026-03-26", "a remainder of the full year, so known only with it")
KNOWN_LATER = {
    ("amazon", "net_income", "2025-10-31"): _FULL_YEAR,
    ("amazon", "operating_cash_flow", "2025-10-31"): _FULL_YEAR,
    ("amazon", "capex", "2025-10-31"): _FULL_YEAR,
    ("amazon", "free_cash_flow", "2025-10-31"): _FULL_YEAR,
    ("softbank", "total_equity", "2025-11-11"): (
        "2026-02-12",
        "uses the parent's equity of December, so known only with it",
    ),
}

WEAK_PARTIES = frozenset(("xai", "anthropic", "cerebras"))
WEAK_ROWS = frozenset(
    (
        ("openai", "cash_and_equivalents"),
        ("coreweave", "total_assets"),
        ("softbank", "total_debt"),
        ("amazon", "leases_not_commenced"),
        ("google", "leases_not_commenced"),
        ("macro", "us_peak_load_at_national_hour"),
        ("macro", "us_firm_capacity"),
    )
)
LATE_CLOSE_DAYS = 31


def position_rows(sheet: list[Row], parties: list[Party]) -> list[Row]:
    """Rows of positions.csv: those of the sheet in its order, then the priors."""
    calendars = read_calendars()
    named = [_sheet_row(row, f"B{number:03}", parties) for number, row in enumerate(sheet, start=1)]
    by_id = {party.id: party for party in parties}
    for row in named:
        calendar = calendars.get(by_id[row["party"]].fiscal_calendar)
        row["counts_from"] = _counts_from(date.fromisoformat(row["day"]), calendar)
    return named + [_prior_row(prior, f"P{n:03}") for n, prior in enumerate(PRIORS, start=1)]


def _sheet_row(row: Row, name: str, parties: list[Party]) -> Row:
    party = party_named(parties, row["party"])
    counterparty, segment = _holder(row["segment_or_holder"], party, parties)
    kept: Row = {
        "id": name,
        "party": party.id,
        "item": row["item"],
        "counterparty": counterparty,
        "segment": segment or SEGMENTS.get((party.id, row["item"], ""), ""),
        "low": row["value_low"],
        "value": row["value"],
        "high": row["value_high"],
        "unit": row["unit"],
        "period_start": row["period_start"],
        "period_end": row["period_end"] if row["period_start"] else "",
        "day": row["period_end"],
        "label": row["label_as_written"],
        "nature": row["nature"],
        "weak": "true" if _is_weak(party.id, row["item"]) else "",
        "source": row["source_title"],
        "publisher": row["publisher"],
        "published": row["published"],
        "known_at": last_day(row["published"]).isoformat(),
        "address": row["url"],
        "note": row["note"],
    }
    return _corrected(kept)


def _holder(text: str, party: Party, parties: list[Party]) -> tuple[str, str]:
    """Id of the party a row is about besides its own, and the segment it is about."""
    if text in HELD:
        return HELD[text]
    own = segment_named(party, text)
    if own is not None or not text:
        return "", own or ""
    try:
        other = party_named(parties, text)
    except NotFoundError:
        return "", text
    return other.id, ""


def _is_weak(party: str, item: str) -> bool:
    return party in WEAK_PARTIES or (party, item) in WEAK_ROWS


def _corrected(row: Row) -> Row:
    """The row with the dates and natures the sheet has wrong set right, and a word in the note."""
    told = DAYS.get((row["party"], row["item"], row["period_end"]))
    if told is not None:
        row = row | {"day": told[0], "note": _added(row["note"], f"{told[1]}; day set by hand")}
    later = KNOWN_LATER.get((row["party"], row["item"], row["published"]))
    if later is not None:
        row = row | {"known_at": later[0], "note": _added(row["note"], later[1])}
    if row["nature"] == "actual" and row["known_at"] < row["day"]:
        why = "called actual in the sheet, but published before the day"
        row = row | {"nature": "estimate", "note": _added(row["note"], why)}
    return row


def _added(note: str, words: str) -> str:
    return f"{note}; {words}" if note else words


def _counts_from(day: date, calendar: FiscalCalendar | None) -> str:
    """The end of the calendar quarter that a late end of a fiscal quarter stands for, if it is."""
    before = day.replace(day=1) - timedelta(days=1)
    late = before.month % 3 == 0 and (day - before).days <= LATE_CLOSE_DAYS
    if calendar is None or calendar.week_rule is None or not late:
        return ""
    return before.isoformat() if _ends_quarter(calendar, day) else ""


def _ends_quarter(calendar: FiscalCalendar, day: date) -> bool:
    years = range(day.year - 1, day.year + 2)
    return any(calendar.bounds(year, q)[1] == day for year in years for q in (1, 2, 3, 4))


def _prior_row(prior: Prior, name: str) -> Row:
    return {
        "id": name,
        "party": prior.party,
        "item": prior.item,
        "counterparty": prior.counterparty,
        "low": prior.low,
        "value": prior.value,
        "high": prior.high,
        "unit": prior.unit,
        "day": END,
        "nature": "prior",
        "source": prior.source,
        "publisher": "caploop",
        "published": prior.known_at,
        "known_at": prior.known_at,
        "reason": prior.reason,
    }


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsError(problems)


def main(sheet: Path, data: Path) -> None:
    """Writes positions.csv and says how many positions are known and unknown."""
    table = tomllib.loads((data / "book/parties.toml").read_text("utf-8"))["party"]
    calendars = read_calendars(data / "fiscal_calendars.toml")
    parties, problems = parties_from_rows(table, calendars=calendars, file="parties.toml")
    _refuse(problems)
    items, problems = items_from_rows(_read(data / "book/items.csv"), file="items.csv")
    _refuse(problems)
    rows = position_rows(_read(sheet), parties)
    path = data / "book/positions.csv"
    positions, problems = positions_from_rows(
        rows, parties=parties, items=items, file="positions.csv"
    )
    _refuse(problems)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    unknown = unknown_positions(positions)
    print(f"{len(positions)} positions, {len(unknown)} of them not known")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
