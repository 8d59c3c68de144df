"""Money of firms on paper: what is borrowed, rolled over, cut and sold, and when cash is out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray

from caploop.model.firms.financing import financing, interest_due, limits, vehicle_limit
from caploop.model.terms.parties import FIRMS, LESSORS
from tests.model.quarter_cases import Given, Now

ORACLE, VEHICLES, SOFTBANK = (FIRMS.index(n) for n in ("oracle", "vehicles", "softbank"))
GW = np.eye(len(LESSORS))[LESSORS.index("oracle")]


def of(amount: float, firm: int = ORACLE) -> NDArray[np.float64]:
    return np.eye(len(FIRMS))[firm] * amount


def money(*, given: Mapping[str, Any] | None = None, **now: Any) -> dict[str, float]:
    """Oracle's quarter: 20 of opening cash of which half is its least, debt of 100 due over eight
    years, lenders who go to 200, no issue ahead of need and no ample cash."""
    values = {
        "firm_debt": of(100.0),
        "debt_limit": of(200.0),
        "cash_before": of(14.0),
        "payouts_wished": of(2.0),
        "firm_worth": of(400.0),
        "firm_outside_sales": of(15.0),
        "firm_capex": of(10.0),
        "gw": GW,
        "shells_owed": np.ones(len(LESSORS)),
        "vehicle_plant": 0.0,
        "shell": np.zeros(len(LESSORS)),
        **dict.fromkeys(("chip_loan_drawn", "chip_loan_repaid", "vehicle_loans_public"), 0.0),
        **now,
    }
    p = Given(opening_cash=of(20.0), outside_revenue=of(60.0), cash_least=0.5, **(given or {}))
    found = financing(Now(values, {"downgraded": 0.0 * of(1)}), p, jnp.asarray(2))
    return {name: float(value[ORACLE]) for name, value in found.items()}


def test_a_firm_with_its_least_cash_borrows_nothing_and_pays_out_what_it_wishes() -> None:
    quarter = money()
    assert quarter["firm_borrowed"] == quarter["firm_issued"] == quarter["firm_tight"] == 0
    assert quarter["firm_payouts"] == 2


def test_what_is_missing_to_its_least_cash_is_borrowed_as_far_as_lenders_go() -> None:
    """7 before payouts of 2 is 5 below the least of 10."""
    assert money(cash_before=of(7.0))["firm_borrowed"] == 5
    assert money(cash_before=of(7.0), debt_limit=of(103.0))["firm_borrowed"] == pytest.approx(3)


def test_without_lenders_payouts_go_first_then_shares_then_it_is_tight() -> None:
    """4 missing: 2 of payouts, then shares up to 1 % of 100 a year, then nothing."""
    closed = {"debt_limit": of(100.0)}
    first = money(cash_before=of(10.0), **closed)
    assert (first["firm_payouts"], first["firm_issued"], first["firm_tight"]) == (0, 0, 0)
    sold = money(cash_before=of(7.0), firm_worth=of(400.0), given={"issue_most": 0.05}, **closed)
    assert sold["firm_issued"] == pytest.approx(3.0)
    short = money(cash_before=of(7.0), firm_worth=of(40.0), given={"issue_most": 0.05}, **closed)
    assert short["firm_issued"] == pytest.approx(0.5)
    assert short["firm_tight"] == 1
    assert short["firm_short"] == 0


def test_bills_beyond_all_cash_are_paid_by_a_rescue_loan_and_no_more() -> None:
    quarter = money(cash_before=of(-6.0), debt_limit=of(0.0), firm_worth=of(0.0))
    due = 100.0 / 32.0
    assert quarter["firm_unrolled"] == pytest.approx(due)
    assert quarter["firm_short"] == pytest.approx(6.0 + due)
    assert quarter["firm_borrowed"] == quarter["firm_short"]


def test_debt_above_the_limit_is_not_rolled_over_when_it_falls_due() -> None:
    """3.125 of 100 fall due in a quarter; above a limit of 99 only one is called."""
    assert money(debt_limit=of(90.0))["firm_unrolled"] == pytest.approx(3.125)
    assert money(debt_limit=of(99.0))["firm_unrolled"] == pytest.approx(1.0)
    assert money(debt_limit=of(100.0))["firm_unrolled"] == 0


def test_excess_cash_is_paid_out_by_a_quarter_and_nothing_is_borrowed_then() -> None:
    """42 after payouts is 12 above one and a half times the opening's 20."""
    quarter = money(cash_before=of(44.0), given={"x_ample": 1.5})
    assert quarter["firm_payouts"] == pytest.approx(2 + 3)
    assert quarter["firm_borrowed"] == 0


