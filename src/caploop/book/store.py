"""Files of a book: the one place of this package that reads and writes them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import TABLES, Sheets
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.problem import Place, Problem
from caploop.evidence.claim import Batch
from caploop.evidence.read import field_problems
from caploop.evidence.store import BUNDLED, decoded, read_dates, read_folder, write_folder

Places = dict[str, Place]


def read_agreements(path: Path) -> tuple[tuple[Agreement, ...], Places]:
    """Agreements of a TOML file, and the line each tranche begins on.

    Raises InputInvalidError with every faulty tranche.
    """
    text = _text(path)
    try:
        rows = tomllib.loads(text, parse_float=Decimal).get("agreement", [])
    except tomllib.TOMLDecodeError as error:
        raise InputInvalidError([_unreadable(path, error)]) from error
    places = _places(path, text)
    problems: list[Problem] = []
    agreements = [_agreement(row, places, problems) for row in rows]
    if problems:
        raise InputInvalidError(problems)
    return tuple(agreements), places


def write_agreements(tranches: Iterable[Tranche], groups: Mapping[str, str], path: Path) -> None:
    """Writes tranches under their agreements, in order; the same input gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(agreements_text(tranches, groups), encoding="utf-8")


def agreements_text(tranches: Iterable[Tranche], groups: Mapping[str, str]) -> str:
    """The TOML text of agreements: one table an agreement, one below it for each tranche."""
    held: dict[str, list[dict[str, Any]]] = {}
    for tranche in tranches:
        held.setdefault(tranche.agreement, []).append(_plain(tranche))
    rows = [{"id": name, "group": groups[name], "tranche": rows} for name, rows in held.items()]
    return tomli_w.dumps({"agreement": rows})


def read_sheets(home: Path) -> tuple[Sheets, Places]:
    """A book folder as it is written, and the line of each id.

    The folder holds `book.toml` with the two dates, `evidence/` and `book/`. Raises
    NotFoundError for what is missing, InputInvalidError for what cannot be read.
    """
    as_of, known_at = read_dates(home)
    evidence, places = read_folder(home / "evidence")
    folder = home / "book"
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise NotFoundError(f"{folder} has no {', '.join(missing)}; see caploop book init")
    agreements, lines = read_agreements(folder / "agreements.toml")
    tables = {name: _rows(folder / name) for name in TABLES}
    sheets = Sheets(
        as_of=as_of,
        known_at=known_at,
        evidence=evidence,
        agreements=agreements,
        parties=_toml(folder / "parties.toml", "party"),
        scenarios=_toml(folder / "scenarios.toml", "scenario"),
        tables={name: rows for name, (_, rows) in tables.items()},
        columns={name: columns for name, (columns, _) in tables.items()},
    )
    return sheets, {**places, **lines}


def write_sheets(sheets: Sheets, home: Path) -> None:
    """Writes a book folder; reading and writing it again gives the same bytes."""
    folder = home / "book"
    folder.mkdir(parents=True, exist_ok=True)
    write_folder(sheets.evidence, home / "evidence")
    dates = {"as_of": sheets.as_of, "known_at": sheets.known_at}
    (home / "book.toml").write_text(tomli_w.dumps(dates), "utf-8")
    tranches = [t for a in sheets.agreements for t in a.tranches]
    groups = {a.id: a.group for a in sheets.agreements}
    write_agreements(tranches, groups, folder / "agreements.toml")
    for name, rows in (("party", sheets.parties), ("scenario", sheets.scenarios)):
        text = tomli_w.dumps({name: [_numbers(dict(row)) for row in rows]})
        (folder / PLURALS[name]).write_text(text, "utf-8")
    for name in TABLES:
        _write_rows(folder / name, sheets.columns[name], sheets.tables[name])


def init_sheets(home: Path, *, as_of: date, known_at: date) -> None:
    """Writes an empty book with its two dates: every file, every column, no row."""
    bundled, _ = read_sheets(BUNDLED)
    empty: dict[str, tuple[Mapping[str, str], ...]] = {
        name: bundled.tables[name] if name == "items.csv" else () for name in TABLES
    }
    sheets = Sheets(
        as_of=as_of,
        known_at=known_at,
        evidence=Batch(),
        agreements=(),
        parties=(),
        scenarios=(),
        tables=empty,
        columns=bundled.columns,
    )
    write_sheets(sheets, home)
    for name in ("documents", "claims"):
        (home / "evidence" / f"{name}.jsonl").touch()


