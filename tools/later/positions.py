"""Rows of later positions to rows of the book's positions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caploop.book.opening_items import Item, items_from_rows
from caploop.book.party import Party, parties_from_rows, segment_named
from caploop.book.position import positions_from_rows
from caploop.core.fiscal import FiscalCalendar
from caploop.core.period import last_day
from tools.later.claims import tier_of
from tools.later.known import GRAINS, Known, first_day

FILES = ("positions-later.csv", "balance-sheets-later.csv")
DATED = re.compile(
    r"(?:^|, )(?:v\d{4}-\d{2}-\d{2}|calendar \d{4}|fiscal \d{4}|(?:\d{4} )?(?:first|second)"
    r" (?:quarter|half)|(?:audited )?\d{4}|S-1|April|trailing twelve months|November 2025"
    r"|end of 2025)(?=,|$)"
)
LATE_CLOSE = timedelta(days=31)
MATTER = (
    "party",
    "item",
    "counterparty",
    "segment",
    "period_start",
    "day",
    "nature",
    "known_at",
)


@dataclass(frozen=True, kw_only=True)
class Registry:
    """Parties and items that a row may name."""

    parties: Mapping[str, Party]
    items: Mapping[str, Item]
    known: Known


def position_rows(
    sheets: Mapping[str, list[dict[str, str]]], items: list[dict[str, str]], known: Known
) -> list[dict[str, str]]:
    """Rows of positions.csv in the order of the sheets; those that cannot be taken are refused."""
    told = [*known.sheets.parties, *({**p, "source": ["assumption"]} for p in known.parties)]
    parties, _ = parties_from_rows(told, calendars=known.vocabulary.calendars, file="parties.toml")
    held, _ = items_from_rows([*known.sheets.tables["items.csv"], *items], file="items.csv")
    registry = Registry(parties={p.id: p for p in parties}, items=held, known=known)
    made: list[dict[str, str]] = []
    for file in FILES:
        for line, row in enumerate(sheets.get(file, []), start=2):
            kept, reason = _taken(row, made, registry)
            if kept is not None:
                made.append(kept)
            else:
                name = f"line {line}: {row['party']} {row['item']} {row['segment_or_holder']}"
                known.refuse(file, name.strip(), reason)
    return [{"id": f"L-P{n:03}", **row} for n, row in enumerate(made, start=1)]


def _taken(
    row: dict[str, str], made: list[dict[str, str]], registry: Registry
) -> tuple[dict[str, str] | None, str]:
    """The row as the book has it, or why it cannot be taken."""
    if (fault := _fault(row, registry)) is not None:
        return None, fault
    seen = {_matter(other) for other in made}
    kept = _row(row, registry)
    if _matter(kept) in seen:
        kept |= {"segment": row["segment_or_holder"]}
    if _matter(kept) in seen:
        return None, "another row says the same"
    parties = registry.parties.values()
    _, faults = positions_from_rows(
        [{"id": "L", **kept}], parties=parties, items=registry.items, file="positions.csv"
    )
    return (None, faults[0].message) if faults else (kept, "")


def _fault(row: dict[str, str], registry: Registry) -> str | None:
    known = registry.known
    if row["item"] not in registry.items:
        return f"no item of a balance sheet is {row['item']!r}; the evidence has it as a claim"
    if row["unit"] not in known.tables["position_unit"]:
        return f"no unit is known for {row['unit']!r}"
    if known.named(row["party"])[0] not in registry.parties:
        return f"no party is called {row['party']!r}"
    return None


def _row(row: dict[str, str], registry: Registry) -> dict[str, str]:
    known = registry.known
    party = registry.parties[known.named(row["party"])[0]]
    other, segment = _holder(row, party, registry)
    facts = row.get("facts", "")
    public, grain = known.day(facts or "F", row["published"])
    day = _day(row, public, registry)
    nature, note = row["nature"], row["note"]
    if nature == "actual" and public < day:
        nature, note = "estimate", "; ".join(filter(None, (note, "published before the day")))
    starts, ends = _period(row)
    return {
        "party": party.id,
        "item": row["item"],
        "counterparty": other,
        "segment": segment,
        "low": row["value_low"],
        "value": row["value"],
        "high": row["value_high"],
        "unit": known.tables["position_unit"][row["unit"]],
        "period_start": starts,
        "period_end": ends,
        "day": day.isoformat(),
        "counts_from": _counts_from(day, known.vocabulary.calendars.get(party.fiscal_calendar)),
        "label": row["label_as_written"],
        "nature": nature,
        "weak": "true" if tier_of({"trust": "", **row}, known) == "digest" else "",
        "source": row["source_title"],
        "publisher": row["publisher"],
        "published": row["published"] if grain in GRAINS.values() else "",
        "known_at": public.isoformat(),
        "address": row["url"],
        "note": f"{note} [{facts}]".strip() if facts else note,
        "reason": "",
    }


def _day(row: dict[str, str], public: date, registry: Registry) -> date:
    """The day a row is about: the end of a flow; of what stands, no day after it was told."""
    day = last_day(row["period_end"]) if row["period_end"] else public
    whole = len(row["period_end"]) == len("2026")
    flow = registry.items[row["item"]].side == "flow"
    return day if flow and not whole else min(day, public)


def _period(row: dict[str, str]) -> tuple[str, str]:
    """First and last day of the row's period; none where it has no start, or one after its end."""
    if not row["period_start"] or not row["period_end"]:
        return "", ""
    starts, ends = first_day(row["period_start"]), last_day(row["period_end"])
    return (starts.isoformat(), ends.isoformat()) if starts <= ends else ("", "")


def _holder(row: dict[str, str], party: Party, registry: Registry) -> tuple[str, str]:
    """Id of the party a row is about besides its own, and the segment it is about."""
    known = registry.known
    bare = DATED.sub("", row["segment_or_holder"]).strip(", ")
    for key in (f"{party.id} {row['item']} {bare}", f"{party.id} {bare}", bare):
        if key in known.tables["segment"]:
            return "", known.tables["segment"][key]
    own = segment_named(party, bare) if bare else None
    if own is not None or not bare:
        return "", own or ""
    first, _, rest = bare.partition(", ")
    word, _, others = bare.partition(" ")
    for name, segment in ((bare, ""), (first, rest), (word, others)):
        other = known.named(name)[0]
        if other in registry.parties and other != party.id:
            return other, segment
    return "", bare


def _counts_from(day: date, calendar: FiscalCalendar | None) -> str:
    """The end of the calendar quarter that a late end of a fiscal quarter stands for, if it is."""
    before = day.replace(day=1) - timedelta(days=1)
    late = before.month % 3 == 0 and day - before <= LATE_CLOSE
    if calendar is None or calendar.week_rule is None or not late:
        return ""
    years = range(day.year - 1, day.year + 2)
    ends = {calendar.bounds(year, quarter)[1] for year in years for quarter in (1, 2, 3, 4)}
    return before.isoformat() if day in ends else ""


def _matter(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[field] for field in MATTER)
