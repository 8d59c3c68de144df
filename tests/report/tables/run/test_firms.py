"""Firms as tables: bands where there are any, marks, ratios that say nothing left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from caploop.report.tables.cell import Estimate, Money
from caploop.report.tables.run.firms import (
    cash_flows,
    failures,
    firms,
    money,
    opening,
    troughs,
    unmoved,
)
from caploop.study.run import Levels, RunRecord
from caploop.study.run.record import Failure, OpeningBalance, Statement, Trough
from tests.report.tables.small import small, told

YEARS = (2027,)


def same(value: float) -> Levels:
    return Levels(q05=value, q50=value, q95=value)


def statement(party: str, **changed: Any) -> Statement:
    fields = {name: same(0.0) for name in Statement.__struct_fields__[2:-3]}
    fields |= changed
    return Statement(party=party, year=2027, **fields, dependency=0.5, downgraded=0.25, unpaid=0.0)


RECORD = small(
    RunRecord,
    statements=(
        statement(
            "oracle",
            debt=Levels(q05=140, q50=170, q95=210),
            free_cash_flow=Levels(q05=-76, q50=-47, q95=-24),
            leverage=same(3.6),
            leverage_with_leases=same(4.0),
            cover=same(26.0),
        ),
        statement("amd", debt=same(3.2), leverage=same(0.2), cover=same(99.0)),
    ),
    troughs=(
        Trough(
            party="oracle",
            free_cash_flow=Levels(q05=-79, q50=-49, q95=-26),
            year=2027,
            first_year=2027,
            last_year=2028,
        ),
    ),
)


def test_a_band_is_told_where_draws_differ() -> None:
    assert money(same(3.2)) == Money(3.2)
    found = money(Levels(q05=-76, q50=-47, q95=-24))
    assert found == Estimate(Money(-47), Money(-76), Money(-24))


def test_debt_that_no_draw_moves_is_marked() -> None:
    assert unmoved(RECORD, YEARS) == {"amd"}
    oracle, amd = told(firms(RECORD, YEARS))
    assert amd["debt"].endswith("†")
    assert not oracle["debt"].endswith("†")


def test_cover_of_next_to_nothing_is_not_told() -> None:
    oracle, amd = told(firms(RECORD, YEARS))
    assert oracle["cover"] == "26.0"
    assert amd["cover"] not in {"99", "99.0"}
    assert oracle["with leases"] == "4.0"


def test_free_cash_flow_and_the_worst_year_are_told_in_both_languages() -> None:
    assert "47" in told(cash_flows(RECORD, YEARS))[0]["free cash"]
    (row,) = told(troughs(RECORD))
    assert row["years"] == "2027–2028"
    assert told(troughs(RECORD), "zh")[0]["年份"]


def failure(party: str, year: int, failed: float, beside: float | None) -> Failure:
    return Failure(
        party=party,
        year=year,
        failed=failed,
        beside=beside,
        alone=0.0,
        tight=0.0,
        lenders_lost=1.5,
        lenders_lost_q95=9.0,
    )


def test_only_firms_that_fail_somewhere_are_told_and_no_share_of_no_draws() -> None:
    record = small(
        RunRecord,
        failures=(
            failure("oracle", 2027, 0.0, None),
            failure("oracle", 2030, 0.01, 0.09),
            failure("google", 2030, 0.0, 0.0),
        ),
    )
    first, second = told(failures(record, (2027, 2030)))
    assert (first["firm"], first["failed"], first["if OpenAI is bankrupt"]) == ("Oracle", "0%", "–")
    assert (second["failed"], second["if OpenAI is bankrupt"]) == ("1%", "9%")
    assert told(failures(record, (2030,)), "zh")[0]["若 OpenAI 已破产"] == "9%"


def balance(party: str, item: str, value: float, stated: float | None, **changed: Any) -> Any:
    fields: dict[str, Any] = {
        "holder": "",
        "day": date(2026, 6, 30) if stated is not None else None,
        "positions": (),
        "rolled": stated is None,
    }
    return OpeningBalance(party=party, item=item, value=value, stated=stated, **fields | changed)


def test_an_opening_stands_beside_what_was_published_and_how_it_came() -> None:
    record = small(
        RunRecord,
        opening=(
            balance("coreweave", "debt", 35.551, 35.551),
            balance("oracle", "cash", 14.2, None),
            balance("openai", "ownership", 0.2679, 0.2679, holder="microsoft"),
        ),
    )
    (found,) = opening(record)
    debt, cash, share = told(found)
    assert (debt["published"], debt["how"]) == ("$35.6bn", "as published")
    assert (cash["published"], cash["how"]) == ("–", "carried on by the model")
    assert (share["holder"], share["run opens with"]) == ("Microsoft", "27%")
    assert told(found, "zh")[1]["来源"] == "由模型推算"
    assert opening(small(RunRecord, opening=())) == ()
