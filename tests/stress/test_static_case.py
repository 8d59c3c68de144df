"""The book as dated obligations."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.model.assembly.inputs import model_inputs
from caploop.stress.static import cleared
from caploop.stress.static_case import StaticCase, static_case
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


@pytest.fixture(scope="module")
def case() -> StaticCase:
    inputs = model_inputs(real_known(), scenario_of(real_book(), scenarios=["S0"]), quarters=40)
    return static_case(real_known(), inputs, quarters=12)


def test_a_letter_of_intent_or_a_rumour_is_no_debt(case: StaticCase) -> None:
    pairs = {(d.payer, d.payee) for d in case.debts}
    assert ("openai", "oracle") in pairs
    assert ("oracle", "nvidia") not in pairs
    assert not any("loi" in d.agreement for d in (*case.debts, *case.funding))


def test_oracle_is_owed_fifteen_billion_a_quarter_from_2027(case: StaticCase) -> None:
    due = [(case.quarter(d.quarter), d.amount) for d in case.debts if d.payee == "oracle"]
    assert due[0][0] == "2027Q1"
    assert due[0][1] == pytest.approx(15)


def test_every_debt_names_claims_of_the_book(case: StaticCase) -> None:
    assert all(d.claims for d in case.debts if d.payer == "openai")


def test_without_a_shock_openai_has_the_cash_of_its_plan_with_the_rounds_that_are_paid(
    case: StaticCase,
) -> None:
    """40 at the start, 75 of rounds with dates, less its plan's costs and what it owes."""
    short = replace(case, quarters=4, income=case.income[:4], costs=case.costs[:4])
    short = replace(short, debts=tuple(d for d in case.debts if d.quarter < 4))
    short = replace(short, funding=tuple(d for d in case.funding if d.quarter < 4))
    at, found = case.parties.index("openai"), cleared(short, [])
    burn = (short.costs - short.income)[:, at].sum()
    own = sum(d.amount for d in (*short.debts, *short.funding) if d.payer == "openai")
    pairs = zip(short.funding, found.missing, strict=True)
    missing = sum(left for due, left in pairs if due.payee == "openai")
    assert found.cash[3, at] == pytest.approx(40 + 75 - missing - burn - own)


def test_parties_whose_cash_is_not_known_are_told(case: StaticCase) -> None:
    """Fluidstack owes and its cash is not known; lenders have nothing left to pay."""
    (silent,) = (r.what.values["parties"] for r in case.refused if r.what.code == "can-pay")
    assert "fluidstack" in str(silent)
    assert "lenders" not in str(silent)


def test_what_is_executed_is_due_to_nobody_and_cash_of_who_got_it(case: StaticCase) -> None:
    """The rounds of Anthropic and xAI have closed: 30 and 20 billion are theirs, and no claim."""
    due = {(d.payee, d.payer) for d in (*case.debts, *case.funding)}
    for party, paid in (("anthropic", 30), ("xai", 20)):
        assert not any(payee == party and payer == "investors" for payee, payer in due)
        assert case.income[0, case.parties.index(party)] >= paid
    book = real_book()
    live = {t.id: t for a in book.agreements for t in a.tranches}
    assert all(live[d.tranche].firmness != "executed" for d in (*case.debts, *case.funding))
