"""The book: everything agreed, known and assumed, read from its tables and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct

from caploop.book.agreement import Agreement
from caploop.book.condition import NamedQuantity
from caploop.book.execute import known_agreements
from caploop.book.parameter import Parameter
from caploop.book.party import Party
from caploop.book.position import Position
from caploop.book.posterior import Joint
from caploop.book.scenario import Scenario
from caploop.evidence import Batch, Claim, decisions, removed, standings

Row = Mapping[str, Any]
Made = TypeVar("Made")

TABLES = ("items.csv", "parameters.csv", "positions.csv", "quantities.csv")


class BookVintage(Struct, frozen=True, kw_only=True):
    """Where the runs of a book begin: `opened` is the day of their opening balances, the end of a
    quarter, `plan` the company's plan they are on unless a scenario names another."""

    id: str
    opened: date
    plan: str

    @property
    def first_quarter(self) -> str:
        """The quarter after the opening day, the first that is no history.

        >>> BookVintage(id="", opened=date(2026, 6, 30), plan="V4").first_quarter
        '2026Q3'
        """
        year, quarter = self.opened.year, (self.opened.month - 1) // 3 + 2
        return f"{year + (quarter > 4)}Q{quarter if quarter <= 4 else 1}"


class Sheets(Struct, frozen=True, kw_only=True):
    """A book as it is written: rows of its tables, before anything is made of them.

    Tables of the names in `TABLES` are rows of text, so that writing them back gives the same
    bytes; parties and scenarios are the rows of their TOML files. Without a `vintage` of its own a
    book's runs begin where those of the first vintage do.
    """

    as_of: date
    known_at: date
    evidence: Batch
    agreements: tuple[Agreement, ...]
    parties: tuple[Row, ...]
    scenarios: tuple[Row, ...]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    columns: Mapping[str, tuple[str, ...]]
    vintage: BookVintage | None = None


class FileHash(Struct, frozen=True, kw_only=True):
    """A file of one's own that a run was told: its name and a digest of what it says.

    The digest is the first twelve hexadecimal digits of SHA-256; comments and layout are no part.
    """

    name: str
    hash: str


class Book(Struct, frozen=True, kw_only=True):
    """A checked book: records that refer to each other by ids that exist.

    `joint` is there once a calibration was put in place of priors, `files` names the files of
    one's own that stand beside the book in a run.
    """

    sheets: Sheets
    agreements: tuple[Agreement, ...]
    parties: tuple[Party, ...]
    quantities: tuple[NamedQuantity, ...]
    parameters: tuple[Parameter, ...]
    positions: tuple[Position, ...]
    scenarios: tuple[Scenario, ...]
    joint: Joint | None = None
    files: tuple[FileHash, ...] = ()

    @property
    def as_of(self) -> date:
        """The day in the world the book is read at by default."""
        return self.sheets.as_of

    @property
    def known_at(self) -> date:
        """The day of knowledge the book is read at by default."""
        return self.sheets.known_at

    def public(self, known_at: date) -> tuple[Agreement, ...]:
        """The agreements as they were known on a day, resting on claims public by then."""
        later = [c.id for c in self.sheets.evidence.claims if c.known_at > known_at]
        return known_agreements(self.agreements, known_at=known_at, unpublished=later)

    def standing(self, known_at: date) -> list[Claim]:
        """The claims known by a day that stood under the links and decisions known by then."""
        evidence = self.sheets.evidence
        gone = removed(evidence.overrides)
        seen = {c.id: c for c in evidence.claims if c.known_at <= known_at and c.id not in gone}
        decided = decisions(o for o in evidence.overrides if o.known_at <= known_at)
        found = standings(seen, evidence.links)
        standing = (c for c in seen.values() if found[c.id].state == "live")
        return [c for c in standing if c.id not in decided.left_out]


def numbered_place(file: str, number: int, field: str) -> str:
    """The key under which places of a book hold a field of a file's table by its number."""
    return f"{file}#{number}#{field}"
