"""Files of a book: the one place of this package that reads and writes them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import TABLES, BookVintage, Sheets, numbered_place
from caploop.book.read import COLUMNS, agreements_from_rows, table_rows, table_text, tables_of
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.folder import whole_folder
from caploop.core.lines import spans_of
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence import (
    BUNDLED,
    Batch,
    decoded,
    read_dates,
    read_folder,
    read_opening,
    stray_file,
    unreadable,
    write_folder,
)

Places = dict[str, Place]


def read_agreements(path: Path) -> tuple[tuple[Agreement, ...], Places]:
    """Agreements of a TOML file, and the line each tranche begins on.

    Raises InputInvalidError with every faulty tranche, and every table that means nothing.
    """
    text = _text(path)
    rows, problems = _tables(path, "agreement")
    places = _places(path, text)
    agreements, faults = agreements_from_rows(rows, places=places, file=str(path))
    if problems + faults:
        raise InputInvalidError(problems + faults)
    return agreements, places


def write_agreements(tranches: Iterable[Tranche], groups: Mapping[str, str], path: Path) -> None:
    """Writes tranches under their agreements, in order; the same input gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, agreements_text(tranches, groups))


def agreements_text(tranches: Iterable[Tranche], groups: Mapping[str, str]) -> str:
    """The TOML text of agreements: one table an agreement, one below it for each tranche."""
    held: dict[str, list[dict[str, Any]]] = {}
    for tranche in tranches:
        held.setdefault(tranche.agreement, []).append(_plain(tranche))
    rows = [{"id": name, "group": groups[name], "tranche": rows} for name, rows in held.items()]
    return tomli_w.dumps({"agreement": rows})


def read_sheets(home: Path) -> tuple[Sheets, Places]:
    """A book folder as it is written, and the line of each id.

    The folder holds `book.toml` with the two dates and, where its runs begin elsewhere than those
    of the first vintage, `opened`, `plan` and the name of its `vintage`; `evidence/` and `book/`.
    Raises NotFoundError for what is missing, InputInvalidError for what cannot be read.
    """
    as_of, known_at = read_dates(home)
    evidence, places = read_folder(home / "evidence")
    folder = home / "book"
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise NotFoundError(f"{folder} has no {', '.join(missing)}; see caploop book init")
    if strays := [_stray(path) for path in sorted(folder.iterdir()) if _is_stray(path)]:
        raise InputInvalidError(strays)
    agreements, lines = read_agreements(folder / "agreements.toml")
    tables = {name: _rows(folder / name) for name in TABLES}
    sheets = Sheets(
        as_of=as_of,
        known_at=known_at,
        evidence=evidence,
        agreements=agreements,
        parties=read_toml(folder / "parties.toml", "party"),
        scenarios=read_toml(folder / "scenarios.toml", "scenario"),
        tables={name: rows for name, (_, rows) in tables.items()},
        columns={name: columns for name, (columns, _) in tables.items()},
        vintage=_vintage(home),
    )
    numbered = {**_numbered(folder, "party"), **_numbered(folder, "scenario")}
    return sheets, {**places, **lines, **numbered}


def _vintage(home: Path) -> BookVintage | None:
    """Where the runs of a folder's book begin, where it says so; refused where it says a part."""
    told = read_opening(home)
    if not told:
        return None
    if missing := [name for name in ("opened", "plan") if name not in told]:
        file = home / "book.toml"
        hint = "give the day of the opening balances and the plan, or leave both out"
        said = f"an opening without {' and '.join(missing)}"
        place = Place(file=str(file))
        raise InputInvalidError(
            [Problem(code="opening-part", subject=file.name, message=said, hint=hint, place=place)]
        )
    return BookVintage(id=told.get("vintage", ""), opened=told["opened"], plan=told["plan"])


def write_sheets(sheets: Sheets, home: Path) -> None:
    """Writes a book folder; reading and writing it again gives the same bytes.

    It is written beside `home` and becomes it once all of it is on disk: `home` must not exist
    yet, or be empty. Where that fails (OSError), nothing is left.
    """
    with whole_folder(home) as aside:
        _write_files(sheets, aside)


