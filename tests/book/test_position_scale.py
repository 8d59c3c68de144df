"""A table in millions called billions stands out against sums, peers and the party itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caploop.book.opening_items import Item
from caploop.book.party import Party
from caploop.book.position import Position
from caploop.book.position_scale import check_scale, check_shares
from caploop.core.problem import Place

BN = Decimal(10) ** 9
DAY = date(2025, 12, 31)
PLACES = {"slip": Place(file="positions.csv", line=7)}


def item(name: str, within: str | None = None) -> Item:
    return Item(
        id=name, side="asset", dimension="money", sign="plus", definition=name, within=within
    )


ITEMS = {i.id: i for i in (item("cash", "total_assets"), item("total_assets"))}


def party(name: str, role: str = "cloud") -> Party:
    return Party(
        id=name,
        name_en=name,
        name_zh=name,
        sector="corporations",
        role=role,  # type: ignore[arg-type]
        source=("assumption",),
    )


def at(name: str, value: Decimal | int, **changes: Any) -> Position:
    base: dict[str, Any] = {
        "party": "quay",
        "item": "cash",
        "side": "asset",
        "nature": "actual",
        "day": DAY,
        "known_at": DAY,
        "unit": "USD",
        "currency": "USD",
        "source": "s",
    }
    return Position(**(base | {"id": name, "value": Decimal(value)} | changes))


def found(*positions: Position, role: str = "cloud") -> list[str]:
    problems = check_scale(
        positions,
        parties=[party(name, role) for name in {p.party for p in positions}],
        items=ITEMS,
        places=PLACES,
    )
    assert all(p.place.field == "unit" and "millions" in p.hint for p in problems)
    return [p.subject for p in problems]


def test_a_part_above_its_whole() -> None:
    whole = at("whole", 200 * BN, item="total_assets")
    assert found(whole, at("slip", 24296 * BN)) == ["slip"]
    assert found(whole, at("fine", 199 * BN)) == []
    assert found(whole, at("other-day", 300 * BN, day=date(2024, 12, 31))) == []


def test_more_than_any_firm_has() -> None:
    assert found(at("slip", 24296 * BN)) == ["slip"]
    assert found(at("nation", 24296 * BN), role="state") == []


def test_a_thousand_times_the_same_item_a_quarter_before() -> None:
    before = at("before", BN, day=date(2025, 9, 30))
    assert found(before, at("slip", 1100 * BN)) == ["slip"]
    assert found(before, at("grown", 20 * BN)) == []
    assert (
        found(before, at("told", 1100 * BN, prior_reason="all of it was raised in one day")) == []
    )


def test_a_hundred_times_the_largest_of_all_others() -> None:
    others = [at(f"p{i}", i * BN, party=f"p{i}") for i in (1, 2, 3)]
    assert found(*others, at("slip", 400 * BN)) == ["slip"]
    assert found(*others, at("large", 200 * BN)) == []


def test_holders_of_one_class_own_no_more_than_all_of_it() -> None:
    share: dict[str, Any] = {"item": "ownership_share", "unit": "fraction", "currency": None}
    held = [at("a", Decimal("0.6"), counterparty="a", **share)]
    slip = at("slip", Decimal("0.5"), counterparty="b", **share)
    (problem,) = check_shares([*held, slip], places=PLACES)
    assert (problem.code, problem.place.line) == ("shares-beyond", 7)
    assert "110.0%" in problem.message
    other_class = at("b", Decimal("0.5"), counterparty="b", segment="class B", **share)
    assert check_shares([*held, other_class], places=PLACES) == []
    estimate = at("e", Decimal("0.5"), counterparty="a", **share, nature="estimate")
    assert check_shares([*held, estimate], places=PLACES) == []


def test_the_upper_end_in_millions_stands_out_too() -> None:
    whole = at("whole", 200 * BN, item="total_assets")
    assert found(whole, at("slip", 24 * BN, high=Decimal(25 * BN))) == []
    assert found(whole, at("slip", 24 * BN, high=Decimal(25_000 * BN))) == ["slip"]
    assert found(whole, at("slip", 24 * BN, high=Decimal(250 * BN))) == ["slip"]
