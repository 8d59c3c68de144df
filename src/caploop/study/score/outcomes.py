"""Tables of later facts, apart from the book: read by the score alone, after its run."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

import caploop
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.study.score.measures import MEASURES
from caploop.study.score.record import NotScored
from caploop.study.score.rules import KnownFigure

HOME = Path(caploop.__file__).parent / "data" / "score"
GROUPS = ("openai-outcomes", "openai-guidance", "suppliers", "rivals", "sector")
Group = Literal["openai-outcomes", "openai-guidance", "suppliers", "rivals", "sector"]
Reason = Literal[
    "revenue-faster",
    "floor",
    "round-larger",
    "paid-sooner",
    "delivered-sooner",
    "plan-raised",
    "contract-later",
    "built-later",
    "capex-raised",
    "guidance-unread",
    "outside-faster",
    "outside-slower",
    "base-holds-openai",
    "borrowed-ahead",
    "no-spread",
    "funded-otherwise",
    "other-scope",
    "holdings-rose",
    "rival-faster",
]
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2035, 12, 31)
NUMBERS = ("value", "low", "high", "last", "before")
IN_UTF8 = "save the table as CSV in UTF-8"
SUM = "+"
"""Between parties whose measure is added up."""
NAME = Annotated[str, Meta(min_length=1)]


class OutcomeRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One later fact and what it is compared with, in the columns of the table.

    `measure` and `party` say what, `start` to `end` or `end` alone when, `unit` is that of the
    measure. `last` and `before` are the two latest figures of the kind that were public at the
    date, each with its own period; `known_from` names the rows that tell them. `reason` is why it
    falls out, where it does, at days of knowledge up to `reason_day`.
    """

    id: NAME
    group: Group
    measure: NAME
    party: NAME
    end: date
    value: float
    unit: str
    nature: Literal["actual", "guidance", "forecast", "estimate"]
    published: date
    publisher: NAME
    start: date | None = None
    low: float | None = None
    high: float | None = None
    address: str | None = None
    last: float | None = None
    last_start: date | None = None
    last_end: date | None = None
    before: float | None = None
    before_start: date | None = None
    before_end: date | None = None
    known_from: str = ""
    reason: Reason | None = None
    reason_day: date | None = None

    def figure(self, name: Literal["last", "before"]) -> KnownFigure | None:
        """One of the two earlier figures, where it is given."""
        value, end = getattr(self, name), getattr(self, f"{name}_end")
        if value is None or end is None:
            return None
        return KnownFigure(value=value, end=end, start=getattr(self, f"{name}_start"))


class Outcomes(Struct, frozen=True, kw_only=True):
    """Rows of a table of outcomes, and a digest of its text."""

    rows: tuple[OutcomeRow, ...]
    hash: str


def bundled_outcomes() -> Outcomes:
    """The table that comes with the program."""
    return read_outcomes(HOME / "outcomes.csv")


def bundled_unscored() -> tuple[NotScored, ...]:
    """Facts published by the same sources that are not scored, with the code of the reason."""
    text = (HOME / "not_scored.csv").read_text("utf-8")
    return tuple(NotScored(**row) for row in csv.DictReader(StringIO(text)))


def read_outcomes(path: Path) -> Outcomes:
    """A table of outcomes; raises NotFoundError without it, InputInvalidError with all faults."""
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}; name a CSV file in the columns of ours")
    held = path.read_bytes()
    try:
        rows, problems = outcomes_from(held.decode("utf-8-sig"), file=path.name)
    except (UnicodeDecodeError, csv.Error) as error:
        place = Place(file=path.name)
        told = _problem("file-unreadable", path.name, str(error), hint=IN_UTF8, place=place)
        raise InputInvalidError([told]) from error
    if problems:
        raise InputInvalidError(problems)
    return Outcomes(rows=tuple(rows), hash=hashlib.sha256(held).hexdigest()[:12])


def outcomes_from(text: str, *, file: str) -> tuple[list[OutcomeRow], list[Problem]]:
    """Rows of a table with a header line, and a problem for each fault, with its line."""
    rows: list[OutcomeRow] = []
    first: dict[str, int] = {}
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    problems = list(_header(reader.fieldnames or (), Place(file=file, line=1)))
    if problems:
        return [], problems
    for told in reader:
        place = Place(file=file, line=reader.line_num)
        row, found = _row(told, place)
        if row is not None:
            found = [*_faults(row, place), *_again(row, first, place)]
            rows.append(row)
        problems += found
    if not rows and not problems:
        place = Place(file=file)
        hint = "write a row a fact under the header line"
        problems.append(
            _problem("outcomes-empty", file, "the table has no row", hint=hint, place=place)
        )
    return rows, problems


