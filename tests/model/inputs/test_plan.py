"""A plan and another forecast of its revenue: who lowers what."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.inputs.plan import YEARS, plan_of

BURN = (25.0, 57.0, 85.0, 51.0)
CENTRAL = {
    **{"R_2025": 13.1, "R_2025H1": 4.3, "B_2025": 8.0, "B_2025H1": 2.5, "C_26_30": 600.0},
    **{"R_v2_2026": 30.0, "R_v2_2027": 62.0, "R_2030": 280.0, "Cost_v2_2030": 241.0},
    **{f"B_v2_{year}": burn for year, burn in zip(YEARS, BURN, strict=False)},
    **{"X_v2_2030": 39.0, "g_31": 0.25, "g_T": 0.04, "n_fade": 10.0, "m_30": 0.05},
    **{"m_T": 0.25, "n_margin": 5.0},
    **{f"sh_C_plan_{year}": 0.2 for year in YEARS},
}


def yearly(values: object) -> list[float]:
    return [float(v) for v in np.asarray(values).reshape(-1, 4).sum(axis=1)]


def test_the_vintage_earns_in_2030_what_it_costs_and_leaves_free() -> None:
    plan = plan_of(CENTRAL, "V2", quarters=20)
    assert yearly(plan.revenue) == pytest.approx([30, 62, 102.5, 169.4, 280], rel=1e-3)
    assert yearly(plan.cost) == pytest.approx([55, 119, 187.5, 220.4, 241], rel=1e-3)
    np.testing.assert_array_equal(plan.middle, plan.revenue)


def test_another_forecast_lowers_revenue_and_no_cost() -> None:
    plan, seen = (
        plan_of({**CENTRAL, "R_2030": earned}, "V2", quarters=24) for earned in (280.0, 213.0)
    )
    np.testing.assert_array_equal(seen.cost, plan.cost)
    np.testing.assert_array_equal(seen.burn, plan.burn)
    assert yearly(seen.middle)[:5] == pytest.approx([30, 62, 93.6, 141.2, 213], rel=1e-3)
    grown = yearly(plan.middle)[5] / yearly(plan.middle)[4]
    assert yearly(seen.middle)[5] == pytest.approx(grown * yearly(seen.middle)[4])
