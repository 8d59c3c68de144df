"""Rows of tables to records: every row is taken, or every fault in it is named with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeVar, get_args, get_type_hints

import msgspec
from msgspec import Struct

from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.extraction import TAKE_OUT, text_fault, texts_in

Record = TypeVar("Record", bound=Struct)


class Fault(NamedTuple):
    """What is wrong with one field of one row, and what to do next."""

    code: str
    field: str
    message: str
    hint: str


def row_problem(subject: str, fault: Fault, *, place: Place) -> Problem:
    """The problem a fault is, at its field of the row that stands at `place`."""
    where = Place(file=place.file, line=place.line, field=fault.field)
    return Problem(
        code=fault.code, subject=subject, message=fault.message, hint=fault.hint, place=where
    )


def record_of(
    row: Mapping[str, object], kind: type[Record], *, place: Place
) -> tuple[Record | None, list[Problem]]:
    """The record of one row of TOML or CSV, or `None` and a problem for each bad field.

    Empty cells count as absent. Numbers and dates may stand as text, as CSV has them.
    """
    filled = {name: value for name, value in row.items() if value not in ("", None)}
    problems = [
        row_problem(str(row.get("id") or f"row {place.line}"), fault, place=place)
        for fault in _faults(filled, kind)
    ]
    if problems:
        return None, problems
    return msgspec.convert(filled, kind, strict=False), []


def _faults(filled: Mapping[str, object], kind: type[Struct]) -> Iterator[Fault]:
    hints = _hints(kind)
    for name in sorted(filled.keys() - hints.keys()):
        message = f"no field is called {name!r}"
        hint = offered(name, hints, f"the fields are: {', '.join(hints)}")
        yield Fault("field-unknown", name, message, hint)
    for field in _fields(kind):
        if field.name not in filled:
            if field.required:
                message = f"{field.name} is missing"
                yield Fault("field-missing", field.name, message, f"give {field.name}")
            continue
        try:
            msgspec.convert(filled[field.name], hints[field.name], strict=False)
        except (msgspec.ValidationError, ValueError, ArithmeticError) as error:
            message = f"{str(filled[field.name])[:80]!r} is not allowed: {error}"
            yield Fault("field-invalid", field.name, message, _allowed(hints[field.name]))
            continue
        for said in filter(None, map(text_fault, texts_in(filled[field.name]))):
            yield Fault("text-wrong", field.name, said, TAKE_OUT)


@cache
def _hints(kind: type[Struct]) -> Mapping[str, object]:
    return get_type_hints(kind)


@cache
def _fields(kind: type[Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _allowed(hint: object) -> str:
    words = [word for word in get_args(hint) if isinstance(word, str)]
    return f"use one of {', '.join(words)}" if words else "mend the field, or leave it empty"
