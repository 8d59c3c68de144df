"""What falls due in which year, and what has no date."""

from __future__ import annotations

from datetime import date
from typing import Any

from caploop.book.agreement import Agreement, Tranche
from caploop.book.clauses.maturities import maturities
from tests.report.book_cases import tranche
from tests.study.changes.small import position

DAY = date(2026, 9, 30)


def loan(name: str, **more: Any) -> Tranche:
    facts = {"payer": "lenders", "payee": "cloud", "kind": "loan", "firmness": "executed"}
    return tranche(f"lenders-cloud-2026/loan/{name}", "3e9", **{**facts, **more})


def wall(*loans: Tranche, rows: Any = ()) -> dict[tuple[bool, int | None], float]:
    made = [Agreement(id="lenders-cloud-2026", group="g", tranches=loans)]
    found = maturities(made, rows, as_of=DAY)
    return {(m.dated, m.year): float(m.amount_usd) for m in found}


def test_a_loan_stands_in_the_year_it_ends_in_and_far_ones_after_the_wall() -> None:
    near, far = loan("a", end=date(2030, 9, 30)), loan("b", end=date(2066, 12, 31))
    assert wall(near, far) == {(True, 2030): 3e9, (True, None): 3e9}


def test_days_of_issue_are_no_maturity() -> None:
    issued = loan("a", start=date(2026, 1, 1), end=date(2026, 9, 1), spread="even")
    assert wall(issued, loan("b")) == {(False, None): 6e9}


def test_an_issuers_own_schedule_goes_before_its_contracts() -> None:
    due = {"period_start": date(2027, 1, 1), "period_end": date(2027, 12, 31)}
    row = position("p", 6, party="cloud", item="debt_maturity", **due)
    assert wall(loan("a", end=date(2030, 9, 30)), rows=[row]) == {(True, 2027): 6}


def test_what_is_not_drawn_or_is_repaid_is_not_due() -> None:
    assert wall(loan("a", firmness="signed"), loan("b", end=date(2026, 3, 31))) == {}