def limit_of(**now: Any) -> NDArray[np.float64]:
    values = {
        "firm_ebitda": of(20.0),
        "leases_kept": 1.0,
        "it_value": np.zeros(len(LESSORS)),
        "firm_debt": of(100.0),
        "owned": np.zeros(len(FIRMS) + 4),
        "value_after": 0.0,
        "market": 0.0,
        "vehicle_plant": 0.0,
        "shell": np.zeros(len(LESSORS)),
        **now,
    }
    given = Given(
        opening_debt=of(0.0),
        opening_cash=of(0.0),
        opening_value=of(0.0),
        leverage_line=np.ones(len(FIRMS)),
        listed_holdings=100.0,
        lev_or=4.5,
        lend_stop=4 / 3,
        adv=0.8,
        h_fs=0.4,
        guarantee_on=0.0,
    )
    found = limits(Now(values), given, jnp.asarray(1))
    return np.stack([np.asarray(found[name]) for name in ("debt_limit", "firm_worth")])


def test_lenders_stop_at_six_times_earnings_or_at_the_pledge_of_accelerators() -> None:
    """6 x 20; 0.8 of accelerators worth 200; of those of a tenant who is gone 0.6 of that."""
    chips = 200.0 * GW
    assert limit_of()[0, ORACLE] == pytest.approx(120)
    assert limit_of(it_value=chips)[0, ORACLE] == pytest.approx(160)
    assert limit_of(it_value=chips, leases_kept=0.0)[0, ORACLE] == pytest.approx(120)
    assert limit_of(firm_ebitda=of(-5.0))[0, ORACLE] == 0


def test_more_earnings_or_holdings_raise_what_lenders_give() -> None:
    assert limit_of(firm_ebitda=of(30.0))[0, ORACLE] > limit_of()[0, ORACLE]
    richer = limit_of(market=0.1)[0, SOFTBANK]
    assert richer > limit_of()[0, SOFTBANK] > 0


def test_interest_of_a_downgraded_firm_rises_on_new_debt_and_on_what_is_rolled_over() -> None:
    """100 of opening debt, an eighth rolled over a year; 50 of new debt pays the spread whole."""
    given = {"T_debt": 8.0, "d_spread": 0.01, "r_base": 0.04, "opening_debt": of(100.0)}
    now = {"firm_debt": of(150.0), "vehicle_loans_public": 0.0, "chip_loan_margin": 0.0}

    def due(downgraded: float, t: float) -> float:
        before = {"downgraded": of(downgraded)}
        found = interest_due(Now(now, before), Given(guarantee_on=0.0, **given), jnp.asarray(t))
        return float(found[ORACLE]) * 4.0

    assert due(0.0, 1) == pytest.approx(50 * 0.04)
    rolled = 1 - (1 - 1 / 32) ** 8
    assert due(1.0, 8) == pytest.approx(50 * 0.05 + 100 * rolled * 0.01)
    assert due(1.0, 40) > due(1.0, 8) > due(0.0, 8)


def test_vehicles_borrow_no_more_than_cost_or_rent_carries() -> None:
    def most(**changed: float) -> float:
        now = {"vehicle_plant": 100.0, "shell": np.zeros(len(LESSORS))}
        return float(vehicle_limit(Now(now), Given(guarantee_on=0.0, **changed)))

    assert most(ltc=0.5, dscr=1.0) == pytest.approx(50)
    assert most(ltc=0.9, dscr=3.0) < most(ltc=0.9, dscr=2.0) < 90


def test_sponsors_of_vehicles_pay_while_the_rent_owed_is_worth_more_than_their_debt() -> None:
    """Plant of 100, debt of 70: with a quarter of rents unpaid they stay, with a half they go."""

    def quarter(owed: float) -> tuple[float, float]:
        values = {
            "firm_debt": of(70.0, VEHICLES),
            "debt_limit": of(76.0, VEHICLES),
            "cash_before": of(-10.0, VEHICLES),
            "gw": GW,
            "shells_owed": np.full(len(LESSORS), owed),
            "vehicle_plant": 100.0,
            "shell": np.zeros(len(LESSORS)),
            **dict.fromkeys(("chip_loan_drawn", "chip_loan_repaid"), 0.0),
            "vehicle_loans_public": 0.0,
            **dict.fromkeys(("payouts_wished", "firm_worth", "firm_capex"), of(0.0)),
            "firm_outside_sales": of(0.0),
        }
        p = Given(opening_cash=of(0.0), outside_revenue=of(0.0))
        found = financing(Now(values, {"downgraded": of(0.0)}), p, jnp.asarray(2))
        return float(found["firm_issued"][VEHICLES]), float(found["firm_short"][VEHICLES])

    assert quarter(1.0) == quarter(0.75) == (pytest.approx(4), 0.0)
    assert quarter(0.5) == (0.0, pytest.approx(4))
