"""A later vintage speaks of what is still to come: links, cash, scenarios, who can pay."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from caploop.book.known import KnownBook, known_book
from caploop.model.assembly.inputs import Inputs, model_inputs
from caploop.model.inputs.cash import money_to_come, opening_cash
from caploop.stress.next_link import next_link
from caploop.stress.record import Shock
from caploop.stress.static import cleared
from caploop.stress.static_case import StaticCase, static_case
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress.asked import by_agreement
from caploop.study.stress.static import plan_money_of

VINTAGES = ("2026-03", "2026-06", "2026-09")


@cache
def known(name: str) -> KnownBook:
    return known_book(open_book(book=Path(name)))


@cache
def inputs(name: str) -> Inputs:
    book = known(name).book
    return model_inputs(known(name), scenario_of(book, scenarios=["S0"]), quarters=40)


@cache
def case(name: str) -> StaticCase:
    return static_case(known(name), inputs(name), quarters=20)


@pytest.mark.parametrize(
    ("name", "agreement", "begins"),
    [
        ("2026-03", "nvidia-openai-2026-round", None),
        ("2026-06", "softbank-openai-2026-round", "2026Q3"),
        ("2026-09", "softbank-openai-2026-round", "2026Q4"),
    ],
)
def test_the_link_that_breaks_is_the_largest_sum_still_to_come(
    name: str, agreement: str, begins: str | None
) -> None:
    """Nvidia's 30 were paid in March and SoftBank's tranches in April and July: these stay."""
    found = next_link(known(name))
    assert found is not None
    assert (found.target, found.from_quarter) == (agreement, begins)
    flows = [f for f in known(name).flows.flows if f.tranche.startswith(f"{agreement}/")]
    left = [f for f in flows if str(f.quarter) >= (begins or "2026Q1")]
    assert left
    assert all(f.firmness != "executed" for f in left)


def test_once_the_last_tranche_is_paid_no_link_is_left_to_break() -> None:
    book = known("2026-09").book
    after = known_book(book, as_of=date(2026, 10, 2), known_at=date(2026, 10, 2))
    assert next_link(after) is None


def test_the_plan_alone_starts_from_the_last_published_balance_carried_on() -> None:
    """73 on 31 March, and 13.7 of Amazon's and 10 of SoftBank's since, less the plan's burn."""
    plan = inputs("2026-09").plan
    (cash,) = opening_cash(known("2026-09"), plan)
    assert cash == pytest.approx(73 + 13.7 + 10 - plan.burn[1])
    assert opening_cash(known("2026-06"), inputs("2026-06").plan) == (73,)
    assert opening_cash(known("2026-03"), inputs("2026-03").plan) == (25, 38, 45)


def test_money_that_has_been_paid_in_is_not_still_to_come() -> None:
    """Of the 110 of February 21.3 of Amazon's came in July, and 20 of SoftBank's from July on."""
    assert money_to_come(known("2026-03")) == (0, 75, 110, 120)
    assert money_to_come(known("2026-06"))[:2] == (0, 30)
    none, dated, whole = money_to_come(known("2026-09"))
    assert (none, dated) == (0, pytest.approx(21.3 + 20))
    assert whole - dated == pytest.approx(1)


def test_a_party_whose_income_is_in_no_row_is_not_called_insolvent() -> None:
    """Anthropic's contracts of 2026 are in the book, and what it earns is not."""
    found = case("2026-09")
    short = cleared(found, []).short
    assert short[:, found.parties.index("anthropic")].max() == pytest.approx(0, abs=1e-9)
    said = {r.why.code: r.what.values["parties"] for r in found.refused if r.what.code == "can-pay"}
    assert said["income-not-known"] == ("anthropic",)
    assert all(r.why.code != "income-not-known" for r in case("2026-03").refused)


def test_what_stays_unpaid_without_a_shock_is_what_nobody_has_agreed_to_bring() -> None:
    found = case("2026-09")
    told = plan_money_of(found, inputs("2026-09").plan)
    assert told is not None
    short = cleared(found, []).short[-1, found.parties.index("openai")]
    assert told.missing == pytest.approx(short, abs=1e-3)
    assert told.missing > 0


@pytest.mark.parametrize("name", VINTAGES)
def test_no_scenario_begins_before_the_first_quarter_of_its_vintage(name: str) -> None:
    first = known(name).vintage.first_quarter
    dated = [
        (scenario.id, change.name, change.from_quarter)
        for scenario in known(name).book.scenarios
        for change in scenario.changes
        if change.from_quarter is not None and change.from_quarter < first
    ]
    assert dated == []


def test_a_scenario_of_withdrawal_names_only_what_is_not_yet_paid() -> None:
    for name in VINTAGES[1:]:
        withdrawn = next(s for s in known(name).book.scenarios if s.id == "S4")
        dropped = {c.name: c.from_quarter for c in withdrawn.changes if c.action == "drop"}
        left = next_link(known(name))
        assert left is not None
        assert dropped == {left.target: left.from_quarter}


def test_of_a_round_only_those_who_still_have_to_pay_withdraw() -> None:
    asked = (Shock(kind="withdraw", target="openai-round-2026", size=0.5),)
    left = {name: [s.target for s in by_agreement(asked, known(name))] for name in VINTAGES}
    assert len(left["2026-03"]) == 3
    assert left["2026-06"] == left["2026-09"] == ["softbank-openai-2026-round"]
