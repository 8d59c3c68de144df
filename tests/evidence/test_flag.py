"""Flags: each slip is seen, its neighbour is left alone, and nothing is corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from caploop.evidence.claim import Claim
from caploop.evidence.flag import Flag, flags
from caploop.evidence.ledger import Ledger
from caploop.evidence.vintage import Vintage
from tests.evidence.conftest import paper

Make = Callable[..., Claim]
See = Callable[..., Vintage]
BN = Decimal(10) ** 9
MONTH = {"label": "2026-01", "period_start": date(2026, 1, 1), "period_end": date(2026, 1, 31)}
YEARS = {"period_start": date(2026, 1, 1), "period_end": date(2029, 12, 31)}


def kinds(vintage: Vintage) -> set[tuple[str, str]]:
    return {(f.claim, f.kind) for f in flags(vintage)}


def test_the_translated_one_of_two_figures_ten_times_apart(claim: Make, seen: See) -> None:
    right = claim("a", value=BN, origin="wire")
    wrong = claim("b", value=10 * BN, document="summary", origin="digest")
    vintage = seen(right, wrong, summary=paper("summary", translated=True))
    assert ("b", "tenfold") in kinds(vintage)
    assert ("a", "tenfold") not in kinds(vintage)


def test_eleven_times_apart_is_no_tenfold_slip(claim: Make, seen: See) -> None:
    other = claim("b", value=11 * BN, origin="digest")
    assert not any(f.kind == "tenfold" for f in flags(seen(claim("a", value=BN), other)))


def test_daily_users_equal_to_weekly_ones(claim: Make, seen: See) -> None:
    users = {"value": Decimal(10**8), "unit": "user", "currency": None} | MONTH
    week = claim("a", measure="weekly_active_users", **users)
    day = claim("b", measure="daily_active_users", **users)
    assert kinds(seen(week, day)) == {("b", "daily_against_weekly")}


def test_a_run_rate_called_revenue(claim: Make, seen: See) -> None:
    rate = claim("a", measure="arr", value=20 * BN)
    slip = claim("b", value=20 * BN, nature="guidance", status="target")
    assert kinds(seen(rate, slip)) == {("b", "run_rate_as_revenue")}


def test_a_sum_of_years_given_for_one(claim: Make, seen: See) -> None:
    total = claim(
        "a",
        measure="cash_burn_cumulative",
        value=115 * BN,
        label="2026..2029",
        nature="guidance",
        **YEARS,
    )
    slip = claim("b", measure="cash_burn", value=115 * BN)
    assert kinds(seen(total, slip)) == {("b", "cumulative_as_annual")}


@pytest.mark.parametrize("times", [1000, 10**6])
def test_millions_called_billions(claim: Make, seen: See, times: int) -> None:
    right = claim("a", value=Decimal("13.1") * BN, document="d1")
    slip = claim("b", value=Decimal("13.1") * BN * times, document="d2")
    year = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
    grown = claim("c", value=BN * 900, document="d3", label="2026", nature="guidance", **year)
    assert ("b", "implausible_scale") in kinds(seen(right, slip, grown))
    assert {k for k in kinds(seen(right, slip, grown)) if k[1] == "implausible_scale"} == {
        ("b", "implausible_scale")
    }


def test_an_increase_read_as_a_level(claim: Make, seen: See) -> None:
    plan = {"measure": "cash_burn", "nature": "forecast", "status": "forecast"}
    first = claim("a", value=7 * BN, known_at=date(2025, 3, 1), **plan)
    second = claim("b", value=Decimal("8.5") * BN, known_at=date(2025, 9, 1), **plan)
    slip = claim("c", value=Decimal("1.5") * BN, known_at=date(2025, 9, 2), **plan)
    assert ("c", "increase_as_level") in kinds(seen(first, second, slip))


def test_a_fiscal_label_a_year_behind(claim: Make, seen: See) -> None:
    stale = claim(
        "a",
        party="nvidia",
        value=57 * BN,
        verified=True,
        label="FY2025Q3",
        period_start=date(2024, 7, 29),
        period_end=date(2024, 10, 27),
        as_of=date(2026, 2, 5),
        known_at=date(2026, 2, 5),
    )
    record = claim(
        "b",
        party="nvidia",
        value=Decimal("57.006") * BN,
        label=None,
        period_start=date(2025, 7, 28),
        period_end=date(2025, 10, 26),
    )
    assert ("a", "fiscal_label") in kinds(seen(stale))
    rough = seen(claim_rounded(stale), record)
    assert ("a", "fiscal_label") in kinds(rough)


def claim_rounded(made: Claim) -> Claim:
    return replace(made, step=Decimal(10) ** 8, verified=False)


def test_money_without_a_currency(claim: Make, seen: See) -> None:
    bare = claim("a", value=BN, unit=None, currency=None)
    assert ("a", "currency_missing") in kinds(seen(bare))
    heading = claim("b", value=BN, figure="10亿", start=0, end=3)
    assert ("b", "currency_inherited") in kinds(seen(heading))


def test_the_small_book_has_the_slips_put_into_it(small: Ledger) -> None:
    vintage = small.vintage(as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    assert {("s-01", "tenfold"), ("s-02", "daily_against_weekly")} <= kinds(vintage)


TRAPS = [
    ("002-15", "tenfold"),
    ("002-16", "tenfold"),
    ("004-57", "fiscal_label"),
    ("004-59", "fiscal_label"),
    ("004-64", "fiscal_label"),
    ("001-05", "daily_against_weekly"),
    ("000-01", "run_rate_as_revenue"),
    ("004-37", "expected_as_reached"),
    ("F057", "increase_as_level"),
    ("003-24", "currency_missing"),
    ("001-01", "currency_inherited"),
    ("001-02", "currency_inherited"),
]


@pytest.mark.parametrize(("name", "kind"), TRAPS)
def test_each_known_trap_of_the_articles_is_flagged(
    bundled_flags: set[tuple[str, str]], name: str, kind: str
) -> None:
    assert (name, kind) in bundled_flags


@pytest.fixture(scope="module")
def bundled_flags(bundled: Ledger) -> set[tuple[str, str]]:
    return kinds(bundled.vintage(as_of=date(2026, 3, 1), known_at=date(2026, 3, 1)))


def test_a_flag_changes_no_value(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    assert vintage.claims["002-15"].value == 119 * BN
    assert isinstance(flags(vintage)[0], Flag)
