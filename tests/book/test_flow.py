"""Flows: dated, spread by term, nothing twice, everything left out is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.book.agreement import Agreement, Tranche
from caploop.book.execute import in_force
from caploop.book.flow import CalendarQuarter, flows, quarter_of, quarters
from caploop.core.message import Message, message
from tests.book.conftest import BASE, BN

Make = Callable[..., Tranche]
Bind = Callable[..., list[Agreement]]
DATES = {"as_of": date(2026, 3, 1), "known_at": date(2026, 3, 1)}


def test_a_payment_falls_into_the_quarter_it_is_due(tranche: Make, book: Bind) -> None:
    found = flows(book(tranche(start=date(2026, 4, 1))), **DATES)
    assert [(str(f.quarter), f.amount_usd) for f in found.flows] == [("2026Q2", BN)]


def test_a_term_is_spread_evenly_and_sums_to_the_amount(tranche: Make, book: Bind) -> None:
    made = tranche(spread="even", amount=Decimal(10), start=date(2026, 1, 1), end=date(2026, 9, 30))
    found = flows(book(made), **DATES)
    assert [(str(f.quarter), f.amount_usd) for f in found.flows] == [
        ("2026Q1", Decimal(3)),
        ("2026Q2", Decimal(3)),
        ("2026Q3", Decimal(4)),
    ]


@given(
    amount=st.integers(1, 10**12),
    start=st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    length=st.integers(0, 4000),
)
def test_the_quarters_of_a_tranche_sum_to_it(amount: int, start: date, length: int) -> None:
    changes: dict[str, Any] = {
        "id": "a-b-2026/compute/all",
        "amount": Decimal(amount),
        "spread": "even",
        "start": start,
        "end": date.fromordinal(start.toordinal() + length),
        "known_at": date(2025, 1, 1),
        "signed": date(2025, 1, 1),
    }
    made = Tranche(**(BASE | changes))
    found = flows([Agreement(id="a-b-2026", group="a", tranches=(made,))], **DATES)
    assert sum(f.amount_usd for f in found.flows) == amount


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"role": "aggregate"}, message("describes-others", role="aggregate")),
        ({"role": "breakdown"}, message("describes-others", role="breakdown")),
        ({"spread": "undated"}, message("no-dates")),
        ({"amount": None}, message("no-amount")),
        ({"unit": "W", "currency": None}, message("not-money", unit="W")),
    ],
)
def test_what_brings_no_flow_is_listed_with_the_reason(
    tranche: Make, book: Bind, changes: dict[str, Any], reason: Message
) -> None:
    found = flows(book(tranche(**changes)), **DATES)
    assert found.flows == ()
    assert found.left_out[0].reason == reason


def test_back_to_back_promises_are_counted_once(tranche: Make, book: Bind) -> None:
    one = tranche("a-b-2026/lease/all")
    two = tranche("b-c-2026/chips/all", overlaps=("a-b-2026/lease/all",))
    found = flows(book(one, two), **DATES)
    assert [f.tranche for f in found.flows] == ["a-b-2026/lease/all"]
    assert found.left_out[0].reason.values == {"tranches": ("a-b-2026/lease/all",)}


def test_a_withdrawn_agreement_has_no_flows_after_its_date(tranche: Make, book: Bind) -> None:
    made = book(tranche(state="retracted", state_date=date(2026, 2, 1), start=date(2026, 4, 1)))
    before = flows(made, as_of=date(2026, 1, 31), known_at=date(2026, 3, 1))
    after = flows(made, as_of=date(2026, 2, 1), known_at=date(2026, 3, 1))
    assert (len(before.flows), len(after.flows)) == (1, 0)


def test_a_flow_keeps_the_firmness_of_its_paper(tranche: Make, book: Bind) -> None:
    (found,) = flows(book(tranche(firmness="letter_of_intent")), **DATES).flows
    assert found.firmness == "letter_of_intent"


def test_quarters_run_over_the_year_end() -> None:
    run = quarters(CalendarQuarter(year=2025, number=4), CalendarQuarter(year=2026, number=2))
    assert [str(q) for q in run] == ["2025Q4", "2026Q1", "2026Q2"]
    assert str(quarter_of(date(2026, 12, 31))) == "2026Q4"


def test_no_aggregate_or_breakdown_of_the_bundled_book_is_added(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    found = flows(bundled_agreements, **DATES)
    roles = {t.id: t.role for a in bundled_agreements for t in a.tranches}
    assert {roles[f.tranche] for f in found.flows} == {"own"}
    coreweave = sum(f.amount_usd for f in found.flows if f.tranche.startswith("openai-coreweave"))
    assert coreweave <= Decimal("22.4") * BN


def test_every_tranche_in_force_has_flows_or_a_reason(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    found = flows(bundled_agreements, **DATES)
    told = {f.tranche for f in found.flows} | {x.tranche for x in found.left_out}
    live = {
        t.id
        for a in bundled_agreements
        for t in a.tranches
        if t.known_at <= DATES["known_at"] and in_force(t, DATES["as_of"])
    }
    assert told == live
    assert {f.tranche for f in found.flows}.isdisjoint({x.tranche for x in found.left_out})


def test_the_guarantee_asked_for_moves_no_money(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    found = flows(bundled_agreements, **DATES)
    assert not any("us-government" in f.tranche for f in found.flows)
