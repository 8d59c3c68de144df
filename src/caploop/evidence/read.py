"""Rows of text to records: every row is taken or every fault in it is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from caploop.core.names import offered
from caploop.core.problem import Place, Problem

Record = TypeVar("Record", bound=Struct)


def read_rows(
    text: str, kind: type[Record], *, file: str
) -> tuple[list[tuple[int, Record]], list[Problem]]:
    """Records of one JSON-lines text with their line numbers, and a problem for each bad row."""
    decoder = msgspec.json.Decoder(kind)
    rows: list[tuple[int, Record]] = []
    problems: list[Problem] = []
    # Lines end with a line feed alone: other separators may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = decoder.decode(line)
        except (msgspec.MsgspecError, RecursionError, ValueError) as error:
            place = Place(file=file, line=number)
            problems.extend(_row_problems(line, kind, place=place, error=error))
            continue
        rows.append((number, record))
        if line.count('":') != len(_NAMES.decode(line)) or any(gap in line for gap in _GAPS):
            problems.extend(_twice(line, place=Place(file=file, line=number)))
    return rows, problems


_NAMES = msgspec.json.Decoder(dict[str, msgspec.Raw])
_GAPS = ('" ', '"\t', '"\r')  # between a name and its colon, where the count would miss it


def _twice(line: str, *, place: Place) -> Iterable[Problem]:
    """A problem for each field that a row gives twice: JSON keeps the last without a word."""
    pairs: list[tuple[str, Any]] = json.loads(line, object_pairs_hook=list)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            yield _problem("field-twice", dict(pairs), f"{name} is given twice",
                           place=_at(place, name), hint="keep the one that is right")  # fmt: skip
        seen.add(name)


def _row_problems(
    line: str, kind: type[Struct], *, place: Place, error: Exception
) -> list[Problem]:
    try:
        raw: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, ValueError):
        hint = "the line is cut off or not JSON: restore it from its source, one record a line"
        return [Problem(code="row-unreadable", subject=line[:40], message=str(error), hint=hint,
                        place=place)]  # fmt: skip
    if not isinstance(raw, Mapping):
        hint = "write one JSON object a line"
        return [Problem(code="row-unreadable", subject=line[:40], message="not an object",
                        hint=hint, place=place)]  # fmt: skip
    found = list(field_problems(raw, kind, place=place))
    return found or [_problem("row-invalid", raw, str(error), place=place, hint="mend the row")]


def field_problems(
    raw: Mapping[str, Any], kind: type[Struct], *, place: Place
) -> Iterable[Problem]:
    """A problem for each field of a raw row that is unknown, missing or not of its type."""
    hints = get_type_hints(kind)
    info = {field.name: field for field in msgspec.structs.fields(kind)}
    for name in raw:
        if name not in hints:
            fields = f"the fields are: {', '.join(hints)}"
            yield _problem("field-unknown", raw, f"no field is called {name!r}",
                           place=_at(place, name), hint=offered(name, hints, fields))  # fmt: skip
    for name, wanted in hints.items():
        if name not in raw:
            if info[name].required:
                yield _problem("field-missing", raw, f"{name} is missing", place=_at(place, name),
                               hint=_given(name, wanted))  # fmt: skip
            continue
        try:
            msgspec.convert(raw[name], wanted)
        except (msgspec.ValidationError, ArithmeticError, ValueError) as error:
            given = f"{str(raw[name])[:40]!r} is not allowed here"
            yield _problem("field-invalid", raw, str(error), place=_at(place, name),
                           hint=given)  # fmt: skip


def _given(name: str, wanted: object) -> str:
    if get_origin(wanted) is Literal:
        return f"give {name} as one of {', '.join(get_args(wanted))}"
    return f"give {name}"


def _at(place: Place, field: str) -> Place:
    return Place(file=place.file, line=place.line, field=field)


def _problem(
    code: str, raw: Mapping[str, Any], message: str, *, place: Place, hint: str
) -> Problem:
    return Problem(
        code=code, subject=str(raw.get("id", "row")), message=message, hint=hint, place=place
    )
