"""Tables of `plan`: figures in the units of their terms, bounds told as bounds, open in a file."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from caploop.consistency import verdict
from caploop.consistency.record import (
    CapacityBought,
    FigureChange,
    Mixed,
    PlanChance,
    PlanRoom,
    RevenueNeeded,
    Runway,
)
from caploop.core.message import message
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.plain import plain_table
from caploop.report.tables.plan import answer as tables
from caploop.report.tables.plan.figures import between, reach
from caploop.report.tables.shown import Reader, cells, filled, headings, title, told
from caploop.report.text.words import LANGUAGES
from caploop.study.plan.record import Fits, PlanResults, PossiblePayer, SetVerdict, Used
from caploop.study.shared.rows import PriorRow

CASH = verdict.TestedIdentity(
    identity="cash",
    gap=-101.2,
    share=0.157,
    least=16.7,
    holds=0.0235,
    coherent=False,
    stated=verdict.IdentitySide(low=None, middle_low=None, middle_high=151.1, high=151.1),
    implied=verdict.IdentitySide(low=167.8, middle_low=252.3, middle_high=252.31, high=337.0),
    terms=("room", "other_cost"),
)
NAMES = {
    "compute_26_30": ("compute spend to 2030", "至2030年算力支出"),
    "others_share": ("share paid by others", "他人承担的比例"),
    "cash": ("cost but compute fits the room", "算力以外支出与余地相符"),
}


def used(term: str, unit: str, value: float, *, low: float, high: float, origin: Any) -> Used:
    return Used(
        term=term,
        name=term,
        unit=unit,
        low=low,
        value=value,
        high=high,
        origin=origin,
        ref=term,
        claims=(),
        vintage="V2",
        error=0.3,
    )


def prior(symbol: str, central: float, unit: str = "share", *, assumption: bool = True) -> PriorRow:
    return PriorRow(
        symbol=symbol,
        name=f"name of {symbol}",
        unit=unit,
        low=central / 2,
        central=central,
        high=central * 2,
        source="our judgement",
        claims=(),
        assumption=assumption,
    )


def solved(term: str, low: float | None, high: float | None) -> verdict.SolvedTerm:
    return verdict.SolvedTerm(
        term=term,
        identity="cash",
        stated=600.0,
        low=low,
        middle_low=low,
        middle_high=high,
        high=high,
    )


def change(term: str, before: float, after: float) -> FigureChange:
    return FigureChange(term=term, origin="row", ref=term, before=before, after=after, pull=-0.5)


MIXED = SetVerdict(
    id="mixed",
    plans=("V0", "V2"),
    coherent=False,
    identity="cash",
    gap=CASH.gap,
    least=CASH.least,
    share=CASH.share,
    holds=CASH.holds,
    figures=(
        used("compute_26_30", "USD bn", 600.0, low=600.0, high=600.0, origin="claim"),
        used("others_share", "share", 0.078, low=0.02, high=0.16, origin="prior"),
    ),
    tested=(CASH,),
    derived=(),
    solved=(solved("compute_26_30", None, 490.0),),
    changes=(change("others_share", 0.078, 0.082), change("compute_26_30", 600.0, 516.0)),
    moved_most="compute_26_30",
    before=600.0,
    repair=516.0,
    aside=(),
)
RESULTS = PlanResults(
    compute=600.0,
    burn=115.0,
    revenue_2030=(265.0, 295.0),
    rooms=(
        PlanRoom(
            vintage="V0",
            revenue=(535.0,),
            total=535.0,
            cost=604.0,
            compute=(350.0, 450.0),
            left=(254.0, 154.0),
            share=(0.475, 0.288),
        ),
    ),
    mixed=(
        Mixed(
            path="even",
            revenue=583.0,
            free_cash=0.0,
            room=89.8,
            after_share=-26.8,
            after_cap=None,
            deferred_cap=None,
            deferred_share=190.0,
        ),
    ),
    payers=(
        PossiblePayer(
            source="others", low=0.0, high=120.0, shrinks_burn=True, symbols=("phi",), claims=()
        ),
    ),
    chances=(
        PlanChance(
            block="share",
            profile="linear",
            burn=(161.5, 210.0, 256.6),
            within=0.0055,
            positive=0.153,
            both=0.006,
        ),
    ),
    fits=(Fits(profile="linear", compute=444.6, burn_at_low=210.0, burn_at_high=249.8),),
    burn_at=(600.0, 665.0),
    capacity=(
        CapacityBought(
            compute=600.0,
            price=12.0,
            gw_years=50.0,
            gw_2030=18.1,
            capex_per_gw=42.0,
            counterparts=680.0,
        ),
    ),
    runway=Runway(
        vintage="V2",
        burn=218.0,
        opening_cash=38.0,
        money=120.0,
        short=60.0,
        least_cash=(40.2, 60.3),
    ),
    needed=(RevenueNeeded(contract="share", revenue=890.4, over_plan=0.383),),
    grounds=(),
)


def record(results: PlanResults | None = RESULTS) -> Any:
    return SimpleNamespace(
        known_at=date(2026, 3, 1),
        draws=2000,
        tail=0.05,
        sets=(MIXED,),
        names=NAMES,
        results=results,
        no_results="a row was not public",
        notes=(message("valuation-a-process"),),
        priors=(
            prior("m_s", 0.2, assumption=False),
            prior("n_c", 0.28),
            prior("sd_plan", 0.3),
            prior("sd_company", 0.02),
            prior("sd_press", 0.05),
        ),
        later=("n_c",),
    )


def made(results: PlanResults | None = RESULTS) -> dict[str, AnswerTable]:
    return {t.id: t for t in tables.plan_tables(record(results))}


def shown(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    return cells(made()[name], Reader(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_heading_is_told_with_its_gaps_filled(language: str) -> None:
    for one in made().values():
        told_all = (title(one, Reader(language)), *headings(one, Reader(language)))
        assert all(told_all)
        assert not any("{" in text for text in told_all)


def test_a_title_and_a_heading_say_the_figures_of_the_record() -> None:
    reader = Reader("en")
    assert title(made()["plan_mixed"], reader).startswith("What $600bn of compute and $115bn")
    assert "or more in 95%" in headings(made()["plan_verdicts"], reader)
    assert "burns at most $115bn" in headings(made()["plan_chance"], reader)


def test_the_first_table_is_the_verdict_of_each_set() -> None:
    assert next(iter(made())) == "plan_verdicts"
    row = shown("plan_verdicts")[0]
    assert row[1:5] == (
        "September 2025, February 2026",
        "cannot all hold",
        "cost but compute fits the room",
        "−$101bn",
    )
    assert row[-3:] == ("compute spend to 2030", "$600bn", "$516bn")


@pytest.mark.parametrize(
    ("low", "high", "english", "chinese"),
    [
        (252.3, 252.31, "$252bn", "2520亿美元"),
        (1.0, 2.0, "$1bn – $2bn", "10亿美元 – 20亿美元"),
        (None, 2.0, "at most $2bn", "至多20亿美元"),
        (1.0, None, "at least $1bn", "至少10亿美元"),
        (None, None, "", ""),
    ],
)
def test_what_a_term_would_have_to_be(
    low: float | None, high: float | None, english: str, chinese: str
) -> None:
    assert (told(between(low, high), "en"), told(between(low, high), "zh")) == (english, chinese)


def test_an_open_end_is_open_in_a_file_and_unsaid_where_a_heading_says_it() -> None:
    assert shown("plan_turn")[0][1:] == ("$600bn", "at most $490bn", "$490bn")
    names, rows = plain_table(made()["plan_turn"])
    assert names[2:] == (
        "would_low_usd_bn",
        "would_high_usd_bn",
        "reach_low_usd_bn",
        "reach_high_usd_bn",
    )
    assert rows[0][2:] == ("", 490.0, "", 490.0)
    assert told(reach(solved("x", None, None), "share"), "en") == ""


def test_figures_have_the_unit_of_their_term_and_a_file_says_which() -> None:
    assert shown("plan_pulls") == (
        ("compute spend to 2030", "$600bn", "$516bn", "−14.0%", "−0.50"),
        ("share paid by others", "7.8%", "8.2%", "+0.4 points", "−0.50"),
    )
    names, rows = plain_table(made()["plan_pulls"])
    assert names[1:5] == ("before", "before_unit", "after", "after_unit")
    assert [row[1:3] for row in rows] == [(600.0, "usd_bn"), (0.078, "share")]
    assert [row[5:7] for row in rows] == [(516 / 600 - 1, "share"), (pytest.approx(0.4), "points")]


def test_a_prior_stands_with_the_range_it_may_lie_in() -> None:
    stated = [row[2] for row in shown("plan_figures")]
    assert stated == ["$600bn", "7.8% (2.0% – 16.0%)"]


def test_shares_of_draws_are_those_of_the_record() -> None:
    assert shown("plan_chance")[0][3:] == ("$160bn – $260bn", "1%", "15%", "1%")
    names, rows = plain_table(made()["plan_chance"])
    assert names[-3:] == ("within_share", "positive_share", "both_share")
    assert rows[0][-3:] == (0.0055, 0.153, 0.006)


def test_a_column_in_a_file_says_at_which_sum_it_is_told() -> None:
    names, rows = plain_table(made()["plan_fits"])
    assert names == ("profile", "compute_usd_bn", "burn_at_600.0_usd_bn", "burn_at_665.0_usd_bn")
    assert rows[0][1:] == (444.6, 210.0, 249.8)


def test_an_assumption_without_a_source_by_then_says_both() -> None:
    remarks = {row[0]: row[-1] for row in shown("plan_priors")}
    assert remarks["n_c"] == "assumption, no source public at the day of knowledge"
    assert remarks["sd_plan"] == "assumption"
    assert remarks["m_s"] == ""
    values = filled(made()["plan_priors"].values, Reader("zh"))
    assert values["day"] == "2026年3月1日"


def test_without_results_the_reason_stands_in_their_place() -> None:
    found = made(None)
    assert cells(found["plan_none"], Reader("en")) == (("a row was not public",),)
    assert "plan_chance" not in found
