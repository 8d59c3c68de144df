"""Tables of `build`: shares and GW are the record's, headings have both languages, files units."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from caploop.book import TierOfPower
from caploop.core.message import message
from caploop.report.tables import build, power
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.plain import plain_table
from caploop.report.tables.shown import Reader, cells, filled, headings
from caploop.report.text.words import LANGUAGES, say
from caploop.study.build.platforms import Platform, PublishedCost
from caploop.study.build.record import (
    Balance,
    Binding,
    Counted,
    Country,
    Gap,
    OptionDrawn,
    PowerClaim,
    ProjectGate,
    Queue,
    Region,
    States,
    Supplier,
)
from caploop.study.shared.rows import QuantileRow

LIMITS = {"wanted": 0.5, "shell": 0.3, "power": 0.15, "chips": 0.004, "finance": 0.046}
NAMES = ("announced", "definitive", "financed", "powered", "delivered", "commissioned")

TIERS = tuple(
    TierOfPower(
        user="openai",
        tier=tier,
        headline_w=Decimal(10) * 10**9,
        chance=chance,
        expected_w=Decimal(10) * 10**9 * chance,
        rests_on=symbol,
        assumption=tier == "signed",
        tranches=(),
    )
    for tier, chance, symbol in (
        ("signed", Decimal("0.8"), "p_gw_signed"),
        ("letter", Decimal("0.05"), "p_loi"),
    )
)

PROJECT = ProjectGate(
    project="openai-oracle-2025/compute/contract",
    party="openai",
    lessor="oracle",
    firmness="signed",
    gw=4.5,
    estimated=True,
    year=2030,
    powered=4.4,
    in_service=4.1,
    due=1.0,
    held={"shell": 0.6, "power": 0.2},
    quarters={},
    claims=(),
)
SUPPLIER = Supplier(
    layer="power",
    supplier="grid",
    tenure="bought power",
    origin="run",
    year=2030,
    firmness="",
    optional=False,
    gw=13.5,
    amount=None,
    share=0.93,
    refs=(),
)
QUEUE = Queue(
    id="generation",
    stages=4,
    out=0.2,
    advance=0.12,
    withdraw=0.08,
    completion=0.13,
    months={"q10": 26.0, "q50": 55.0, "q90": 100.0},
    naive_months=60.0,
    waiting=136.0,
    through_2030=26.0,
    scheduled_2030=45.0,
)


def row(period: str, low: float, middle: float, high: float) -> QuantileRow:
    return QuantileRow(
        period=period,
        mean=middle,
        q05=low,
        q10=low,
        q25=low,
        q50=middle,
        q75=high,
        q90=high,
        q95=high,
        told=1.0,
    )


def gap(name: str, gw: float, least: float) -> Gap:
    return Gap(
        id=name,
        gw=gw,
        least=least,
        who="a study",
        period="2025-2030",
        definition="what a study counts",
        claims=(),
        scenario="",
    )


COUNTED = (Counted(step="added", layers={"compute": 8.0, "chips": 8.0}, gw=16.0),)
OPTIONS = (
    OptionDrawn(
        tranche="openai-tata-2026/option/to-1gw",
        supplier="tata",
        layer="compute",
        firmness="stated",
        gw=0.9,
        after=8.6,
        drawn={"2030": 0.88, "2035": 0.9},
    ),
)
PLATFORMS = (
    Platform(
        name="nvidia",
        chips=(18.0, 27.0, 35.0),
        beside=(11.2, 13.4, 17.6),
        total=(29.2, 40.4, 52.6),
    ),
)
PUBLISHED_COSTS = (
    PublishedCost(claim="F401", who="a bank", chips=None, low=35.0, high=35.0),
    PublishedCost(claim="F400", who="a maker", chips="nvidia", low=50.0, high=60.0),
)


def record() -> Any:
    spread = row("2026Q4", 1.0, 3.0, 5.0)
    return SimpleNamespace(
        tiers=TIERS,
        capacity=(
            States(
                year=2026,
                states=dict(zip(NAMES, (16.8, 2.5, 2.7, 1.0, 2.0, 3.8), strict=True)),
                wanted=4.9,
                in_service=spread,
            ),
        ),
        binding_years=(Binding(period="2026", shares=LIMITS),),
        binding_quarters=(Binding(period="2026Q1", shares=LIMITS),),
        claim=PowerClaim(
            claims=(),
            held={"shell": 0.6, "power": 0.2},
            most=("shell", "power"),
            lead_months={"shells": (12.0, 18.0, 30.5)},
            said="",
        ),
        projects=(PROJECT,),
        supply=(SUPPLIER,),
        counted=COUNTED,
        options=OPTIONS,
        platforms=PLATFORMS,
        published_costs=PUBLISHED_COSTS,
        gaps=(gap("gap_ms", 44.0, 13.0), gap("new", 2.0, 2.0)),
        balances=(Balance(gap=73.2, needed=185.65, listed={"coal": -33.0}, unlisted=55.05),),
        country=(
            Country(
                year=2026, gap=spread, powered=spread, on_site=spread, waiting=spread, price=spread
            ),
        ),
        regions=(Region(region="pjm", year=2030, gap=18.3, reserve=0.11, connected=18.7),),
        queues=(QUEUE,),
        delay_cost={"2026": {"wanted": 0.0, "shell": 6.72}},
        notes=(message("valuation-a-process"),),
    )


def tables() -> dict[str, AnswerTable]:
    return {t.id: t for t in build.build_tables(record())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_heading_is_told_in_the_language(language: str) -> None:
    for one in tables().values():
        assert say(one.id, language)
        assert all(headings(one, Reader(language)))


def test_a_file_has_numbers_under_names_with_their_units() -> None:
    names, rows = plain_table(tables()["build_country"])
    assert names[:4] == ("year", "gap_gw", "gap_low_gw", "gap_high_gw")
    assert names[-3:] == ("price_usd_mwh", "price_usd_mwh_low", "price_usd_mwh_high")
    assert rows[0][:4] == ("2026", 3.0, 1.0, 5.0)
    assert plain_table(tables()["build_cost"]) == (("year", "shell_usd_bn"), (("2026", 6.72),))


def test_shares_of_the_record_are_those_of_the_table() -> None:
    names, rows = plain_table(tables()["build_limits"])
    assert names == ("period", *(f"{name}_share" for name in LIMITS))
    assert rows[0] == ("2026", *LIMITS.values())
    told = cells(tables()["build_limits"], Reader("en"))[0]
    assert told == ("2026", "50%", "30%", "15%", "<1%", "5%")


def test_a_gap_from_a_least_has_two_ends_and_any_other_is_both_its_ends() -> None:
    assert [shown[0] for shown in cells(power.gaps(record()), Reader("en"))] == ["2", "13 – 44"]
    assert [row[:2] for row in plain_table(power.gaps(record()))[1]] == [(2.0, 2.0), (13.0, 44.0)]


def test_a_project_is_marked_where_its_size_is_estimated() -> None:
    assert cells(tables()["build_held"], Reader("zh"))[0][2:] == ("4.50*", "4.10", "60%", "20%")
    assert plain_table(tables()["build_held"])[1][0][2] == 4.5


def test_what_closes_a_gap_from_below_has_the_true_minus() -> None:
    assert cells(tables()["build_balance"], Reader("en"))[0][2] == "−33.0"
    assert plain_table(tables()["build_balance"])[1][0][2] == -33.0


def test_expected_gigawatts_stand_beside_those_that_are_told() -> None:
    table = tables()["build_tiers"]
    assert [row[-3].gw for row in table.rows] == pytest.approx([8, 0.5])
    told = say("build_tiers.about", "en", **filled(table.values, Reader("en")))
    assert "20.0" in told
    assert "8.5" in told
