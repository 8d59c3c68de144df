"""Tables of `caploop value`: what a reader of the page, the terminal and the file can check."""

from __future__ import annotations

import pytest

from caploop.core.message import message
from caploop.report.tables.value import grid, owned, rates, returns, value_tables
from caploop.study.value.record import (
    Holder,
    MarkStanding,
    Owned,
    ReturnChance,
    RoundYear,
    ShareClassValue,
    ValueRecord,
    Warrant,
)
from caploop.valuation.record import Cell, ClassValue, Surface
from tests.report.tables.small import assert_readable, in_file, prior, small, told

SHARES = {
    "foundation": 0.26,
    "microsoft": 0.27,
    "employees": 0.3,
    "softbank": 0.1,
    "amazon": 0.0,
    "nvidia": 0.0,
    "market": 0.03,
    "oracle": 0.04,
}
MICROSOFT = small(
    Holder,
    holder="microsoft",
    diluted=0.3,
    first_value=197.1,
    paid_before=11.6,
    put_in=7.09,
    rate_q05=-1.0,
    rate_median=-0.133,
    rate_q95=0.25,
    lost_value=0.77,
    rates={"normal": -0.1, "rescued": None},
)
FOUNDATION = small(
    Holder, holder="foundation", diluted=0.3, first_value=189.8, put_in=0.0, rates=MICROSOFT.rates
)
MARK = MarkStanding(
    quarter="2026Q4", mark=840.0, value=738.6, premium=0.66, quarters_since=3.0, stale=0.2, down=0.1
)
ROUND = RoundYear(
    year=2028, asked=0.7, refused=0.1, filled=0.9, discount=0.04, equity=31.0, debt=None
)
CHANCE = ReturnChance(
    price=840.0,
    rate=0.15,
    required=1755.0,
    by_process=0.14,
    by_cash_flow=0.65,
    times_by_process=2.46,
    times_by_cash_flow=9.25,
    priors=(),
)
WARRANT = Warrant(
    issuer="amd",
    holder="openai",
    case="central",
    shares=160.0,
    price=205.0,
    volatility=0.5,
    signed=5.3,
    whole=23.5,
    most=65.6,
)
RECORD = small(
    ValueRecord,
    draws=2000,
    comparable=(5.0, 10.0, 20.0),
    surface=small(
        Surface,
        price=840.0,
        rate=0.15,
        cells=[
            [
                small(Cell, growth=0.4, margin=margin, value=value)
                for margin, value in ((0.1, 92.5), (0.25, 310.8))
            ]
        ],
        needed=(),
    ),
    classes=small(
        ShareClassValue,
        by_options=560.0,
        by_sample=567.6,
        classes=(small(ClassValue, name="common", share=0.8, preference=0.0, fair_value=401.0),),
    ),
    owned=(Owned(year=2030, shares=SHARES),),
    holders=(MICROSOFT, FOUNDATION),
    mark=(MARK,) * 4,
    rounds=(ROUND,),
    multiples=(),
    discounted=(),
    inverse=(),
    chances=(CHANCE,),
    warrants=(WARRANT,),
    notes=(message("valuation-a-process"),),
    priors=(prior("g_31", 0.3), prior("E_further", 100.0), prior("n_stale", 4.0)),
)


def test_every_table_reads_in_both_languages() -> None:
    assert_readable(value_tables(RECORD))


def test_shares_of_holders_and_of_all_others_add_up_to_all_of_it() -> None:
    (row,) = in_file(owned(RECORD))
    assert row.pop("year") == "2030"
    assert sum(row.values()) == pytest.approx(1)
    assert row["other_share"] == pytest.approx(SHARES["oracle"])
    assert all(name.endswith("_share") for name in row)


def test_a_holder_whose_cash_the_book_does_not_have_says_so() -> None:
    first, second = told(returns(RECORD))
    assert first["cash before 2026"] == "$11.6bn"
    assert second["cash before 2026"] == "not in our contracts"
    assert told(returns(RECORD), "zh")[1]["2026年前现金"] == "合同库未载"
    assert in_file(returns(RECORD))[0]["paid_before_usd_bn"] == 11.6


def test_a_loss_has_the_true_minus_and_an_end_that_no_draw_has_a_dash() -> None:
    assert told(returns(RECORD))[0]["5%"] == "−100%"
    assert told(rates(RECORD))[0] == {
        "holder": "Microsoft",
        "normal": "−10%",
        "being rescued": "–",
    }


def test_the_file_names_each_margin_of_the_surface_with_the_unit() -> None:
    assert in_file(grid(RECORD)) == [
        {"growth_share": 0.4, "at_margin_0.1_usd_bn": 92.5, "at_margin_0.25_usd_bn": 310.8}
    ]
    assert told(grid(RECORD))[0] == {
        "growth a year": "40%",
        "margin 10%": "$92.5bn",
        "margin 25%": "$311bn",
    }
