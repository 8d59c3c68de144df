"""Debt that runs on after the chips: how much of it is still owed, and what they are worth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.book import Tranche
from caploop.study.run.tenor import tenors_of
from tests.parameter_rows import parameter

DAY = date(2026, 3, 1)
ROWS = [parameter("n_IT", 5), parameter("T_ls", 6), parameter("delta_g", 0.2)]


def debt(name: str, years: int, amount: str = "10e9", **more: Any) -> Tranche:
    told: dict[str, Any] = {
        "payer": "bank",
        "payee": "cloud",
        "kind": "loan",
        "firmness": "signed",
        "state": "live",
        "known_at": date(2025, 9, 1),
        "unit": "USD",
        "source": "a page",
        "publisher": "paper",
        "amount": Decimal(amount),
        "currency": "USD",
        "start": date(2026, 1, 1),
        "end": date(2026 + years, 1, 1),
        **more,
    }
    return Tranche(id=f"bank-cloud-2025/loan/{name}", **told)


def test_half_of_ten_years_debt_is_owed_when_chips_of_five_years_are_written_off() -> None:
    (found,) = tenors_of([debt("a", 10)], ROWS, as_of=DAY)
    assert found.beyond_chips == pytest.approx(5, abs=0.01)
    assert found.beyond_contract == pytest.approx(4, abs=0.01)
    assert found.owed_even == pytest.approx(5, abs=0.01)
    assert found.owed_once == 10
    assert found.chips_worth == pytest.approx(0.8**5, abs=1e-6)
    assert found.borrower == "cloud"


def test_debt_that_ends_before_the_chips_leaves_nothing_owed() -> None:
    (found,) = tenors_of([debt("a", 4)], ROWS, as_of=DAY)
    assert (found.owed_even, found.owed_once) == (0, 0)
    assert found.beyond_chips < 0


def test_a_longer_life_of_chips_leaves_less_owed() -> None:
    longer = [parameter("n_IT", 6), *ROWS[1:]]
    (short,), (long,) = (tenors_of([debt("a", 10)], p, as_of=DAY) for p in (ROWS, longer))
    assert long.owed_even < short.owed_even


def test_what_has_no_dates_no_amount_or_buys_no_chips_is_left_out() -> None:
    rows = [
        debt("undated", 5, end=None),
        debt("power", 5, unit="W"),
        debt("paper", 60),
        debt("shares", 5, kind="equity"),
        debt("small", 7, amount="1e9"),
        debt("large", 7, amount="3e9"),
    ]
    assert [t.tranche.split("/")[-1] for t in tenors_of(rows, ROWS, as_of=DAY)] == [
        "large",
        "small",
    ]


def test_a_lease_is_owed_by_who_pays_it() -> None:
    (found,) = tenors_of([debt("a", 15, kind="lease", payer="tenant")], ROWS, as_of=DAY)
    assert (found.kind, found.borrower) == ("lease", "tenant")


def test_days_of_issue_and_rows_that_describe_others_tell_no_tenor() -> None:
    assert tenors_of([debt("a", 1, spread="even")], ROWS, as_of=DAY) == ()
    assert tenors_of([debt("a", 4, role="aggregate")], ROWS, as_of=DAY) == ()
    assert tenors_of([debt("a", 4, kind="lease", spread="even")], ROWS, as_of=DAY)
