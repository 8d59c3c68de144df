"""Conflicts of the later facts: each that a reader listed is found; no trap is in."""

from __future__ import annotations

from functools import cache

import pytest

from caploop.evidence.apart import apart_pairs
from caploop.evidence.conflict import MARKED, Conflict, computed_pairs, conflicts
from tests.later_layer import LATER, later_vintage, layer_evidence, table

LISTED = {
    "Microsoft's capex of 2026, 190 or 175": ("F198", "N008", "definition"),
    "Alphabet's capex of 2026, 180-190 or 195-205": ("F314", "N041", "vintage"),
    "Nvidia's cloud commitments, 36 or 29 in one filing": ("N119", "N119-2", "definition"),
    "the option in Ohio, 3.8 or 3.75 GW": ("N125", "N125-2", "open"),
    "the guarantee in Ohio, 250 and then below 120": ("N133", "N135", "vintage"),
    "the guarantee in Ohio, 250 and then 105": ("N122", "N133", "vintage"),
    "the way out at SpaceX, 180 or 90 days": ("F339", "N213", "vintage"),
    "Anthropic to Google, 200 or 111.1": ("F320", "N195", "vintage"),
    "Anthropic's second quarter, 10.9 or 11.5": ("F351", "N202", "vintage"),
    "OpenAI's run rate, 70 or 50": ("N151", "N152", "gross_net"),
    "Amazon's cheques to OpenAI, paid or no evidence": ("N055", "N055-2", "open"),
    "SoftBank's share of OpenAI, 11 or 13 %": ("F119", "N177", "period"),
    "SoftBank's leverage, 13 % or rising": ("N182", "N182-2", "definition"),
    "CoreWeave's largest customer, 67 or 36 %": ("F255", "N246-1", "period"),
    "off balance sheet, 662 or 1,650": ("F435", "N305", "scope"),
    "off balance sheet, 662 or 2,400": ("F435", "N311", "scope"),
    "off balance sheet, 1,650 or 2,400": ("N305", "N311", "scope"),
    "Abilene, 0.6 or 0.3 GW": ("F184", "N338", "vintage"),
}
WITHOUT_A_RULE = {("N125", "N125-2"), ("N182", "N182-2")}
"""One rounds to the other; one has no figure: only the words of the row tell of them."""


@cache
def found() -> dict[tuple[str, ...], Conflict]:
    return {c.claims: c for c in conflicts(later_vintage(), apart=True)}


@pytest.mark.parametrize(("one", "other", "kind"), LISTED.values(), ids=LISTED)
def test_each_conflict_that_a_reader_listed_is_found_with_its_kind(
    one: str, other: str, kind: str
) -> None:
    assert found()[(one, other)].kind == kind


def test_all_but_two_are_found_by_rule_without_what_a_reader_marked() -> None:
    by_rule = {*computed_pairs(later_vintage()), *apart_pairs(later_vintage())}
    listed = {(one, other) for one, other, _ in LISTED.values()}
    assert listed - by_rule == WITHOUT_A_RULE


def test_conflicts_of_the_day_leave_out_what_is_only_apart() -> None:
    plain = conflicts(later_vintage())
    assert {c.claims for c in plain if c.rule != MARKED} <= found().keys()
    assert ("N006", "N007") in found()
    assert ("N006", "N007") not in {c.claims for c in plain}


def test_plans_of_two_vintages_are_never_one_conflict() -> None:
    claims = later_vintage().claims
    ruled = [c for c in found().values() if c.rule != MARKED]
    plans = [{claims[i].plan_vintage for i in c.claims} for c in ruled]
    assert all(len(told) == 1 for told in plans)


def test_anthropics_projection_is_nobody_elses_revenue() -> None:
    quarter = [
        c
        for c in layer_evidence().claims
        if c.measure == "revenue" and str(c.period_start) == "2026-04-01" and c.value is not None
    ]
    assert {c.party for c in quarter if c.value == 10_900_000_000} == {"anthropic"}
    assert "N168" in {row["row"] for row in table(LATER / "not_taken.csv")}


def test_old_contracts_told_again_in_september_are_no_claims_of_september() -> None:
    told = layer_evidence().claims
    coreweave = [c for c in told if {c.party, c.counterparty} == {"openai", "coreweave"}]
    assert all(c.as_of is None or str(c.as_of) < "2026-01-01" for c in coreweave)
    assert not [c for c in told if c.party == "sur_energy"]


def test_definitions_that_may_not_be_added_are_measures_of_their_own() -> None:
    held = {c.id: c.measure for c in layer_evidence().claims}
    apart = {
        held["N009"]: "lease signed and not begun",
        held["N029"]: "purchase obligation",
        held["N010"]: "backlog",
        held["N035"]: "guarantee",
        held["N036"]: "derivative",
    }
    assert len(apart) == 5
    measures = {row["item"] for row in table(LATER / "book" / "positions.csv")}
    items = (
        "leases_not_commenced",
        "purchase_commitments",
        "backlog_rpo",
        "guarantees_given",
        "credit_derivatives_written",
    )
    assert measures.issuperset(items)
