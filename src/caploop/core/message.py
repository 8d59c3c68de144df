"""What a record says, as a code and values; the words of every language stand in report/text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

Value: TypeAlias = "str | int | float | tuple[str | float | Message, ...] | Message | None"


class Message(Struct, frozen=True):
    """A reason, note or finding: its code, and what fills the gaps of its words.

    Days are ISO text, shares are fractions, money is in the unit of its record. Names of parties,
    measures and states stand as in the data. A value may be a message, or a list of them.
    """

    code: str
    values: Mapping[str, Value] = {}


def message(code: str, /, **values: Value) -> Message:
    """The message of that code with these values.

    >>> message("counted-with", tranches=("a-b-2026/lease/all",)).values
    {'tranches': ('a-b-2026/lease/all',)}
    """
    return Message(code, values)
