"""Checks of agreements: every fault with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from caploop.book.agreement import Agreement, Tranche, in_dollars
from caploop.book.checks.whole import (
    assumption_share,
    check_agreements,
    two_claim_share,
    two_origin_share,
)
from caploop.core.problem import Place, Problem
from caploop.evidence.claim import Claim
from tests.book.conftest import BASE, BN

Make = Callable[..., Tranche]
Bind = Callable[..., list[Agreement]]
NAME = "northgrid-lantern-2026/equity/all"
HERE = {NAME: Place(file="agreements.toml", line=5)}


def check(agreements: list[Agreement]) -> list[Problem]:
    return check_agreements(
        agreements,
        parties=["northgrid", "lantern", "quay"],
        claims=[said("c1"), said("c2")],
        quantities=["ipo"],
        places=HERE,
    )


def said(name: str, **changes: Any) -> Claim:
    """A claim that a tranche may rest on."""
    return Claim(**(SAID | {"id": name} | changes))


SAID: dict[str, Any] = {
    "document": "d",
    "kind": "quantitative",
    "party": "northgrid",
    "measure": "equity_investment",
    "nature": "actual",
    "status": "reported",
    "firmness": "signed",
    "known_at": date(2026, 1, 1),
    "speaker": "northgrid",
    "origin": "northgrid",
    "unit": "USD",
    "value": BN,
}


def test_a_good_tranche_has_no_problem(tranche: Make, book: Bind) -> None:
    assert check(book(tranche(condition="ipo >= 1"))) == []


@pytest.mark.parametrize(
    ("changes", "code", "remedy"),
    [
        ({"claims": ()}, "claims-missing", "write assumed = "),
        ({"claims": ("c3",)}, "claim-unknown", "add the claim to the evidence"),
        ({"payer": "northgird"}, "party-unknown", "did you mean 'northgrid'?"),
        ({"capacity_w": Decimal(-1)}, "capacity-negative", "above zero"),
        ({"amount": -BN}, "amount-negative", "swap payer and payee"),
        ({"amount_low": 2 * BN}, "amount-order", "lowest first"),
        ({"unit": "USDT"}, "unit-unknown", "use USD"),
        ({"currency": None}, "currency-missing", 'write currency = "USD"'),
        ({"currency": "usd"}, "currency-unknown", "in capitals"),
        ({"state_date": date(2026, 2, 1)}, "state-wrong", "how it ended"),
        ({"state": "superseded"}, "successor-missing", "what replaces it"),
        ({"assumed": ("amuont",)}, "field-unknown", "did you mean 'amount'?"),
        ({"condition": "ipos >= 1"}, "quantity-unknown", "did you mean 'ipo'?"),
        ({"condition": "ipo < 1"}, "condition-invalid", "quantity >= number"),
        ({"start": date(2026, 2, 1), "end": date(2026, 1, 1)}, "term-order", "mend a date"),
        ({"superseded_by": "nobody"}, "successor-unknown", "name a tranche"),
        ({"superseded_by": NAME}, "supersedes-cycle", "let the latest tranche stand"),
        ({"payee": "northgrid"}, "pays-itself", "the other party"),
        ({"payer": "quay;lantern"}, "pays-itself", "the other party"),
        ({"currency": "CNY"}, "currency-mismatch", 'unit = "CNY" with usd_per_unit'),
        ({"unit": "CNY", "currency": "USD"}, "currency-mismatch", 'unit = "USD"'),
        ({"unit": "CNY", "currency": "CNY"}, "rate-missing", "one CNY is worth in dollars"),
        ({"usd_per_unit": Decimal(7)}, "rate-wrong", "leave usd_per_unit out"),
        ({"amount": Decimal("NaN")}, "value-infinite", "as it is printed"),
        ({"amount": Decimal("1E+999999999")}, "value-beyond", "as it is printed"),
        ({"capacity_w": Decimal("Infinity")}, "value-infinite", "as it is printed"),
        ({"unit": "fraction", "currency": None, "amount": Decimal(27)}, "share-beyond", "as 0.27"),
        ({"spread": "even"}, "spread-days", "give both"),
        ({"spread": "even", "end": date(2026, 12, 31), "signed": None}, "spread-days", "give both"),
        ({"signed": None}, "spread-days", "give start"),
        (
            {"spread": "undated", "start": date(2026, 1, 1), "end": date(2026, 12, 31)},
            "spread-days",
            "nothing of it flows",
        ),
        ({"end": date(2025, 12, 31)}, "term-order", "mend a date"),
        ({"start": date(202, 1, 1)}, "day-wrong", "of this age"),
        ({"overlaps": (NAME,)}, "overlap-cycle", "is to be left out"),
        ({"overlaps": ("northgrid-lantern-2026/equity/al",)}, "overlap-unknown", "did you mean"),
        ({"amount": 1000 * BN}, "scale-slip", "millions, or billions"),
        ({"amount": BN / 1000}, "scale-slip", "millions, or billions"),
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


def test_what_is_live_and_replaced_would_count_beside_its_successor(
    tranche: Make, book: Bind
) -> None:
    one = tranche("a-b-2026/equity/one", superseded_by="a-b-2026/equity/two")
    two = tranche("a-b-2026/equity/two")
    assert [(p.code, p.subject) for p in check(book(one, two))] == [("state-wrong", one.id)]
    ended = replace(one, state="superseded", state_date=date(2026, 2, 1))
    assert check(book(ended, two)) == []


def test_shares_are_counted_over_agreements_and_fields(tranche: Make, book: Bind) -> None:
    agreements = book(
        tranche("a-b-2026/equity/all", claims=("c1", "c2")),
        tranche("b-c-2026/equity/all", claims=("c1",), assumed=("spread",)),
    )
    assert two_claim_share(agreements) == 0.5
    assert assumption_share(agreements) == pytest.approx(1 / 16)
    assert (two_claim_share([]), assumption_share([])) == (0.0, 0.0)


def test_two_claims_that_repeat_one_source_are_one_origin(tranche: Make, book: Bind) -> None:
    agreements = book(
        tranche("a-b-2026/equity/all", claims=("c1", "c2")),
        tranche("b-c-2026/equity/all", claims=("c1", "c3")),
    )
    origins = {"c1": "wire", "c2": "wire", "c3": "paper"}
    assert two_origin_share(agreements, origins) == 0.5
    assert two_origin_share([], origins) == 0.0


def test_overlaps_in_a_circle_are_told_at_every_member(tranche: Make, book: Bind) -> None:
    names = [f"a-b-2026/equity/{part}" for part in ("one", "two", "three")]
    ring = [
        tranche(name, overlaps=(other,), payer="quay")
        for name, other in zip(names, names[1:] + names[:1], strict=True)
    ]
    found = check(book(*ring))
    assert [p.code for p in found] == ["overlap-cycle"] * 3
    assert {p.subject for p in found} == set(names)
    line = [replace(ring[0], overlaps=()), *ring[1:]]
    assert check(book(*line)) == []


def test_money_of_another_currency_counts_at_its_stated_rate(tranche: Make, book: Bind) -> None:
    yuan = tranche(
        unit="CNY",
        currency="CNY",
        amount=7 * BN,
        usd_per_unit=Decimal("0.14"),
        rate_source="central bank, middle rate of the day",
    )
    assert check(book(yuan)) == []
    dollars = in_dollars(yuan)
    assert (dollars.unit, dollars.currency, dollars.amount) == ("USD", "USD", Decimal("0.98") * BN)
    assert in_dollars(dollars) == dollars


@given(rate=st.decimals("0.0001", "9.9", places=4), bn=st.integers(1, 1000))
def test_a_rate_is_used_once_and_on_every_amount(rate: Decimal, bn: int) -> None:
    made = Tranche(
        **BASE
        | {"id": NAME, "unit": "EUR/year", "currency": "EUR", "usd_per_unit": rate}
        | {"amount_low": Decimal(0), "amount": bn * BN, "amount_high": 2 * bn * BN}
    )
    once = in_dollars(made)
    assert (once.amount_low, once.amount, once.amount_high) == (
        0,
        bn * BN * rate,
        2 * bn * BN * rate,
    )
    assert in_dollars(once) == once
    assert once.unit == "USD/year"


def test_parts_are_not_more_than_their_whole(tranche: Make, book: Bind) -> None:
    part = tranche("a-b-2026/equity/all", amount=5 * BN)
    whole = tranche("a-b-2026/aggregate/round", amount=4 * BN, role="aggregate")
    piece = tranche("a-b-2026/equity-breakdown/first", amount=6 * BN, role="breakdown")
    assert [p.subject for p in check(book(part, whole))] == [whole.id]
    assert [p.subject for p in check(book(part, piece))] == [piece.id]
    assert check(book(part, replace(whole, amount=5 * BN), replace(piece, amount=5 * BN))) == []
