"""The grammar against the figures of the seed claims: how many it finds, and finds right."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caploop.core.quantity import Quantity, find_quantities, parse_quantity

SHARED = Path(__file__).parents[3] / "shared"
CLAIMS = SHARED / "data" / "seed-claims.jsonl"
NEGATIVES = SHARED / "data" / "seed-negatives.jsonl"
DOCUMENTS = SHARED / "documents"

pytestmark = pytest.mark.skipif(not CLAIMS.exists(), reason="shared/ is not beside the checkout")

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def figures() -> list[Row]:
    """Claims with a figure that is a quantity, dates apart."""
    return [row for row in rows(CLAIMS) if row["num"] and row["unit"] != "date"]


@cache
def document(name: str) -> str:
    return (DOCUMENTS / name).read_bytes().decode("utf-8")


@cache
def found_in(name: str) -> tuple[Quantity, ...]:
    return find_quantities(document(name))


def at(row: Row) -> Quantity | None:
    """What the grammar finds in the document on exactly the span of the figure."""
    span = (row["num_start"], row["num_end"])
    return next((q for q in found_in(row["doc"]) if (q.start, q.end) == span), None)


def numbers(row: Row) -> list[Decimal | None]:
    printed = [row["value_low"], row["value"], row["value_high"]]
    return [None if number is None else Decimal(str(number)) for number in printed]


def is_valued(row: Row, found: Quantity) -> bool:
    return [found.low, found.value, found.high] == numbers(row)


def is_right(row: Row, found: Quantity) -> bool:
    same_kind = (found.unit, found.currency) == (row["unit"], row["currency"])
    return is_valued(row, found) and same_kind and found.bound == row["cmp"]


def share(rows_met: list[Row]) -> float:
    return len(rows_met) / len(figures())
