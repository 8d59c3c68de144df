"""What one deal is told as, and totals that hold single contracts, are counted once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import get_args

import pytest

from caploop.book.agreement import FlowKind, Tranche
from caploop.book.commitment import Commitment, commitments
from caploop.book.execute import in_force
from caploop.book.repeated import repeated
from tests.later_layer import later_sheets

DAY = date(2026, 10, 2)
BN = Decimal(10) ** 9


@cache
def standing() -> dict[str, Tranche]:
    held = (t for a in later_sheets().agreements for t in a.tranches)
    return {t.id: t for t in held if in_force(t, DAY)}


@cache
def owed() -> dict[tuple[str, str], Commitment]:
    kinds = get_args(FlowKind)
    found = commitments(later_sheets().agreements, as_of=DAY, kinds=kinds)
    return {(c.payer, c.payee): c for c in found}


def test_of_the_exposures_to_broadcoms_deal_only_the_largest_is_counted() -> None:
    deal = [t for t in standing().values() if t.exclusion == "broadcom-anthropic-deal"]
    again = repeated(standing().values())
    counted = [t for t in deal if t.id not in again]
    assert len(deal) == 4
    assert [t.amount for t in counted] == [42 * BN]
    told = ("broadcom", "broadcom_customers"), ("broadcom", "anthropic_vehicle")
    assert sum(owed()[pair].net_usd for pair in told if pair in owed()) == 42 * BN


def test_systems_of_nvidia_inside_clouds_are_not_owed_beside_the_clouds() -> None:
    pair = owed()[("anthropic", "nvidia")]
    assert (pair.gross_usd, pair.net_usd) == (180 * BN, 0)


def test_anthropics_total_stands_aside_for_the_contracts_it_adds_up() -> None:
    assert owed()[("anthropic", "cloud_providers")].net_usd == 0
    named = ("google", "amazon", "microsoft")
    counted = {name for pair, c in owed().items() if pair[0] == "anthropic" for name in c.tranches}
    counted -= repeated(standing().values()).keys()
    told = [standing()[name] for name in counted]
    own = [t.amount or Decimal(0) for t in told if t.payee in named and t.unit == "USD"]
    assert sum(own) == Decimal("252.5") * BN  # 111.1 + 110 + 31.4


def test_nvidias_two_counts_of_cloud_commitments_are_one() -> None:
    assert owed()[("nvidia", "cloud_providers")].net_usd == 36 * BN


def test_parts_of_metas_purchases_are_not_added_to_the_whole() -> None:
    assert owed()[("meta", "upstream_suppliers")].net_usd <= Decimal("349.31") * BN


@pytest.mark.parametrize(
    ("aside", "counted"),
    [
        ("nvidia-commitments-2026/aggregate/schedule", "nvidia-commitments-2026/aggregate/supply"),
        (
            "nvidia-guarantees-2026/aggregate/total",
            "nvidia-sb-energy-2026-ohio/guarantee/contract",
        ),
        (
            "google-suppliers-2026/aggregate/short-term",
            "google-suppliers-2026/aggregate/v2026-06-30",
        ),
    ],
)
def test_a_total_and_its_part_are_never_counted_both(aside: str, counted: str) -> None:
    again = repeated(standing().values())
    assert counted in again[aside]


def test_no_tranche_is_left_out_for_one_that_is_left_out_itself_in_a_circle() -> None:
    again = repeated(standing().values())
    for name, others in again.items():
        assert name not in {inner for other in others for inner in again.get(other, ())}
