"""One group of the new rows in the old book, and nothing else of the new one."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.book import KnownBook, Scenario, ScenarioChange
from caploop.core.errors import UsageError
from caploop.study.changes.record import GROUPS
from caploop.study.changes.sides import BookSide, side_named, switched, vintage_before
from tests.study.changes.small import (
    BETWEEN,
    NEW,
    OLD,
    bare,
    book,
    parameter,
    position,
    tranche,
)


def change(name: str, word: str) -> ScenarioChange:
    return bare(ScenarioChange, target="lever", name=name, word=word)


def side(known: KnownBook, *changes: ScenarioChange) -> BookSide:
    return BookSide(known=known, scenario=bare(Scenario, id="S0", changes=changes))


BEFORE = side(
    book(
        OLD,
        parameters=[
            parameter("R", 280),
            parameter("g", 1, mechanism="M5"),
            parameter("ahead", 3, day=BETWEEN),
        ],
        positions=[position("p1", 90)],
        tranches=[tranche("a/equity/one", 30)],
    ),
    change("plan_vintage", "V2"),
)
AFTER = side(
    book(
        NEW,
        parameters=[
            parameter("R", 350, day=BETWEEN),
            parameter("g", 2, day=BETWEEN, mechanism="M5"),
            parameter("ahead", 3, day=BETWEEN),
        ],
        positions=[position("p1", 90), position("p2", 120, day=BETWEEN)],
        tranches=[tranche("a/equity/one", 30), tranche("a/equity/two", 5, day=BETWEEN)],
        opened=date(2026, 6, 30),
        plan="V4",
    ),
    change("plan_vintage", "V4"),
    change("revenue_share_regime", "capped"),
)


def central(one: BookSide) -> dict[str, int]:
    return {p.symbol: int(p.central) for p in one.known.parameters}


def words(one: BookSide) -> dict[str, str | None]:
    return {c.name: c.word for c in one.scenario.changes}


def test_the_plan_goes_with_its_rows_its_name_and_its_lever() -> None:
    made, count = switched(BEFORE, AFTER, "plan")
    assert central(made) == {"R": 350, "g": 1, "ahead": 3}
    assert (made.known.vintage.plan, made.known.vintage.opened) == ("V4", date(2025, 12, 31))
    assert words(made) == {"plan_vintage": "V4"}
    assert (made.known.tranches, made.known.known_at) == (BEFORE.known.tranches, OLD)
    assert count == 2


def test_growth_of_suppliers_goes_alone_and_is_known_on_the_old_day() -> None:
    made, count = switched(BEFORE, AFTER, "suppliers")
    assert central(made) == {"R": 280, "g": 2, "ahead": 3}
    days = {p.symbol: p.known_at for p in made.known.parameters}
    assert days == {"R": OLD, "g": OLD, "ahead": BETWEEN}
    assert (words(made), count) == ({"plan_vintage": "V2"}, 1)


def test_agreements_go_with_the_day_in_the_world_as_if_known_before() -> None:
    made, count = switched(BEFORE, AFTER, "agreements")
    assert [t.id for t in made.known.tranches] == ["a/equity/one", "a/equity/two"]
    assert (made.known.as_of, made.known.known_at) == (NEW, OLD)
    assert (central(made), count) == (central(BEFORE), 1)


def test_opening_balances_go_with_the_day_of_knowledge_and_not_with_the_plan() -> None:
    made, count = switched(BEFORE, AFTER, "opening")
    assert [p.id for p in made.known.book.positions] == ["p1", "p2"]
    assert (made.known.vintage.opened, made.known.vintage.plan) == (date(2026, 6, 30), "V2")
    assert (made.known.known_at, central(made)) == (NEW, central(BEFORE))
    assert count == 2  # the balance, and the parameter that was read ahead of its page


def test_microsofts_share_goes_without_the_plan() -> None:
    made, count = switched(BEFORE, AFTER, "share")
    assert words(made) == {"plan_vintage": "V2", "revenue_share_regime": "capped"}
    assert (central(made), count) == (central(BEFORE), 1)


@pytest.mark.parametrize("group", GROUPS)
def test_a_book_switched_with_itself_has_no_row_that_differs(group: str) -> None:
    made, count = switched(BEFORE, BEFORE, group)
    same = BEFORE.known
    assert count == 0
    assert (made.known.parameters, made.known.tranches) == (same.parameters, same.tranches)
    assert (made.known.vintage, words(made)) == (same.vintage, words(BEFORE))


def test_all_groups_together_are_the_new_book() -> None:
    made = BEFORE
    for group in GROUPS:
        made, _ = switched(made, AFTER, group)
    new = AFTER.known
    assert made.known.parameters == new.parameters
    assert made.known.tranches == new.tranches
    assert made.known.book.positions == new.book.positions
    assert made.known.vintage.opened == new.vintage.opened
    assert made.known.vintage.plan == new.vintage.plan
    assert (made.known.as_of, made.known.known_at) == (new.as_of, new.known_at)
    assert words(made) == words(AFTER)


def test_a_name_that_is_neither_day_nor_vintage_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="2026-09"):
        side_named("autumn")


def test_nothing_is_before_the_first_vintage() -> None:
    with pytest.raises(UsageError, match="no vintage is before"):
        vintage_before(book(OLD, plan="2026-03"))
