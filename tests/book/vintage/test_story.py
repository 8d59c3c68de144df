"""What became of promises: each turn on a made-up tranche, with its amounts on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.vintage.story import story

Made = Callable[..., Tranche]
Gathered = Callable[..., list[Agreement]]
BN = Decimal(10**9)
SINCE, UNTIL = date(2026, 3, 1), date(2026, 9, 30)
OLD = "northgrid-lantern-2026/equity/v1"
NEW = "northgrid-lantern-2026/equity/v2"
MAY = date(2026, 5, 31)


def replaced(tranche: Made, after: Decimal, **changes: object) -> list[Tranche]:
    """Ten billion promised before, told anew in May."""
    old = tranche(OLD, amount=10 * BN, state="superseded", state_date=MAY, superseded_by=NEW)
    return [old, tranche(NEW, amount=after, known_at=MAY, **changes)]


@pytest.mark.parametrize(
    ("after", "changes", "turn"),
    [
        (15 * BN, {}, "raised"),
        (4 * BN, {}, "cut"),
        (10 * BN, {}, "told_otherwise"),
        (10 * BN, {"firmness": "executed"}, "paid"),
    ],
)
def test_a_promise_told_anew_is_one_event_with_both_amounts(
    tranche: Made, book: Gathered, after: Decimal, changes: dict[str, object], turn: str
) -> None:
    (event,) = story(book(*replaced(tranche, after, **changes)), since=SINCE, until=UNTIL)
    assert (event.turn, event.before, event.after) == (turn, 10 * BN, after)
    assert (event.tranche, event.day) == (NEW, MAY)


def test_a_new_one_is_promised_and_one_that_lapses_is_withdrawn(
    tranche: Made, book: Gathered
) -> None:
    fresh = tranche("northgrid-orbit-2026/equity/all", known_at=MAY, amount=3 * BN)
    lapsed = tranche(OLD, amount=10 * BN, state="lapsed", state_date=MAY)
    found = story(book(fresh, lapsed), since=SINCE, until=UNTIL)
    assert [(e.turn, e.before, e.after) for e in found] == [
        ("promised", None, 3 * BN),
        ("withdrawn", 10 * BN, None),
    ]


def test_what_was_not_public_in_between_is_no_event(tranche: Made, book: Gathered) -> None:
    found = book(*replaced(tranche, 15 * BN))
    assert story(found, since=SINCE, until=date(2026, 5, 30)) == ()
    assert story(found, since=MAY, until=UNTIL) == ()


def test_what_describes_others_is_none(tranche: Made, book: Gathered) -> None:
    whole = tranche(
        "northgrid-lantern-2026/aggregate/all", known_at=MAY, role="aggregate", amount=90 * BN
    )
    assert story(book(whole), since=SINCE, until=UNTIL) == ()
