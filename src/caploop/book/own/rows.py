"""Tables of a file of one's own as a person writes them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from caploop.book.agreement import Spread
from caploop.evidence import Firmness, State

Day: TypeAlias = date
_QUARTERS = re.compile(r"(20\d\dQ[1-4])?(?:(\.\.)(20\d\dQ[1-4])?)?")
SPAN = "write 2027Q1, 2027Q1..2027Q4, or 2027Q1.. for all from then on"


class OwnRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every table says: what it is about, why, who holds it, since when, on what source."""

    name: str
    reason: str
    quarters: str = ""
    author: str = ""
    date: Day | None = None
    source: str = ""


class ParameterRow(OwnRow, frozen=True, kw_only=True):
    """A parameter: one value, or low, central and high with a distribution, in a unit."""

    action: Literal["set", "scale", "add", "delay"] = "set"
    value: Decimal | None = None
    low: Decimal | None = None
    central: Decimal | None = None
    high: Decimal | None = None
    distribution: str | None = None
    unit: str | None = None


class AgreementRow(OwnRow, frozen=True, kw_only=True):
    """An agreement, or all of a group: dropped, or every payment of it times `value`."""

    action: Literal["drop", "scale"]
    value: Decimal | None = None


class LeverRow(OwnRow, frozen=True, kw_only=True):
    """A lever: one of its words, or a number in its unit."""

    value: Any
    unit: str | None = None


class AmendRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tranche with other terms; `unit` is that of the amounts where it is not the book's."""

    name: str
    reason: str
    source: str = ""
    author: str = ""
    known_at: Day | None = None
    unit: str | None = None
    amount_low: Decimal | None = None
    amount: Decimal | None = None
    amount_high: Decimal | None = None
    firmness: Firmness | None = None
    state: State | None = None
    state_date: Day | None = None
    signed: Day | None = None
    start: Day | None = None
    end: Day | None = None
    spread: Spread | None = None
    condition: str | None = None
    capacity_w: Decimal | None = None
    exit_terms: str | None = None


def quarters_of(said: str) -> tuple[str | None, str | None] | None:
    """First and last quarter of such as 2027Q1..2027Q4, both None for none; None where it is none.

    >>> quarters_of("2027Q1.."), quarters_of("2027Q3"), quarters_of("2027")
    (('2027Q1', None), ('2027Q3', '2027Q3'), None)
    """
    found = _QUARTERS.fullmatch(said.strip())
    if found is None:
        return None
    first, dots, last = found[1], found[2], found[3]
    return first, last if dots else first
