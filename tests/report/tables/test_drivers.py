"""Tables of `caploop drivers`: what a reader of the page, the terminal and the file can check."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.core.message import message
from caploop.report.tables.drivers import drivers_tables, moving, outcome, parts, pinned
from caploop.report.tables.shown import told as said
from caploop.report.text.words import message_text
from caploop.study.drivers.outcome import KINDS, outcome_of
from caploop.study.drivers.record import (
    Driver,
    DriversRecord,
    Moved,
    Pinned,
    Third,
    VarianceShare,
)
from tests.report.tables.small import assert_readable, in_file, small, told

DRIVER = Driver(
    symbol="ell",
    name="Annual lease price per GW",
    kind="input",
    unit="USD bn/GW-yr",
    q05=8.02,
    q50=11.9,
    q95=1234.5,
    distribution="lognormal",
    assumption=False,
    rank_correlation=-0.31,
    standard_error=0.023,
    beyond=True,
    lowest=Third(edge=10.5, draws=667, value=0.12, low=0.1, high=0.14),
    highest=Third(edge=13.1, draws=667, value=0.34, low=0.3, high=0.38),
)
BY_CHANCE = replace(DRIVER, symbol="s_ann", unit="1", beyond=False, assumption=True)
MOVED = Moved(
    outcome="cash-out-by-2030",
    title="cash out by the end of 2030",
    unit="share of draws",
    is_event=True,
    value=0.21,
    low=0.19,
    high=0.23,
    draws=2000,
    tested=312,
    floor=0.0912,
    beyond=1,
    most=0.7,
    explained=None,
    drivers=(DRIVER, BY_CHANCE),
    on_the_way=(replace(DRIVER, symbol="rounds-failed", kind="on the way"),),
    pinned=(
        Pinned(
            symbol="ell",
            low=8.0,
            high=14.0,
            at_low=0.1,
            at_high=0.3,
            change=0.2,
            change_low=0.18,
            change_high=0.22,
        ),
    ),
    parts=(
        VarianceShare(source="ell", first=0.24, first_95=0.03, total=0.31, total_95=0.04),
        VarianceShare(source="luck", first=-0.001, first_95=0.02, total=0.4, total_95=0.04),
    ),
)
RECORD = small(
    DriversRecord,
    draws=2000,
    scenario="S0",
    plan_vintage="V2",
    outcomes=(MOVED,),
    notes=(message("valuation-a-process"),),
)


def test_every_table_reads_in_both_languages() -> None:
    assert_readable((*drivers_tables(RECORD), moving("runway_moves", RECORD)))


@pytest.mark.parametrize("kind", KINDS)
def test_an_outcome_is_called_what_the_study_calls_it(kind: str) -> None:
    names = (f"{kind}-2030", *((f"{kind}-2026-2029",) if KINDS[kind].sums else ()))
    for name in names:
        title = message_text(outcome_of(name).title, "en")
        assert said(outcome(name), "en").casefold() == title.casefold()
        assert any("一" <= letter <= "鿿" for letter in said(outcome(name), "zh"))


def test_a_correlation_has_its_error_and_a_star_where_chance_explains_it() -> None:
    first, second = told(moving("runway_moves", RECORD))
    assert first["rank correlation"] == "−0.31 ± 0.02"
    assert second["rank correlation"] == "−0.31 ± 0.02*"
    row = in_file(moving("runway_moves", RECORD))[0]
    assert (row["correlation"], row["correlation_error"]) == (-0.31, 0.023)


def test_levels_of_an_input_have_its_unit_and_no_exponent() -> None:
    first, second = told(moving("runway_moves", RECORD))
    assert first["5% – 50% – 95%"] == "8.02 – 11.9 – 1,230 USD bn/GW-yr"
    assert second["5% – 50% – 95%"] == "8.02 – 11.9 – 1,230"


def test_the_outcome_in_both_thirds_is_the_records() -> None:
    _, inputs, *_ = drivers_tables(RECORD)
    row = told(inputs)[0]
    assert row["in its lowest third"] == "12% (10% – 14%)"
    assert (row["drawn as"], row["rests on"]) == ("lognormal", "source")
    assert row["beyond chance"] == "yes"
    found = in_file(inputs)[0]
    assert (found["symbol"], found["unit"]) == ("ell", "USD bn/GW-yr")
    assert found["in_highest_share"] == 0.34
    assert found["in_highest_low_share"] == 0.3


def test_a_change_has_its_sign_and_an_amount_its_unit() -> None:
    assert told(pinned(MOVED))[0]["change (95% interval), shares in points"] == "+20% (+18% – +22%)"
    amounts = replace(MOVED, outcome="gw-2030", unit="GW", is_event=False, value=14.5)
    assert in_file(moving("runway_moves", small(DriversRecord, outcomes=(amounts,))))[0][
        "in_lowest_gw"
    ] == pytest.approx(0.12)


def test_what_rounds_to_no_part_of_the_variance_has_no_minus() -> None:
    first, second = told(parts(MOVED))
    assert first["by itself"] == "24% ± 3%"
    assert second == {"input": "luck", "by itself": "0% ± 2%", "has a hand in": "40% ± 4%"}
