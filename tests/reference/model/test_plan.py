"""Plans by vintage: years that add up, cash-out quarters, and what is no plan."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.core.errors import UsageError
from caploop.model.inputs.plan import Vintage, burn_ahead, cash_out_of_plan, plan_of, prior_spread
from tests.real_book import real_central

V0, V2 = [17, 35, 47, 8, -38], [25, 57, 85, 51, -39]


@pytest.mark.parametrize(
    ("vintage", "revenue", "burn"),
    [("V0", [30, 60, 100, 145, 200], V0), ("V2", [30, 62, 102.5, 169.4, 280], V2)],
)
def test_quarters_add_up_to_the_plans_years(
    vintage: Vintage, revenue: list[float], burn: list[float]
) -> None:
    plan = plan_of(real_central(), vintage, quarters=40)
    np.testing.assert_allclose(plan.revenue[:20].reshape(5, 4).sum(axis=1), revenue, rtol=1e-3)
    np.testing.assert_allclose(plan.burn[:20].reshape(5, 4).sum(axis=1), burn, atol=0.05)
    np.testing.assert_allclose(plan.cost, plan.revenue + plan.burn)


def test_the_plan_of_february_2026_spends_823_of_which_600_are_compute() -> None:
    plan = plan_of(real_central(), "V2", quarters=20)
    assert plan.cost.sum() == pytest.approx(823, rel=0.001)
    assert plan.compute.sum() == pytest.approx(600, rel=1e-9)
    assert plan.revenue.sum() == pytest.approx(643.9, abs=0.1)


@pytest.mark.parametrize(
    ("burn", "money", "quarters"),
    [
        (V0, 0, ("2027Q1", "2027Q3", "2027Q4")),
        (V2, 0, ("2027Q1", "2027Q1", "2027Q2")),
        (V2, 75, ("2028Q1", "2028Q2", "2028Q2")),
        (V2, 110, ("2028Q3", "2028Q4", "2028Q4")),
        (V2, 120, ("2028Q3", "2028Q4", "2028Q4")),
        (V0, 110, (None, None, None)),
        (V0, 120, (None, None, None)),
    ],
)
def test_the_plans_own_runway_at_cash_of_25_38_and_45(
    burn: list[float], money: float, quarters: tuple[str | None, ...]
) -> None:
    cash = (25, 38, 45)
    assert tuple(cash_out_of_plan(burn, cash=c, money=money) for c in cash) == quarters


def test_the_first_plan_with_75_runs_dry_in_2029_or_never() -> None:
    found = [cash_out_of_plan(V0, cash=c, money=75) for c in (25, 30, 35)]
    assert found == ["2029Q1", "2029Q4", None]


def test_a_plan_without_a_path_is_refused() -> None:
    with pytest.raises(UsageError, match="V0 and V2"):
        plan_of(real_central(), "V1", quarters=20)


def test_the_burn_ahead_is_that_of_four_quarters() -> None:
    np.testing.assert_allclose(burn_ahead(np.array([1.0, 2, 3, 4, 5])), [10, 14, 17, 19, 20])


def test_the_spread_of_revenue_is_that_of_its_priors_at_both_ends() -> None:
    central = {"bend_R": 3.2, "w_sd": 1 / 6, "R26_sd": 0.08, "R30_sd": 0.4}
    spread = prior_spread(central, quarters=24)
    assert spread[2] == pytest.approx(0.078, abs=0.005)
    assert spread[18] == pytest.approx(0.4, abs=0.001)
    assert (np.diff(spread[:19]) > 0).all()
