"""Expressions as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.evidence.claim import Claim
from caploop.report.chapters.claims.cite import ClaimIndex
from caploop.report.chapters.claims.formula import formula, stated_sides, unit_of

DAY = date(2026, 1, 1)


def claim(name: str, value: int, unit: str | None) -> Claim:
    return Claim(
        id=name,
        document="paper",
        kind="quantitative",
        party="p",
        measure="revenue",
        nature="actual",
        status="reported",
        firmness="executed",
        known_at=DAY,
        speaker="p",
        origin="p",
        value=Decimal(value),
        unit=unit,
    )


SHELF = ClaimIndex(
    language="en",
    claims={"a": claim("a", 3, "USD"), "b": claim("b", 2, "USD"), "s": claim("s", 1, "fraction")},
    documents={},
)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("identity(c('a') / c('b') - 1, c('s'))", "$3 ÷ $2 − 1 = 100%"),
        ("derive((c('a') - c('b')) / c('a'))", "($3 − $2) ÷ $3"),
        ("derive(c('a') - (c('b') - 1))", "$3 − ($2 − 1)"),
        ("derive(power(c('a') / c('b'), 0.2) - 1)", "($3 ÷ $2) ^ 0.2 − 1"),
        ("sequence(c('a'), c('b'))", "$3 → $2"),
        ("conflict(as_measure(c('a'), c('b')), -c('b'))", "$3 ↔ −$2"),
        ("derive(geometric_sum(c('a'), c('b'), 5))", "geometric sum ($3, $2, 5)"),
        ("identity(c('gone'), c('a'))", "gone = $3"),
        ("no expression (", "no expression ("),
    ],
)
def test_an_expression_is_written_with_the_figures_of_its_claims(
    expression: str, text: str
) -> None:
    parts = formula(SHELF, expression)
    assert "".join(p if isinstance(p, str) else p.text for p in parts) == text


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("derive(c('a') - c('b'))", "USD"),
        ("derive(c('a') / c('b'))", None),
        ("derive(c('a') / (1 + c('s')))", "USD"),
        ("derive(c('s') * c('a'))", "USD"),
        ("derive(c('a') * c('b'))", None),
        ("no expression (", None),
    ],
)
def test_a_computed_figure_has_the_unit_its_operands_give_it(
    expression: str, unit: str | None
) -> None:
    assert unit_of(SHELF, expression) == unit


@pytest.mark.parametrize(
    ("expression", "stated"),
    [
        ("identity(c('a'), c('b') + c('s'))", (True, False)),
        ("identity(c('a') / c('b'), c('b') / c('a'))", (False, False)),
        ("conflict(as_measure(c('a'), c('b')), -c('b'))", (True, True)),
        ("no expression (", (False, False)),
    ],
)
def test_a_side_is_stated_where_it_is_one_claim_and_computed_else(
    expression: str, stated: tuple[bool, ...]
) -> None:
    assert stated_sides(expression) == stated


def test_a_ratio_of_two_units_is_one_over_the_other_and_a_stated_share_is_a_share() -> None:
    """A sum in yuan over one in dollars is a rate of exchange, and no number without a unit."""
    held = {**SHELF.claims, "y": claim("y", 7, "CNY"), "w": claim("w", 2, "W")}
    shelf = ClaimIndex(language="en", claims=held, documents={})
    assert unit_of(shelf, "identity(c('y') / c('a'), c('y') / c('b'))") == "CNY/USD"
    assert unit_of(shelf, "derive(c('a') / c('w') * 1000000000)") == "USD/GW"
    assert unit_of(shelf, "identity(c('a') / c('b') - 1, c('s'))") == "fraction"
