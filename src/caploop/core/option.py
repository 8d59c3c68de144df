"""An option of a question, told beside its field: what it means, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_type_hints

import msgspec
from msgspec import Struct


class Option(NamedTuple):
    """Help for one field of a record of options; `flag` where it is not the field's name.

    `argument` marks what is given by its place and not after a flag; `needs` names the fields of
    which one must be given for this one to mean anything, `without` one beside which it does not.
    """

    help: str = ""
    flag: str = ""
    metavar: str | None = None
    argument: bool = False
    needs: tuple[str, ...] = ()
    without: str = ""


class Field(NamedTuple):
    """A field of a record of options: its type without what is told beside it, and its default."""

    name: str
    type: Any
    default: Any
    option: Option


def fields_of(options: type[Struct]) -> Iterator[Field]:
    """The fields of a record of options in their order.

    >>> from typing import Annotated
    >>> laps = Annotated[int, Option("rounds run", flag="--rounds")]
    >>> Race = msgspec.defstruct("Race", [("laps", laps, 3)])
    >>> [(f.name, f.type.__name__, f.default, f.option.flag) for f in fields_of(Race)]
    [('laps', 'int', 3, '--rounds')]
    """
    hints = get_type_hints(options, include_extras=True)
    for field in msgspec.structs.fields(options):
        hint = hints[field.name]
        told = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Option)]
        kind = hint.__origin__ if told else hint
        yield Field(field.name, kind, field.default, told[0] if told else Option())
