"""A book named by a file: the book it stands on, with the agreements that the file amends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from caploop.book.book import Sheets
from caploop.book.own.amend import AMENDED, amended
from caploop.book.own.file import OwnFile, examined_own, is_own
from caploop.book.parameter import parameters_from_rows
from caploop.book.store import read_sheets
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.problem import Place
from caploop.evidence import BUNDLED

THE_BUNDLED = "bundled"


def open_sheets(home: Path) -> tuple[Sheets, Mapping[str, Place]]:
    """A book folder as it is written and the line of each id, or a file that amends one.

    Raises NotFoundError and InputInvalidError as `read_sheets` and the file do, UsageError for a
    file that says what no book holds.
    """
    if not is_own(home.name):
        return read_sheets(home)
    sheets, places = read_sheets(home_of(home))
    rows, _ = parameters_from_rows(sheets.tables["parameters.csv"], file="parameters.csv")
    found, problems = examined_own(home, parameters=rows, agreements=sheets.agreements)
    if found is None or problems:
        raise InputInvalidError(problems)
    if found.scenario.changes:
        names = ", ".join(dict.fromkeys(c.name for c in found.scenario.changes))
        raise UsageError(
            f"{home} changes {names}, which is no agreement amended; give it as --scenario {home}"
        )
    day = min(sheets.as_of, sheets.known_at)
    agreements = amended(sheets.agreements, found.amendments, day=day)
    return replace(sheets, agreements=agreements), {**places, **places_of(found, home)}


def home_of(home: Path) -> Path:
    """The folder of a book: itself, or the one that a file stands on, the program's by default."""
    if not is_own(home.name):
        return home
    found, problems = examined_own(home, parameters=(), agreements=())
    if found is None:
        raise InputInvalidError(problems)
    if found.base in {"", THE_BUNDLED}:
        return BUNDLED
    base = home.parent / found.base
    if not base.is_dir():
        said = f"{home} stands on {found.base!r}, and there is no folder {base}"
        raise NotFoundError(f'{said}; write base = "{THE_BUNDLED}" or the folder of a book')
    return base


def places_of(found: OwnFile, path: Path) -> dict[str, Place]:
    """The line of each amended tranche."""
    lines = found.lines[len(found.scenario.changes) :]
    return {
        amendment.tranche + AMENDED: Place(file=str(path), line=line)
        for amendment, line in zip(found.amendments, lines, strict=True)
    }