PLURALS = {"party": "parties.toml", "scenario": "scenarios.toml"}
FILES = ("agreements.toml", *PLURALS.values(), *TABLES)


def _toml(path: Path, name: str) -> tuple[Mapping[str, Any], ...]:
    try:
        return tuple(tomllib.loads(_text(path), parse_float=Decimal).get(name, []))
    except tomllib.TOMLDecodeError as error:
        raise InputInvalidError([_unreadable(path, error)]) from error


def _numbers(value: Any) -> Any:
    """Whole decimals without a fraction, at any depth."""
    if isinstance(value, dict):
        return {key: _numbers(inner) for key, inner in value.items()}
    return [_numbers(inner) for inner in value] if isinstance(value, list) else _written(value)


def _rows(path: Path) -> tuple[tuple[str, ...], tuple[Mapping[str, str], ...]]:
    text = _text(path)
    if not text.endswith("\n"):
        raise InputInvalidError([_cut_off(path, text)])
    reader = csv.DictReader(StringIO(text, newline=""), restval="")
    rows = tuple({k: v for k, v in row.items() if k is not None} for row in reader)
    return tuple(reader.fieldnames or ()), rows


def _text(path: Path) -> str:
    text, problems = decoded(path.read_bytes(), path)
    if problems:
        raise InputInvalidError(problems)
    return text


def _cut_off(path: Path, text: str) -> Problem:
    return Problem(
        code="file-cut-off",
        subject=path.name,
        message="the last line has no end: the file may be cut off",
        hint="restore it from its source, or end the last line if it is whole",
        place=Place(file=str(path), line=text.count("\n") + 1),
    )


def _write_rows(path: Path, columns: tuple[str, ...], rows: tuple[Mapping[str, str], ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _agreement(row: Mapping[str, Any], places: Places, problems: list[Problem]) -> Agreement:
    tranches: list[Tranche] = []
    for raw in row.get("tranche", []):
        place = places.get(str(raw.get("id")), Place())
        try:
            tranche = msgspec.convert(raw, Tranche)
        except msgspec.ValidationError as error:
            found = list(field_problems(raw, Tranche, place=place))
            problems += found or [_invalid(raw, error, place)]
            continue
        name = f"{tranche.id}///".split("/")
        if name[0] != row.get("id") or not name[1] or not name[2]:
            problems.append(_misplaced(raw, str(row.get("id")), place))
            continue
        tranches.append(tranche)
    return Agreement(
        id=str(row.get("id")),
        group=str(row.get("group", row.get("id"))),
        tranches=tuple(tranches),
    )


def _places(path: Path, text: str) -> Places:
    """Line on which each id stands."""
    places: Places = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith('id = "'):
            places[line.split('"')[1]] = Place(file=str(path), line=number)
    return places


def _plain(tranche: Tranche) -> dict[str, Any]:
    defaults = {field.name: field.default for field in msgspec.structs.fields(tranche)}
    values = msgspec.structs.asdict(tranche)
    return {k: _written(v) for k, v in values.items() if v != defaults[k]}


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else value
    return list(value) if isinstance(value, tuple) else value


def _invalid(raw: Mapping[str, Any], error: Exception, place: Place) -> Problem:
    return Problem(
        code="row-invalid",
        subject=str(raw.get("id", "tranche")),
        message=str(error),
        hint="mend the tranche",
        place=place,
    )


def _misplaced(raw: Mapping[str, Any], agreement: str, place: Place) -> Problem:
    return Problem(
        code="id-misplaced",
        subject=str(raw.get("id")),
        message=f"stands under {agreement!r}, but its id does not say agreement/leg/tranche",
        hint=f"call it {agreement}/leg/tranche, or move it",
        place=place,
    )


def _unreadable(path: Path, error: tomllib.TOMLDecodeError) -> Problem:
    return Problem(
        code="file-unreadable",
        subject=path.name,
        message=str(error),
        hint="restore the file, or mend the line named",
        place=Place(file=str(path)),
    )