def _write_files(sheets: Sheets, home: Path) -> None:
    folder = home / "book"
    folder.mkdir(parents=True, exist_ok=True)
    write_folder(sheets.evidence, home / "evidence")
    head: dict[str, Any] = {"as_of": sheets.as_of, "known_at": sheets.known_at}
    if (one := sheets.vintage) is not None:
        head |= {"vintage": one.id} if one.id else {}
        head |= {"opened": one.opened, "plan": one.plan}
    _write(home / "book.toml", tomli_w.dumps(head))
    tranches = [t for a in sheets.agreements for t in a.tranches]
    groups = {a.id: a.group for a in sheets.agreements}
    write_agreements(tranches, groups, folder / "agreements.toml")
    for name, rows in (("party", sheets.parties), ("scenario", sheets.scenarios)):
        text = tomli_w.dumps({name: [_numbers(dict(row)) for row in rows]})
        _write(folder / PLURALS[name], text)
    for name in TABLES:
        _write(folder / name, table_text(sheets.columns[name], sheets.tables[name]))


def init_sheets(home: Path, *, as_of: date, known_at: date) -> None:
    """Writes an empty book with its two dates: every file, every column, no row.

    What is written as tables is explained there, with an example in comments.
    """
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
    with whole_folder(home) as aside:
        _write_files(sheets, aside)
        for name in ("agreements.toml", *PLURALS.values()):
            text = (BUNDLED / "templates" / name).read_text("utf-8")
            _write(aside / "book" / name, text)


PLURALS = {"party": "parties.toml", "scenario": "scenarios.toml"}
FILES = ("agreements.toml", *PLURALS.values(), *TABLES)


def _stray(path: Path) -> Problem:
    return stray_file(path, hint=offered(path.name, FILES, f"the tables are {', '.join(FILES)}"))


def _is_stray(path: Path) -> bool:
    """Whether it looks like a table of the book under a name that nobody reads."""
    return path.suffix.lower() in {".toml", ".csv"} and path.name not in FILES


def read_toml(path: Path, name: str) -> tuple[Mapping[str, Any], ...]:
    """The tables [[name]] of a TOML file; raises InputInvalidError for anything else in it."""
    rows, problems = _tables(path, name)
    if problems:
        raise InputInvalidError(problems)
    return rows


def _tables(path: Path, name: str) -> tuple[tuple[Mapping[str, Any], ...], list[Problem]]:
    """The tables of a TOML file that holds only those of one name, and what else it holds."""
    try:
        whole = tomllib.loads(_text(path), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError, RecursionError) as error:
        raise InputInvalidError([unreadable(path, error)]) from error
    return tables_of(whole, name, file=str(path))


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)


def _numbers(value: Any) -> Any:
    """Whole decimals without a fraction, at any depth."""
    if isinstance(value, dict):
        return {key: _numbers(inner) for key, inner in value.items()}
    return [_numbers(inner) for inner in value] if isinstance(value, list) else _written(value)


def _rows(path: Path) -> tuple[tuple[str, ...], tuple[Mapping[str, str], ...]]:
    text = _text(path)
    if not text.endswith("\n"):
        raise InputInvalidError([_cut_off(path, text)])
    columns, rows, problems = table_rows(text, known=COLUMNS[path.name], file=str(path))
    if problems:
        raise InputInvalidError(problems)
    return columns, rows


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


_ID = re.compile(r"""\s*id\s*=\s*(?:"([^"\\]*)"|'([^']*)')""")


def _places(path: Path, text: str) -> Places:
    """Line on which each id stands first."""
    places: Places = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _ID.match(line):
            name = found[1] if found[1] is not None else found[2]
            places.setdefault(name, Place(file=str(path), line=number))
    return places


def _numbered(folder: Path, name: str) -> Places:
    """Where each table [[name]] of a file and its keys stand, by the number of the table.

    The keys are `numbered_place` of file, number and field.
    """
    path = folder / PLURALS[name]
    _, spans = spans_of(_text(path))
    inner = spans.get(f"{name}.changes", [])
    found: Places = {}
    for number, span in enumerate(spans.get(name, []), start=1):
        after = spans[name][number].line if number < len(spans[name]) else None
        own = [s for s in inner if s.line > span.line and (after is None or s.line < after)]
        rows = {"": span, **{f"changes[{i}].": each for i, each in enumerate(own)}}
        for prefix, each in rows.items():
            for field, line in {"": each.line, **each.keys}.items():
                place = Place(file=str(path), line=line, field=f"{prefix}{field}" or None)
                found[numbered_place(path.name, number, f"{prefix}{field}")] = place
    return found


def _plain(tranche: Tranche) -> dict[str, Any]:
    defaults = {field.name: field.default for field in msgspec.structs.fields(tranche)}
    values = msgspec.structs.asdict(tranche)
    return {k: _written(v) for k, v in values.items() if v != defaults[k]}


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else value
    return list(value) if isinstance(value, tuple) else value