def _header(names: Sequence[str], place: Place) -> Iterator[Problem]:
    """Columns that are not ours, are there twice, or are missing."""
    fields = msgspec.structs.fields(OutcomeRow)
    columns = [f.name for f in fields]
    listed = f"the columns are {', '.join(columns)}"
    for name in dict.fromkeys(names):
        if name not in columns:
            hint, said = offered(name, columns, listed), f"no column is called {name!r}"
            yield _problem("column-unknown", name, said, hint=hint, place=place)
        elif names.count(name) > 1:
            said, hint = f"the column {name} is there twice", "keep one of them"
            yield _problem("column-twice", name, said, hint=hint, place=place)
    for field in fields:
        if field.required and field.name not in names:
            said = f"the column {field.name} is missing"
            yield _problem("column-missing", field.name, said, hint=listed, place=place)


def _row(
    told: Mapping[str | None, object], place: Place
) -> tuple[OutcomeRow | None, list[Problem]]:
    subject = str(told.get("id") or f"row {place.line}")
    if None in told:
        hint, said = "put a cell with a comma in quotes", "more cells than columns"
        return None, [_problem("row-too-long", subject, said, hint=hint, place=place)]
    filled = {name: value for name, value in told.items() if value not in ("", None)}
    try:
        return msgspec.convert(filled, OutcomeRow, strict=False), []
    except msgspec.ValidationError as error:
        said, _, where = str(error).partition(" - at `$.")
        at = _at(place, where.rstrip("`")) if where else place
        hint = "give the cell as the table that comes with the program has it"
        return None, [_problem("cell-invalid", subject, said, hint=hint, place=at)]


def _faults(row: OutcomeRow, place: Place) -> Iterator[Problem]:
    """What the cells of a row say against each other, or against the measures there are."""
    measure = MEASURES.get(row.measure)
    if measure is None:
        hint = offered(row.measure, MEASURES, f"the measures are {', '.join(MEASURES)}")
        said = f"no measure is called {row.measure!r}"
        yield _problem("measure-unknown", row.id, said, hint=hint, place=_at(place, "measure"))
        return
    for party in row.party.split(SUM):
        if party not in measure.parties:
            parties = f"{row.measure} is told of {', '.join(measure.parties)}"
            hint = offered(party, measure.parties, parties)
            said = f"{row.measure} is not told of {party!r}"
            yield _problem("party-unknown", row.id, said, hint=hint, place=_at(place, "party"))
    if row.unit != measure.unit:
        said, hint = f"unit {row.unit!r}", f"give {row.measure} in {measure.unit}"
        yield _problem("unit-differs", row.id, said, hint=hint, place=_at(place, "unit"))
    if (row.start is not None) != (measure.kind in {"flow", "added"}):
        hint = "give start and end" if row.start is None else "leave start empty"
        said = f"{row.measure} is {'over a period' if row.start is None else 'on one day'}"
        yield _problem("period-wrong", row.id, said, hint=hint, place=_at(place, "start"))
    first = row.start or row.end
    if not FIRST_DAY <= first <= row.end <= LAST_DAY:
        said = f"{first} to {row.end} is no period within the run"
        hint = f"give days from {FIRST_DAY} to {LAST_DAY}, the earlier first"
        yield _problem("period-outside", row.id, said, hint=hint, place=_at(place, "end"))
    yield from _number_faults(row, place)


def _number_faults(row: OutcomeRow, place: Place) -> Iterator[Problem]:
    for field in NUMBERS:
        value = getattr(row, field)
        if value is not None and not math.isfinite(value):
            said, hint = f"{field} is {value}", "give a number, or leave the cell empty"
            yield _problem("not-a-number", row.id, said, hint=hint, place=_at(place, field))
    if row.value == 0:
        hint = "leave the row out: a width over nothing cannot be told"
        yield _problem("value-zero", row.id, "the value is 0", hint=hint, place=_at(place, "value"))
    for field in ("last", "before"):
        value, end = getattr(row, field), getattr(row, f"{field}_end")
        start = getattr(row, f"{field}_start")
        if (value is None) != (end is None):
            said, hint = f"{field} without {field}_end, or the other way", "give both, or neither"
            yield _problem("half-given", row.id, said, hint=hint, place=_at(place, field))
        elif None not in (start, end) and start > end:
            said, hint = f"{start} to {end} is no period", "give the earlier day first"
            yield _problem(
                "period-wrong", row.id, said, hint=hint, place=_at(place, f"{field}_end")
            )


def _again(row: OutcomeRow, first: dict[str, int], place: Place) -> Iterable[Problem]:
    line = first.setdefault(row.id, place.line or 0)
    if line != place.line:
        hint = "give each fact an id of its own"
        said = f"line {line} has the same id"
        return [_problem("id-twice", row.id, said, hint=hint, place=_at(place, "id"))]
    return []


def _at(place: Place, field: str) -> Place:
    return Place(file=place.file, line=place.line, field=field)


def _problem(code: str, subject: str, said: str, *, hint: str, place: Place) -> Problem:
    return Problem(code=code, subject=subject, message=said, hint=hint, place=place)
