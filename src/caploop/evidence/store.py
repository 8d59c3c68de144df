"""Files of evidence: the one place of this package that reads and writes them."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.fiscal import FiscalCalendar, calendars_from_rows
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence.claim import Batch, Claim, CrossCheck, Document, Link, Override, name_of
from caploop.evidence.measure import Measure, Vocabulary, Word, vocabulary
from caploop.evidence.read import read_rows
from caploop.extraction import day_fault

Record = TypeVar("Record", bound=msgspec.Struct)

FILES: dict[str, type[msgspec.Struct]] = {
    "documents": Document,
    "claims": Claim,
    "links": Link,
    "overrides": Override,
    "crosschecks": CrossCheck,
}
ALWAYS = ("documents", "claims")
BUNDLED = Path(__file__).parent.parent / "data"


def read_folder(folder: Path) -> tuple[Batch, dict[str, Place]]:
    """All records in a folder's JSON-lines files, and where each id stands.

    Files are named by what they hold: documents, claims, links, overrides, crosschecks, each with
    an optional ending (claims-facts.jsonl). Raises NotFoundError where the folder has none,
    InputInvalidError with every bad row.
    """
    paths = sorted(p for p in folder.glob("*") if p.suffix.lower() == ".jsonl")
    if not paths:
        raise NotFoundError(f"{folder} holds no .jsonl file; expected claims.jsonl and others")
    records: dict[str, list[msgspec.Struct]] = {name: [] for name in FILES}
    places: dict[str, Place] = {}
    problems = [_stray(p) for p in sorted(folder.glob("*")) if _is_misnamed(p, paths)]
    for path in paths:
        stem = path.stem.split("-")[0]
        if stem not in FILES or path.suffix != ".jsonl":
            problems.append(_stray(path))
            continue
        found, bad = _rows(path, FILES[stem])
        problems += bad
        for line, record in found:
            records[stem].append(record)
            places.setdefault(name_of(record), Place(file=str(path), line=line))
    if problems:
        raise InputInvalidError(problems)
    held: dict[str, Any] = {name: tuple(rows) for name, rows in records.items()}
    return Batch(**held), places


def write_folder(batch: Batch, folder: Path) -> None:
    """Writes the batch as `read_folder` reads it, one record a line, in the batch's order.

    Documents and claims have a file in any case, so that an empty folder can be read again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        rows = getattr(batch, name)
        if rows or name in ALWAYS:
            write_rows(rows, folder / f"{name}.jsonl")


def write_rows(rows: Iterable[msgspec.Struct], path: Path) -> None:
    """Writes records one a line, without the fields that say no more than their default."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    path.write_bytes(b"".join(encoder.encode(_stated(row)) + b"\n" for row in rows))


def _stated(record: msgspec.Struct) -> dict[str, Any]:
    """The record's fields that say more than their default."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(record)}
    values = msgspec.structs.asdict(record)
    return {name: value for name, value in values.items() if value != defaults[name]}


def read_vocabulary(folder: Path = BUNDLED / "vocabulary") -> Vocabulary:
    """The registry of measures with the words of each source."""
    return vocabulary(
        _table(folder / "measures.csv", Measure),
        _table(folder / "measure_words.csv", Word),
        calendars=read_calendars(),
    )


def read_identities(folder: Path = BUNDLED / "vocabulary") -> dict[str, Any]:
    """Rows of the terms and identities that join figures; the model makes records of them."""
    return _toml(folder / "identities.toml")


def read_early_priors(folder: Path = BUNDLED / "vocabulary") -> list[dict[str, Any]]:
    """Priors of figures that were not public at an early date, made from what was."""
    rows: list[dict[str, Any]] = _toml(folder / "calibration_priors.toml")["prior"]
    return rows


def read_dates(folder: Path = BUNDLED) -> tuple[date, date]:
    """The dates (as of, known at) a book is read at where the caller names none.

    Raises NotFoundError where the folder has no book.toml that gives both, InputInvalidError
    for a day that is none, or an entry that means nothing.
    """
    path = folder / "book.toml"
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder {folder}")
    table = _toml(path) if path.exists() else {}
    if faults := list(_date_faults(table, path)):
        raise InputInvalidError(faults)
    if not set(DATES) <= table.keys():
        raise NotFoundError(f"{path} gives no dates; name --as-of and --known-at")
    return table["as_of"], table["known_at"]


def read_opening(folder: Path) -> dict[str, Any]:
    """What a folder's book.toml says beside the dates, as far as it does: `vintage`, the `plan` its
    runs are on, and `opened`, the day of their opening balances."""
    path = folder / "book.toml"
    table = _toml(path) if path.exists() else {}
    return {name: table[name] for name in OPENING if name in table}


