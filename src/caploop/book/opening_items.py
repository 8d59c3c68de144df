"""The registry of balance-sheet items: what each is, which side it stands on, how it is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.opening_rows import Fault, record_of, row_problem
from caploop.core.circle import in_circles
from caploop.core.problem import Place, Problem
from caploop.evidence import UNITS

Side = Literal["asset", "liability", "equity", "memo", "flow", "macro"]
Dimension = Literal["money", "power", "energy", "ratio", "people", "shares", "fx"]


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a balance sheet, or one thing told beside it (memo, flow, macro).

    `sign` is "plus" where the value cannot be negative. `within` names the item this one is a
    part of: the two are never added.
    """

    id: str
    side: Side
    dimension: Dimension
    sign: Literal["plus", "any"]
    definition: str
    within: str | None = None


class TableUnit(NamedTuple):
    """What one unit of a table means: base unit, how many of it, and the currency of money."""

    unit: str
    factor: Decimal
    currency: str | None = None


_BN, _MN = Decimal(10) ** 9, Decimal(10) ** 6
_SCALES = {"": Decimal(1), "mn": _MN, "bn": _BN, "trn": _BN * 1000}
_MONEY = re.compile(r"([A-Z]{3})(?: (mn|bn|trn))?")
_MEASURES: dict[tuple[Dimension, str], TableUnit] = {
    ("power", "GW"): TableUnit("W", _BN),
    ("power", "MW"): TableUnit("W", _MN),
    ("energy", "TWh"): TableUnit("Wh", _BN * 1000),
    ("ratio", "pct"): TableUnit("fraction", Decimal("0.01")),
    ("ratio", "share"): TableUnit("fraction", Decimal(1)),
    ("people", "mn"): TableUnit("person", _MN),
    ("shares", "mn shares"): TableUnit("share", _MN),
    ("fx", "rate"): TableUnit("x", Decimal(1)),
}


def items_from_rows(
    rows: Iterable[Mapping[str, object]], *, file: str
) -> tuple[dict[str, Item], list[Problem]]:
    """Items by id, and a problem for every row that is not taken; line 1 is the header.

    >>> items, problems = items_from_rows([{"id": "cash", "side": "left"}], file="items.csv")
    >>> str(problems[0].place), problems[0].hint
    ('items.csv:2 [side]', 'use one of asset, liability, equity, memo, flow, macro')
    """
    items: dict[str, Item] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for line, row in enumerate(rows, start=2):
        place = Place(file=file, line=line)
        item, found = record_of(row, Item, place=place)
        if item is not None and item.id in items:
            fault = Fault("item-duplicate", "id", f"a second row for {item.id}", "keep one row")
            found = [row_problem(item.id, fault, place=place)]
        elif item is not None:
            items[item.id], places[item.id] = item, place
        problems += found
    for item in items.values():
        if item.within is not None and item.within not in items:
            fault = unknown_item(item.within, list(items), field="within")
            problems.append(row_problem(item.id, fault, place=places[item.id]))
    for name in in_circles({i.id: [i.within] for i in items.values() if i.within is not None}):
        fault = Fault("within-cycle", "within", f"{name} is a part of itself", _OPEN_CIRCLE)
        problems.append(row_problem(name, fault, place=places[name]))
        items[name] = replace(items[name], within=None)
    return items, problems


_OPEN_CIRCLE = "leave `within` empty at the item that is the whole"


def unknown_item(name: str, ids: Sequence[str], *, field: str) -> Fault:
    """The fault of naming an item the registry does not have, with the nearest it has."""
    near = get_close_matches(name, ids, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "define it in items.csv"
    return Fault("item-unknown", field, f"no item has the id {name!r}", hint)


def measure_of(item: Item, unit: str | None) -> TableUnit | Fault:
    """What the unit of a row means for this item, or what is wrong with it.

    >>> items, _ = items_from_rows([{"id": "cash", "side": "asset", "dimension": "money",
    ...     "sign": "plus", "definition": "money in hand"}], file="items.csv")
    >>> measure_of(items["cash"], "USD bn").factor, measure_of(items["cash"], "bn").code
    (Decimal('1000000000'), 'currency-missing')
    """
    if unit is None:
        return Fault("unit-missing", "unit", "the row has no unit", _units_hint(item))
    money = _MONEY.fullmatch(unit) if item.dimension == "money" else None
    if money and money[1] in UNITS["money"]:
        return TableUnit(money[1], _SCALES[money[2] or ""], money[1])
    if measure := _MEASURES.get((item.dimension, unit)):
        return measure
    if item.dimension == "money" and (unit in _SCALES or money):
        message = f"{unit!r} does not say which of the known currencies it counts"
        hint = f"write it as {_units_hint(item)[4:]}"
        return Fault("currency-missing", "unit", message, hint)
    message = f"{item.id} is not counted in {unit!r}"
    return Fault("unit-mismatch", "unit", message, _units_hint(item))


def _units_hint(item: Item) -> str:
    if item.dimension == "money":
        return "use USD bn, USD mn or USD, or another currency in the same way"
    return f"use {' or '.join(unit for kind, unit in _MEASURES if kind == item.dimension)}"
