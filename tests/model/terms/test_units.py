"""A unit says what it promises: each scaled input moved by one of its own units, seen in effect."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from msgspec.structs import replace

from caploop.book.parameter import UNITS, Parameter, named
from caploop.book.vintage.named import vintages
from caploop.core.errors import UsageError
from caploop.model.assembly.system import reads
from caploop.model.compute import assets, chips
from caploop.model.compute import capacity as compute
from caploop.model.default import government
from caploop.model.demand import users as demand
from caploop.model.demand.revenue import advertising
from caploop.model.finance import rounds
from caploop.model.firms import counterparty
from caploop.model.power import supply as power
from caploop.model.terms.parties import FIRMS, INVESTORS, LESSORS
from caploop.model.terms.units import READ_IN, converted_factor, factor_of, unit_problems, unit_read
from caploop.study.shared.open import check_book, open_book, read_book
from tests.model.quarter_cases import Given, Now
from tests.real_book import real_book, real_central

SCALED = {u for u, (base, factor) in UNITS.items() if factor != 1}
NONE = np.zeros(len(INVESTORS))


def rows() -> dict[str, Parameter]:
    return {p.symbol: p for p in real_book().parameters}


def written(symbol: str) -> float:
    """The central number as it stands in the book, in the book's own unit."""
    return float(rows()[symbol].central)


def odds(**moved: float) -> float:
    """Log odds of what investors give for a round at the value."""
    now = {
        "plan_kept": 1.0,
        "burn_over_plan": 0.0,
        "monthly_cost": 1.0,
        **{"debt": 0.0, "debt_due": 0.0, "debt_due_ahead": 0.0, "revenue": 5.0},
        "agreed_cheques": NONE,
        "offering_cheques": NONE,
        "cash": moved.get("cash", 4.0),
        "market": moved.get("market", 0.0),
        **{"alive": 1.0, "observed": 0.0},
        "value": 500.0,
        "hole_share": 0.0,
        "investor_cash": np.ones(len(INVESTORS)),
    }
    x = Now(now, {"surprise": moved.get("surprise", 0.0), "since_round": 9.0})
    given = Given(burn_ahead=np.full(9, 4.0), window_open=1.0, funding_on=1.0, first_quarter=1.0)
    return float(rounds.asking(x, given, 5)["round_odds"])


def test_a_round_gains_b_mkt_for_ten_points_of_market() -> None:
    assert odds(market=0.10) - odds() == pytest.approx(written("b_mkt"), rel=1e-6)


def test_a_round_gains_b1_for_ten_points_of_revenue_above_plan() -> None:
    assert odds(surprise=0.10) - odds() == pytest.approx(written("b1"), rel=1e-6)


def test_a_round_gains_b2_for_four_quarters_of_runway() -> None:
    assert odds(cash=8.0) - odds(cash=4.0) == pytest.approx(written("b2"), rel=1e-6)


def sale(**given: float) -> tuple[float, float, float]:
    """What SoftBank sells of 100 listed, and what is left of them: at once a price fell by."""
    firms = np.zeros(len(FIRMS))
    debt = firms.copy()
    debt[FIRMS.index("softbank")] = 40.0
    owned = np.zeros(len(INVESTORS) + 3)
    x = Now(
        {
            "market": 0.0,
            "owned": owned,
            "value_after": 0.0,
            "firm_debt": debt,
            "firm_borrowed": firms,
            "observed": 0.0,
        }
    )
    p = Given(listed_holdings=100.0, opening_cash=firms, **given)
    found = counterparty.margin_call(x, p, 1)
    sold = float(found["margin_sale"])
    price = float(found["listed_value"]) / (100.0 - sold)
    return sold, price, float(found["loan_to_value"])


def test_a_price_falls_by_imp_for_each_percent_sold() -> None:
    sold, price, _ = sale(ltv_sb=0.28)
    percent = sold  # of a hundred
    assert 0.5 < percent < 20
    assert 1.0 - price == pytest.approx(written("imp") * percent, rel=1e-3)


def test_a_deeper_market_falls_less_and_asks_for_fewer_sales() -> None:
    deep, shallow = sale(ltv_sb=0.28, imp=0.0), sale(ltv_sb=0.28, imp=2.0)
    assert deep[0] < shallow[0]
    assert deep[1] == pytest.approx(1.0)
    assert shallow[1] < deep[1]


