"""Names of a book for the shell to complete: read off its files, without opening the book."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from msgspec import Struct

from caploop.book.scenario import LEVERS

_ID = re.compile(r'^id = "([^"/]+)"', re.MULTILINE)
_GROUP = re.compile(r'^group = "([^"]+)"', re.MULTILINE)


class BookNames(Struct, frozen=True, kw_only=True):
    """Names of a book by kind, in its order; `settings` are parameters and levers."""

    scenario: tuple[str, ...]
    agreement: tuple[str, ...]
    group: tuple[str, ...]
    party: tuple[str, ...]
    settings: tuple[str, ...]


def names_of_book(home: Path) -> BookNames:
    """The names in a book folder; a file that is not there has none."""
    folder = home / "book"
    agreements = _text(folder / "agreements.toml")
    rows = csv.DictReader(_text(folder / "parameters.csv").splitlines())
    symbols = [row.get("symbol") or "" for row in rows]
    return BookNames(
        scenario=_found(_ID, _text(folder / "scenarios.toml")),
        agreement=_found(_ID, agreements),
        group=_found(_GROUP, agreements),
        party=_found(_ID, _text(folder / "parties.toml")),
        settings=(*filter(None, symbols), *LEVERS),
    )


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern.findall(text)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
