"""Figures that disagree and are apart in one thing more: which are told, of what kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.evidence.claim import Claim, Link
from caploop.evidence.conflict import conflicts
from caploop.evidence.vintage import Vintage

Make = Callable[..., Claim]
See = Callable[..., Vintage]
BN = Decimal(10) ** 9
STAKE: dict[str, Any] = {
    "measure": "ownership_stake",
    "unit": "fraction",
    "currency": None,
    "counterparty": "quay",
    "label": None,
    "period_start": None,
    "period_end": None,
}
COUNT: dict[str, Any] = {
    "measure": "off_balance_debt",
    "label": None,
    "period_start": None,
    "period_end": None,
}


def told(vintage: Vintage) -> list[tuple[tuple[str, ...], str, str]]:
    return [(c.claims, c.rule, c.kind) for c in conflicts(vintage, apart=True)]


def test_a_figure_and_the_one_that_replaced_it_are_a_conflict_of_vintage_only_where_asked(
    claim: Make, seen: See
) -> None:
    link = Link(source="b", target="a", kind="supersedes", asserted_by="tests")
    pair = claim("a", value=BN), claim("b", value=2 * BN, known_at=date(2026, 2, 1))
    vintage = seen(*pair, links=(link,))
    assert told(vintage) == [(("a", "b"), "revised", "vintage")]
    assert conflicts(vintage) == ()


def test_an_outcome_is_told_against_what_was_expected(claim: Make, seen: See) -> None:
    pair = claim("a", value=BN, status="target"), claim("b", value=2 * BN)
    assert told(seen(*pair)) == [(("a", "b"), "revised", "vintage")]


def test_an_outcome_inside_the_range_expected_is_none(claim: Make, seen: See) -> None:
    wide = {"value_low": BN, "value_high": 3 * BN, "bound": "range", "status": "target"}
    assert told(seen(claim("a", value=2 * BN, **wide), claim("b", value=2 * BN))) == []


@pytest.mark.parametrize(
    ("qualifier", "kind"),
    [("gross", "gross_net"), ("net_of_clouds", "gross_net"), ("adjusted", "definition")],
)
def test_words_of_definition_set_figures_apart(
    claim: Make, seen: See, qualifier: str, kind: str
) -> None:
    pair = claim("a", value=BN), claim("b", value=2 * BN, qualifier=qualifier)
    assert told(seen(*pair)) == [(("a", "b"), "defined-apart", kind)]


@pytest.mark.parametrize("qualifier", ["cloud", "aws", "advertising"])
def test_a_part_does_not_conflict_with_its_whole(claim: Make, seen: See, qualifier: str) -> None:
    pair = claim("a", value=2 * BN), claim("b", value=BN, qualifier=qualifier)
    assert told(seen(*pair)) == []


def test_a_share_of_two_days_is_a_conflict_of_period(claim: Make, seen: See) -> None:
    one = claim("a", value=Decimal("0.11"), as_of=date(2025, 6, 30), **STAKE)
    two = claim("b", value=Decimal("0.13"), as_of=date(2025, 12, 31), **STAKE)
    assert told(seen(one, two)) == [(("a", "b"), "days-apart", "period")]


def test_of_three_days_only_those_in_a_row_are_told(claim: Make, seen: See) -> None:
    days = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 12, 31))
    shares = [
        claim(name, value=Decimal(n) / 100, as_of=day, **STAKE)
        for name, n, day in zip("abc", (11, 12, 13), days, strict=True)
    ]
    assert [pair for pair, _, _ in told(seen(*shares))] == [("a", "b"), ("b", "c")]


def test_debt_of_two_days_is_a_history_and_no_conflict(claim: Make, seen: See) -> None:
    debt = STAKE | {"measure": "total_debt", "unit": "USD", "currency": "USD"}
    one = claim("a", value=BN, as_of=date(2025, 6, 30), **debt)
    two = claim("b", value=2 * BN, as_of=date(2025, 12, 31), **debt)
    assert told(seen(one, two)) == []


def test_the_largest_customer_unnamed_is_set_against_the_largest_named(
    claim: Make, seen: See
) -> None:
    share = {"measure": "customer_share", "unit": "fraction", "currency": None}
    half = {"label": "", "period_start": date(2025, 7, 1), "period_end": date(2025, 12, 31)}
    named = claim("a", value=Decimal("0.67"), counterparty="quay", **share)
    small = claim("b", value=Decimal("0.1"), counterparty="pier", **share)
    unnamed = claim("c", value=Decimal("0.36"), qualifier="largest_customer", **share, **half)
    assert told(seen(named, small, unnamed)) == [(("a", "c"), "days-apart", "period")]


def test_two_counters_of_a_sector_count_two_sets(claim: Make, seen: See) -> None:
    one = claim("a", value=BN, origin="agency", **COUNT)
    two = claim("b", value=2 * BN, origin="press", status="estimated", qualifier="five", **COUNT)
    assert told(seen(one, two)) == [(("a", "b"), "sets-apart", "scope")]


def test_one_counter_may_count_two_sets(claim: Make, seen: See) -> None:
    one = claim("a", value=BN, **COUNT)
    assert told(seen(one, claim("b", value=2 * BN, qualifier="five", **COUNT))) == []


@pytest.mark.parametrize("apart", [{"plan_vintage": "V1"}, {"scenario": "high"}])
def test_plans_and_scenarios_are_never_mixed(claim: Make, seen: See, apart: dict[str, Any]) -> None:
    pair = claim("a", value=BN), claim("b", value=2 * BN, status="target", **apart)
    assert told(seen(*pair)) == []


def test_what_a_link_says_of_the_difference_goes_before_the_fields(claim: Make, seen: See) -> None:
    why = "definition: more leases became operating leases"
    link = Link(source="b", target="a", kind="supersedes", asserted_by="tests", reason=why)
    pair = claim("a", value=BN), claim("b", value=2 * BN, known_at=date(2026, 2, 1))
    assert told(seen(*pair, links=(link,))) == [(("a", "b"), "revised", "definition")]


def test_a_denial_and_two_live_figures_of_one_thing_stay_open(claim: Make, seen: See) -> None:
    pair = claim("a", value=BN), claim("b", value=BN, polarity="negated")
    assert [kind for _, _, kind in told(seen(*pair))] == ["open"]
    assert [kind for _, _, kind in told(seen(pair[0], claim("c", value=2 * BN)))] == ["open"]
