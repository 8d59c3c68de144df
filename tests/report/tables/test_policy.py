"""Tables of `caploop policy`: what a reader of the page, the terminal and the file can check."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest
from msgspec.structs import replace

from caploop.core.message import message
from caploop.report.tables.policy import (
    asked,
    bankrupt,
    bought,
    bridge,
    gainers,
    incidence,
    of_debt,
    policy_tables,
    who_pays,
)
from caploop.study.policy.record import (
    Case,
    CostStep,
    CreditPair,
    CreditRun,
    Gainer,
    GuaranteeCase,
    GuaranteeRun,
    GuaranteeSide,
    PolicyRecord,
    PolicyRequest,
    StaticCost,
)
from tests.report.tables.small import assert_readable, in_file, levels, prior, small, told

ENDLESS = 1e6
CASE = Case(
    name="",
    demand=1.2,
    supply=1.0,
    blocked=False,
    price=0.137,
    quantity=0.137,
    buyer_keeps=0.45,
    additional=0.12,
    cost=0.27,
    buyer=0.4,
    seller=0.54,
    deadweight=0.06,
)
REQUEST = PolicyRequest(
    agreement="us-government-openai-2025-guarantee/policy_request/v1",
    known_at=date(2025, 11, 6),
    state="retracted",
    amount="none named",
    condition="",
    claims=("000-12", "000-13"),
)
RECORD = small(
    PolicyRecord,
    draws=2000,
    credit=CreditRun(
        rate=0.35,
        eligible=0.6,
        cost=tuple(levels(str(y), 12.0) for y in range(2026, 2036)),
        built=(),
        gw_more={str(y): 0.5 for y in range(2026, 2036)},
        additional=0.04,
        cost_to_2030=134.0,
        cost_per_gw=None,
        power_binds=0.117,
    ),
    pairs=tuple(
        CreditPair(
            name=name,
            demand=1.2,
            supply=1.0,
            price=0.137,
            gw_more=0.5,
            additional=0.04,
            closed=0.12,
            cost_to_2030=134.0,
            cost_per_gw=None,
        )
        for name in ("low", "central", "high")
    ),
    sides=(
        GuaranteeSide(who="taxpayers", all=-0.95, used=-6.5, unused=0.44),
        GuaranteeSide(who="lenders", all=0.95, used=6.5, unused=None),
    ),
    cases=(CASE, CASE, replace(CASE, supply=ENDLESS), CASE),
    additional_span=(0.07, 0.12, 0.23),
    additional_all=(0.04, 0.23),
    bridge=tuple(CostStep(counts="", cost=cost) for cost in (229.25, 137.55, 177.9, 134.0)),
    static=(StaticCost(capex=500.0, eligible=1.0, cost=175.0, with_burden=218.75),),
    gainers=tuple(Gainer(who="", share=1 / 6, low=0.1, high=0.3, amount=29.65) for _ in range(6)),
    guarantee=GuaranteeRun(
        cover=0.8,
        covered_2030=77.0,
        used=0.2,
        budget=0.62,
        paid=1.34,
        paid_vehicles=1.0,
        paid_if_used=6.7,
        fees=0.39,
        interest_saved=4.1,
        lenders_lost_without=1.7,
        lenders_lost=0.4,
        bankrupt_without=0.23,
        bankrupt_with=0.19,
        differs=True,
    ),
    projects=(GuaranteeCase(**dict.fromkeys(GuaranteeCase.__struct_fields__, 0.2)),),
    whole_government={"budget": 2.4, "fair value": 65.2},
    bankrupt_2030={"without": 0.229, "credit": 0.23, "guarantee": 0.15},
    asked=(REQUEST, replace(REQUEST, amount="0.35 fraction", state="live")),
    notes=(message("valuation-a-process"),),
    priors=tuple(prior(s, 655.0) for s in ("X_credit", "V_gar", "B_gar", "T_gar", "eq_gov")),
)


def test_every_table_reads_in_both_languages() -> None:
    assert_readable(policy_tables(RECORD))


def test_supply_without_a_limit_is_endless_for_people_and_files() -> None:
    assert [row["supply"] for row in told(incidence(RECORD))] == ["1.00", "1.00", "∞", "1.00"]
    assert in_file(incidence(RECORD))[2]["policy_supply"] == inf


def test_parts_of_the_credit_are_those_of_the_record() -> None:
    row = in_file(incidence(RECORD))[0]
    assert row["buyer_share"] + row["seller_share"] + row["deadweight_share"] == pytest.approx(1)
    whole = sum(row["policy_cost_usd_bn"] for row in in_file(gainers(RECORD)))
    assert gainers(RECORD).values["cost"].bn == pytest.approx(whole)


def test_arithmetic_is_told_to_three_figures_and_what_is_simulated_to_two() -> None:
    assert [row["cost"] for row in told(bridge(RECORD))] == ["$229bn", "$138bn", "$178bn", "$130bn"]
    assert "35% of all $655bn" in told(bridge(RECORD))[0]["what it counts"]


def test_a_column_of_several_units_has_one_beside_it_that_says_which() -> None:
    rows = {row["policy_what"]: row for row in in_file(bought(RECORD))}
    assert rows["paid to 2030"]["value_unit"] == "usd_bn"
    assert rows["GW more at the end of 2030"]["value_unit"] == "gw"
    elastic = rows["the same by elasticities, nine of ten"]
    assert (elastic["value_low"], elastic["value_high"]) == (0.07, 0.23)
    assert elastic["value_unit"] == "share"
    assert told(bought(RECORD))[-1]["value"] == "–"


def test_a_difference_that_draws_cannot_show_is_not_told() -> None:
    found = [row["against no support"] for row in told(bankrupt(RECORD))]
    assert found == ["–", "none that these simulations can show", "−7.9%"]
    assert told(of_debt(RECORD))[-1] == {"what": "difference", "value": "−4%"}


def test_a_request_names_no_sum_or_its_share_and_its_claims() -> None:
    first, second = told(asked(RECORD))
    assert first["state"] == "withdrawn"
    assert first["amount"] == "no figure named"
    assert first["claims"] == "000-12 000-13"
    assert second["amount"] == "35%"
    assert in_file(asked(RECORD))[1]["policy_amount_share"] == 0.35


def test_who_pays_for_the_guarantee_is_told_where_it_is_called_and_where_not() -> None:
    first, second = told(who_pays(RECORD))
    assert first["where it is called"] == "−$6.5bn"
    assert second["elsewhere"] == "–"
    assert in_file(who_pays(RECORD))[0]["policy_all_draws_usd_bn"] == -0.95