def load(earned_a_year: float, **given: float) -> float:
    """Advertisements a query that a year's advertising asks of a hundred million users."""
    users = np.array([100.0, 0.0, 0.0, 0.0])
    x = Now({"free": users, "go": 0.0 * users, "cpm_level": 1.0})
    p = Given(
        Ads_26=earned_a_year,
        Ads_30=earned_a_year,
        ads_exposure=np.full(4, 100.0),
        lift_consumer=np.ones(4),
        lift_enterprise=np.ones(4),
        lift_kept=1.0,
        **given,
    )
    return float(advertising(x, p, 3)["ad_load"])


def test_a_thousand_views_earn_the_price_of_a_thousand() -> None:
    views = 100e6 * 91 * written("qpd") * written("fill")
    earned = load(0.9) * views / 1000 * written("CPM")
    assert earned == pytest.approx(0.9e9 / 4)


def test_twice_the_price_of_a_thousand_views_needs_half_the_load() -> None:
    assert load(0.9, CPM=2 * real_central()["CPM"]) == pytest.approx(load(0.9) / 2)


def test_a_point_of_missing_reserve_makes_power_dearer_by_c1() -> None:
    regions = np.ones(len(power.REGIONS))

    firm = (1.0 + real_central()["rsv"]) * 100.0 * regions
    start = {"power_price_base": real_central()["p_el"]}
    served = {"other_load": 100.0 * regions, "grid_served": 0.0 * regions}
    level = [
        float(
            power.price(Now({**served, "firm_supply": firm - n * 100.0}, start), Given(p_cap=0), 2)[
                "power_price"
            ]
        )
        for n in (0.0, 0.01)
    ]
    assert level[1] - level[0] == pytest.approx(written("c1"), rel=1e-9)


def test_a_capacity_price_a_day_is_spread_over_the_hours_of_the_year() -> None:
    regions = np.ones(len(power.REGIONS))
    firm = (1.0 + real_central()["rsv_min"]) * 100.0 * regions
    now = {"other_load": 100.0 * regions, "grid_served": 0.0 * regions, "firm_supply": firm}
    x = Now(now, {"power_price_base": 0.0})
    found = float(power.price(x, Given(c1=0.0), 2)["power_price"])
    hours = 8760 * written("util")
    assert found == pytest.approx(written("p_cap") * 365 / hours)


def test_beta_chip_is_log_odds_for_a_billion_a_gigawatt_year() -> None:
    p = {"G_2025": 0.0, "G_amd_firm": 0.0, "plan_compute": np.full(30, 10.0), "sw": 0.0}
    cost = np.asarray(chips.yearly(Given(), chips.content(Given())))
    now = Now({}, {"chips_in_service": np.zeros(3)})

    def shares(dearer: float) -> Any:
        given = Given(**p, chip_cost_central=cost - np.array([dearer, 0.0, 0.0]))
        return np.asarray(chips.chip_choice(now, given, 5)["chip_shares"])

    even, dear = shares(0.0), shares(1.0)
    moved = np.log(dear[1] / dear[0]) - np.log(even[1] / even[0])
    assert moved == pytest.approx(written("beta_chip"), rel=1e-6)


def test_a_fee_of_100_bp_on_100_is_a_quarter_of_one() -> None:
    zero = np.zeros(len(LESSORS))
    x = Now(
        {
            **dict.fromkeys(("servers", "shell"), zero),
            "chips": np.zeros((len(LESSORS), 3)),
            **dict.fromkeys(("loans", "notes", "fell", "recovered_by_lenders"), 0.0),
            **dict.fromkeys(("vehicle_plant",), 0.0),
            "firm_debt": np.zeros(len(FIRMS)),
            "debt": 100.0,
            "alive": 1.0,
        }
    )
    one = float(converted_factor("fee", unit="bp/yr")) * 100
    p = Given(guarantee_on=1.0, cov=1.0, fee=one, credit_on=0.0)
    assert float(government.government(x, p, 1)["guarantee_fee"]) == pytest.approx(0.25)


def test_a_spread_in_basis_points_is_a_ten_thousandth() -> None:
    assert real_central()["s_oai"] == pytest.approx(written("s_oai") / 10_000)
    assert real_central()["d_spread"] == pytest.approx(written("d_spread") / 10_000)


def test_spending_on_advertising_against_each_other_counts_in_millions() -> None:
    moved = float(demand.attacked(Given(A_own=1.0, A_rivals=0.0)))
    assert rows()["A_own"].unit == "USD mn"
    assert moved == pytest.approx(written("gamma_A") * np.log(2.0))


