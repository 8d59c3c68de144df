"""A book named by a file: the book it stands on, with the agreements that the file amends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from caploop.book.book import Sheets
from caploop.book.own.amend import AMENDED, amended
from caploop.book.own.file import OwnFile, examined_own, is_own
from caploop.book.parameter import parameters_from_rows
from caploop.book.store import read_sheets
from caploop.book.vintage.later import vintage_evidence, vintage_sheets
from caploop.book.vintage.named import is_vintage, vintage_named, vintages
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.problem import Place
from caploop.evidence import Batch, read_dates, read_folder

THE_BUNDLED = "bundled"


def open_sheets(home: Path | None) -> tuple[Sheets, Mapping[str, Place]]:
    """A book as it is written and the line of each id: a vintage of the program's own, the newest
    where nothing is named, a folder, or a file that amends one of them.

    Raises NotFoundError and InputInvalidError as `read_sheets` and the file do, UsageError for a
    file that says what no book holds.
    """
    if home is None or not is_own(home.name):
        return sheets_at(home)
    sheets, places = sheets_at(home_of(home))
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


def sheets_at(home: Path | None) -> tuple[Sheets, Mapping[str, Place]]:
    """A vintage of the program's own book, or a folder; raises NotFoundError with the vintages
    there are for what is neither."""
    if is_vintage(home):
        return vintage_sheets("" if home is None else str(home))
    assert home is not None
    if not home.exists() and len(home.parts) == 1:
        known = ", ".join(one.id for one in vintages())
        said = f"there is no folder {home}"
        raise NotFoundError(f"{said}, and no vintage of that name; the vintages are {known}")
    return read_sheets(home)


def evidence_at(home: Path | None) -> tuple[Batch, Mapping[str, Place]]:
    """Claims of a book with all that is said of them, and the line of each."""
    base = home_of(home)
    if base is None or is_vintage(base):
        return vintage_evidence("" if base is None else str(base))
    inner = base / "evidence"
    return read_folder(inner if inner.is_dir() else base)


def dates_at(home: Path | None) -> tuple[date, date]:
    """The two days a book is read at where none are named: as of, and known at."""
    base = home_of(home)
    if base is None or is_vintage(base):
        one = vintage_named("" if base is None else str(base))
        return one.as_of, one.known_at
    return read_dates(base)


def home_of(home: Path | None) -> Path | None:
    """Where a book lies: itself, or what a file stands on; none, or a name, is a vintage."""
    if home is None or not is_own(home.name):
        return home
    found, problems = examined_own(home, parameters=(), agreements=())
    if found is None:
        raise InputInvalidError(problems)
    if found.base in {"", THE_BUNDLED}:
        return None
    if is_vintage(Path(found.base)):
        return Path(found.base)
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
