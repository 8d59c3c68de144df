"""The grammar against the figures of the seed claims: how many it finds, and finds right."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caploop.extraction.quantity import Quantity, find_quantities, parse_quantity

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


def share_of_figures(is_met: Callable[[Row, Quantity], bool]) -> float:
    """The share of all figures whose exact span is found and meets the condition."""
    met = [row for row in figures() if (found := at(row)) is not None and is_met(row, found)]
    return len(met) / len(figures())


def test_the_figures_measured_are_those_that_are_not_dates() -> None:
    assert len(figures()) == 114


def test_nearly_every_figure_is_found_on_exactly_its_span() -> None:
    assert share_of_figures(lambda row, found: True) >= 0.99


def test_nearly_every_figure_found_has_low_value_and_high() -> None:
    assert share_of_figures(is_valued) >= 0.99


def test_nearly_every_figure_found_has_its_bound_unit_and_currency() -> None:
    assert share_of_figures(is_right) >= 0.97


def test_what_is_missed_is_what_the_figure_does_not_say() -> None:
    """Two headlines without a currency, and a from..to that the claim keeps as one revision."""
    missed = [row for row in figures() if (found := at(row)) is None or not is_right(row, found)]
    assert {row["id"] for row in missed} == {"001-01", "001-02", "001-07"}


def test_the_quote_alone_is_enough_to_read_the_figure() -> None:
    apart = [row for row in figures() if row["cmp"] != "revision"]
    read = [row for row in apart if row["num"] in {q.text for q in find_quantities(row["quote"])}]
    assert len(read) == len(apart)


def test_a_figure_by_itself_is_one_quantity() -> None:
    """Its value is right too, where the words around it do not turn or widen it."""
    exact = [row for row in figures() if row["cmp"] == "=" and row["value"] > 0]
    assert [row["id"] for row in exact if parse_quantity(row["num"]).value != numbers(row)[1]] == []


def test_conversions_in_brackets_restate_the_amount_before() -> None:
    found = [q for row in figures() if (q := at(row)) and row["currency"] == "CNY"]
    assert found
    assert all(q.restates is not None for q in found)


def test_outside_the_figures_little_is_found_in_the_articles() -> None:
    """Site lists around one article apart, whose numbers are quantities of other stories."""
    taken = {(row["doc"], row["num_start"]) for row in figures()}
    names = sorted({row["doc"] for row in figures() if not row["doc"].startswith("001")})
    extra = [q.text for name in names for q in found_in(name) if (name, q.start) not in taken]
    assert len(extra) <= 5


@pytest.mark.parametrize(
    "name",
    [f"neg-{n:02}" for n in (3, 4, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24, 25, 26)],
)
def test_a_span_that_is_no_quantity_gives_none(name: str) -> None:
    (row,) = [row for row in rows(NEGATIVES) if row["id"] == name]
    assert find_quantities(row["quote"]) == ()
    inside = [q for q in found_in(row["doc"]) if row["start"] <= q.start and q.end <= row["end"]]
    assert inside == []


def test_the_power_restated_in_brackets_is_no_quantity_of_its_own() -> None:
    (row,) = [row for row in rows(NEGATIVES) if row["id"] == "neg-23"]
    assert all(not row["start"] <= q.start < row["end"] for q in found_in(row["doc"]))


def test_a_long_article_is_read_in_a_fraction_of_a_second() -> None:
    text = "".join(document(row["doc"]) for row in figures()[::20])[:15_000]
    started = time.process_time()
    find_quantities(text)
    assert time.process_time() - started < 1
