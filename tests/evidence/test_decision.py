"""Of several decisions the later counts; what is removed is in no answer, and stays for audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.evidence.claim import Batch, Claim, Link, Override
from caploop.evidence.decision import decisions, removed
from caploop.evidence.ledger import Ledger
from tests.evidence.conftest import LATE, RECORDED, paper

Make = Callable[..., Claim]
Action = Literal["use", "exclude", "remove"]


def said(claim: str, action: Action, day: int = 1) -> Override:
    return Override(
        claim=claim, action=action, reason=f"{action} {day}", by="us", known_at=date(2026, 2, day)
    )


def test_the_later_day_counts_and_of_one_day_the_later_word() -> None:
    assert decisions([said("a", "use", 2), said("a", "exclude", 1)]).left_out == {}
    assert decisions([said("a", "use"), said("a", "exclude")]).used == {}
    both = decisions([said("a", "use"), said("b", "use")]).used
    assert both["b"] > both["a"]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["use", "exclude", "remove"]))))
def test_each_claim_is_used_left_out_or_removed_and_only_one_of_them(
    words: list[tuple[str, Action]],
) -> None:
    told = [said(claim, action) for claim, action in words]
    found = decisions(told)
    kinds = [set(found.used), set(found.left_out), set(removed(told))]
    assert sum(map(len, kinds)) == len({claim for claim, _ in words})
    assert len(set().union(*kinds)) == sum(map(len, kinds))


@pytest.fixture
def two(empty: Ledger, claim: Make) -> Ledger:
    claims = (claim("a", value=Decimal(10)), claim("b", value=Decimal(12)))
    link = Link(source="b", target="a", kind="supports", asserted_by="us")
    early = paper("d", known_at=date(2026, 1, 1))
    batch = Batch(documents=(early,), claims=claims, links=(link,))
    return empty.append(batch, recorded_at=RECORDED)


def decided(ledger: Ledger, *words: Override) -> tuple[str, ...]:
    ledger.append(Batch(overrides=words), recorded_at=RECORDED)
    (view,) = ledger.lookup("lantern", "revenue", as_of=LATE, known_at=LATE)
    return view.used


def test_two_claims_that_people_chose_are_told_apart_by_the_later_choice(two: Ledger) -> None:
    assert decided(two, said("b", "use"), said("a", "use")) == ("a",)


def test_a_choice_taken_back_leaves_the_tie(two: Ledger) -> None:
    assert decided(two, said("a", "use", 1), said("a", "exclude", 2)) == ("b",)
    assert decided(two, said("a", "use", 3)) == ("a",)


def test_what_is_removed_is_in_no_answer_on_any_date_and_stays_for_audit(two: Ledger) -> None:
    before = two.vintage(as_of=LATE, known_at=date(2026, 1, 21))
    assert "a" in before.claims
    two.append(Batch(overrides=(said("a", "remove", 20),)), recorded_at=datetime(2026, 4, 1))
    for known_at in (date(2026, 1, 21), LATE):
        seen = two.vintage(as_of=LATE, known_at=known_at)
        assert list(seen.claims) == ["b"]
        assert seen.links == ()
    assert [c.id for c in two.batch().claims] == ["b"]
    assert two.batch().overrides == two.batch().links == ()
    earlier = two.vintage(as_of=LATE, known_at=LATE, recorded_at=datetime(2026, 3, 15))
    assert sorted(earlier.claims) == ["a", "b"]


def test_what_was_removed_by_mistake_comes_back_by_a_later_word(two: Ledger) -> None:
    two.append(Batch(overrides=(said("a", "remove"),)), recorded_at=RECORDED)
    assert decided(two, said("a", "use", 2)) == ("a",)
