"""What the import of later facts knows beside the folder it reads."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from caploop.book.book import Sheets
from caploop.book.party import id_of, ids_by_name, parties_from_rows
from caploop.book.store import read_sheets
from caploop.core.period import last_day
from caploop.evidence import DatePrecision, Vocabulary, read_vocabulary

Row = Mapping[str, str]
Refusals = list[dict[str, str]]
"""Rows that were not taken: file, row, reason."""

HERE = Path(__file__).parent
GRAINS: Mapping[int, DatePrecision] = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, kw_only=True)
class Known:
    """Tables of the import, the vocabulary, and the book that the layer stands on."""

    tables: Mapping[str, Any]
    vocabulary: Vocabulary
    firmness: Mapping[str, Row]
    sheets: Sheets
    parties: tuple[Mapping[str, Any], ...]
    ids: Mapping[str, str]
    gathered: Mapping[str, date]
    refusals: Refusals = field(default_factory=list)

    def named(self, text: str) -> tuple[str, str]:
        """The party a name means and the part of it, each empty where it means none."""
        told = self.tables["party"].get(text.strip())
        if told is not None:
            return told.get("id", ""), told.get("part", "")
        return id_of(text, self.ids) if id_of(text, self.ids) != text else slug(text), ""

    def day(self, name: str, published: str) -> tuple[date, DatePrecision]:
        """When a row was public and how exactly that is known."""
        if len(published) > len("2026"):
            return last_day(published), GRAINS[len(published)]
        series = self.gathered.get(name[:1], last_day(published))
        return min(series, last_day(published)), "no_later_than"

    def refuse(self, file: str, name: str, reason: str) -> None:
        """Notes a row that is not taken."""
        self.refusals.append({"file": file, "row": name, "reason": reason})


def known(folder: Path, data: Path) -> Known:
    """All the import knows, for the facts of a folder and the data of the program."""
    tables = tomllib.loads((HERE / "tables.toml").read_text("utf-8"))
    vocabulary = read_vocabulary(data / "vocabulary")
    words = rows_of(data / "vocabulary" / "firmness_words.csv")
    sheets, _ = read_sheets(data)
    own = tomllib.loads((HERE / "parties.toml").read_text("utf-8"))["party"]
    told = [*sheets.parties, *({**row, "source": ["assumption"]} for row in own)]
    parties, _ = parties_from_rows(told, calendars=vocabulary.calendars, file="parties.toml")
    facts = rows_of(folder / "facts-later.csv")
    return Known(
        tables=tables,
        vocabulary=vocabulary,
        firmness={w["word"]: w for w in words if w["source"] == "facts"},
        sheets=sheets,
        parties=tuple(own),
        ids=ids_by_name(parties),
        gathered={**_latest(facts), **tables["gathered"]},
    )


def _latest(facts: list[dict[str, str]]) -> dict[str, date]:
    """The latest day on which a row of each series was published."""
    latest: dict[str, date] = {}
    for row in facts:
        if len(row["published"]) == len("2026-01-01"):
            day, series = last_day(row["published"]), row["id"][:1]
            latest[series] = max(latest.get(series, day), day)
    return latest


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file; none where there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return [{k: (v or "") for k, v in row.items()} for row in csv.DictReader(handle)]


def slug(text: str) -> str:
    """Small letters and digits of a name, joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def plain(number: Decimal) -> Decimal:
    """The number without an exponent, so that files show it as people write it."""
    whole = number == number.to_integral()
    return number.quantize(Decimal(1)) if whole else number.normalize()


def scaled(text: str, factor: Decimal) -> Decimal | None:
    """A number of a cell in units; none where the cell is empty."""
    return plain(Decimal(text) * factor) if text else None


def bound_of(low: Decimal | None, value: Decimal | None, high: Decimal | None) -> str:
    """How the ends of a figure bound it."""
    if low is not None and high is not None:
        return "<=" if low == 0 and high == value else "range"
    if low is not None:
        return ">=" if value in {None, low} else "range"
    if high is not None:
        return "<=" if value in {None, high} else "range"
    return "="


def first_day(text: str) -> date:
    """The first day of a day, month or year as written.

    >>> first_day("2026-03")
    datetime.date(2026, 3, 1)
    """
    return date.fromisoformat(f"{text}-01-01"[: len("2026-01-01")])
