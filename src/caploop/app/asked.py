"""A question's options out of the query of an address; what would read or write files is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import msgspec
from msgspec import Struct

from caploop.core.errors import UsageError
from caploop.core.names import offered
from caploop.core.option import Field, fields_of

Query = Mapping[str, list[str]]
WRITES = frozenset({"make", "amend", "commit"})
"""Options that only mean something where files are written."""
MOST: Mapping[str, int] = {
    **{"draws": 10_000, "tornado": 20, "sobol": 1_000},
    **{"chains": 4, "warm": 1_000, "replicas": 300},
}
"""The most work that a request may ask for, by option."""
LONGEST, MOST_VALUES = 200, 50
DAYS = ("as_of", "known_at")
OWN = ".toml"


def served(options: type[Struct]) -> tuple[Field, ...]:
    """The options of a question that an address may name."""
    return tuple(f for f in fields_of(options) if f.name not in WRITES and not _is_file(f.type))


def _is_file(kind: Any) -> bool:
    return kind is Path or any(_is_file(one) for one in get_args(kind))


def options_of(options: type[Struct], query: Query) -> Struct:
    """The record of options that a query names, each option by its name.

    Raises UsageError for a name that is none, with the nearest that is, and for a value that cannot
    be one, is too much or names a file.
    """
    fields = {f.name: f for f in served(options)}
    _check(query, (*fields, *DAYS, "lang"))
    given = {name: _value(fields[name], query[name]) for name in fields if name in query}
    for name, most in MOST.items():
        if isinstance(given.get(name), int) and not 0 <= given[name] <= most:
            raise UsageError(f"{name} is 0 to {most:,} here, not {given[name]:,}; ask for less")
    missing = [f.name for f in fields.values() if f.default is msgspec.NODEFAULT]
    lacking = [name for name in missing if name not in given]
    if lacking:
        raise UsageError(f"{lacking[0]} is missing; write ?{lacking[0]}=...")
    return options(**given)


def days_of(query: Query) -> tuple[date | None, date | None]:
    """The day in the world and the day of knowledge, where the query names them.

    Raises UsageError for what is no day.
    """
    as_of, known_at = (_day(name, query[name][-1]) if name in query else None for name in DAYS)
    return as_of, known_at


def _day(name: str, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageError(f"{name}={said!r} is no day; write it like 2026-03-01") from None


def _check(query: Query, known: tuple[str, ...]) -> None:
    for name, values in query.items():
        if name not in known:
            hint = offered(name, known, f"there are {', '.join(known)}")
            raise UsageError(f"nothing is called {name[:LONGEST]!r} here; {hint}")
        if len(values) > MOST_VALUES or any(len(v) > LONGEST for v in values):
            raise UsageError(f"{name} is too long; give at most {MOST_VALUES} of {LONGEST} letters")
        if any(OWN in v.lower() for v in values):
            raise UsageError(f"{name} names a file, and none is read here; ask on your own machine")


def _value(field: Field, said: list[str]) -> Any:
    """A value of the option's type; of one that takes several, all of them."""
    given: Any = tuple(said) if _takes_several(field.type) else said[-1]
    if field.type is bool and given in {"", "true", "1"}:
        return True
    try:
        return msgspec.convert(given, field.type, strict=False)
    except msgspec.ValidationError as error:
        hint = f"it is {' or '.join(_words(field.type))}"
        raise UsageError(f"{field.name}={said[-1]!r}: {error}; {hint}") from None


def _takes_several(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is tuple


def _words(kind: Any) -> Iterator[str]:
    """What an option takes, in words."""
    parts = [one for one in get_args(kind) if one not in {NoneType, Ellipsis}]
    if not parts:
        yield {int: "a whole number", float: "a number", bool: "true or false"}.get(
            kind, getattr(kind, "__name__", str(kind))
        )
    for one in parts:
        yield from _words(one) if not isinstance(one, str) else (one,)


def parameters_of(options: type[Struct]) -> list[dict[str, Any]]:
    """The options as OpenAPI tells parameters of a query, the two days beside them."""
    found = [
        {
            "name": field.name,
            "in": "query",
            "required": field.default is msgspec.NODEFAULT,
            "description": field.option.help,
            "schema": msgspec.json.schema(field.type),
        }
        for field in served(options)
    ]
    return [
        *found,
        *(
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {"type": "string", "format": "date"},
            }
            for name in DAYS
        ),
    ]
