"""Gigawatts by evidence: the surer the tier the more of it is expected."""

from __future__ import annotations

from decimal import Decimal

from caploop.book.clauses.tiers import TierOfPower, tier_of, tiers_of_power
from caploop.book.supply import Supply
from caploop.evidence import Firmness
from tests.parameter_rows import parameter

GW = Decimal(10**9)
CHANCES = [
    parameter("p_gw_signed", 0.8),
    parameter("p_gw_conditional", 0.4),
    parameter("p_loi", 0.05),
    parameter("q_comp", 0.13),
]


def row(firmness: Firmness, *, optional: bool = False, power: Decimal | None = GW) -> Supply:
    return Supply(
        user="lab",
        supplier="cloud",
        tenure="rented compute",
        firmness=firmness,
        capacity_w=power,
        amount_usd=None,
        optional=optional,
        tranche=f"lab-cloud/{firmness}/{optional}",
    )


def told(*rows: Supply) -> dict[str, TierOfPower]:
    return {t.tier: t for t in tiers_of_power(rows, CHANCES)}


def test_expected_power_is_what_is_told_times_the_chance_of_its_tier() -> None:
    found = told(row("executed"), row("signed"), row("signed", optional=True), row("rumoured"))
    expected = {name: t.expected_w for name, t in found.items()}
    assert expected == {
        "executed": GW,
        "signed": GW * Decimal("0.8"),
        "conditional": GW * Decimal("0.4"),
        "said": GW * Decimal("0.13"),
    }
    assert all(t.headline_w == GW for t in found.values())


def test_an_option_on_paper_that_does_not_bind_is_no_more_than_that_paper() -> None:
    assert tier_of(row("letter_of_intent", optional=True)) == "letter"
    assert tier_of(row("stated", optional=True)) == "said"


def test_without_a_chance_in_the_book_nothing_is_expected_and_nothing_made_up() -> None:
    (found,) = tiers_of_power([row("signed")], [])
    assert (found.chance, found.expected_w) == (None, None)


def test_what_has_no_power_stands_in_no_tier() -> None:
    assert told(row("signed", power=None)) == {}
