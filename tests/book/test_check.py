"""Checks of agreements: every fault with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.check import assumption_share, check_agreements, two_claim_share
from caploop.core.problem import Place, Problem
from tests.book.conftest import BN

Make = Callable[..., Tranche]
Bind = Callable[..., list[Agreement]]
NAME = "northgrid-lantern-2026/equity/all"
HERE = {NAME: Place(file="agreements.toml", line=5)}


def check(agreements: list[Agreement]) -> list[Problem]:
    return check_agreements(
        agreements,
        parties=["northgrid", "lantern", "quay"],
        claims=[claim("c1"), claim("c2")],
        quantities=["ipo"],
        places=HERE,
    )


def test_a_good_tranche_has_no_problem(tranche: Make, book: Bind) -> None:
    assert check(book(tranche(condition="ipo >= 1"))) == []


@pytest.mark.parametrize(
    ("changes", "code", "remedy"),
    [
        ({"claims": ()}, "claims-missing", "put 'claims' among the fields of assumption"),
        ({"claims": ("c3",)}, "claim-unknown", "add the claim to the evidence"),
        ({"payer": "northgird"}, "party-unknown", "did you mean 'northgrid'?"),
        ({"capacity_w": Decimal(-1)}, "capacity-negative", "above zero"),
        ({"amount": -BN}, "amount-negative", "swap payer and payee"),
        ({"amount_low": 2 * BN}, "amount-order", "lowest first"),
        ({"unit": "USDT"}, "unit-unknown", "use USD"),
        ({"currency": None}, "currency-missing", "name it"),
        ({"condition": "ipos >= 1"}, "quantity-unknown", "did you mean 'ipo'?"),
        ({"condition": "ipo < 1"}, "condition-invalid", "quantity >= number"),
        ({"start": date(2026, 2, 1), "end": date(2026, 1, 1)}, "term-order", "mend a date"),
        ({"superseded_by": "nobody"}, "successor-unknown", "name a tranche"),
        ({"superseded_by": NAME}, "supersedes-cycle", "let the latest tranche stand"),
    ],
)
def test_each_fault_is_named_with_place_and_remedy(
    tranche: Make, book: Bind, changes: dict[str, Any], code: str, remedy: str
) -> None:
    problems = check(book(tranche(**changes)))
    assert code in {p.code for p in problems}
    problem = next(p for p in problems if p.code == code)
    assert (problem.place.file, problem.place.line) == ("agreements.toml", 5)
    assert remedy in problem.hint


def test_an_assumption_may_stand_without_claims(tranche: Make, book: Bind) -> None:
    assert check(book(tranche(claims=(), assumed=("claims", "amount")))) == []


def test_tranches_that_miss_the_total_are_named(tranche: Make, book: Bind) -> None:
    first = tranche("a-b-2026/equity/first", amount=BN)
    second = tranche("a-b-2026/equity/second", amount=2 * BN)
    total = tranche("a-b-2026/aggregate/total", amount=4 * BN, role="aggregate")
    codes = [p.code for p in check(book(first, second, total))]
    assert codes == ["tranche-sum"]
    right = tranche("a-b-2026/aggregate/total", amount=3 * BN, role="aggregate")
    assert check(book(first, second, right)) == []


def test_two_tranches_of_one_name_and_an_id_without_a_year(tranche: Make, book: Bind) -> None:
    twice = [p.code for p in check(book(tranche(), tranche()))]
    assert twice == ["id-duplicate"]
    assert [p.code for p in check(book(tranche("lantern/equity/all")))] == ["id-form"]


def test_a_circle_of_successors_is_found_from_every_member(tranche: Make, book: Bind) -> None:
    one = tranche("a-b-2026/equity/one", superseded_by="a-b-2026/equity/two")
    two = tranche("a-b-2026/equity/two", superseded_by="a-b-2026/equity/one")
    assert [p.code for p in check(book(one, two))] == ["supersedes-cycle"] * 2


def test_shares_are_counted_over_agreements_and_fields(tranche: Make, book: Bind) -> None:
    agreements = book(
        tranche("a-b-2026/equity/all", claims=("c1", "c2")),
        tranche("b-c-2026/equity/all", claims=("c1",), assumed=("spread",)),
    )
    assert two_claim_share(agreements) == 0.5
    assert assumption_share(agreements) == pytest.approx(1 / 16)
    assert (two_claim_share([]), assumption_share([])) == (0.0, 0.0)
