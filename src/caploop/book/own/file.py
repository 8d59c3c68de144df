"""A file of one's own, read against a book: what it changes, and every fault with its line."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caploop.book.agreement import Agreement
from caploop.book.own.amend import Amendment
from caploop.book.own.rows import AgreementRow, AmendRow, LeverRow, OwnRow, ParameterRow
from caploop.book.own.taken import Against, amendment_of, changes_of
from caploop.book.parameter import Parameter
from caploop.book.scenario import Scenario, ScenarioChange
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.lines import Span, span_at, spans_of
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence import decoded, field_problems, unreadable

TABLES: Mapping[str, type[OwnRow] | type[AmendRow]] = {
    "parameter": ParameterRow,
    "agreement": AgreementRow,
    "lever": LeverRow,
    "amend": AmendRow,
}
HEAD = ("name", "title", "title_zh", "author", "date", "source", "base")


class OwnFile(Struct, frozen=True, kw_only=True):
    """What a file says: its changes as a scenario, its amendments, and a digest of it all.

    `base` is the book it stands on, where it names one; `lines` the line of each change, then of
    each amendment.
    """

    scenario: Scenario
    amendments: tuple[Amendment, ...]
    author: str
    date: date | None
    base: str
    hash: str
    lines: tuple[int, ...]


def is_own(name: str) -> bool:
    """Whether a name given for a scenario or a book is that of a file of one's own."""
    return name.endswith(".toml")


def read_own(
    path: Path, *, parameters: Iterable[Parameter], agreements: Sequence[Agreement]
) -> OwnFile:
    """The file, every row of it taken.

    Raises NotFoundError where there is none, InputInvalidError with every fault and its line.
    """
    found, problems = examined_own(path, parameters=parameters, agreements=agreements)
    if found is None or problems:
        raise InputInvalidError(problems)
    return found


def examined_own(
    path: Path, *, parameters: Iterable[Parameter], agreements: Sequence[Agreement]
) -> tuple[OwnFile | None, list[Problem]]:
    """The file without what is faulty in it, and the faults; nothing where it cannot be read."""
    if not path.is_file():
        raise NotFoundError(f"no file {path}; make one with caploop scenario new {path}")
    text, problems = decoded(path.read_bytes(), path)
    if problems:
        return None, problems
    try:
        whole = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError, RecursionError) as error:
        return None, [unreadable(path, error)]
    against = Against({p.symbol: p for p in parameters}, tuple(agreements))
    return _taken(whole, _Text(path, *spans_of(text)), against)


class _Text(NamedTuple):
    path: Path
    head: Span
    tables: Mapping[str, list[Span]]

    def at(self, span: Span) -> Place:
        return Place(file=str(self.path), line=span.line)


def _taken(
    whole: Mapping[str, Any], text: _Text, against: Against
) -> tuple[OwnFile, list[Problem]]:
    problems = _head_problems(whole, text)
    changes: list[tuple[int, ScenarioChange]] = []
    amendments: list[tuple[int, Amendment]] = []
    for table, kind in TABLES.items():
        for number, raw in enumerate(_rows(whole, table, text=text, problems=problems)):
            span = span_at(text.tables, table, number)
            faults = list(field_problems(raw, kind, place=text.at(span)))
            if not faults:
                row = msgspec.convert(raw, kind)
                if isinstance(row, AmendRow):
                    amendment, faults = amendment_of(row, against, place=text.at(span))
                    amendments += [(span.line, amendment)] if amendment else []
                else:
                    made, faults = changes_of(row, against, place=text.at(span))
                    changes += [(span.line, change) for change in made]
            problems += [_on_line(fault, raw, span) for fault in faults]
    problems += _twice(amendments, text)
    return _own_file(whole, text, changes=changes, amendments=amendments), problems


def _own_file(
    whole: Mapping[str, Any],
    text: _Text,
    *,
    changes: Sequence[tuple[int, ScenarioChange]],
    amendments: Sequence[tuple[int, Amendment]],
) -> OwnFile:
    said = {key: str(whole[key]) for key in HEAD if isinstance(whole.get(key), str)}
    name = said.get("name") or text.path.stem
    title = said.get("title") or name
    author = said.get("author", "")
    content = msgspec.json.encode(whole, order="deterministic")
    return OwnFile(
        scenario=Scenario(
            id=name,
            title_en=title,
            title_zh=said.get("title_zh") or title,
            source=said.get("source") or author or text.path.name,
            changes=tuple(change for _, change in changes),
        ),
        amendments=tuple(
            replace(amendment, author=amendment.author or author) for _, amendment in amendments
        ),
        author=author,
        date=whole["date"] if type(whole.get("date")) is date else None,
        base=said.get("base", ""),
        hash=hashlib.sha256(content).hexdigest()[:12],
        lines=tuple(line for line, _ in (*changes, *amendments)),
    )


def _rows(
    whole: Mapping[str, Any], table: str, *, text: _Text, problems: list[Problem]
) -> list[Mapping[str, Any]]:
    rows = whole.get(table, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    hint = f"begin each with [[{table}]], in two brackets"
    place = Place(file=str(text.path), line=text.head.of(table), field=table)
    said = f"{table} is no list of tables"
    problems.append(_problem("table-wrong", table, said, hint=hint, place=place))
    return []


def _head_problems(whole: Mapping[str, Any], text: _Text) -> list[Problem]:
    problems = []
    for key, value in whole.items():
        if key in TABLES:
            continue
        line = span_at(text.tables, key, 0).line if key in text.tables else text.head.of(key)
        place = Place(file=str(text.path), line=line, field=key)
        if key not in HEAD:
            hint = offered(key, [*TABLES, *HEAD], f"it may hold {', '.join((*TABLES, *HEAD))}")
            said = f"unknown table or entry {key!r}: nothing of it would be read"
            problems.append(_problem("table-unknown", key, said, hint=hint, place=place))
        elif (type(value) is not date) if key == "date" else not isinstance(value, str):
            hint = "write a day without quotes: 2026-03-01" if key == "date" else "put it in quotes"
            said = f"{key} is {value!r}"
            problems.append(_problem("field-invalid", key, said, hint=hint, place=place))
        elif key == "name" and (set(value) & set("+,/ ") or not value):
            said = f"the name {value!r} has a space, comma, slash or +, or is empty"
            hint = "write one word with hyphens: half-round"
            problems.append(_problem("name-wrong", key, said, hint=hint, place=place))
    return problems


def _twice(amendments: Sequence[tuple[int, Amendment]], text: _Text) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for line, amendment in amendments:
        first = seen.setdefault(amendment.tranche, line)
        if first != line:
            place = Place(file=str(text.path), line=line, field="name")
            said = f"{amendment.tranche} is amended in line {first} already"
            hint = "put both into one table"
            problems.append(
                _problem("amended-twice", amendment.tranche, said, hint=hint, place=place)
            )
    return problems


def _on_line(problem: Problem, raw: Mapping[str, Any], span: Span) -> Problem:
    """The problem at the line of its field, and called by what the table is about."""
    place = Place(
        file=problem.place.file, line=span.of(problem.place.field), field=problem.place.field
    )
    return Problem(
        code=problem.code,
        subject=str(raw.get("name", problem.subject)),
        message=problem.message,
        hint=problem.hint,
        place=place,
    )


def _problem(code: str, subject: str, message: str, *, hint: str, place: Place) -> Problem:
    return Problem(code=code, subject=subject, message=message, hint=hint, place=place)
