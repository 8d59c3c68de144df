"""The supply matrix: labels inside and apart, marks by tenure, words where nothing is known."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.matrix import Matrix, SupplyMark, matrix
from tests.charts.sankey.boxes import meeting, outside

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=24)
HELD = st.builds(
    SupplyMark,
    glyph=st.sampled_from(["rented", "leased", "bought", "option"]),
    stroke=st.sampled_from(["firm", "soft", "loose"]),
    value=st.just("") | WORDS,
    note=st.just("") | WORDS,
)
NAMES = st.lists(WORDS, min_size=1, max_size=6, unique=True).map(tuple)


def shown(users: tuple[str, ...], suppliers: tuple[str, ...], *held: SupplyMark) -> Matrix:
    cells = dict.fromkeys(product(suppliers, users), held)
    return Matrix(
        title="t", description="d", users=users, suppliers=suppliers, cells=cells, nothing="none"
    )


@pytest.mark.parametrize("width", [358, 720, 1240])
@given(users=NAMES, suppliers=NAMES, held=st.lists(HELD, max_size=3))
def test_labels_lie_inside_the_picture_and_never_meet(
    width: int, users: tuple[str, ...], suppliers: tuple[str, ...], held: list[SupplyMark]
) -> None:
    svg = matrix(shown(users, suppliers, *held), width=width).svg
    assert not outside(svg)
    assert not meeting(svg)


def test_nothing_known_gives_a_sentence() -> None:
    for width in (358, 1240):
        assert ">none<" in matrix(shown((), ()), width=width).svg
        assert ">none<" in matrix(shown(("a",), ("b",)), width=width).svg


@pytest.mark.parametrize("glyph", ["rented", "leased", "bought", "option"])
def test_one_supply_has_the_mark_of_its_tenure(glyph: str) -> None:
    held = SupplyMark(glyph=glyph, stroke="soft", value="$1bn", href="#t-1")
    svg = matrix(shown(("a",), ("b",), held), width=1240).svg
    assert svg.count(f'class="tile {glyph}"') == 1
    assert svg.count("line soft") == 1
    assert svg.count('href="#t-1"') == 1


def test_a_user_without_supply_has_no_list_of_its_own_when_narrow() -> None:
    told = shown(("a", "empty"), ("b",), SupplyMark(glyph="rented", stroke="firm", value="1 GW"))
    told.cells["b", "empty"] = ()
    assert "empty" not in matrix(told, width=358).svg
    assert "empty" in matrix(told, width=1240).svg


def test_columns_that_have_no_room_go_into_a_second_table() -> None:
    users = tuple("abcdef")
    told = shown(users, ("s",), SupplyMark(glyph="rented", stroke="firm", value="$1bn"))
    assert [matrix(told, width=w).svg.count(">s<") for w in (1240, 720)] == [1, 2]
