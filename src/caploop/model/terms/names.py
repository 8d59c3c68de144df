"""The names by which equations read parameters, in place of the symbols of the book."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("parameter_names.csv")


@cache
def symbols_by_name() -> Mapping[str, str]:
    """The symbol of each parameter that has a name of its own, by that name.

    The symbol is the key in data, scenarios, records and random streams; a parameter that is not
    here is read by its symbol, which then is a word.

    >>> symbols_by_name()["bankruptcy_cost_share"]
    'bc'
    """
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["symbol"] for row in csv.DictReader(rows)}
