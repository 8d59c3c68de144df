"""From headlines to cash, on sums that can be added on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.waterfall import WaterfallStep, proof_of, waterfall
from caploop.evidence.claim import Claim, Document, Tier

DAY = date(2026, 3, 1)
BASE: dict[str, Any] = {
    "payer": "lantern",
    "payee": "quay",
    "kind": "compute_purchase",
    "firmness": "signed",
    "state": "live",
    "known_at": date(2026, 1, 1),
    "unit": "USD",
    "currency": "USD",
    "source": "s",
    "publisher": "p",
    "start": date(2026, 4, 1),
    "end": date(2026, 12, 31),
    "spread": "even",
}


def told(name: str, amount: int, **changes: Any) -> Tranche:
    return Tranche(
        **(BASE | {"id": f"lantern-quay-2026/{name}", "amount": Decimal(amount)} | changes)
    )


def steps(*tranches: Tranche, unproven: tuple[str, ...] = ()) -> dict[str, WaterfallStep]:
    made = Agreement(id="lantern-quay-2026", group="g", tranches=tranches)
    proven = {t.id for t in tranches} - {f"lantern-quay-2026/{name}" for name in unproven}
    found = waterfall([made], as_of=DAY, proven=lambda t: t.id in proven)
    return {step.stage: step for step in found}


def left(**stages: WaterfallStep) -> list[int]:
    return [int(step.left_usd) for step in stages.values()]


def test_a_dated_signed_proven_sum_goes_through_whole() -> None:
    assert left(**steps(told("a/1", 100))) == [100] * 7


@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        ("standing", {"state": "lapsed", "state_date": date(2026, 2, 1)}),
        ("once", {"role": "breakdown"}),
        ("once", {"overlaps": ("lantern-quay-2026/b/1",)}),
        ("binding", {"firmness": "letter_of_intent"}),
        ("dated", {"spread": "undated", "start": None, "end": None}),
        ("cash", {"paid_in": "shares"}),
        ("cash", {"spread": "at_start", "start": date(2025, 1, 1), "end": None}),
    ],
)
def test_each_step_removes_what_fails_it_and_names_it(stage: str, changes: dict[str, Any]) -> None:
    found = steps(told("a/1", 100, **changes), told("b/1", 10))
    assert (found[stage].removed_usd, found[stage].removed_from) == (
        100,
        ("lantern-quay-2026/a/1",),
    )
    assert found["cash"].left_usd == 10


def test_what_no_page_may_prove_is_not_counted() -> None:
    found = steps(told("a/1", 100), unproven=("a/1",))
    assert (found["once"].left_usd, found["proven"].left_usd) == (100, 0)


def test_of_a_range_only_the_floor_binds() -> None:
    up_to = told("a/1", 100, amount_low=Decimal(30), amount_high=Decimal(100))
    assert left(**steps(up_to)) == [100, 100, 100, 100, 30, 30, 30]


def test_of_a_total_only_what_its_contracts_leave_is_counted_beside_them() -> None:
    total = told("aggregate/all", 500, role="aggregate", overlaps=("quay-pier-2026/a/1",))
    part = told("a/1", 200, id="quay-pier-2026/a/1")
    made = (
        Agreement(id="lantern-quay-2026", group="g", tranches=(total,)),
        Agreement(id="quay-pier-2026", group="g", tranches=(part,)),
    )
    found = waterfall(made, as_of=DAY, proven=lambda _: True)
    assert [int(s.left_usd) for s in found][:3] == [700, 700, 500]


def test_of_one_deal_told_as_two_the_larger_is_counted() -> None:
    pair = told("a/1", 29, exclusion="deal"), told("b/1", 42, exclusion="deal")
    assert left(**steps(*pair)) == [71, 71, 42, 42, 42, 42, 42]


def test_what_is_left_and_what_was_removed_are_all_there_was() -> None:
    found = steps(
        told("a/1", 100, firmness="stated"), told("b/1", 10), told("c/1", 7, role="breakdown")
    )
    removed = sum(step.removed_usd for step in found.values())
    assert found["cash"].left_usd + removed == found["headlines"].left_usd == 117


def test_a_page_proves_a_tranche_by_its_tier_and_one_that_nobody_rated_by_its_words() -> None:
    fields: dict[str, Any] = {
        "kind": "structural",
        "party": "lantern",
        "measure": "relation",
        "nature": "actual",
        "status": "reported",
        "firmness": "stated",
        "known_at": DAY,
        "speaker": "s",
        "origin": "o",
    }
    tiers: dict[str, Tier | None] = {"d": "digest", "f": "filing", "n": None}
    papers = [Document(id=k, publisher=k, known_at=DAY, tier=tier) for k, tier in tiers.items()]
    claims = [Claim(id=f"c{k}", document=k, **fields) for k in tiers]
    proven = proof_of(claims, papers)
    assert [proven(told("a/1", 1, claims=(f"c{k}",))) for k in tiers] == [False, True, True]
    assert not proven(told("a/1", 1))
