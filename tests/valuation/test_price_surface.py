"""The surface of growth and margin: more of either is worth more; the line is at the price."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.valuation.discounted import justified
from caploop.valuation.price_surface import surface
from caploop.valuation.record import Surface
from tests.valuation.test_discounted import TERMS, ask

GROWTHS = (0.3, 0.5, 0.7, 0.9)
MARGINS = (0.1, 0.2, 0.3)


def made(price: float = 850, rate: float = 0.15) -> Surface:
    return surface(price, TERMS, ask(rate), first=13.1, years=5, growths=GROWTHS, margins=MARGINS)


def test_value_rises_with_growth_and_with_margin() -> None:
    rows = [[c.value for c in row] for row in made().cells]
    assert all(row == sorted(row) for row in rows)
    assert all(list(column) == sorted(column) for column in zip(*rows, strict=True))


def test_a_pair_is_enough_just_where_its_margin_passes_the_line() -> None:
    found = made()
    for row, line in zip(found.cells, found.needed, strict=True):
        for cell in row:
            assert cell.enough == (line.margin is not None and cell.margin >= line.margin)


def test_on_the_line_the_value_is_the_price() -> None:
    line = made().needed[2]
    assert line.margin is not None
    terms = replace(TERMS, margin_end=line.margin)
    assert justified(line.revenue, terms, ask(0.15)) == pytest.approx(850)


def test_no_margin_is_enough_for_little_growth() -> None:
    assert (
        surface(850, TERMS, ask(0.2), first=13.1, years=5, growths=[0.1], margins=[0.2])
        .needed[0]
        .margin
        is None
    )


def test_a_surface_without_pairs_is_refused() -> None:
    with pytest.raises(UsageError):
        surface(850, TERMS, ask(0.15), first=13.1, years=5, growths=[], margins=MARGINS)