def test_a_megawatt_of_engines_at_a_million_is_a_billion_a_gigawatt() -> None:
    assert rows()["kappa_pw"].unit == "USD mn/MW"

    def worth(more: float) -> float:
        """What engines earn above their cost, off the share of those who wait that order them."""
        now = {"connection_months": 60.0, "waiting_gw": 1.0, "connected": np.ones(3)}
        p = Given(kappa_pw=real_central()["kappa_pw"] + more, T_rc=3.0, rc_cap=4.0)
        started = float(power.on_site(Now(now), p, 1)["site_started"])
        return float(np.log(started / (1.0 - started))) * real_central()["soft_site"]

    assert worth(0.0) - worth(1.0) == pytest.approx(1.0)


def test_a_gigawatt_feeds_a_million_kilowatts_of_accelerators() -> None:
    n = len(LESSORS)
    now = {"weekly_users": np.ones(1), "gw": np.full(n, 1.0 / n), "gw_own": 0.0}
    now |= {"gw_added": np.zeros(n), "gw_own_added": 0.0}
    given = Given(plan_compute=np.full(30, 10.0))
    thousands = float(compute.use(Now(now, {"iron": 1.0}), given, 5)["accelerators"])
    assert thousands * 1000 == pytest.approx(1e6 / written("w_c"))


def test_invoices_paid_after_45_days_leave_half_a_quarter_owed() -> None:
    x = Now(
        {
            **dict.fromkeys(("seats_revenue", "agents_revenue", "custom_revenue"), 0.0),
            "api_revenue": 10.0,
            **dict.fromkeys(("subscriptions", "prepaid", "owed_by_business"), 0.0),
            "alive": 1.0,
            "revenue": 10.0,
        },
        {"prepaid_planned": 0.0},
    )
    given = Given(
        dso_E=45.5,
        plan_subscriptions=np.zeros(9),
        plan_work=np.zeros(9),
        owed_0=0.0,
        deferred_0=0.0,
    )
    assert float(demand.recognition(x, given, 5)["collected"]) == pytest.approx(5.0)


def test_a_level_payment_in_percent_is_what_a_bank_writes() -> None:
    assert float(assets.level_payment(0.10, 2.0)) == pytest.approx(0.5761904761904)


def test_every_parameter_a_mechanism_reads_says_the_unit_it_is_read_in() -> None:
    held = rows()
    assert [s for s in reads() if s in held and s not in READ_IN] == []
    newest = {p.symbol for p in open_book(book=Path(vintages()[-1].id)).parameters}
    assert [s for s in READ_IN if s not in held and s not in newest] == []


def test_what_is_read_never_stands_in_a_unit_that_is_scaled_but_for_the_models_own() -> None:
    own = {"USD bn", "mn", "USD bn/yr", "USD bn/qtr", "USD bn/GW", "USD bn/GW-yr", "USD mn"}
    own |= {"per USD bn/GW-yr"}
    assert {u for u in READ_IN.values() if u in SCALED} <= own


def test_a_scaled_unit_is_converted_by_its_own_factor_once() -> None:
    scaled = [row for row in real_book().parameters if row.unit in SCALED]
    assert len(scaled) > 100
    for row in scaled:
        base, factor = UNITS[row.unit]
        to = unit_read(row.symbol, unit=row.unit)
        per = UNITS.get(to, (to, Decimal(1)))
        assert (row.symbol, per[0]) == (row.symbol, base)
        assert (row.symbol, factor_of(row) * per[1]) == (row.symbol, factor)


def test_a_row_in_a_unit_of_another_measure_is_refused_with_the_unit_that_is_read() -> None:
    row = replace(named(real_book().parameters, "b_mkt"), unit="per 4 qtr")
    with pytest.raises(UsageError, match="b_mkt is read in per 1"):
        factor_of(row)
    (found,) = unit_problems([row])
    assert found.code == "unit-not-read"
    assert "per 1" in found.hint


def test_a_checked_book_tells_units_that_no_equation_reads() -> None:
    sheets, places = read_book()
    assert check_book(sheets, places=places).problems == ()
    rows = sheets.tables["parameters.csv"]
    wrong = tuple({**r, "unit": "share"} if r["symbol"] == "imp" else r for r in rows)
    moved = replace(sheets, tables={**sheets.tables, "parameters.csv": wrong})
    assert [p.code for p in check_book(moved, places=places).problems] == ["unit-not-read"]


def test_arrays_are_jax_numbers_in_double() -> None:
    assert jnp.asarray(Given().share_sale_price_impact).dtype == jnp.float64
