"""Tables of `caploop rivals`: what a reader of the page, the terminal and the file can check."""

from __future__ import annotations

from msgspec.structs import replace

from caploop.core.message import message
from caploop.report.tables.rivals import (
    classes,
    developers,
    efficiency_break,
    live,
    refused,
    rivals_tables,
    statements,
    turns_on,
    use,
)
from caploop.study.rivals import record
from caploop.study.rivals.record import (
    BreakYear,
    Developer,
    DeveloperYear,
    EndStates,
    IndustryClasses,
    MarketBenchmarks,
    RivalsRecord,
    RouteSurvival,
    StatementYear,
)
from tests.report.tables.small import assert_readable, in_file, levels, prior, small, told

YEAR = DeveloperYear(
    developer="openai",
    year=2030,
    capacity=None,
    for_models=None,
    cost_of_capital=None,
    spent=140.0,
    spent_q05=110.0,
    spent_q95=190.0,
    short=None,
    raised=None,
    worth=None,
    gw=14.5,
    quality=-0.126,
    use_share=0.42,
    revenue_share=0.41,
    revenue=304.0,
    revenue_q05=120.0,
    revenue_q95=520.0,
    stands=0.94,
    at_frontier=0.87,
)
REFUSED = record.RefusedDeveloper(
    developer="china_ai",
    lag_low=2,
    lag_high=11,
    speaker="deepmind_ceo",
    claims=("001-65",),
    reason=message("no-account-of-one"),
)
BREAK = BreakYear(
    year=2030,
    share=0.394,
    share_without=0.431,
    viable=4.0,
    viable_without=3.0,
    price=0.71,
    price_without=0.768,
    entry_years=0.567,
    entry_years_without=0.92,
)
CLASSES = IndustryClasses(
    year=2030,
    classes={"monopoly": 0.19, "oligopoly": 0.8, "open": 0.01},
    ends={"losses": 0.32, "utility": 0.28, "monopoly": 0.11, "oligopoly": 0.28, "open": 0.01},
)
RECORD = small(
    RivalsRecord,
    draws=2000,
    developers=(Developer(developer="openai", financing="", technology="scale", claims=()),),
    years=(YEAR,),
    refused=(REFUSED,),
    survival=(
        RouteSurvival(
            route="outside",
            developer="openai",
            stands_2030=0.94,
            stands_2035=0.87,
            frontier_2030=0.87,
            frontier_2035=0.83,
        ),
    ),
    viable=(levels("2030", 3.0),),
    price_index=(levels("2030", 0.8),),
    entry_years=(levels("2030", 0.0344),),
    top_share=(levels("2030", 0.4),),
    hhi_revenue=(levels("2030", 0.3),),
    hhi_compute=(levels("2030", 0.2),),
    hhi_use=(levels("2030", 0.3),),
    quality_gap=(levels("2030", -0.1),),
    concentration=MarketBenchmarks(api_spend=0.2782, cournot_small=2.449, cournot_large=5.477),
    classes=(CLASSES,),
    ends=(EndStates(developer="xai", states={"listed": 1.0}, known=False, priors=("psi",)),),
    efficiency_break=(BREAK,),
    statements=(
        record.TestedStatement(
            id="efficiency_break",
            moved="jump_e",
            at={},
            expected="falls",
            years=(StatementYear(year=2030, share=0.4, change=-0.0061),),
            verdict="holds",
            claims=(),
        ),
    ),
    notes=(message("valuation-a-process"),),
    priors=tuple(
        prior(s, v)
        for s, v in {
            "c1_mono": 0.7,
            "open_half": 0.5,
            "k_reg": 0.1,
            "jump_e": 4,
            "psi": 0.1,
        }.items()
    ),
)


def test_every_table_reads_in_both_languages() -> None:
    assert_readable(rivals_tables(RECORD))


def test_a_count_has_its_interval_behind_it_and_three_columns_in_a_file() -> None:
    (row,) = told(live(RECORD))
    assert row["pay their way"] == "3 (2 – 6)"
    assert row["entry, years"] == "0.034 (0.017 – 0.069)"
    (row,) = in_file(live(RECORD))
    assert (row["break_even"], row["break_even_low"], row["break_even_high"]) == (3.0, 1.5, 6.0)


def test_shares_of_use_and_shapes_of_the_industry_are_the_records() -> None:
    assert in_file(use(RECORD)) == [{"year": "2030", "openai_share": 0.42}]
    (row,) = told(classes(RECORD))
    assert row["makes losses"] == "32%"
    assert [kind.name for kind in classes(RECORD).kinds] == [*CLASSES.ends]


def test_with_and_without_the_break_stand_side_by_side() -> None:
    (row,) = told(efficiency_break(RECORD))
    assert row["use of OpenAI"] == "39% / 43%"
    assert row["price"] == "0.71 / 0.77"
    (row,) = in_file(efficiency_break(RECORD))
    assert row["of_openai_used_with_share"] == 0.394
    assert row["of_openai_used_without_share"] == 0.431
    assert (row["break_even_with"], row["break_even_without"]) == (4.0, 3.0)


def test_what_another_question_tells_has_a_dash_and_quality_a_true_minus() -> None:
    (row,) = told(developers(RECORD))
    assert row["can pay"] == row["cost of it"] == row["money binds"] == "–"
    assert row["spent on compute"] == "$140bn ($110bn – $190bn)"
    assert row["quality"] == "−0.13"
    assert in_file(developers(RECORD))[0]["on_compute_usd_bn"] == 140.0


def test_the_revenue_of_a_free_model_is_refused_and_not_nought() -> None:
    free = replace(YEAR, developer="meta", revenue=None, revenue_q05=None, revenue_q95=None)
    (row,) = told(developers(replace(RECORD, years=(free,))))
    assert row["revenue"] == "–"


def test_a_developer_without_an_account_has_its_lag_and_the_reason() -> None:
    (row,) = told(refused(RECORD))
    assert row["behind, months"].startswith("2")
    assert "no cash, compute or sales" in row["why no number"]
    assert "账本" in told(refused(RECORD), "zh")[0]["为何没有数字"]


def test_a_statement_says_what_was_expected_and_what_came() -> None:
    (row,) = told(statements(RECORD))
    assert (row["expected"], row["verdict"], row["2030"]) == ("falls", "holds", "−0.61%")
    (row,) = in_file(statements(RECORD))
    assert (row["statement"], row["2030_share"]) == ("efficiency_break", -0.0061)
    assert told(statements(RECORD), "zh")[0]["结论"] == "成立"


def test_ranges_of_what_it_turns_on_are_three_numbers() -> None:
    (row,) = in_file(turns_on(RECORD))
    assert [row[f"three_{end}"] for end in ("low", "central", "high")] == [0.05, 0.1, 0.2]
    assert told(turns_on(RECORD))[0]["low, central, high"] == "0.05, 0.1, 0.2"
