"""Fields of a record by what they hold, so that long loads look at each kind in one sweep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct


class Fields(Struct, frozen=True):
    """Positions of a record's fields by kind, and their names in order."""

    names: tuple[str, ...]
    texts: tuple[int, ...]
    days: tuple[int, ...]
    numbers: tuple[int, ...]
    places: tuple[int, ...]


@cache
def fields_of(kind: type[Struct]) -> Fields:
    """The fields of a kind of record, sorted out.

    >>> from caploop.evidence.claim import Override
    >>> [fields_of(Override).names[i] for i in fields_of(Override).days]
    ['known_at']
    """
    hints = get_type_hints(kind)
    names = kind.__struct_fields__
    held = [_plain(hints[name]) for name in names]

    def of(wanted: type) -> tuple[int, ...]:
        return tuple(i for i, found in enumerate(held) if found is wanted)

    return Fields(names, of(str), of(date), of(Decimal), of(int))


def _plain(hint: object) -> object:
    """The type of a field that may be absent; words of a list are texts."""
    if get_origin(hint) in {Union, UnionType}:
        return next(_plain(part) for part in get_args(hint) if part is not type(None))
    return str if get_origin(hint) is Literal else hint
