"""Tables of a book, from text to rows: every table, column and cell is taken or told."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

import msgspec

from caploop.book.agreement import Agreement, Tranche
from caploop.book.condition import NamedQuantity
from caploop.book.opening_items import Item
from caploop.book.parameter import COLUMNS as PARAMETER_COLUMNS
from caploop.book.position import PositionRow
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence import field_problems
from caploop.evidence.checks import check_fields
from caploop.extraction import TAKE_OUT, text_fault

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "items.csv": Item.__struct_fields__,
    "parameters.csv": PARAMETER_COLUMNS,
    "positions.csv": PositionRow.__struct_fields__,
    "quantities.csv": NamedQuantity.__struct_fields__,
}
AGREEMENT_KEYS = ("id", "group", "tranche")

Row = Mapping[str, Any]


def tables_of(
    whole: Mapping[str, Any], name: str, *, file: str
) -> tuple[tuple[Row, ...], list[Problem]]:
    """The tables [[name]] of a TOML file, and a problem for everything else the file holds.

    >>> tables_of({"partys": [{}]}, "party", file="parties.toml")[1][0].hint
    "did you mean 'party'?"
    """
    place = Place(file=file, field=name)
    problems = list(_unknown(whole, (name,), subject=file.rsplit("/", maxsplit=1)[-1], place=place))
    found = whole.get(name, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        hint = f"begin each with [[{name}]], in two brackets"
        problems.append(
            _problem("table-wrong", name, f"{name} is no list of tables", hint=hint, place=place)
        )
        return (), problems
    return tuple(found), problems


def agreements_from_rows(
    rows: Iterable[Row], *, places: Mapping[str, Place], file: str
) -> tuple[tuple[Agreement, ...], list[Problem]]:
    """Agreements of the tables of a file, and every fault of those tables."""
    agreements: list[Agreement] = []
    problems: list[Problem] = []
    for row in rows:
        name = row.get("id")
        place = places.get(str(name), Place(file=file))
        found = list(_agreement_faults(row, place))
        problems += found
        if found or not isinstance(name, str):
            continue
        tranches = [_tranche(raw, name, places=places, problems=problems) for raw in row["tranche"]]
        kept = tuple(tranche for tranche in tranches if tranche is not None)
        agreements.append(Agreement(id=name, group=row.get("group", name), tranches=kept))
    return tuple(agreements), problems


def table_rows(
    text: str, *, known: Sequence[str], file: str
) -> tuple[tuple[str, ...], tuple[Mapping[str, str], ...], list[Problem]]:
    """Columns and rows of a CSV text, and a problem for each line that does not fit its header.

    `known` are the columns the table may have; a row has as many cells as the header.
    """
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[Mapping[str, str]] = []
    problems: list[Problem] = []
    try:
        columns = tuple(next(reader, []))
        problems += _header_faults(columns, known, Place(file=file, line=1))
        for cells in reader:
            if cells and len(cells) != len(columns):
                message = f"{len(cells)} cells under {len(columns)} columns"
                hint = 'put cells with a comma between "double quotes", or fill in what is missing'
                place = Place(file=file, line=reader.line_num)
                problems.append(_problem("cells-wrong", cells[0], message, hint=hint, place=place))
            elif cells:
                rows.append(dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        hint = "close the quotes of the line named, or of one before it"
        place = Place(file=file, line=reader.line_num)
        problems.append(
            _problem(
                "file-unreadable",
                file.rsplit("/", maxsplit=1)[-1],
                str(error),
                hint=hint,
                place=place,
            )
        )
    return columns, tuple(rows), problems


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """The CSV text of a table; every cell can be read again, whatever letters it holds."""
    lines = [",".join(map(_cell, columns))]
    lines += (",".join(_cell(row.get(name, "")) for name in columns) for row in rows)
    if len(columns) == 1:  # an empty cell alone would be an empty line
        lines = [line or '""' for line in lines]
    return "".join(f"{line}\n" for line in lines)


def _cell(text: str) -> str:
    quoted = any(letter in text for letter in ',"\r\n')
    return '"{}"'.format(text.replace('"', '""')) if quoted else text


def _header_faults(columns: Sequence[str], known: Sequence[str], place: Place) -> Iterator[Problem]:
    for name in columns:
        if name not in known:
            hint = offered(name, known, f"the columns are: {', '.join(known)}")
            message = f"no column is called {name!r}"
            yield _problem("column-unknown", name or "header", message, hint=hint, place=place)
    for name in sorted({name for name in columns if columns.count(name) > 1}):
        message = f"two columns are called {name!r}"
        yield _problem("column-twice", name, message, hint="keep one of the two", place=place)


def _agreement_faults(row: Row, place: Place) -> Iterator[Problem]:
    name = row.get("id")
    subject = str(name or "agreement")
    yield from _unknown(row, AGREEMENT_KEYS, subject=subject, place=place)
    for field in ("id", "group"):
        value = row.get(field, None if field == "id" else "-")
        if not isinstance(value, str) or not value:
            hint = "write it in quotes: payer-payee-year"
            message = f"{field} is {value!r}, no name"
            yield _problem("field-invalid", subject, message, hint=hint, place=_at(place, field))
        elif said := text_fault(value):
            yield _problem("text-wrong", subject, said, hint=TAKE_OUT, place=_at(place, field))
    held = row.get("tranche", [])
    if not isinstance(held, list) or not all(isinstance(raw, dict) for raw in held):
        hint = "begin each with [[agreement.tranche]], in two brackets"
        message = "tranche is no list of tables"
        yield _problem("table-wrong", subject, message, hint=hint, place=_at(place, "tranche"))
    elif not held:
        hint = "add what one side owes as [[agreement.tranche]], or take the agreement out"
        message = "an agreement without tranches: nobody owes anything"
        yield _problem("tranches-missing", subject, message, hint=hint, place=_at(place, "tranche"))


def _tranche(
    raw: Row, agreement: str, *, places: Mapping[str, Place], problems: list[Problem]
) -> Tranche | None:
    place = places.get(str(raw.get("id")), places.get(agreement, Place()))
    try:
        tranche = msgspec.convert(raw, Tranche)
    except (msgspec.ValidationError, ValueError, ArithmeticError) as error:
        found = list(field_problems(raw, Tranche, place=place))
        subject, hint = str(raw.get("id", "tranche")), "mend the tranche"
        problems += found or [_problem("row-invalid", subject, str(error), hint=hint, place=place)]
        return None
    faults = check_fields(tranche, place=place)
    parts = f"{tranche.id}///".split("/")
    if parts[0] != agreement or not parts[1] or not parts[2]:
        message = f"stands under {agreement!r}, but its id does not say agreement/leg/tranche"
        hint = f"call it {agreement}/leg/tranche, or move it"
        faults.append(_problem("id-misplaced", tranche.id, message, hint=hint, place=place))
    problems += faults
    return None if faults else tranche


def _unknown(
    table: Mapping[str, Any], known: Sequence[str], *, subject: str, place: Place
) -> Iterator[Problem]:
    for name in table:
        if name not in known:
            hint = offered(name, known, f"it may hold: {', '.join(known)}")
            message = f"unknown table or entry {name!r}: nothing of it would be read"
            yield _problem("table-unknown", subject, message, hint=hint, place=_at(place, name))


def _at(place: Place, field: str) -> Place:
    return Place(file=place.file, line=place.line, field=field)


def _problem(code: str, subject: str, message: str, *, hint: str, place: Place) -> Problem:
    return Problem(code=code, subject=subject, message=message, hint=hint, place=place)
