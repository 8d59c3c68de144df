"""Tables of `stress`: sums are the record's, nothing is told where there is nothing, units."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from caploop.core.message import message
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.plain import plain_table
from caploop.report.tables.shown import Reader, cells, filled, headings
from caploop.report.tables.stress import answers, stress_tables
from caploop.report.text.words import LANGUAGES, say
from caploop.stress import CollateralSale, Loss, Pledge, Refused, Shortfall, Stopped
from caploop.study.stress.record import (
    Contagion,
    Distress,
    HolderExposure,
    Marked,
    PlanMoney,
    Reverse,
)

LOST = (
    Loss(
        holder="openai",
        obligor="nvidia",
        instrument="equity",
        amount=30.0,
        baseline=0.0,
        agreements=("nvidia-openai-2026-round",),
        claims=("003-07",),
    ),
    Loss(
        holder="oracle",
        obligor="openai",
        instrument="compute_purchase",
        amount=74.9,
        baseline=52.7,
        agreements=("openai-oracle-2025",),
        claims=("004-51", "004-52"),
    ),
)
SALES = tuple(
    CollateralSale(
        asset="gpus",
        party="coreweave",
        first_fall=0.25,
        depth=depth,
        price=0.72,
        sold=3.3,
        loss=3.35,
        sale_loss=0.35,
    )
    for depth in (57.0, None)
)
PLEDGE = Pledge(
    asset="gpus",
    party="coreweave",
    holding=11.9,
    other=18.7,
    debt=21.6,
    limit=0.85,
    positions=("B107",),
)


def distress(party: str, measure: str, baseline: float, shocked: float) -> Distress:
    return Distress(
        party=party,
        measure=measure,
        quarter="2028Q4",
        baseline=baseline,
        shocked=shocked,
        through=(),
    )


def record() -> Any:
    return SimpleNamespace(
        quarter="2030Q4",
        draws=400,
        first_short=("2028Q2", None),
        plan_money=PlanMoney(
            cost=1200, revenue=900, opening=90, received=20, promised=40, missing=150
        ),
        shortfalls=(
            Shortfall(
                party="openai",
                quarter="2028Q1",
                owed=45.0,
                paid=22.0,
                round=1,
                recovery=0.48,
                baseline=1.0,
                short_before=0.0,
            ),
        ),
        losses=LOST,
        exposures=(
            HolderExposure(holder="oracle", obligor="openai", due=240.0, mark=0.0, agreements=()),
        ),
        contagion=Contagion(
            holders=(Marked(party="amazon", direct=0.0161, distress=0.0004, positions=()),),
            spectral_radius=0.4,
            saturated=False,
            rounds=3,
        ),
        distress=(
            distress("oracle", "debt over EBITDA", 2.42, 2.47),
            distress("openai", "ever constrained, share of draws", 0.39, 0.53),
            distress("oracle", "downgraded, share of draws", 0.04, 0.05),
        ),
        pledges=(PLEDGE,),
        fire_sales=SALES,
        cascade=(
            Stopped(missing="grid", layer="power", party="openai", lost=0.93, through=()),
            Stopped(missing="power", layer="power", party="openai", lost=1.0, through=()),
        ),
        reverse=(Reverse(party="openai", shocks={"revenue openai": 0.05}, plausibility=0.331),),
        refused=(
            Refused(what=message("least-shock", party="oracle"), why=message("no-shock-ruins")),
        ),
        notes=(message("valuation-a-process"),),
    )


def tables() -> dict[str, AnswerTable]:
    return {t.id: t for t in stress_tables(record())}


def told(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    return cells(tables()[name], Reader(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_heading_is_told_in_the_language(language: str) -> None:
    for one in tables().values():
        assert say(one.id, language)
        assert all(headings(one, Reader(language)))


def test_what_does_not_come_and_what_stays_unpaid_are_sums_of_what_the_shock_adds() -> None:
    values = filled(tables()["stress_lost"].values, Reader("en"))
    assert (values["gone"], values["passed"]) == ("$30bn", "$22bn")
    names, rows = plain_table(tables()["stress_lost"])
    assert names[3:6] == ("stress_more_usd_bn", "stress_with_usd_bn", "stress_without_usd_bn")
    assert rows[1][3] == pytest.approx(22.2)
    assert rows[1][-1] == "004-51 004-52"


def test_small_shares_of_equity_have_two_figures_and_none_says_so() -> None:
    assert told("stress_equity")[0][1:] == ("1.6%", "<0.1%", "–")


def test_a_difference_is_told_beyond_its_error_only() -> None:
    many, few = told("stress_chances")
    assert many[-1] == "+14%"
    assert few[-1] == "none that these simulations can show"


def test_a_market_without_end_has_no_depth_in_numbers() -> None:
    assert [row[2] for row in told("stress_gpus")] == ["$57bn", "no end"]
    assert told("stress_gpus", "zh")[1][2] == "无限"
    names, _ = plain_table(tables()["stress_gpus"])
    assert names[1:4] == ("stress_fall_share", "stress_depth_usd_bn", "stress_price_share")
    assert filled(tables()["stress_gpus"].values, Reader("en"))["held"] == "CoreWeave $12bn"


def test_a_party_that_no_shock_ruins_has_its_row_and_its_line_in_the_run() -> None:
    assert told("stress_reverse") == (
        ("OpenAI", "OpenAI’s revenue −5%", "0.33"),
        ("Oracle", "no one or two shocks of dated payments", "–"),
    )
    values = filled(tables()["stress_reverse"].values, Reader("zh"))
    assert (values["refused"], values["others"]) == ("甲骨文", "甲骨文 4%")


def test_a_whole_layer_is_named_once() -> None:
    assert [row[0] for row in told("stress_cascade")] == ["grid", "the whole layer"]
    assert filled(tables()["stress_cascade"].values, Reader("en"))["layers"] == "power"


def test_three_methods_say_when_cash_is_out() -> None:
    alone = (SimpleNamespace(money=75.0, quarter=q) for q in (None, "2028Q1", "2027Q3"))
    runway: Any = SimpleNamespace(
        plan_alone=tuple(alone),
        cash_out=SimpleNamespace(by_quarter={"2030Q4": 0.21}),
    )
    dry: Any = SimpleNamespace(
        cash_out=SimpleNamespace(quantiles={"q05": "2027Q1", "q95": "2027Q1"})
    )
    rows = cells(answers(record(), runway, dry), Reader("en"))
    assert [row[1] for row in rows] == [
        "2027Q3 – not by 2035",
        "2028Q2",
        "no quarter",
        "2027Q1",
        "by the end of 2030 in 21%",
    ]
    assert rows[0][2].startswith("$75bn signed and dated")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_agreed_to_pay_closes_the_plans_sum(language: str) -> None:
    table = tables()["stress_plan_money"]
    cost, *paid = (row[1].bn for row in table.rows)
    assert cost == pytest.approx(sum(paid))
    assert "150" in say(
        "stress_plan_money.about", language, **filled(table.values, Reader(language))
    )
