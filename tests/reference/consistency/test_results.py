"""Results A, B, F, G and the revenue needed, at the unrounded targets of the specification."""

from __future__ import annotations

import pytest

from caploop.consistency.results import (
    capacity,
    even_path,
    mixed,
    needed,
    plan_room,
    runway,
)
from caploop.model.inputs.plan import Vintage
from tests.real_book import real_central

EVEN = even_path(13.1, 280, years=5)


def revenue(path: str) -> tuple[float, ...]:
    return EVEN if path == "even" else plan_room(real_central(), "V2", ends=(600, 665)).revenue


@pytest.mark.parametrize(
    ("vintage", "ends", "total", "left", "share"),
    [
        ("V2", (600, 665), 643.9, (222.9, 157.9), (0.346, 0.245)),
        ("V0", (350, 450), 535.0, (254.0, 154.0), (0.475, 0.288)),
    ],
)
def test_what_a_plan_leaves_for_other_cost(
    vintage: Vintage,
    ends: tuple[float, float],
    total: float,
    left: tuple[float, float],
    share: tuple[float, float],
) -> None:
    room = plan_room(real_central(), vintage, ends=ends)
    assert room.total == pytest.approx(total, abs=0.05)
    assert room.left == pytest.approx(left, abs=0.05)
    assert room.share == pytest.approx(share, abs=0.0005)


def test_the_plan_of_2026_costs_823() -> None:
    room = plan_room(real_central(), "V2", ends=(600, 665))
    assert room.cost == pytest.approx(822.9, abs=0.05)
    assert room.revenue == pytest.approx((30, 62, 102.5, 169.4, 280), abs=0.05)


@pytest.mark.parametrize(
    ("path", "free_cash", "room", "after_share", "after_cap", "cap", "share"),
    [
        ("plan", 0.0, 150.9, 22.1, 112.9, 67.4, 158.2),
        ("plan", 38.0, 112.9, -15.9, 74.9, 105.4, 196.2),
        ("even", 0.0, 89.8, -26.8, 51.8, 111.4, 190.0),
        ("even", 38.0, 51.8, -64.8, 13.8, 149.4, 228.0),
    ],
)
def test_what_mixing_two_plans_leaves(
    path: str,
    free_cash: float,
    room: float,
    after_share: float,
    after_cap: float,
    cap: float,
    share: float,
) -> None:
    found = mixed(
        real_central(), path=path, revenue=revenue(path), compute=600, burn=107, free_cash=free_cash
    )
    assert (found.room, found.after_share, found.after_cap) == pytest.approx(
        (room, after_share, after_cap), abs=0.06
    )
    assert (found.deferred_cap, found.deferred_share) == pytest.approx((cap, share), abs=0.06)


def test_even_growth_sums_to_583() -> None:
    assert sum(EVEN) == pytest.approx(582.8, abs=0.05)
    assert EVEN[-1] == pytest.approx(280)


def test_the_revenue_needed_is_696_with_the_cap() -> None:
    capped, shared = needed(real_central(), compute=600, burn=107, help_share=0.05, plan=643.9)
    assert capped.revenue == pytest.approx(695.8, abs=0.05)
    assert capped.over_plan == pytest.approx(0.081, abs=0.001)
    assert shared.revenue == pytest.approx((570 - 107) / (1 - 0.28 - 0.2))


def test_120_leaves_the_plan_of_2026_short_by_60_and_least_cash() -> None:
    found = runway(real_central(), "V2", money=120, months=(2, 3), cost=241)
    assert (found.burn, found.short) == pytest.approx((218, 60))
    assert found.least_cash == pytest.approx((40.2, 60.25), abs=0.05)


@pytest.mark.parametrize(
    ("compute", "price", "capex", "gw", "spent"),
    [
        (600, 12, 42, 18.1, 680.4),
        (665, 12, 42, 20.3, 771.4),
        (665, 10, 50, 24.7, 1140.0),
        (600, 40 / 3, 35, 16.1, 497.0),
    ],
)
def test_gigawatts_a_spend_buys_and_what_counterparts_spend(
    compute: float, price: float, capex: float, gw: float, spent: float
) -> None:
    found = capacity(compute, price=price, capex_per_gw=capex, in_service=1.9)
    assert found.gw_2030 == pytest.approx(gw, abs=0.05)
    assert found.counterparts == pytest.approx(spent, abs=0.05)
