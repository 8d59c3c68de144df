"""Who has an investment credit: dates, parts, tax, cash."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.policy import Asset, Law, credit_claim

PRESENT = Law(
    rate=0.35,
    covers=frozenset({"fab"}),
    placed_after=date(2025, 12, 31),
    begun_by=date(2026, 12, 31),
    elective_pay=True,
)
ASKED = replace(PRESENT, covers=frozenset({"fab", "it", "shell", "grid"}))
CENTRE = Asset(
    owner="oracle",
    cost={"it": 28.0, "shell": 10.0, "grid": 2.0},
    begun=date(2026, 6, 1),
    placed=date(2027, 9, 1),
    tax_due=4.0,
)


def test_present_law_gives_a_data_centre_nothing() -> None:
    assert credit_claim(CENTRE, PRESENT).credit == 0
    fab = replace(CENTRE, cost={"fab": 40.0})
    assert credit_claim(fab, PRESENT).credit == pytest.approx(14)


def test_the_owner_claims_all_of_it_against_tax_first_and_the_rest_in_cash() -> None:
    found = credit_claim(CENTRE, ASKED)
    assert found.owner == "oracle"
    assert (found.eligible, found.credit) == (1, pytest.approx(14))
    assert (found.against_tax, found.in_cash, found.waiting) == (4, pytest.approx(10), 0)


def test_without_elective_pay_what_exceeds_tax_waits() -> None:
    found = credit_claim(CENTRE, replace(ASKED, elective_pay=False))
    assert (found.in_cash, found.waiting) == (0, pytest.approx(10))


def test_servers_alone_are_a_share_of_the_cost() -> None:
    found = credit_claim(CENTRE, replace(ASKED, covers=frozenset({"it"})))
    assert found.eligible == pytest.approx(0.7)
    assert found.credit == pytest.approx(9.8)


def test_begun_a_day_late_or_in_service_too_soon_is_no_credit() -> None:
    late = replace(CENTRE, begun=date(2027, 1, 1))
    assert credit_claim(late, ASKED).credit == 0
    assert credit_claim(late, replace(ASKED, begun_by=None)).credit == pytest.approx(14)
    soon = replace(CENTRE, begun=date(2025, 1, 1), placed=date(2025, 12, 31))
    assert credit_claim(soon, ASKED).credit == 0


def test_an_asset_in_service_before_it_is_begun_is_refused() -> None:
    with pytest.raises(UsageError, match="before it is begun"):
        credit_claim(replace(CENTRE, placed=date(2026, 1, 1)), ASKED)
    with pytest.raises(UsageError, match="at least 0"):
        credit_claim(replace(CENTRE, cost={"it": -1.0}), ASKED)
