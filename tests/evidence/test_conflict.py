"""Conflicts: what the rule finds, what it leaves alone, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.core.message import message
from caploop.evidence.claim import Claim, Link
from caploop.evidence.conflict import MARKED, RULE, conflicts
from caploop.evidence.ledger import Ledger
from caploop.evidence.vintage import Vintage

Make = Callable[..., Claim]
See = Callable[..., Vintage]
BN = Decimal(10) ** 9
TENTH = Decimal(10) ** 8


def test_two_live_figures_that_cannot_both_hold_conflict(claim: Make, seen: See) -> None:
    found = conflicts(seen(claim("a", value=BN), claim("b", value=2 * BN)))
    assert [(c.claims, c.rule) for c in found] == [(("a", "b"), RULE)]


def test_figures_that_round_to_each_other_do_not_conflict(claim: Make, seen: See) -> None:
    rough = claim("a", value=13 * BN, step=BN)
    fine = claim("b", value=Decimal("13.1") * BN, step=TENTH)
    assert conflicts(seen(rough, fine)) == ()


def test_more_than_does_not_conflict_with_a_larger_figure(claim: Make, seen: See) -> None:
    floor = claim("a", value=BN, value_low=BN, bound=">")
    assert conflicts(seen(floor, claim("b", value=2 * BN))) == ()


@pytest.mark.parametrize(
    "difference",
    [
        {"counterparty": "quay"},
        {"qualifier": "cloud"},
        {"period_end": date(2025, 6, 30)},
        {"plan_vintage": "V1"},
        {"scenario": "high"},
        {"status": "target"},
        {"state": "superseded"},
        {"measure": "arr"},
        {"question": True},
    ],
)
def test_another_subject_status_or_state_is_no_conflict(
    claim: Make, seen: See, difference: dict[str, Any]
) -> None:
    assert conflicts(seen(claim("a", value=BN), claim("b", value=2 * BN, **difference))) == ()


def test_saying_no_conflicts_with_saying_yes_to_the_same_amount(claim: Make, seen: See) -> None:
    no = claim("b", value=BN, polarity="negated")
    assert [c.claims for c in conflicts(seen(claim("a", value=BN), no))] == [("a", "b")]


def test_a_marked_pair_the_rule_leaves_alone_is_explained(claim: Make, seen: See) -> None:
    mark = Link(source="b", target="a", kind="conflicts", asserted_by="tests")
    pair = claim("a", value=BN), claim("b", value=2 * BN, measure="arr")
    (found,) = conflicts(seen(*pair, links=(mark,)))
    assert (found.rule, found.marked) == (MARKED, True)
    assert found.explanation == message("different-measures", one="revenue", other="arr")


def test_every_pair_marked_in_the_bundled_claims_is_found_or_explained(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    found = conflicts(vintage)
    marked = {c.claims for c in found if c.marked}
    links = [k for k in vintage.links if k.kind == "conflicts"]
    assert marked == {tuple(sorted((k.source, k.target))) for k in links}
    assert all(c.explanation.code for c in found)


def test_the_rule_finds_conflicts_nobody_marked(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    computed = {c.claims for c in conflicts(vintage) if c.rule == RULE}
    assert ("F045", "F055") in computed
    assert ("F148", "F149") in computed
