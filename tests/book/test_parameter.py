"""Parameters: every row of the bundled table is taken, every fault of a bad one is named."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import caploop
from caploop.book.parameter import (
    COLUMNS,
    UNITS,
    Parameter,
    converted,
    in_base_units,
    known_or_widened,
    known_parameters,
    named,
    parameters_from_rows,
    unread,
    widened,
    with_values,
)
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.problem import Place
from caploop.distributions.fit import PAIR_TOLERANCE, quantile
from caploop.evidence.store import read_bundled

TABLE = Path(caploop.__file__).parent / "data/book/parameters.csv"
CUT_OFF = date(2026, 3, 1)
ROW = {
    "id": "M1-900",
    "mechanism": "M1",
    "name": "Price of a seat",
    "symbol": "P_test",
    "unit": "USD/mo",
    "unit_as_written": "USD/mo",
    "low": "18",
    "central": "25",
    "high": "40",
    "distribution": "triangular",
    "source": "a price list",
    "url": "https://example.org/prices",
    "known_at": "2026-02",
    "assumption": "false",
    "claims": "001-13; 001-20",
}


@cache
def bundled_rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def bundled() -> list[Parameter]:
    parameters, problems = parameters_from_rows(bundled_rows(), file=TABLE.name)
    assert problems == []
    return parameters


def one(**changes: str) -> Parameter:
    parameters, problems = parameters_from_rows([ROW | changes], file="p.csv")
    assert problems == []
    return parameters[0]


def test_a_row_is_read_exactly_and_a_month_counts_from_its_end() -> None:
    price = one()
    assert (price.low, price.central, price.high) == (18, 25, 40)
    assert price.known_at == date(2026, 2, 28)
    assert price.claims == ("001-13", "001-20")
    assert price.fit.parameters == (18.0, 25.0, 40.0)
    assert not price.assumption


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"unit": ""}, "field-missing", "unit"),
        ({"known_at": ""}, "field-missing", "known_at"),
        ({"known_at": "2026-02-31"}, "field-invalid", "known_at"),
        ({"known_at": "early 2026"}, "field-invalid", "known_at"),
        ({"unit": "USD bm"}, "unit-unknown", "unit"),
        ({"mechanism": "M13"}, "mechanism-unknown", "mechanism"),
        ({"assumption": "maybe"}, "field-invalid", "assumption"),
        ({"low": "1,8"}, "number-invalid", "low"),
        ({"high": "NaN"}, "number-invalid", "high"),
        ({"central": "2026-02-30"}, "number-invalid", "central"),
        ({"high": "2026-02-28"}, "number-invalid", "high"),
        ({"note": "a\0b"}, "text-wrong", "note"),
        ({"low": "41"}, "order-wrong", "central"),
        ({"distribution": "weibull"}, "distribution-unknown", "distribution"),
        ({"distribution": "beta"}, "support-wrong", "low"),
        ({"low": "0", "distribution": "lognormal"}, "support-wrong", "low"),
        ({"currency": "USD"}, "field-unknown", "currency"),
    ],
)
def test_each_bad_field_is_named_with_its_line(
    changes: dict[str, str], code: str, field: str
) -> None:
    other = ROW | {"id": "M1-901", "symbol": "Q"}
    parameters, problems = parameters_from_rows([other, ROW | changes], file="p.csv")
    assert [parameter.id for parameter in parameters] == ["M1-901"]
    assert [(p.code, p.subject) for p in problems] == [(code, "M1-900")]
    assert problems[0].place == Place(file="p.csv", line=3, field=field)
    assert problems[0].hint


def test_all_faults_of_one_row_are_named_together() -> None:
    _, problems = parameters_from_rows([ROW | {"unit": "", "low": "x", "known_at": ""}], file="p")
    assert {p.place.field for p in problems} == {"unit", "low", "known_at"}


def test_a_second_row_with_the_same_id_and_symbol_is_refused_twice() -> None:
    parameters, problems = parameters_from_rows([ROW, ROW], file="p.csv")
    assert len(parameters) == 1
    assert [p.code for p in problems] == ["id-duplicate", "symbol-duplicate"]
    assert "line 2" in problems[0].message


def test_symbols_that_differ_by_case_are_two() -> None:
    rows = [ROW | {"id": "a", "symbol": "s_x"}, ROW | {"id": "b", "symbol": "S_x"}]
    assert len(parameters_from_rows(rows, file="p.csv")[0]) == 2


def test_an_unknown_unit_is_offered_the_nearest() -> None:
    _, problems = parameters_from_rows([ROW | {"unit": "USD bn/GWyr"}], file="p.csv")
    assert "'USD bn/GW-yr'" in problems[0].hint


def test_a_date_is_a_decimal_year_at_the_end_of_its_day() -> None:
    deadline = one(unit="year", low="2026-12-31", central="2026-12-31", high="2030-12-31",
                   distribution="policy lever")  # fmt: skip
    assert (deadline.central, deadline.high) == (2027, 2031)


def test_nothing_is_known_before_its_day() -> None:
    price = one(known_at="2026-02-21")
    assert known_parameters([price], known_at=date(2026, 2, 20)) == []
    assert known_parameters([price], known_at=date(2026, 2, 21)) == [price]


def test_a_later_judgement_is_widened_by_half_and_a_later_figure_is_left_out() -> None:
    judgement = one(id="a", symbol="a", known_at="2026-06-30", note="cost; post-seed source")
    figure = one(id="b", symbol="b", known_at="2026-06-30", note="post-seed filing")
    kept = known_or_widened([judgement, figure], known_at=CUT_OFF)
    assert [p.symbol for p in kept] == ["a"]
    assert (kept[0].low, kept[0].central, kept[0].high) == (Decimal("14.5"), 25, Decimal("47.5"))
    assert kept[0].assumption


def test_widening_stays_in_the_support() -> None:
    share = widened(one(unit="share", low="0.1", central="0.5", high="0.9", distribution="beta"))
    assert (share.low, share.high) == (0, 1)
    ratio = widened(one(unit="1", low="1", central="4", high="16", distribution="lognormal"))
    assert (ratio.low, ratio.high) == (Decimal("0.5"), 32)


@pytest.mark.parametrize("day", [date(2025, 9, 30), date(2025, 12, 1), CUT_OFF])
def test_every_bundled_judgement_can_be_widened_for_a_back_test(day: date) -> None:
    kept = known_or_widened(bundled(), known_at=day)
    assert {p.symbol for p in known_parameters(bundled(), known_at=day)} <= {p.symbol for p in kept}
    assert all(p.known_at <= day or p.assumption for p in kept)


def test_money_in_billions_becomes_dollars_with_its_distribution() -> None:
    cash = in_base_units(one(unit="USD bn", low="25", central="38", high="45"))
    assert (cash.unit, cash.central) == ("USD", 38_000_000_000)
    assert quantile(cash.fit, 0.5) == pytest.approx(36.2e9, rel=0.01)
    assert in_base_units(named(bundled(), "s_oai")).central == Decimal("0.055")
    assert in_base_units(named(bundled(), "W_0")).central == 900_000_000


def test_every_unit_leads_to_a_base_unit_that_leads_no_further() -> None:
    assert all(UNITS.get(base, (base, 1)) == (base, 1) for base, _ in UNITS.values())


def test_units_that_measure_other_things_are_not_converted() -> None:
    with pytest.raises(UsageError, match="do not measure the same"):
        converted(Decimal(1), unit="USD bn", to="GW")
    with pytest.raises(UsageError, match="unknown"):
        converted(Decimal(1), unit="EUR", to="USD")


def test_a_symbol_that_does_not_exist_is_offered_the_nearest() -> None:
    assert named(bundled(), "kappa").central == 42
    with pytest.raises(NotFoundError, match="'R_2030'"):
        named(bundled(), "R_2031")


def test_what_no_mechanism_reads_is_listed() -> None:
    rows = [one(id="a", symbol="a"), one(id="b", symbol="b")]
    assert [p.symbol for p in unread(rows, {"a"})] == ["b"]


def test_new_numbers_that_cannot_be_are_refused() -> None:
    share = named(bundled(), "flex")
    with pytest.raises(UsageError, match="flex"):
        with_values(share, (Decimal(0), Decimal("0.5"), Decimal("1.5")), distribution="beta")


def test_the_bundled_table_has_the_given_rows_then_the_proposed_ones_then_the_models_own() -> None:
    given = [p for p in bundled() if "-D" not in p.id and "-E" not in p.id]
    assert len(given) == 339
    assert tuple(bundled_rows()[0]) == COLUMNS
    proposed = [p for p in bundled()[339:] if "-D" in p.id]
    assert all(p.assumption and p.source == "design specification, proposed" for p in proposed)
    own = bundled()[339 + len(proposed) :]
    assert all("-E" in p.id for p in own)
    for p in own:
        assert p.source == "modelling judgement" if p.assumption else p.url or p.claims


def test_a_judgement_is_an_assumption_and_a_sourced_row_is_none() -> None:
    for parameter in bundled():
        judged = parameter.source in {"modelling judgement", "design specification, proposed"}
        assert parameter.assumption == judged


def test_claims_of_bundled_rows_are_in_the_bundled_ledger() -> None:
    ids = {claim.id for claim in read_bundled()[0].claims}
    assert {claim for p in bundled() for claim in p.claims} <= ids
    assert named(bundled(), "gap_h").claims == ("004-23",)


def test_no_given_number_was_overwritten_where_the_remark_differs() -> None:
    assert named(bundled(), "rho_amd").central == Decimal("0.32")
    assert "0.312" in named(bundled(), "rho_amd").remark


def test_proposed_plan_rows_add_up_to_the_stated_sums() -> None:
    def total(*symbols: str) -> Decimal:
        return sum((named(bundled(), symbol).central for symbol in symbols), Decimal(0))

    years = range(2026, 2031)
    assert total(*(f"B_v2_{year}" for year in range(2025, 2030))) == 226
    assert total(*(f"B_v0_{year}" for year in range(2025, 2030))) == 116
    assert total(*(f"R_v2_{year}" for year in range(2026, 2030)), "R_2030") == Decimal("643.9")
    assert total(*(f"R_v0_{year}" for year in years)) == 535
    assert total(*(f"Cost_v2_{year}" for year in years)) == 823


def test_rows_that_no_pair_can_hold_are_split_and_say_by_how_much() -> None:
    impossible = ("ell", "eps_S", "eta_a", "S_E30", "tau_top", "mix")
    fits = {symbol: named(bundled(), symbol).fit for symbol in impossible}
    assert all(fit.family.startswith("split") for fit in fits.values())
    assert all(fit.pair_error > PAIR_TOLERANCE >= fit.error for fit in fits.values())
    near = {symbol: named(bundled(), symbol).fit.pair_error for symbol in ("flex", "p_loi")}
    assert near == pytest.approx({"flex": 0.0068, "p_loi": 0.0438}, abs=2e-4)


def test_twelve_normal_rows_are_too_skewed_for_a_normal() -> None:
    normal = [p for p in bundled() if p.distribution == "normal"]
    assert sum(p.fit.family == "split_normal" for p in normal) == 12


def test_every_bundled_fit_holds_its_numbers_but_one_uniform() -> None:
    off = [p.symbol for p in bundled() if p.fit.error > PAIR_TOLERANCE]
    assert off == ["I_or"]
