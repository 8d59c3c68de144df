"""Tables of `loop`: dollars as billions, bounds as bounds, reasons where there is no number."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from caploop.core.message import message
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.loop import around, loop_tables
from caploop.report.tables.plain import plain_table
from caploop.report.tables.shown import Reader, cells, headings, title
from caploop.report.text.words import LANGUAGES
from caploop.study.loop.record import (
    CommitmentSum,
    ConcentrationRow,
    CoverageRow,
    ExposureRow,
    HubRow,
    IndexRow,
    LoopEdge,
    LoopRow,
    RedFlag,
    SelfFundedRow,
)

EDGE = LoopEdge(
    payer="amazon",
    payee="openai",
    type="equity",
    amount=5e10,
    firmness="conditional",
    dated=False,
    agreements=("amazon-openai-2026-round/equity/initial",),
    claims=(),
)
SUMS = CommitmentSum(
    gross=1.37e12,
    net=1.33e12,
    factor=1.03,
    binding=1.09e12,
    unconditional=1.09e12,
    removable_by_netting=0.0,
    share_removable=0.0,
)
FLAG = RedFlag(
    rule="payment-to-customer",
    party="amazon",
    counterparty="openai",
    paid={"equity": 5e10},
    received={"purchases": 8.68e10},
    years=(2026, 2030),
)


def covered(year: int, outside: float | None) -> CoverageRow:
    return CoverageRow(
        party="openai",
        year=year,
        outside_usd=outside,
        due_usd=8e10,
        undated_usd=2.6e11,
        ratio=None if outside is None else outside / 8e10,
        basis=message("interpolated", vintage="V2"),
        assumed=outside is not None,
        reason=message("no-figure-known") if outside is None else None,
        claims=(),
    )


def carried(most: float | None) -> ConcentrationRow:
    return ConcentrationRow(
        party="oracle",
        side="customers",
        of=3.05e11,
        undisclosed=0.21,
        index=(0.619, most),
        effective_number=(1.6, None),
        top_share=(0.787, 0.787),
        top="openai",
    )


def record() -> Any:
    return SimpleNamespace(
        **{"hub": None, "around": ()},
        self_funded=(
            SelfFundedRow(
                party="amazon",
                min=0.0,
                pro_rata=3.93e9,
                max=1.5e10,
                of=8.68e10,
                put_in=1.5e10,
                share_of_revenue=0.0042,
                reason=None,
            ),
        ),
        loops=(
            LoopRow(
                parties=("amazon", "openai"),
                bottleneck=5e10,
                firmness="conditional",
                dated=False,
                edges=(EDGE,),
            ),
        ),
        coverage=(covered(2027, 6.2e10), covered(2028, None)),
        commitments=SUMS,
        indices=(
            IndexRow(
                name="finn_cycling",
                type="equity",
                perimeter="as asked",
                value=None,
                null_mean=None,
                null_sd=None,
                samples=0,
                reason=message("nothing-flows"),
            ),
        ),
        exposure=(
            ExposureRow(
                holder="oracle",
                failing="openai",
                type="purchases",
                loss=2.4e11,
                share_of_holders=1.0,
            ),
        ),
        concentration=(carried(None), carried(0.619)),
        red_flags=(FLAG,),
    )


def tables() -> dict[str, AnswerTable]:
    return {t.id: t for t in loop_tables(record())}


def told(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    return cells(tables()[name], Reader(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_heading_is_told_in_the_language(language: str) -> None:
    for one in tables().values():
        assert title(one, Reader(language))
        assert all(headings(one, Reader(language)))


def test_dollars_of_the_record_are_billions_under_a_name_that_says_so() -> None:
    names, rows = plain_table(tables()["own_cheque"])
    assert names[1:4] == ("least_usd_bn", "pro_rata_usd_bn", "most_usd_bn")
    assert rows[0][1:5] == (0.0, 3.93, 15.0, 86.8)
    assert told("own_cheque")[0][2:5] == ("$3.93bn", "$15bn", "$86.8bn")


def test_a_loop_ends_where_it_begins() -> None:
    assert told("named_loops", "zh")[0][:4] == (
        "亚马逊 > OpenAI > 亚马逊",
        "500亿美元",
        "附条件",
        "日期不全",
    )


def test_without_revenue_the_reason_stands_for_the_ratio() -> None:
    with_it, without = told("covered")
    assert with_it[2:5] == ("$62bn", "$80bn", "0.78")
    assert with_it[-1] == "assumption: interpolated in plan V2"
    assert without[2:5] == ("–", "$80bn", "no figure is known")


def test_a_share_without_a_bound_is_at_least() -> None:
    open_end, one = told("loop_few")
    assert (open_end[4], one[4], one[5]) == ("at least 0.619", "0.619", "79%")
    names, rows = plain_table(tables()["loop_few"])
    at = names.index("loop_index_low")
    assert [row[at : at + 2] for row in rows] == [(0.619, ""), (0.619, 0.619)]


def test_what_is_paid_and_received_is_told_by_kind() -> None:
    assert told("loop_flags")[0][3:5] == ("$50bn equity", "$86.8bn purchases")
    assert plain_table(tables()["loop_flags"])[0][3] == "loop_paid_usd_bn"


def test_where_nothing_flows_there_is_no_index() -> None:
    assert told("by_chance")[0][3:] == ("–", "–", "–", "0", "nothing flows")


def test_a_hub_has_a_table_of_those_around_it_in_both_languages() -> None:
    row = HubRow(
        party="microsoft",
        puts_in=0.0,
        puts_in_undated=5e9,
        sells=0.0,
        sells_undated=3e10,
        firmness="conditional",
        agreements=("anthropic-microsoft-2025/compute/azure",),
    )
    given = SimpleNamespace(hub="anthropic", around=(row,))
    found = around(given)  # type: ignore[arg-type]
    for language in LANGUAGES:
        assert "Anthropic" in title(found, Reader(language))
        assert len(headings(found, Reader(language))) == 7
    assert cells(found, Reader("en"))[0][2:5] == ("$5bn", "0", "$30bn")