DATES = ("as_of", "known_at")
OPENING = ("vintage", "opened", "plan")


def _date_faults(table: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    for name, day in table.items():
        place = Place(file=str(path), field=name)
        if name in {"vintage", "plan"} and isinstance(day, str):
            continue
        if name not in (*DATES, *OPENING):
            names = (*DATES, *OPENING)
            hint = offered(name, names, f"the entries are: {', '.join(names)}")
            message = f"no entry is called {name!r}"
            yield _fault("table-unknown", path, message, hint=hint, place=place)
        elif not isinstance(day, date) or (fault := day_fault(day)):
            said = fault if isinstance(day, date) else f"{day!r} is no day"
            hint = "write a day without quotes and without a time: 2026-03-01"
            yield _fault("day-wrong", path, f"{name}: {said}", hint=hint, place=place)


def _fault(code: str, path: Path, message: str, *, hint: str, place: Place) -> Problem:
    return Problem(code=code, subject=path.name, message=message, hint=hint, place=place)


def _toml(path: Path) -> dict[str, Any]:
    text, problems = decoded(path.read_bytes(), path)
    if problems:
        raise InputInvalidError(problems)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise InputInvalidError([unreadable(path, error)]) from error


def unreadable(path: Path, error: Exception) -> Problem:
    """The problem of a TOML file that cannot be read, with its line where the error names one."""
    line = re.search(r"at line ([0-9]+)", str(error))
    return Problem(
        code="file-unreadable",
        subject=path.name,
        message=str(error) or type(error).__name__,
        hint="restore the file, or mend the line named",
        place=Place(file=str(path), line=int(line[1]) if line else None),
    )


def read_bundled() -> tuple[Batch, dict[str, Place]]:
    """The evidence that comes with the program."""
    return read_folder(BUNDLED / "evidence")


def read_calendars(path: Path = BUNDLED / "fiscal_calendars.toml") -> dict[str, FiscalCalendar]:
    """Fiscal calendars by issuer; raises InputInvalidError for a bad table."""
    rows = tomllib.loads(path.read_text("utf-8"))["calendar"]
    calendars, problems = calendars_from_rows(rows)
    if problems:
        raise InputInvalidError(problems)
    return calendars


def read_texts(folder: Path) -> dict[str, str]:
    """Texts of the documents in a folder by the SHA-256 of their bytes, whatever their names."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        raw = path.read_bytes()
        text, bad = decoded(raw, path, form="utf-8")
        problems += bad
        texts[sha256(raw).hexdigest()] = text
    if problems:
        raise InputInvalidError(problems)
    return texts


def _rows(path: Path, kind: type[Record]) -> tuple[list[tuple[int, Record]], list[Problem]]:
    text, problems = decoded(path.read_bytes(), path)
    rows, bad = read_rows(text, kind, file=str(path))
    return rows, problems + ([] if problems else bad)


def decoded(raw: bytes, path: Path, *, form: str = "utf-8-sig") -> tuple[str, list[Problem]]:
    """A file's bytes as text, a byte-order mark left out; a problem where they are not UTF-8."""
    try:
        return raw.decode(form), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(
            code="encoding-wrong",
            subject=path.name,
            message=f"byte {error.start} is not UTF-8",
            hint="save the file as UTF-8; text from Chinese systems is often GB18030",
            place=Place(file=str(path), line=line),
        )
        return "", [problem]


def _stray(path: Path) -> Problem:
    hint = f"begin it with one of {', '.join(FILES)} and end it with .jsonl"
    return stray_file(path, hint=hint)


def _is_misnamed(path: Path, read: Iterable[Path]) -> bool:
    """Whether a file is called after records of which no other file holds any: claims.json."""
    kind = path.stem.split("-")[0].lower()
    alike = path.suffix.lower() in {".json", ".ndjson"} and kind in FILES
    return alike and not any(other.stem.split("-")[0] == kind for other in read)


def stray_file(path: Path, *, hint: str) -> Problem:
    """The problem of a file among tables that is none of those read, so that it would be lost."""
    return Problem(
        code="file-unknown",
        subject=path.name,
        message="nothing reads a file of this name",
        hint=f"{hint}, or move it away",
        place=Place(file=str(path)),
    )


def _table(path: Path, kind: type[Record]) -> Iterable[Record]:
    rows = csv.DictReader(StringIO(path.read_text("utf-8")))
    filled = ({key: value for key, value in row.items() if value} for row in rows)
    return msgspec.convert(list(filled), list[kind])  # type: ignore[valid-type]
