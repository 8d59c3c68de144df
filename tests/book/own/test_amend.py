"""An amendment is one vintage more: it pays, the old one does not, and nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.checks.whole import check_agreements
from caploop.book.flow import flows
from caploop.book.own.amend import Amendment, amended, tranche_named
from tests.book.conftest import BN

DAY = date(2026, 3, 1)
NAME = "northgrid-lantern-2026/equity/all"

Tranches = Callable[..., Tranche]
Books = Callable[..., list[Agreement]]


def amendment(**values: object) -> Amendment:
    return Amendment(tranche=NAME, values=values, reason="a call", source="s", author="A")


def paid(agreements: tuple[Agreement, ...]) -> dict[str, Decimal]:
    found = flows(agreements, as_of=DAY, known_at=DAY)
    return {flow.tranche: flow.amount_usd for flow in found.flows}


def test_the_new_amount_is_paid_and_the_old_one_is_not(tranche: Tranches, book: Books) -> None:
    made = amended(book(tranche()), [amendment(amount=BN / 2)], day=DAY)
    assert paid(made) == {f"{NAME}-amended": BN / 2}
    new = made[0].tranches[1]
    assert (new.note, new.publisher, new.assumed) == ("a call", "A", ("amount",))


def test_what_was_counted_with_the_old_one_is_counted_with_the_new(
    tranche: Tranches, book: Books
) -> None:
    twin = tranche("northgrid-lantern-2026/equity/twin", overlaps=(NAME,))
    made = amended(book(tranche(), twin), [amendment(amount=BN / 2)], day=DAY)
    assert paid(made) == {f"{NAME}-amended": BN / 2}


def test_before_its_day_the_book_is_as_it_was(tranche: Tranches, book: Books) -> None:
    made = amended(book(tranche()), [amendment(amount=BN / 2)], day=DAY)
    before = date(2026, 2, 1)
    found = flows(made, as_of=before, known_at=before).flows
    assert [(f.tranche, f.amount_usd) for f in found] == [(NAME, BN)]


def test_an_end_has_the_day_of_the_amendment(tranche: Tranches, book: Books) -> None:
    made = amended(book(tranche()), [amendment(state="lapsed")], day=DAY)
    assert paid(made) == {}
    assert made[0].tranches[1].state_date == DAY


def test_an_amended_book_passes_the_check_of_every_book(tranche: Tranches, book: Books) -> None:
    made = amended(
        book(tranche(amount_low=BN, amount_high=BN)), [amendment(amount=BN / 2)], day=DAY
    )
    claims: list[object] = []
    problems = check_agreements(
        made, parties=["northgrid", "lantern"], claims=claims, quantities=(), places={}
    )
    assert {p.code for p in problems} == {"claim-unknown"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("northgrid-lantern-2026", NAME),
        ("northgrid-lantern-2025", "did you mean 'northgrid-lantern-2026'"),
        ("northgrid-lantern-2026/equity/old", f"amend {NAME}"),
    ],
)
def test_a_tranche_is_found_by_its_name_or_its_agreement(
    tranche: Tranches, book: Books, name: str, told: str
) -> None:
    old = tranche(
        "northgrid-lantern-2026/equity/old",
        state="superseded",
        superseded_by=NAME,
        state_date=DAY,
    )
    found = tranche_named(book(old, tranche()), name)
    assert told in (found if isinstance(found, str) else found.id)


def test_of_several_in_force_one_has_to_be_named(tranche: Tranches, book: Books) -> None:
    two = book(tranche(), tranche("northgrid-lantern-2026/equity/rest"))
    found = tranche_named(two, "northgrid-lantern-2026")
    assert isinstance(found, str)
    assert NAME in found
